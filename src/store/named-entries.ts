import type { Db } from './schema.ts';

/** Whether something that settings name by id can be used. */
export type NamedState = 'active' | 'inactive' | 'gone';

/** The state of an entry of the master data, of a template, or of an outgoing mailbox (which may rest: mail waits there). */
export async function stateOf(
  db: Db,
  kind: 'team' | 'category' | 'priority' | 'status' | 'label' | 'contact' | 'template' | 'outgoing',
  id: number,
): Promise<NamedState> {
  if (kind === 'template')
    return there(await db.selectFrom('template').select('id').where('id', '=', id).executeTakeFirst());
  if (kind === 'outgoing') {
    const row = await db
      .selectFrom('mailbox')
      .select('id')
      .where('id', '=', id)
      .where('direction', '=', 'outgoing')
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    return there(row);
  }
  const row = await db.selectFrom(kind).select('active').where('id', '=', id).executeTakeFirst();
  return row?.active === 0 ? 'inactive' : there(row);
}

/** The group of a status; null if it is gone. */
export async function statusGroupOf(db: Db, id: number): Promise<string | null> {
  return (await db.selectFrom('status').select('grp').where('id', '=', id).executeTakeFirst())?.grp ?? null;
}

/** The team that a category brings along; null if it has none, or one that is switched off. */
export async function teamOfCategory(db: Db, id: number): Promise<number | null> {
  const row = await db
    .selectFrom('category')
    .innerJoin('team', 'team.id', 'category.team_id')
    .select('team.id')
    .where('category.id', '=', id)
    .where('team.active', '=', 1)
    .executeTakeFirst();
  return row?.id ?? null;
}

const there = (row: object | undefined): NamedState => (row ? 'active' : 'gone');
