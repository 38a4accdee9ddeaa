import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/**
 * For the reports: indexes from which their figures are read without touching the rows, and what each mailbox did hour by hour, which stays when old runs
 * are removed. What is known of earlier runs goes in.
 */
export async function figures(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = dialect === 'sqlite' ? 'integer' : 'bigint';
  for (const statement of [
    `create index entry_mail on entry (at, kind, automatic, ticket_id) where kind in ('mailIn', 'mailOut')`,
    `create index entry_answer on entry (ticket_id, at) where kind = 'mailOut' and automatic = 0`,
    'create index ticket_opened on ticket (created_at, team_id, mailbox_id, category_id, merged_into, id)',
    'create index ticket_done on ticket (done_at, team_id, mailbox_id, category_id, merged_into, created_at) where done_at is not null',
    `create table mailbox_hour (mailbox_id ${int} not null references mailbox (id), hour ${int} not null, ok ${int} not null,
      failed ${int} not null, imported ${int} not null, primary key (mailbox_id, hour))`,
    `insert into mailbox_hour (mailbox_id, hour, ok, failed, imported)
      select mailbox_id, started_at / 3600000, sum(case when error is null then 1 else 0 end),
        sum(case when error is null then 0 else 1 end), sum(imported)
      from run where ended_at is not null group by mailbox_id, started_at / 3600000`,
  ])
    await sql.raw(statement).execute(db);
}
