import { Failure } from '../lib/failure.ts';
import { largestMailMiB } from '../lib/limits.ts';
import { findInbound, requeueInbound } from '../store/inbound.ts';
import { findMailbox } from '../store/mailboxes.ts';
import { makeDue } from '../store/runs.ts';
import { transact } from '../store/transact.ts';
import { wantMails } from '../store/wanted.ts';
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

/**
 * Has a mail that was left on the server fetched all the same: by a run that begins at once if the mailbox is active, else by its next one. Throws
 * `not-found`, `not-in-this-state`, or `too-large` beyond what can be taken in at all.
 */
export async function fetchInbound(desk: Desk, _actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const mail = await findInbound(trx, id);
    if (!mail) throw new Failure('not-found');
    if (mail.size > largestMailMiB * 1_048_576)
      throw new Failure('too-large', { params: { limit: `${largestMailMiB} MB` } });
    const isThere = (await findMailbox(trx, mail.mailbox_id)) !== null;
    if (!isThere || (await wantMails(trx, [id])) === 0) throw new Failure('not-in-this-state');
    await makeDue(trx, mail.mailbox_id);
    announce('inbound', id);
    announce('mailbox', mail.mailbox_id);
  });
}
