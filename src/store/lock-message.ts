import { sql } from 'kysely';
import type { Dialect } from './dialect.ts';
import type { Trx } from './schema.ts';

/**
 * Holds back other transactions that judge a mail with the same Message-ID until this one ends, so that a mail that reached two mailboxes makes one
 * ticket. SQLite has one writer at a time anyway.
 */
export async function lockMessage(trx: Trx, dialect: Dialect, messageId: string): Promise<void> {
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(hashtextextended(${messageId}, 0))`.execute(trx);
}
