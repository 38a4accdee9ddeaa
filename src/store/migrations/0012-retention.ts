import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Files of which something was let go, to be removed once it is certain that nothing names anything in them; and when a mail's source was let go. */
export async function retention(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = dialect === 'sqlite' ? 'integer' : 'bigint';
  await sql.raw(`alter table inbound add column source_removed_at ${int}`).execute(db);
  await sql.raw(`create table blob_release (file text primary key, released_at ${int} not null)`).execute(db);
}
