import { Failure } from '../lib/failure.ts';
import { removeEntry } from '../store/entries.ts';
import { cancel, detachEntry, getOutbound, requeue, type Undo } from '../store/outbound.ts';
import type { Trx } from '../store/schema.ts';
import { findStatus, firstStatus, getTicket, isDoneGroup, touchTicket } from '../store/tickets.ts';
import { transact } from '../store/transact.ts';
import { applyPatch } from './change-ticket.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';

/** Sends a mail that waits, failed or ended uncertainly once more, at once, to those who did not get it. Throws `not-found` or `not-in-this-state`. */
export async function retryOutbound(desk: Desk, actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const mail = await getOutbound(trx, id);
    if (!(await requeue(trx, id, desk.clock().getTime()))) throw new Failure('not-in-this-state');
    await audit(trx, desk, actor, { act: 'retried', kind: 'outbound', id, name: mail.subject });
    announce('outbound', id);
    if (mail.ticket_id !== null) announce('ticket', mail.ticket_id);
  });
}

/**
 * Takes a mail back. Before its first attempt (the undo time) it vanishes with its step, and the ticket is as before, as far as nobody changed it
 * meanwhile; later, what is still waiting is stopped and the step shows it. Throws `not-found`, or `already-sent` when it is too late.
 */
export async function cancelOutbound(desk: Desk, actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const mail = await getOutbound(trx, id);
    const cancelled = await cancel(trx, id);
    if (!cancelled) throw new Failure('already-sent');
    await audit(trx, desk, actor, { act: 'cancelled', kind: 'outbound', id, name: mail.subject });
    if (cancelled.undo && mail.entry_id !== null && mail.ticket_id !== null) {
      await detachEntry(trx, id);
      await removeEntry(trx, desk.store.dialect, mail.entry_id);
      await restore(trx, desk, actor, mail.ticket_id, cancelled.undo);
    }
    announce('outbound', id);
    if (mail.ticket_id !== null) announce('ticket', mail.ticket_id);
  });
}

async function restore(trx: Trx, desk: Desk, actor: Actor, ticketId: number, { status, preview }: Undo): Promise<void> {
  const ticket = await getTicket(trx, ticketId);
  if (ticket.preview === preview.to)
    await touchTicket(trx, ticketId, desk.clock().getTime(), { preview: preview.from });
  const former = status && ticket.status_id === status.to ? await findStatus(trx, status.from) : null;
  if (!former) return;
  // SPEC §1: if a team came or went meanwhile, it decides between inquiry and order.
  const fits = isDoneGroup(former.group) || (former.group === 'inquiry') === (ticket.team_id === null);
  const { id } = fits ? former : await firstStatus(trx, ticket.team_id === null ? 'inquiry' : 'open');
  await applyPatch(trx, desk, actor, ticketId, { statusId: id });
}
