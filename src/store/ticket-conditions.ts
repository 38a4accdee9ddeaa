import { type RawBuilder, sql } from 'kysely';
import { type TicketScope, withNestedTeams } from '../desk/can.ts';
import type { Age, TicketFilter } from '../desk/ticket-filter.ts';
import type { Db } from './schema.ts';

export type TicketView = 'inquiries' | 'mine' | 'all' | 'done';

/** What is asked for, by whom. `scope` is what the viewer may see at all, `myTeams` and `agentId` what `mine` means; `now` in milliseconds since 1970. */
export type Asked = {
  view: TicketView;
  scope: TicketScope;
  myTeams: readonly number[];
  agentId: number;
  filter: TicketFilter;
  /** With a search the view does not narrow. */
  anyView: boolean;
  now: number;
};

type Condition = RawBuilder<boolean>;
/** Ids of tickets by one index, `limit` at most. */
export type IdSet = (limit: number) => RawBuilder<unknown>;

/** A filter as SQL. */
export type Conditions = {
  /** All that a ticket has to fulfil, on `ticket`. */
  where: Condition;
  /** What an index on (…, id) answers, the narrowest kinds first: every ticket sought is in each of these sets. */
  sets: IdSet[];
  /** The teams to which the list is limited; null for no limit. */
  teams: readonly number[] | null;
  /** Whether open tickets, done ones or both may be in it. */
  done: (0 | 1)[];
  onlyInquiries: boolean;
  /** Nothing outside these instants of the last change can be in it. */
  changedFrom: number | null;
  changedTo: number | null;
  createdFrom: number | null;
};

/** The conditions of a list; null if nothing can fulfil them. */
export async function conditionsOf(db: Db, asked: Asked): Promise<Conditions | null> {
  const { filter, view, now } = asked;
  const teams = teamsOf(asked);
  if (teams?.length === 0) return null;
  const statuses = await statusesOf(db, filter);
  const all: Condition[] = teams === null ? [] : [within('team_id', teams)];
  const sets: IdSet[] = [];
  const both = (condition: Condition) => {
    all.push(condition);
    sets.push(setOf(condition));
  };
  if (filter.contact) both(within('contact_id', filter.contact));
  if (filter.customer) both(within('customer_id', filter.customer));
  if (filter.label) {
    const condition = await labelled(db, filter.label);
    all.push(condition.where);
    if (condition.set) sets.push(condition.set);
  }
  if (filter.draft) {
    const mine: IdSet = (limit) =>
      sql`select ticket_id as id from draft where agent_id = ${asked.agentId} and ticket_id is not null limit ${limit}`;
    all.push(sql`exists (select 1 from draft where draft.ticket_id = ticket.id and draft.agent_id = ${asked.agentId})`);
    sets.push(mine);
  }
  if (filter.resubmit === 'none') all.push(sql`ticket.resubmit_at is null`);
  else if (filter.resubmit) {
    sets.push(setOf(sql`ticket.resubmit_at is not null`));
    all.push(filter.resubmit === 'due' ? sql`ticket.resubmit_at <= ${now}` : sql`ticket.resubmit_at is not null`);
  }
  if (filter.unread === true) both(sql`ticket.unread = 1`);
  if (filter.unread === false) all.push(sql`ticket.unread = 0`);
  if (filter.category) {
    const ids = await nested(db, 'category', filter.category.ids);
    const condition = orNone('category_id', ids, filter.category.words.includes('none'));
    if (filter.category.words.length === 0) sets.push(setOf(condition));
    all.push(condition);
  }
  if (filter.mailbox) both(within('mailbox_id', filter.mailbox));
  if (filter.team) all.push(await teamCondition(db, filter.team, asked.myTeams));
  if (statuses) {
    if (statuses.ids.length === 0) return null;
    both(within('status_id', statuses.ids));
  }
  if (filter.priority) both(within('priority_id', filter.priority));
  const onlyInquiries = view === 'inquiries' && !asked.anyView;
  if (onlyInquiries) all.push(sql`ticket.status_group = 'inquiry'`);
  const done = doneOf(asked, statuses?.done ?? null);
  if (done.length === 1) all.push(sql`ticket.is_done = ${sql.lit(done[0] ?? 0)}`);
  if (filter.created) all.push(aged('created_at', filter.created, now));
  if (filter.changed) all.push(aged('changed_at', filter.changed, now));
  return {
    where: all.length === 0 ? sql`1 = 1` : sql`(${sql.join(all, sql` and `)})`,
    sets: [...sets, baseSet(teams, done, onlyInquiries)],
    teams,
    done,
    onlyInquiries,
    ...bounds(filter, now),
  };
}

/** The teams a list is limited to; null for no limit. */
export function teamsOf(asked: {
  view: TicketView;
  scope: TicketScope;
  myTeams: readonly number[];
  anyView?: boolean;
}): readonly number[] | null {
  const { view, scope, myTeams } = asked;
  const all = scope === 'all';
  if (asked.anyView) return all ? null : scope;
  if (view === 'mine') return all ? myTeams : myTeams.filter((team) => scope.includes(team));
  // Inquiries have no team: who is limited to teams sees none.
  if (view === 'inquiries') return all ? null : [];
  return all ? null : scope;
}

const setOf =
  (condition: Condition): IdSet =>
  (limit) =>
    sql`select ticket.id from ticket where ${condition} limit ${limit}`;

/** The tickets of the view as such. */
function baseSet(teams: readonly number[] | null, done: readonly (0 | 1)[], onlyInquiries: boolean): IdSet {
  if (onlyInquiries) return setOf(sql`ticket.status_group = 'inquiry'`);
  const inDone = sql<boolean>`ticket.is_done in (${numbers(done)})`;
  return setOf(teams === null ? inDone : sql`${within('team_id', teams)} and ${inDone}`);
}

function bounds(filter: TicketFilter, now: number): Pick<Conditions, 'changedFrom' | 'changedTo' | 'createdFrom'> {
  const from = ({ created, changed }: TicketFilter) =>
    // Nothing changed before it was made.
    [created, changed].flatMap((age) => (age && !age.over ? [now - age.ms] : []));
  const starts = from(filter);
  return {
    changedFrom: starts.length === 0 ? null : Math.max(...starts),
    changedTo: filter.changed?.over ? now - filter.changed.ms : null,
    createdFrom: filter.created && !filter.created.over ? now - filter.created.ms : null,
  };
}

/** A condition on status, group or draft decides about open and done by itself, the view does not. */
function doneOf(asked: Asked, done: (0 | 1)[] | null): (0 | 1)[] {
  if (done) return done;
  if (asked.anyView || asked.filter.draft) return [0, 1];
  return asked.view === 'done' ? [1] : [0];
}

async function statusesOf(db: Db, { group, status }: TicketFilter): Promise<{ ids: number[]; done: (0 | 1)[] } | null> {
  if (!group && !status) return null;
  const rows = await db.selectFrom('status').select(['id', 'grp']).execute();
  const wanted = rows.filter(
    (row) => (!group || (group as string[]).includes(row.grp)) && (!status || status.includes(row.id)),
  );
  const done = new Set(wanted.map(({ grp }): 0 | 1 => (grp === 'done' || grp === 'locked' ? 1 : 0)));
  return { ids: wanted.map(({ id }) => id), done: [...done] };
}

async function teamCondition(
  db: Db,
  { ids, words }: NonNullable<TicketFilter['team']>,
  myTeams: readonly number[],
): Promise<Condition> {
  const wanted = new Set([...(await nested(db, 'team', ids)), ...(words.includes('mine') ? myTeams : [])]);
  return orNone('team_id', [...wanted], words.includes('none'));
}

async function labelled(
  db: Db,
  { ids, words }: NonNullable<TicketFilter['label']>,
): Promise<{ where: Condition; set?: IdSet }> {
  const wanted = await nested(db, 'label', ids);
  const none = sql<boolean>`not exists (select 1 from ticket_label where ticket_label.ticket_id = ticket.id)`;
  if (wanted.length === 0) return { where: words.includes('none') ? none : sql`1 = 0` };
  const some = sql<boolean>`exists (select 1 from ticket_label where ticket_label.ticket_id = ticket.id
    and ticket_label.label_id in (${numbers(wanted)}))`;
  if (words.includes('none')) return { where: sql`(${some} or ${none})` };
  const set: IdSet = (limit) =>
    sql`select distinct ticket_id as id from ticket_label where label_id in (${numbers(wanted)}) limit ${limit}`;
  return { where: some, set };
}

/** The given entries of a tree and all below them. */
async function nested(db: Db, table: 'team' | 'category' | 'label', ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom(table).select(['id', 'parent_id']).execute();
  return withNestedTeams(
    rows.map((row) => ({ id: row.id, parentId: row.parent_id })),
    ids,
  );
}

type Column = 'team_id' | 'contact_id' | 'customer_id' | 'category_id' | 'mailbox_id' | 'status_id' | 'priority_id';

function within(column: Column, ids: readonly number[]): Condition {
  return sql`${sql.ref(`ticket.${column}`)} in (${numbers(ids)})`;
}

function orNone(column: Column, ids: readonly number[], none: boolean): Condition {
  const empty = sql<boolean>`${sql.ref(`ticket.${column}`)} is null`;
  if (ids.length === 0) return none ? empty : sql`1 = 0`;
  return none ? sql`(${within(column, ids)} or ${empty})` : within(column, ids);
}

function aged(column: 'created_at' | 'changed_at', { ms, over }: Age, now: number): Condition {
  const at = sql.ref(`ticket.${column}`);
  return over ? sql`${at} < ${now - ms}` : sql`${at} >= ${now - ms}`;
}

// Literals: SQLite plans a query with them once, and they are numbers whatever was asked.
const numbers = (ids: readonly number[]) => sql.join(ids.map((id) => sql.lit(id)));
