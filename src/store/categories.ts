import type { CategoryValues } from '../settings/master-data.ts';
import { bit, readWhole, type MasterStore, mustExist, named } from './master-store.ts';
import type { Dialect } from './dialect.ts';
import type { Db, Trx } from './schema.ts';
import { checkParent, checkSiblings, childUse, moveChildren } from './tree.ts';
import { mailboxUse, replaceInMailboxes, ticketUse } from './uses.ts';

export type CategoryRow = CategoryValues & { id: number };

/** SPEC §1: a tree; a category may own a team. */
export const categories: MasterStore<CategoryRow, CategoryValues> = {
  kind: 'categories',
  table: 'category',
  ...readWhole(listCategories, ({ name }) => name),
  insert: async (trx, values) => {
    const { id } = await trx
      .insertInto('category')
      .values(await columns(trx, null, values))
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  },
  update: async (trx, id, values) => {
    await trx
      .updateTable('category')
      .set(await columns(trx, id, values))
      .where('id', '=', id)
      .execute();
  },
  uses: async (db, id) =>
    [
      await ticketUse(db, ['category_id'], id),
      await childUse(db, 'category', id),
      await mailboxUse(db, 'categories', id),
    ].filter((use) => use !== undefined),
  refuse: (trx, id, into, field) => checkParent(trx, 'category', id, into, field),
  replace: replaceCategory,
  remove: async (trx, id) => {
    await trx.deleteFrom('category').where('id', '=', id).execute();
  },
};

/** All categories by name, inactive ones too. */
export async function listCategories(db: Db): Promise<CategoryRow[]> {
  const rows = await db.selectFrom('category').selectAll().orderBy('name_key').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    parentId: row.parent_id,
    teamId: row.team_id,
    active: row.active === 1,
  }));
}

async function columns(trx: Trx, id: number | null, values: CategoryValues) {
  await checkParent(trx, 'category', id, values.parentId);
  await mustExist(trx, 'team', 'teamId', values.teamId);
  await checkSiblings(trx, 'category', id, values);
  return {
    ...named(values.name),
    parent_id: values.parentId,
    team_id: values.teamId,
    active: bit(values.active),
  };
}

async function replaceCategory(trx: Trx, dialect: Dialect, from: number, into: number): Promise<void> {
  await trx.updateTable('ticket').set({ category_id: into }).where('category_id', '=', from).execute();
  await replaceInMailboxes(trx, dialect, 'categories', from, into);
  await moveChildren(trx, 'category', from, into, async (child, twin) => {
    await replaceCategory(trx, dialect, child, twin);
    await categories.remove(trx, child, 0);
  });
}
