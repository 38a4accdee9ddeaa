import { Failure } from '../lib/failure.ts';
import { largestMailMiB } from '../lib/limits.ts';
import { megabytes } from '../lib/megabytes.ts';
import { findAgent } from '../store/agents.ts';
import { findInbound, requeueInbound, toWaiting } from '../store/inbound.ts';
import { lockRow } from '../store/lock-row.ts';
import { findMailbox } from '../store/mailboxes.ts';
import { makeDue } from '../store/runs.ts';
import { transact } from '../store/transact.ts';
import { leaveWanted, wantMails } from '../store/wanted.ts';
import { judgeAndFile, openLane, type Prepared, storeTogether } from './deliver.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';
import { understandApart } from './understand-apart.ts';

/** Has a failed or unfiled mail judged anew; the worker takes it up at once. Throws `not-found` or `not-in-this-state`. */
export async function retryInbound(desk: Desk, actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const mail = await findInbound(trx, id);
    if (!mail) throw new Failure('not-found');
    if (!(await requeueInbound(trx, id))) throw new Failure('not-in-this-state');
    await audit(trx, desk, actor, { act: 'retried', kind: 'inbound', id, name: mail.subject });
    announce('inbound', id);
    announce('mailbox', mail.mailbox_id); // its watcher takes the mail up
  });
}

/**
 * Makes a ticket of a mail that was left unfiled (SPEC §2.4), judged by the rules of now; if it has come to belong to a ticket, it becomes its step. Asked
 * twice, it happens once. Throws Failure `not-found` or `not-in-this-state`.
 */
export async function fileAnyway(desk: Desk, actor: Actor, id: number): Promise<void> {
  const { db, dialect, blobs } = desk.store;
  const row = await findInbound(db, id);
  if (!row) throw new Failure('not-found');
  if (row.blob === null) throw new Failure('not-in-this-state');
  const understood = await understandApart(await blobs.get(row.blob));
  const agent = actor === null ? null : await findAgent(db, { id: actor.agentId });
  const prepared: Prepared = {
    mail: toWaiting(row),
    understood,
    attachments: [],
    anyway: { by: agent?.name ?? 'Poststelle' },
  };
  await storeTogether(desk, [prepared]);
  const lane = await openLane(desk, row.mailbox_id);
  await transact(desk.store, async (trx, announce) => {
    await lockRow(trx, dialect, 'inbound', id);
    const now = await findInbound(trx, id);
    if (now?.state === 'filed') return;
    if (now?.state !== 'unfiled') throw new Failure('not-in-this-state');
    await audit(trx, desk, actor, { act: 'filed', kind: 'inbound', id, name: row.subject });
    await judgeAndFile(desk, trx, announce, lane, prepared);
  });
}

/**
 * Has a mail that was left on the server fetched all the same: by a run that begins at once if the mailbox is active, else by its next one. Throws
 * `not-found`, `not-in-this-state`, or `too-large` beyond what can be taken in at all.
 */
export async function fetchInbound(desk: Desk, actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const mail = await findInbound(trx, id);
    if (!mail) throw new Failure('not-found');
    if (mail.size > largestMailMiB * 1_048_576)
      throw new Failure('too-large', { params: { limit: `${largestMailMiB} MB` } });
    const isThere = (await findMailbox(trx, mail.mailbox_id)) !== null;
    if (!isThere || (await wantMails(trx, [id])) === 0) throw new Failure('not-in-this-state');
    await makeDue(trx, mail.mailbox_id);
    await audit(trx, desk, actor, { act: 'asked', kind: 'inbound', id, name: mail.subject });
    announce('inbound', id);
    announce('mailbox', mail.mailbox_id);
  });
}

/** Calls off what `fetchInbound` asked for, also while it is being downloaded: the mail stays on the server. Throws `not-found` or `not-in-this-state`. */
export async function cancelFetch(desk: Desk, actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const mail = await findInbound(trx, id);
    if (!mail) throw new Failure('not-found');
    const tooLarge = mail.size > desk.maxMailBytes;
    const reason = tooLarge ? { code: 'left-too-large', params: { limit: megabytes(desk.maxMailBytes) } } : null;
    if (!(await leaveWanted(trx, id, tooLarge ? 'tooLarge' : 'skipped', reason)))
      throw new Failure('not-in-this-state');
    await audit(trx, desk, actor, { act: 'cancelled', kind: 'inbound', id, name: mail.subject });
    announce('inbound', id);
  });
}
