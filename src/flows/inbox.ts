import { Failure } from '../lib/failure.ts';
import { findInbound, requeueInbound } from '../store/inbound.ts';
import { transact } from '../store/transact.ts';
import type { Actor, Desk } from './desk.ts';

/** Has a failed or unfiled mail judged anew; the worker takes it up at once. Throws `not-found` or `not-in-this-state`. */
export async function retryInbound(desk: Desk, _actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const mail = await findInbound(trx, id);
    if (!mail) throw new Failure('not-found');
    if (!(await requeueInbound(trx, id))) throw new Failure('not-in-this-state');
    announce('inbound', id);
    announce('mailbox', mail.mailbox_id); // its watcher takes the mail up
  });
}
