import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Run } from '../../../../src/api/contract/mailboxes.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys, mailboxesQuery, runsQuery } from '../../queries.ts';

const lookEveryMs = 700;
/** A first run over a big mailbox may take long; after this the list of runs tells, not the button. */
const lookForMs = 120_000;

/** Asks for a run of the mailbox and follows it to its end, then says what it brought. `imported` is how many mails are here so far. */
export function useFetchNow(id: number): { running: boolean; imported: number; start: () => void } {
  const { t } = useTexts();
  const client = useQueryClient();
  const [running, setRunning] = useState(false);
  const [imported, setImported] = useState(0);

  const tell = (run: Run) => {
    if (run.error) tellError(t('mailboxes.fetchFailed', { number: run.number }), run.error.text);
    else notifyDone(t('mailboxes.fetched', { number: run.number, count: run.imported }));
  };
  const follow = async () => {
    const before = await client.fetchQuery({ ...runsQuery(id), staleTime: 0 });
    const last = before.rows[0]?.number ?? 0;
    const known = await client.fetchQuery({ ...mailboxesQuery, staleTime: 0 });
    const failuresBefore = known.rows.find((mailbox) => mailbox.id === id)?.lastError?.failures ?? 0;
    await call('POST /api/mailboxes/:id/runs', { id });
    const until = Date.now() + lookForMs;
    while (Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
      const { rows } = await client.fetchQuery({ ...runsQuery(id), staleTime: 0 });
      setImported(rows.find((run) => run.number > last)?.imported ?? 0);
      const ours = rows.find((run) => run.number > last && run.endedAt !== null);
      if (ours) return tell(ours);
      // A server that cannot be reached leaves no run, only the mailbox's error.
      const mailboxes = await client.fetchQuery({ ...mailboxesQuery, staleTime: 0 });
      const error = mailboxes.rows.find((mailbox) => mailbox.id === id)?.lastError;
      if (error && error.failures > failuresBefore) return tellError(t('mailboxes.fetchFailedNow'), error.text);
    }
  };
  const start = () => {
    setRunning(true);
    setImported(0);
    void follow()
      .catch(notifyError)
      .finally(() => {
        setRunning(false);
        void client.invalidateQueries({ queryKey: keys.mailboxes });
      });
  };
  return { running, imported, start };
}

function tellError(title: string, message: string): void {
  notifications.show({ title, message, color: 'red', withBorder: true, autoClose: false, role: 'alert' });
}
