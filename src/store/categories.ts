import type { Db } from './schema.ts';

export type CategoryRow = { id: number; name: string; parentId: number | null; teamId: number | null; active: boolean };

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
