import { type Kysely, sql } from 'kysely';

/** Finds a mail without Message-ID by its content, for the question whether it is already here. */
export async function namelessMail(db: Kysely<unknown>): Promise<void> {
  await sql.raw('create index inbound_nameless on inbound (content_hash) where message_id is null').execute(db);
}
