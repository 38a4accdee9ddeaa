import { insertEntry, noMail } from '../store/entries.ts';
import { touchTicket } from '../store/tickets.ts';
import { transact } from '../store/transact.ts';
import type { Actor, Desk } from './desk.ts';
import { holdTicket } from './hold-ticket.ts';

/** Adds an internal note to a ticket. Throws Failure `not-found` or `ticket-merged`. */
export async function addNote(desk: Desk, actor: Actor, ticketId: number, text: string): Promise<void> {
  const now = desk.clock().getTime();
  await transact(desk.store, async (trx, announce) => {
    await holdTicket(trx, desk.store.dialect, ticketId);
    await insertEntry(trx, desk.store.dialect, {
      ...noMail,
      ticketId,
      kind: 'note',
      at: now,
      agentId: actor?.agentId ?? null,
      text,
    });
    await touchTicket(trx, ticketId, now);
    announce('ticket', ticketId);
  });
}
