import type { Db } from './schema.ts';

/** `colour` is one of the page's colour names, see settings/master-data.ts. */
export type LabelRow = { id: number; name: string; parentId: number | null; colour: string; active: boolean };

/** All labels by name, inactive ones too. */
export async function listLabels(db: Db): Promise<LabelRow[]> {
  const rows = await db.selectFrom('label').selectAll().orderBy('name_key').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    parentId: row.parent_id,
    colour: row.colour,
    active: row.active === 1,
  }));
}
