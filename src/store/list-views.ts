import type { FilterTexts, TicketSort } from '../desk/ticket-filter.ts';
import type { TicketView } from './ticket-conditions.ts';
import type { Db, Trx } from './schema.ts';

/** What a saved view shows. */
export type ListViewValues = {
  name: string;
  shared: boolean;
  view: TicketView;
  filter: FilterTexts;
  q: string;
  sort: TicketSort;
};
export type ListView = ListViewValues & { id: number; agentId: number };

/** The views an agent has: the own ones and those shared with all, oldest first. */
export async function listViews(db: Db, agentId: number): Promise<ListView[]> {
  const rows = await db
    .selectFrom('ticket_list_view')
    .selectAll()
    .where((eb) => eb.or([eb('agent_id', '=', agentId), eb('shared', '=', 1)]))
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(toView);
}

/** A view, also one that was deleted a while ago; undefined if there is none. */
export async function findView(db: Db, id: number): Promise<(ListView & { deletedAt: number | null }) | undefined> {
  const row = await db.selectFrom('ticket_list_view').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { ...toView(row), deletedAt: row.deleted_at };
}

/** Inserts a view and gives its id. */
export async function insertView(trx: Trx, agentId: number, values: ListViewValues, now: number): Promise<number> {
  const { id } = await trx
    .insertInto('ticket_list_view')
    .values({ agent_id: agentId, ...columns(values), changed_at: now, deleted_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Changes a view; a deleted one is there again. */
export async function updateView(trx: Trx, id: number, values: ListViewValues, now: number): Promise<void> {
  await trx
    .updateTable('ticket_list_view')
    .set({ ...columns(values), changed_at: now, deleted_at: null })
    .where('id', '=', id)
    .execute();
}

/** Takes a view away; it can come back until those deleted before `forgetBefore` are removed, which happens here, too. */
export async function deleteView(trx: Trx, id: number, now: number, forgetBefore: number): Promise<void> {
  await trx.updateTable('ticket_list_view').set({ deleted_at: now }).where('id', '=', id).execute();
  await trx.deleteFrom('ticket_list_view').where('deleted_at', '<', forgetBefore).execute();
}

type Row = {
  id: number;
  agent_id: number;
  name: string;
  shared: 0 | 1;
  view: string;
  filter: string;
  q: string;
  sort: string;
};

function toView(row: Row): ListView {
  return {
    id: row.id,
    agentId: row.agent_id,
    name: row.name,
    shared: row.shared === 1,
    view: row.view as TicketView,
    filter: JSON.parse(row.filter) as FilterTexts,
    q: row.q,
    sort: row.sort as TicketSort,
  };
}

function columns({ name, shared, view, filter, q, sort }: ListViewValues) {
  return { name, shared: shared ? (1 as const) : (0 as const), view, filter: JSON.stringify(filter), q, sort };
}
