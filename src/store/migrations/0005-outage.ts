import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** When the administrators were told that a mailbox cannot be fetched; null when they need not know. */
export async function outage(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = dialect === 'sqlite' ? 'integer' : 'bigint';
  await sql.raw(`alter table mailbox add column outage_told_at ${int}`).execute(db);
}
