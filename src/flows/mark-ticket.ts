import { markRead, markUnread } from '../store/ticket-page.ts';
import { transact } from '../store/transact.ts';
import type { Desk } from './desk.ts';

/** Sets or takes off the unread mark of a ticket, for all agents. It is no step and does not move the ticket. */
export async function markTicket(desk: Desk, ticketId: number, unread: boolean): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const changed = unread ? await markUnread(trx, ticketId) : await markRead(trx, ticketId);
    if (changed) announce('ticket', ticketId);
  });
}
