import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';
import { askFirstImport, beginWithNewOnes, neverRun } from './first-import.tsx';

/** Pauses (true) or resumes a mailbox; before its first run it is asked what that is to import. */
export function usePause(mailbox: Mailbox) {
  const { t } = useTexts();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (paused: boolean): Promise<boolean> => {
      const first = !paused && neverRun(mailbox) ? await askFirstImport(mailbox.values, mailbox.id) : 'all';
      if (first === undefined || first === 'later') return false;
      if (first === 'new') await beginWithNewOnes(mailbox.id);
      else await call('PUT /api/mailboxes/:id/pause', { id: mailbox.id, body: { paused } });
      return true;
    },
    onSuccess: async (changed, paused) => {
      if (changed) notifyDone(t(paused ? 'mailboxes.paused' : 'mailboxes.resumed', { name: mailbox.name }));
      await client.invalidateQueries({ queryKey: keys.mailboxes });
    },
    onError: notifyError,
  });
}
