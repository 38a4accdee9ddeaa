import { Failure } from '../lib/failure.ts';
import { removeEntry } from '../store/entries.ts';
import { cancel, detachEntry, getOutbound, requeue } from '../store/outbound.ts';
import { findStatus, setStatus } from '../store/tickets.ts';
import { transact } from '../store/transact.ts';
import type { Actor, Desk } from './desk.ts';

/** Sends a mail that waits, failed or ended uncertainly once more, at once, to those who did not get it. Throws `not-found` or `not-in-this-state`. */
export async function retryOutbound(desk: Desk, _actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const mail = await getOutbound(trx, id);
    if (!(await requeue(trx, id, desk.clock().getTime()))) throw new Failure('not-in-this-state');
    announce('outbound', id);
    if (mail.ticket_id !== null) announce('ticket', mail.ticket_id);
  });
}

/**
 * Takes a mail back. Before its first attempt (the undo time) it vanishes with its step, and the ticket has its former status again; later, what is
 * still waiting is stopped and the step shows it. Throws `not-found`, or `already-sent` when it is too late.
 */
export async function cancelOutbound(desk: Desk, _actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const mail = await getOutbound(trx, id);
    if (!(await cancel(trx, id))) throw new Failure('already-sent');
    if (mail.attempts === 0 && mail.entry_id !== null && mail.ticket_id !== null) {
      await detachEntry(trx, id);
      await removeEntry(trx, desk.store.dialect, mail.entry_id);
      const before =
        mail.undo === null ? null : await findStatus(trx, (JSON.parse(mail.undo) as { statusId: number }).statusId);
      if (before) await setStatus(trx, mail.ticket_id, before, desk.clock().getTime());
    }
    announce('outbound', id);
    if (mail.ticket_id !== null) announce('ticket', mail.ticket_id);
  });
}
