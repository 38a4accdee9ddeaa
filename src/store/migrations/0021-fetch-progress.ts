import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** How much of a large mail has come that somebody asked for. */
export async function fetchProgress(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = dialect === 'sqlite' ? 'integer' : 'bigint';
  await sql.raw(`alter table inbound add column fetched_bytes ${int}`).execute(db);
}
