import type { Db, Trx } from './schema.ts';
import { rowUse } from './uses.ts';
import { mustExist, nameKey, type TreeTable, wrong } from './master-store.ts';

/** The entries directly below one; undefined if there are none. */
export const childUse = (db: Db, table: TreeTable, id: number) => rowUse(db, 'children', table, 'parent_id', id);

/** Throws Failure `invalid` at `field` if the parent does not exist, or if it is the entry itself or stands below it. */
export async function checkParent(
  db: Db,
  table: TreeTable,
  id: number | null,
  parentId: number | null,
  field = 'parentId',
): Promise<void> {
  await mustExist(db, table, field, parentId);
  if (id !== null && parentId !== null && (await isBelow(db, table, parentId, id))) throw wrong(field, 'below-itself');
}

/** Throws Failure `invalid` at `name` if another entry below the same parent has the name. */
export async function checkSiblings(
  db: Db,
  table: 'category' | 'label',
  id: number | null,
  { name, parentId }: { name: string; parentId: number | null },
): Promise<void> {
  const sibling = await childNamed(db, table, parentId, nameKey(name));
  if (sibling !== undefined && sibling !== id) throw wrong('name', 'taken');
}

/** Moves all children of `from` below `into`; where one of the same name is there already, `replace` makes one of both. */
export async function moveChildren(
  trx: Trx,
  table: 'category' | 'label',
  from: number,
  into: number,
  replace: (child: number, twin: number) => Promise<void>,
): Promise<void> {
  const children = await trx.selectFrom(table).select(['id', 'name_key']).where('parent_id', '=', from).execute();
  for (const child of children) {
    const twin = await childNamed(trx, table, into, child.name_key);
    if (twin === undefined) await trx.updateTable(table).set({ parent_id: into }).where('id', '=', child.id).execute();
    else await replace(child.id, twin);
  }
}

async function childNamed(
  db: Db,
  table: 'category' | 'label',
  parentId: number | null,
  key: string,
): Promise<number | undefined> {
  const row = await db
    .selectFrom(table)
    .select('id')
    .where('name_key', '=', key)
    .where((eb) => (parentId === null ? eb('parent_id', 'is', null) : eb('parent_id', '=', parentId)))
    .executeTakeFirst();
  return row?.id;
}

/** Whether `id` is `above` or stands below it. */
async function isBelow(db: Db, table: TreeTable, id: number, above: number): Promise<boolean> {
  const rows = await db.selectFrom(table).select(['id', 'parent_id']).execute();
  const parents = new Map(rows.map((row) => [row.id, row.parent_id]));
  const seen = new Set<number>();
  for (let at: number | null = id; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    if (at === above) return true;
    seen.add(at);
  }
  return false;
}
