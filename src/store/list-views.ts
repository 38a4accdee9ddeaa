import type { FilterField, FilterTexts, TicketSort } from '../desk/ticket-filter.ts';
import type { MasterKind } from '../settings/master-data.ts';
import type { Dialect } from './dialect.ts';
import { lockRow } from './lock-row.ts';
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

/** The field of a filter that names entries of a kind. */
const fieldOf: Readonly<Record<MasterKind, FilterField>> = {
  teams: 'team',
  categories: 'category',
  priorities: 'priority',
  statuses: 'status',
  labels: 'label',
  customers: 'customer',
  contacts: 'contact',
};

/** Has the filters of all views, deleted ones too, name `into` instead of `from`. */
export async function replaceInViews(
  trx: Trx,
  dialect: Dialect,
  kind: MasterKind,
  from: number,
  into: number,
): Promise<void> {
  const rows = await trx.selectFrom('ticket_list_view').select(['id', 'filter']).execute();
  for (const { id } of rows.filter(({ filter }) => renamed(kind, filter, from, into) !== null)) {
    await lockRow(trx, dialect, 'ticket_list_view', id);
    const row = await trx.selectFrom('ticket_list_view').select('filter').where('id', '=', id).executeTakeFirst();
    const filter = row ? renamed(kind, row.filter, from, into) : null;
    if (filter !== null) await trx.updateTable('ticket_list_view').set({ filter }).where('id', '=', id).execute();
  }
}

/** The filter with one id in place of another; null if it does not name it. */
function renamed(kind: MasterKind, stored: string, from: number, into: number): string | null {
  const filter = JSON.parse(stored) as FilterTexts;
  const values = filter[fieldOf[kind]]?.split(',') ?? [];
  if (!values.includes(String(from))) return null;
  const others = values.map((value) => (value === String(from) ? String(into) : value));
  return JSON.stringify({ ...filter, [fieldOf[kind]]: [...new Set(others)].join(',') });
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
