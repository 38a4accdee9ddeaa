import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Redraft } from '../../../../src/api/contract/spools.ts';
import { call } from '../../api.ts';
import { keys } from '../../queries.ts';
import { type Draft, newDraftKey } from './draft.ts';
import { pageStorage } from './memory-storage.ts';
import { DRAFT_RESTORED, putBack } from './sent-drafts.ts';

/** Makes a mail that did not get through the draft of a new one (POST /api/outbound/:id/draft), in an open composer too. Gives the ticket. */
export function useWriteAgain(outboundId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const redraft = await call('POST /api/outbound/:id/draft', { id: outboundId });
      putBack(pageStorage(), redraft.ticketId, draftOf(redraft));
      globalThis.dispatchEvent(new CustomEvent(DRAFT_RESTORED, { detail: redraft.ticketId }));
      return redraft.ticketId;
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.tickets }),
  });
}

// The quote is part of the text as it was sent.
function draftOf({ to, cc, bcc, subject, text, html, outgoingId, files, answersEntryId }: Redraft): Draft {
  return {
    key: newDraftKey(),
    mode: cc.length > 0 ? 'replyAll' : 'reply',
    to,
    cc,
    bcc,
    subject,
    text,
    html,
    // It is part of the text as it was sent, too.
    signed: false,
    outgoingId,
    files,
    answersEntryId,
    seenEntryId: null,
    note: '',
    quote: '',
  };
}
