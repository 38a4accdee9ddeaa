import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api.ts';
import { keys } from '../../queries.ts';
import { pageStorage } from './memory-storage.ts';
import { DRAFT_RESTORED, restoreSent } from './sent-drafts.ts';

/** Takes a mail back that has not left (DELETE /api/outbound/:id) and puts its draft back, in an open composer too. Gives whether there was one. */
export function useTakeBack(outboundId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await call('DELETE /api/outbound/:id', { id: outboundId });
      const kept = restoreSent(pageStorage(), outboundId);
      if (kept) globalThis.dispatchEvent(new CustomEvent(DRAFT_RESTORED, { detail: kept.ticketId }));
      return { restored: kept !== null };
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.tickets }),
  });
}
