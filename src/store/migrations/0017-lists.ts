import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/**
 * Filtered and sorted ticket lists, saved views, and what an agent's page remembers. The indexes that end with the id find the few tickets of a condition and
 * are not touched when a ticket moves up in the lists.
 */
export async function lists(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = dialect === 'sqlite' ? 'integer' : 'bigint';
  const id =
    dialect === 'sqlite' ? 'integer primary key autoincrement' : 'bigint generated always as identity primary key';
  for (const statement of [
    'create index ticket_status on ticket (status_id, id)',
    'create index ticket_category on ticket (category_id, id) where category_id is not null',
    'create index ticket_mailbox on ticket (mailbox_id, id) where mailbox_id is not null',
    'create index ticket_unread on ticket (id) where unread = 1',
    'create index ticket_resubmit on ticket (id) where resubmit_at is not null',
    'create index ticket_created on ticket (is_done, id)',
    'create index ticket_priority on ticket (priority_id, is_done, changed_at desc, id desc)',
    `create table ticket_list_view (id ${id}, agent_id ${int} not null references agent (id), name text not null, shared ${int} not null,
      view text not null, filter text not null, q text not null, sort text not null, changed_at ${int} not null, deleted_at ${int})`,
    'create index ticket_list_view_agent on ticket_list_view (agent_id)',
    'create index ticket_list_view_shared on ticket_list_view (id) where shared = 1',
    `create table agent_preference (agent_id ${int} not null references agent (id), key text not null, value text not null,
      primary key (agent_id, key))`,
  ])
    await sql.raw(statement).execute(db);
}
