import { Failure } from '../lib/failure.ts';
import { randomToken } from '../lib/id.ts';
import type { StatusValues } from '../settings/master-data.ts';
import { bit, checkBothNames, type MasterStore, readWhole, wrong } from './master-store.ts';
import type { Db } from './schema.ts';
import { mailboxUse, replaceInMailboxes, ticketUse } from './uses.ts';

export type StatusRow = StatusValues & { id: number; builtIn: boolean };

/** SPEC §1: each in one fixed group; built-in ones can be renamed, not deleted. A deleted one keeps its row, because steps name it. */
export const statuses: MasterStore<StatusRow, StatusValues> = {
  kind: 'statuses',
  table: 'status',
  ...readWhole(allStatuses, ({ nameDe, nameEn }) => `${nameDe} ${nameEn}`),
  insert: async (trx, values) => {
    checkBothNames(await allStatuses(trx), null, values);
    const { id } = await trx
      .insertInto('status')
      .values({ key: randomToken(), ...columns(values), built_in: 0, deleted_at: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  },
  update: async (trx, id, values) => {
    checkBothNames(await allStatuses(trx), id, values);
    await checkGroup(trx, id, values);
    await trx.updateTable('status').set(columns(values)).where('id', '=', id).execute();
  },
  uses,
  refuse: async (trx, id, into, field) => {
    const all = await allStatuses(trx);
    const row = all.find((status) => status.id === id);
    if (row?.builtIn) throw new Failure('in-use', { problems: [{ field: 'builtIn', problem: 'built-in' }] });
    if (row && isLastOfGroup(all, row)) throw wrong('group', 'last-of-group');
    const replacement = all.find((status) => status.id === into);
    if (row && replacement && replacement.group !== row.group) throw wrong(field, 'other-group');
  },
  replace: async (trx, dialect, from, into) => {
    await replaceInMailboxes(trx, dialect, 'statuses', from, into);
    await trx.updateTable('ticket').set({ status_id: into }).where('status_id', '=', from).execute();
    await trx
      .updateTable('ticket')
      .set({ status_before_merger: into })
      .where('status_before_merger', '=', from)
      .execute();
  },
  remove: async (trx, id, now) => {
    await trx.updateTable('status').set({ deleted_at: now, active: 0 }).where('id', '=', id).execute();
  },
};

async function allStatuses(db: Db): Promise<StatusRow[]> {
  const rows = await db
    .selectFrom('status')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('rank')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    nameDe: row.name_de,
    nameEn: row.name_en,
    group: row.grp as StatusRow['group'],
    rank: row.rank,
    builtIn: row.built_in === 1,
    active: row.active === 1,
  }));
}

async function uses(db: Db, id: number) {
  return [await ticketUse(db, ['status_id', 'status_before_merger'], id), await mailboxUse(db, 'statuses', id)].filter(
    (use) => use !== undefined,
  );
}

const columns = (values: StatusValues) => ({
  name_de: values.nameDe,
  name_en: values.nameEn,
  grp: values.group,
  rank: values.rank,
  active: bit(values.active),
});

/** The group stays once something relies on it, and every group keeps one that can be given. */
async function checkGroup(db: Db, id: number, values: StatusValues): Promise<void> {
  const all = await allStatuses(db);
  const row = all.find((status) => status.id === id);
  if (!row) return;
  if (values.group !== row.group) {
    if (row.builtIn) throw wrong('group', 'built-in');
    if ((await uses(db, id)).length > 0) throw wrong('group', 'group-in-use');
    if (isLastOfGroup(all, row)) throw wrong('group', 'last-of-group');
  }
  if (!values.active && isLastOfGroup(all, row)) throw wrong('active', 'last-of-group');
}

const isLastOfGroup = (all: readonly StatusRow[], row: StatusRow) =>
  row.active && !all.some(({ id, group, active }) => id !== row.id && group === row.group && active);
