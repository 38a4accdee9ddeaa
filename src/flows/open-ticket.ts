import { isUnread, markRead } from '../store/ticket-page.ts';
import { transact } from '../store/transact.ts';
import type { Actor, Desk } from './desk.ts';

/** Notes that an agent has opened a ticket: it is no longer unread, for nobody. Nothing happens if it was not. */
export async function openTicket(desk: Desk, _actor: Actor, ticketId: number): Promise<void> {
  // Looked at first: reading a ticket again must not wait for a write.
  if (!(await isUnread(desk.store.db, ticketId))) return;
  await transact(desk.store, async (trx, announce) => {
    if (await markRead(trx, ticketId)) announce('ticket', ticketId);
  });
}
