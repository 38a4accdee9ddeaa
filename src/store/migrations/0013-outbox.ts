import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** For limits per hour: when a mail was last tried. For answers that are handed over twice because the first answer of ours was lost: the key of their draft. */
export async function outbox(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = dialect === 'sqlite' ? 'integer' : 'bigint';
  for (const statement of [
    `alter table outbound add column last_attempt_at ${int}`,
    'create index outbound_attempt on outbound (mailbox_id, last_attempt_at) where last_attempt_at is not null',
    'alter table outbound add column draft_key text',
    'create unique index outbound_draft on outbound (draft_key) where draft_key is not null',
  ])
    await sql.raw(statement).execute(db);
}
