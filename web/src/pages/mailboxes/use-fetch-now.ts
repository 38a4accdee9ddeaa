import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Run } from '../../../../src/api/contract/mailboxes.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys, runsQuery } from '../../queries.ts';

const lookEveryMs = 700;
/** A first run over a big mailbox may take long; after this the list of runs tells, not the button. */
const lookForMs = 120_000;

/** Asks for a run of the mailbox and follows it to its end, then says what it brought. */
export function useFetchNow(id: number): { running: boolean; start: () => void } {
  const { t } = useTexts();
  const client = useQueryClient();
  const [running, setRunning] = useState(false);

  const tell = (run: Run) => {
    if (!run.error) return notifyDone(t('mailboxes.fetched', { number: run.number, count: run.imported }));
    notifications.show({
      title: t('mailboxes.fetchFailed', { number: run.number }),
      message: run.error.text,
      color: 'red',
      withBorder: true,
      autoClose: false,
      role: 'alert',
    });
  };
  const follow = async () => {
    const before = await client.fetchQuery({ ...runsQuery(id), staleTime: 0 });
    const last = before.rows[0]?.number ?? 0;
    await call('POST /api/mailboxes/:id/runs', { id });
    const until = Date.now() + lookForMs;
    while (Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
      const { rows } = await client.fetchQuery({ ...runsQuery(id), staleTime: 0 });
      const ours = rows.find((run) => run.number > last && run.endedAt !== null);
      if (ours) return tell(ours);
    }
  };
  const start = () => {
    setRunning(true);
    void follow()
      .catch(notifyError)
      .finally(() => {
        setRunning(false);
        void client.invalidateQueries({ queryKey: keys.mailboxes });
      });
  };
  return { running, start };
}
