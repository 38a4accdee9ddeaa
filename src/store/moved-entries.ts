import type { Undo } from './outbound.ts';
import type { Db, Trx } from './schema.ts';

/** SQLite takes at most 32,766 bound values. */
const chunk = 500;

/** A step as merging and splitting look at it. */
export type MovableEntry = {
  id: number;
  kind: 'mailIn' | 'mailOut' | 'note';
  fromName: string;
  fromAddr: string;
  subject: string;
  text: string;
  mailboxId: number | null;
};

/** The steps of a ticket that can move, in order: mails and notes. What changed stays with the ticket it changed. */
export async function movableEntries(db: Db, ticketId: number): Promise<MovableEntry[]> {
  const rows = await db
    .selectFrom('entry')
    .leftJoin('inbound', 'inbound.id', 'entry.inbound_id')
    .select(['entry.id', 'kind', 'from_name', 'from_addr', 'entry.subject', 'text'])
    .select((eb) => eb.fn.coalesce('entry.mailbox_id', 'inbound.mailbox_id').as('mailbox_id'))
    .where('entry.ticket_id', '=', ticketId)
    .where('kind', '<>', 'change')
    .orderBy('entry.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as MovableEntry['kind'],
    fromName: row.from_name,
    fromAddr: row.from_addr,
    subject: row.subject,
    text: row.text,
    mailboxId: row.mailbox_id,
  }));
}

/** How many of these are steps of the ticket, of whatever kind. */
export async function countSteps(db: Db, ticketId: number, ids: readonly number[]): Promise<number> {
  const rows = await db
    .selectFrom('entry')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('id', 'in', [...ids])
    .execute();
  return rows.length;
}

/** Moves steps with everything that tells where they are: Message-IDs, rows of the intake log, mail on its way. Remembers the move. */
export async function moveEntries(
  trx: Trx,
  ids: readonly number[],
  from: number,
  to: number,
  at: number,
): Promise<void> {
  for (let i = 0; i < ids.length; i += chunk) {
    const some = ids.slice(i, i + chunk);
    await place(trx, some, to);
    await trx
      .insertInto('entry_move')
      .values(some.map((entryId) => ({ entry_id: entryId, from_ticket: from, to_ticket: to, at })))
      .execute();
  }
}

/**
 * Takes the moves of a merger back: the steps that went from one ticket to another, as far as they are at `now` still (an agent may have split them
 * off since). Gives their ids.
 */
export async function moveBack(trx: Trx, from: number, to: number, now: number): Promise<number[]> {
  const moves = await trx
    .selectFrom('entry_move')
    .innerJoin('entry', 'entry.id', 'entry_move.entry_id')
    .select(['entry_move.id', 'entry_move.entry_id'])
    .where('from_ticket', '=', from)
    .where('to_ticket', '=', to)
    .where('entry.ticket_id', '=', now)
    .orderBy('entry_move.entry_id')
    .execute();
  for (let i = 0; i < moves.length; i += chunk) {
    const some = moves.slice(i, i + chunk);
    const ids = some.map((move) => move.entry_id);
    await place(trx, ids, from);
    // What happened to them since is taken back with it.
    for (const { id, entry_id } of some)
      await trx.deleteFrom('entry_move').where('entry_id', '=', entry_id).where('id', '>=', id).execute();
  }
  return moves.map((move) => move.entry_id);
}

async function place(trx: Trx, entryIds: number[], ticketId: number): Promise<void> {
  await trx.updateTable('entry').set({ ticket_id: ticketId }).where('id', 'in', entryIds).execute();
  await trx.updateTable('message_ref').set({ ticket_id: ticketId }).where('entry_id', 'in', entryIds).execute();
  await trx.updateTable('inbound').set({ ticket_id: ticketId }).where('entry_id', 'in', entryIds).execute();
  await trx.updateTable('outbound').set({ ticket_id: ticketId }).where('entry_id', 'in', entryIds).execute();
  await forgetStatusToRestore(trx, entryIds);
}

/** A mail that can still be taken back must not change the status of a ticket that it was not written in. */
async function forgetStatusToRestore(trx: Trx, entryIds: number[]): Promise<void> {
  const waiting = await trx
    .selectFrom('outbound')
    .select(['id', 'undo'])
    .where('entry_id', 'in', entryIds)
    .where('state', '=', 'queued')
    .where('undo', 'is not', null)
    .execute();
  for (const { id, undo } of waiting) {
    const without: Undo = { ...(JSON.parse(undo ?? '{}') as Undo), status: null };
    await trx
      .updateTable('outbound')
      .set({ undo: JSON.stringify(without) })
      .where('id', '=', id)
      .execute();
  }
}
