import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Ticket } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { texts, useTexts } from '../../i18n/index.ts';
import { keys } from '../../queries.ts';
import { notifyDone } from '../notify.ts';
import { type Draft, handOverKey, textToSend } from './draft.ts';
import { pageStorage } from './memory-storage.ts';
import { keepSent } from './sent-drafts.ts';
import { UndoToast } from './undo-toast.tsx';

export type Sending = { draft: Draft; statusId?: number | undefined };

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
    mutationFn: ({ draft, statusId }: Sending) =>
      call('POST /api/tickets/:id/replies', { id: ticketId, body: replyBody(draft, statusId) }),
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
      call('POST /api/tickets/:id/notes', { id: ticketId, body: { text: draft.note } }),
    onSuccess: (ticket) => {
      notifyDone(t('tickets.composer.noteSaved'));
      store(ticket);
    },
  });
  return { reply, note };
}

function replyBody(draft: Draft, statusId: number | undefined) {
  const body = {
    outgoingId: draft.outgoingId,
    to: draft.to,
    cc: draft.cc,
    subject: draft.subject,
    text: textToSend(draft),
    uploadIds: draft.files.map(({ id }) => id),
    answersEntryId: draft.answersEntryId,
    statusId,
  };
  return { ...body, draftKey: handOverKey(draft.key, body) };
}

/** The mail that was just put into the spool, and for how many seconds it can be taken back; both times are the server's, so its clock does not matter. */
function newestDelivery(ticket: Ticket): { outboundId: number; seconds: number } | null {
  const sent = ticket.entries.filter(({ kind, delivery }) => kind === 'mailOut' && delivery?.state === 'queued');
  const newest = sent.reduce<(typeof sent)[number] | null>(
    (last, entry) => (last && last.id > entry.id ? last : entry),
    null,
  );
  if (!newest?.delivery?.nextAttemptAt) return null;
  const seconds = Math.round((Date.parse(newest.delivery.nextAttemptAt) - Date.parse(newest.at)) / 1000);
  return seconds > 0 ? { outboundId: newest.delivery.outboundId, seconds } : null;
}

function showUndo(outboundId: number, ticketId: number, seconds: number): void {
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
