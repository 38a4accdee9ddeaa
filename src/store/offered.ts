import { wrong } from './master-store.ts';
import type { Db } from './schema.ts';

type OfferedTable = 'team' | 'category' | 'priority' | 'status' | 'label' | 'contact';

/** Throws Failure `invalid` at `field` if an entry is not there (`gone`) or no longer offered (`inactive`): it may be kept but not newly given. */
export async function mustBeOffered(db: Db, table: OfferedTable, field: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await db.selectFrom(table).select(['id', 'active']).where('id', 'in', ids).execute();
  if (rows.length < new Set(ids).size) throw wrong(field, 'gone');
  if (rows.some(({ active }) => active === 0)) throw wrong(field, 'inactive');
}
