import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Ticket } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { texts, useTexts } from '../../i18n/index.ts';
import { keys } from '../../queries.ts';
import { notifyDone } from '../notify.ts';
import { type Draft, handOverKey } from './draft.ts';
import { hasForm } from './plain-text.ts';
import { pageStorage } from './memory-storage.ts';
import { keepSent } from './sent-drafts.ts';
import { UndoToast } from './undo-toast.tsx';

export type Sending = { draft: Draft; prefersPlain: boolean; statusId?: number | undefined };

/** Sends a reply or saves a note. A reply shows a toast that takes it back for as long as the desk holds it; `onSent` gets the ticket as it is then. */
export function useSend(ticketId: number, onSent: (ticket: Ticket) => void) {
  const { t } = useTexts();
  const client = useQueryClient();
  const store = (ticket: Ticket) => {
    client.setQueryData([...keys.tickets, ticketId], ticket);
    void client.invalidateQueries({ queryKey: [...keys.tickets, 'counts'] });
    onSent(ticket);
  };
  const reply = useMutation({
    mutationFn: (sending: Sending) => call('POST /api/tickets/:id/replies', { id: ticketId, body: replyBody(sending) }),
    onSuccess: (ticket, { draft }) => {
      const delivery = newestDelivery(ticket);
      if (delivery) {
        keepSent(pageStorage(), delivery.outboundId, { ticketId, draft, sentAt: Date.now() });
        showUndo(delivery.outboundId, ticketId, delivery.seconds);
      }
      store(ticket);
    },
  });
  const note = useMutation({
    mutationFn: ({ draft }: Sending) =>
      call('POST /api/tickets/:id/notes', { id: ticketId, body: { text: draft.note, draftKey: draft.key } }),
    onSuccess: (ticket) => {
      notifyDone(t('tickets.composer.noteSaved'));
      store(ticket);
    },
  });
  return { reply, note };
}

function replyBody({ draft, prefersPlain, statusId }: Sending) {
  const { answersEntryId, quote, mode } = draft;
  const as = mode === 'forward' ? ('forward' as const) : ('reply' as const);
  const body = {
    ...mailBody(draft, prefersPlain),
    answersEntryId,
    quote: quote !== '' && answersEntryId !== null ? { entryId: answersEntryId, as } : null,
    statusId,
  };
  // Not part of what names the mail: having looked at the news makes it no other one.
  const seenEntryId = mode === 'forward' ? null : draft.seenEntryId;
  return { ...body, draftKey: handOverKey(draft.key, body), seenEntryId };
}

/** The part of a mail that does not depend on what it answers. */
export function mailBody(draft: Draft, prefersPlain: boolean) {
  const { outgoingId, to, cc, bcc, subject, text, html, signed } = draft;
  const words = hasForm(draft, prefersPlain) ? { html: html ?? '' } : { text };
  return { outgoingId, to, cc, bcc, subject, ...words, signed, uploadIds: draft.files.map(({ id }) => id) };
}

/** The mail that was just put into the spool, and for how many seconds it can be taken back; both times are the server's, so its clock does not matter. */
export function newestDelivery(ticket: Ticket): { outboundId: number; seconds: number } | null {
  const sent = ticket.entries.filter(({ kind, delivery }) => kind === 'mailOut' && delivery?.state === 'queued');
  const newest = sent.reduce<(typeof sent)[number] | null>(
    (last, entry) => (last && last.id > entry.id ? last : entry),
    null,
  );
  if (!newest?.delivery?.nextAttemptAt) return null;
  const seconds = Math.round((Date.parse(newest.delivery.nextAttemptAt) - Date.parse(newest.at)) / 1000);
  return seconds > 0 ? { outboundId: newest.delivery.outboundId, seconds } : null;
}

export function showUndo(outboundId: number, ticketId: number, seconds: number): void {
  const id = `undo-${outboundId}`;
  notifications.show({
    id,
    autoClose: false,
    withBorder: true,
    closeButtonProps: { 'aria-label': texts.t('common.close') },
    color: 'ink',
    message: (
      <UndoToast outboundId={outboundId} ticketId={ticketId} seconds={seconds} onEnd={() => notifications.hide(id)} />
    ),
  });
}
