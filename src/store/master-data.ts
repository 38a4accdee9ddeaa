import type { Db } from './schema.ts';

export type StatusRow = {
  id: number;
  group: string;
  names: { de: string; en: string };
  rank: number;
  active: boolean;
  builtIn: boolean;
};
export type PriorityRow = {
  id: number;
  names: { de: string; en: string };
  rank: number;
  isDefault: boolean;
  active: boolean;
};

/** Statuses in their order. */
export async function listStatuses(db: Db): Promise<StatusRow[]> {
  const rows = await db.selectFrom('status').selectAll().orderBy('rank').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    group: row.grp,
    names: { de: row.name_de, en: row.name_en },
    rank: row.rank,
    active: row.active === 1,
    builtIn: row.built_in === 1,
  }));
}

/** Priorities in their order, lowest first. */
export async function listPriorities(db: Db): Promise<PriorityRow[]> {
  const rows = await db.selectFrom('priority').selectAll().orderBy('rank').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    names: { de: row.name_de, en: row.name_en },
    rank: row.rank,
    isDefault: row.is_default === 1,
    active: row.active === 1,
  }));
}
