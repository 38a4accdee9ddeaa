import type { Db } from './schema.ts';

/** What the watch needs to see often, without reading settings: `version` differs whenever anything a connection depends on changed. */
export type WatchedMailbox = { id: number; version: string; nextRunAt: number | null };

/** The active incoming mailboxes, all or those of the given ids. */
export async function watchedMailboxes(db: Db, ids: readonly number[] | 'all' = 'all'): Promise<WatchedMailbox[]> {
  const rows = await db
    .selectFrom('mailbox')
    .select(['id', 'name', 'settings', 'secrets', 'next_run_at'])
    .where('direction', '=', 'incoming')
    .where('active', '=', 1)
    .where('deleted_at', 'is', null)
    .$if(ids !== 'all', (query) => query.where('id', 'in', ids === 'all' ? [] : [...ids]))
    .execute();
  return rows.map((row) => ({ id: row.id, version: versionOf(row), nextRunAt: row.next_run_at }));
}

/** The same version for any one mailbox; null if it is paused or deleted. */
export async function mailboxVersion(db: Db, id: number): Promise<string | null> {
  const row = await db
    .selectFrom('mailbox')
    .select(['name', 'settings', 'secrets'])
    .where('id', '=', id)
    .where('active', '=', 1)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row ? versionOf(row) : null;
}

const versionOf = ({ name, settings, secrets }: { name: string; settings: string; secrets: string }) =>
  JSON.stringify([name, settings, secrets]);
