import { Failure } from '../lib/failure.ts';
import type { PriorityValues } from '../settings/master-data.ts';
import { randomToken } from '../lib/id.ts';
import { bit, checkBothNames, type MasterStore, readWhole, wrong } from './master-store.ts';
import type { Db, Trx } from './schema.ts';
import { mailboxUse, replaceInMailboxes, rowUse, ticketUse } from './uses.ts';

export type PriorityRow = PriorityValues & { id: number };

/** SPEC §1: ordered; exactly one is the default. A deleted one keeps its row, because steps name it. */
export const priorities: MasterStore<PriorityRow, PriorityValues> = {
  kind: 'priorities',
  table: 'priority',
  ...readWhole(allPriorities, ({ nameDe, nameEn }) => `${nameDe} ${nameEn}`),
  insert: async (trx, values) => {
    checkBothNames(await allPriorities(trx), null, values);
    await checkDefault(trx, null, values);
    const { id } = await trx
      .insertInto('priority')
      .values({ key: randomToken(), ...columns(values), is_default: 0, deleted_at: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (values.isDefault) await makeDefault(trx, id);
    return id;
  },
  update: async (trx, id, values) => {
    checkBothNames(await allPriorities(trx), id, values);
    await checkDefault(trx, id, values);
    await trx.updateTable('priority').set(columns(values)).where('id', '=', id).execute();
    if (values.isDefault) await makeDefault(trx, id);
  },
  uses: async (db, id) =>
    [
      await ticketUse(db, ['priority_id'], id),
      await rowUse(db, 'customers', 'customer', 'priority_id', id),
      await mailboxUse(db, 'priorities', id),
    ].filter((use) => use !== undefined),
  refuse: async (trx, id) => {
    const row = await trx.selectFrom('priority').select('is_default').where('id', '=', id).executeTakeFirst();
    if (row?.is_default === 1)
      throw new Failure('in-use', { problems: [{ field: 'isDefault', problem: 'default-stays' }] });
  },
  replace: async (trx, dialect, from, into) => {
    await replaceInMailboxes(trx, dialect, 'priorities', from, into);
    await trx.updateTable('ticket').set({ priority_id: into }).where('priority_id', '=', from).execute();
    await trx.updateTable('customer').set({ priority_id: into }).where('priority_id', '=', from).execute();
  },
  remove: async (trx, id, now) => {
    await trx.updateTable('priority').set({ deleted_at: now, active: 0 }).where('id', '=', id).execute();
  },
};

async function allPriorities(db: Db): Promise<PriorityRow[]> {
  const rows = await db
    .selectFrom('priority')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('rank')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    nameDe: row.name_de,
    nameEn: row.name_en,
    rank: row.rank,
    isDefault: row.is_default === 1,
    active: row.active === 1,
  }));
}

const columns = (values: PriorityValues) => ({
  name_de: values.nameDe,
  name_en: values.nameEn,
  rank: values.rank,
  active: bit(values.active),
});

/** The default stays one and active: it is moved by making another one the default. */
async function checkDefault(trx: Trx, id: number | null, values: PriorityValues): Promise<void> {
  const current = (await allPriorities(trx)).find(({ isDefault }) => isDefault);
  if (values.isDefault && !values.active) throw wrong('active', 'default-stays');
  if (!values.isDefault && current && current.id === id) throw wrong('isDefault', 'default-stays');
}

async function makeDefault(trx: Trx, id: number): Promise<void> {
  await trx.updateTable('priority').set({ is_default: 0 }).where('is_default', '=', 1).execute();
  await trx.updateTable('priority').set({ is_default: 1 }).where('id', '=', id).execute();
}
