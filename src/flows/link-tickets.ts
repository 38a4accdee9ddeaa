import { Failure } from '../lib/failure.ts';
import { linkTickets, unlinkTickets } from '../store/ticket-ties.ts';
import { touchTicket } from '../store/tickets.ts';
import { transact } from '../store/transact.ts';
import type { Actor, Desk } from './desk.ts';
import { holdTicket, holdTickets } from './hold-ticket.ts';
import { noteTie } from './tie-step.ts';

/**
 * Links two tickets as related; what ties them already stays as it is. Both histories say so. Throws Failure `not-found`, `ticket-merged`, or `invalid` at
 * `otherId` if they are the same.
 */
export async function linkTicket(desk: Desk, actor: Actor, ticketId: number, otherId: number): Promise<void> {
  if (ticketId === otherId)
    throw new Failure('invalid', { field: 'otherId', problems: [{ field: 'otherId', problem: 'same-ticket' }] });
  await change(desk, actor, ticketId, otherId, false);
}

/** Takes the link away. Throws Failure `not-found`, `ticket-merged`, or `not-in-this-state` if there is none, or only a split, which is history. */
export async function unlinkTicket(desk: Desk, actor: Actor, ticketId: number, otherId: number): Promise<void> {
  await change(desk, actor, ticketId, otherId, true);
}

async function change(desk: Desk, actor: Actor, ticketId: number, otherId: number, takenBack: boolean): Promise<void> {
  const now = desk.clock().getTime();
  await transact(desk.store, async (trx, announce) => {
    await holdTickets(trx, desk.store.dialect, [ticketId, otherId]);
    for (const id of [ticketId, otherId]) await holdTicket(trx, desk.store.dialect, id);
    const changed = await (takenBack ? unlinkTickets : linkTickets)(trx, ticketId, otherId);
    if (!changed && takenBack) throw new Failure('not-in-this-state');
    if (!changed) return;
    for (const [id, other] of [
      [ticketId, otherId],
      [otherId, ticketId],
    ] as const) {
      await noteTie(trx, desk, actor, id, { field: 'link', otherId: other, takenBack });
      await touchTicket(trx, id, now);
      announce('ticket', id);
    }
  });
}
