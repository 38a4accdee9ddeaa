import { insertEntry, noMail } from '../store/entries.ts';
import { touchTicket } from '../store/tickets.ts';
import { transact } from '../store/transact.ts';
import type { Actor, Desk } from './desk.ts';
import { endDraft } from './end-draft.ts';
import { holdTicket } from './hold-ticket.ts';

/** Adds an internal note to a ticket and takes it out of the draft it was written in, if one is named. Throws Failure `not-found` or `ticket-merged`. */
export async function addNote(
  desk: Desk,
  actor: Actor,
  ticketId: number,
  text: string,
  draftKey?: string,
): Promise<void> {
  const now = desk.clock();
  await transact(desk.store, async (trx, announce) => {
    await holdTicket(trx, desk.store.dialect, ticketId);
    await insertEntry(trx, desk.store.dialect, {
      ...noMail,
      ticketId,
      kind: 'note',
      at: now.getTime(),
      agentId: actor?.agentId ?? null,
      text,
    });
    await touchTicket(trx, ticketId, now.getTime());
    await endDraft(trx, announce, actor, { ticketId, draftKey, part: 'note' }, now);
    announce('ticket', ticketId);
  });
}
