import type { LabelValues } from '../settings/master-data.ts';
import { bit, readWhole, type MasterStore, named } from './master-store.ts';
import type { Dialect } from './dialect.ts';
import type { Db, Trx } from './schema.ts';
import { checkParent, checkSiblings, childUse, moveChildren } from './tree.ts';
import { mailboxUse, replaceInMailboxes, type Use } from './uses.ts';

export type LabelRow = LabelValues & { id: number };

/** SPEC §1: a tree; a ticket has any number of them. */
export const labels: MasterStore<LabelRow, LabelValues> = {
  kind: 'labels',
  table: 'label',
  ...readWhole(listLabels, ({ name }) => name),
  insert: async (trx, values) => {
    const { id } = await trx
      .insertInto('label')
      .values(await columns(trx, null, values))
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  },
  update: async (trx, id, values) => {
    await trx
      .updateTable('label')
      .set(await columns(trx, id, values))
      .where('id', '=', id)
      .execute();
  },
  uses: async (db, id) =>
    [await labelledTickets(db, id), await childUse(db, 'label', id), await mailboxUse(db, 'labels', id)].filter(
      (use) => use !== undefined,
    ),
  refuse: (trx, id, into, field) => checkParent(trx, 'label', id, into, field),
  replace: replaceLabel,
  remove: async (trx, id) => {
    await trx.deleteFrom('label').where('id', '=', id).execute();
  },
};

/** All labels by name, inactive ones too. */
export async function listLabels(db: Db): Promise<LabelRow[]> {
  const rows = await db.selectFrom('label').selectAll().orderBy('name_key').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    parentId: row.parent_id,
    colour: row.colour as LabelRow['colour'],
    active: row.active === 1,
  }));
}

/** The labels of each of the tickets, by id. */
export async function labelsOf(db: Db, ticketIds: readonly number[]): Promise<Map<number, number[]>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('ticket_label')
    .selectAll()
    .where('ticket_id', 'in', ticketIds)
    .orderBy('label_id')
    .execute();
  const byTicket = Map.groupBy(rows, (row) => row.ticket_id);
  return new Map([...byTicket].map(([id, found]) => [id, found.map((row) => row.label_id)]));
}

/** Replaces the labels of a ticket. */
export async function setLabels(trx: Trx, ticketId: number, labelIds: readonly number[]): Promise<void> {
  await trx.deleteFrom('ticket_label').where('ticket_id', '=', ticketId).execute();
  const rows = [...new Set(labelIds)].map((label_id) => ({ ticket_id: ticketId, label_id }));
  if (rows.length > 0) await trx.insertInto('ticket_label').values(rows).execute();
}

async function columns(trx: Trx, id: number | null, values: LabelValues) {
  await checkParent(trx, 'label', id, values.parentId);
  await checkSiblings(trx, 'label', id, values);
  return { ...named(values.name), parent_id: values.parentId, colour: values.colour, active: bit(values.active) };
}

async function labelledTickets(db: Db, id: number): Promise<Use | undefined> {
  const { count } = await db
    .selectFrom('ticket_label')
    .where('label_id', '=', id)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count === 0 ? undefined : { by: 'tickets', count, names: [] };
}

async function replaceLabel(trx: Trx, dialect: Dialect, from: number, into: number): Promise<void> {
  await trx
    .insertInto('ticket_label')
    .columns(['ticket_id', 'label_id'])
    .expression((eb) =>
      eb
        .selectFrom('ticket_label')
        .where('label_id', '=', from)
        .select((row) => ['ticket_id', row.val(into).as('label_id')]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx.deleteFrom('ticket_label').where('label_id', '=', from).execute();
  await replaceInMailboxes(trx, dialect, 'labels', from, into);
  await moveChildren(trx, 'label', from, into, async (child, twin) => {
    await replaceLabel(trx, dialect, child, twin);
    await labels.remove(trx, child, 0);
  });
}
