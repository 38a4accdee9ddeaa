import { type SelectQueryBuilder, sql } from 'kysely';
import type { TicketScope } from '../desk/can.ts';
import { cursorText, pageOf, readCursor } from './cursor.ts';
import type { Db, Schema } from './schema.ts';
import { labelsOf } from './labels.ts';
import { teamsOf, type TicketView } from './ticket-conditions.ts';

/** A ticket as a line of a list. Instants are milliseconds since 1970. */
export type TicketLine = {
  id: number;
  subject: string;
  /** Full name, else name of the contact, else the sender's name or address. */
  contactName: string;
  preview: string;
  teamId: number | null;
  statusId: number;
  statusGroup: string;
  priorityId: number;
  categoryId: number | null;
  customerId: number | null;
  customerName: string | null;
  mailboxId: number | null;
  labelIds: number[];
  createdAt: number;
  changedAt: number;
  resubmitAt: number | null;
  unread: boolean;
};

/** Which tickets, for whom. `scope` is what the viewer may see at all, `myTeams` what the view `mine` shows. */
export type TicketQuery = {
  view: TicketView;
  scope: TicketScope;
  myTeams: readonly number[];
  after?: string;
  limit: number;
};

type Page = { rows: TicketLine[]; next: string | null };

/** One page of a view, last changed first. Each list is read from the end of one index, however many tickets there are. */
export async function listTickets(db: Db, query: TicketQuery): Promise<Page> {
  const teams = teamsOf(query);
  if (teams?.length === 0) return { rows: [], next: null };
  const parts = (teams ?? [null]).map((teamId) => ticketsOf(db, query, teamId));
  const [first, ...others] = parts.map((part) => db.selectFrom(part.as('part')).selectAll());
  if (!first) return { rows: [], next: null };
  const all = others.reduce((union, part) => union.unionAll(part), first);
  const rows = await withContact(db.selectFrom(all.as('ticket')), query.limit).execute();
  return pageOf(await toLines(db, rows), query.limit, lineCursor);
}

/** Counting stops here: nobody acts differently on 10,000 and on 900,000 tickets, and counting the latter takes time. */
export const countedTickets = 10_000;

/** Number of tickets per view, `countedTickets` at most. */
export async function countTickets(
  db: Db,
  viewer: Pick<TicketQuery, 'scope' | 'myTeams'>,
): Promise<Record<TicketView, number>> {
  const count = async (view: TicketView) => {
    const teams = teamsOf({ view, ...viewer });
    if (teams?.length === 0) return 0;
    const some = inView(db.selectFrom('ticket').select(sql.lit(1).as('one')), view)
      .$if(teams !== null, (q) => q.where('team_id', 'in', teams ?? []))
      .limit(countedTickets);
    const { n } = await db
      .selectFrom(some.as('some'))
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  };
  return {
    inquiries: await count('inquiries'),
    mine: await count('mine'),
    all: await count('all'),
    done: await count('done'),
  };
}

/** The page's worth of one team's tickets (null: of all), by the index on the team. */
function ticketsOf(db: Db, query: TicketQuery, teamId: number | null) {
  return inView(db.selectFrom('ticket').selectAll('ticket'), query.view)
    .$if(teamId !== null, (q) => q.where('ticket.team_id', '=', teamId))
    .$if(query.after !== undefined, (q) => q.where(beyond(query.after ?? '')))
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1);
}

// Literals, not parameters: SQLite takes a partial index only for a condition it can read.
function inView<O>(query: SelectQueryBuilder<Schema, 'ticket', O>, view: TicketView) {
  if (view === 'inquiries') return query.where(sql<boolean>`ticket.status_group = 'inquiry'`);
  return query.where('ticket.is_done', '=', sql.lit(view === 'done' ? (1 as const) : (0 as const)));
}

function beyond(after: string) {
  const [changedAt = 0, id = 0] = readCursor(after, 2);
  return sql<boolean>`(ticket.changed_at, ticket.id) < (${changedAt}, ${id})`;
}

function withContact<DB extends { ticket: Schema['ticket'] }, T extends keyof DB, O>(
  query: SelectQueryBuilder<DB, T, O>,
  limit: number,
) {
  // The builder's types cannot follow a query whose `ticket` is now the table and now a selection from it; the columns are the same.
  return (query as unknown as SelectQueryBuilder<Schema, 'ticket', unknown>)
    .leftJoin('contact', 'contact.id', 'ticket.contact_id')
    .selectAll('ticket')
    .select(['contact.name as contact_name', 'contact.full_name as contact_full_name'])
    .orderBy('ticket.changed_at', 'desc')
    .orderBy('ticket.id', 'desc')
    .limit(limit + 1);
}

/** A row of `ticket` with its contact's names. */
export type TicketWithContact = {
  id: number;
  subject: string;
  contact_name: string | null;
  contact_full_name: string | null;
  sender_name: string;
  sender_addr: string;
  preview: string;
  team_id: number | null;
  status_id: number;
  status_group: string;
  priority_id: number;
  category_id: number | null;
  customer_id: number | null;
  mailbox_id: number | null;
  resubmit_at: number | null;
  created_at: number;
  changed_at: number;
  unread: number;
};

/** These tickets as lines, in no order; one that is gone is missing. */
export async function readLines(db: Db, ids: readonly number[]): Promise<TicketLine[]> {
  if (ids.length === 0) return [];
  const some = db.selectFrom('ticket').where('ticket.id', 'in', [...ids]);
  return toLines(db, await withContact(some, ids.length).execute());
}

/** Rows as lines, with the labels of each. */
export async function toLines(db: Db, rows: readonly TicketWithContact[]): Promise<TicketLine[]> {
  const labels = await labelsOf(
    db,
    rows.map(({ id }) => id),
  );
  const customers = await customerNames(db, rows);
  return rows.map((row) => ({
    ...toLine(row),
    labelIds: labels.get(row.id) ?? [],
    customerName: row.customer_id === null ? null : (customers.get(row.customer_id) ?? null),
  }));
}

async function customerNames(db: Db, rows: readonly TicketWithContact[]): Promise<Map<number, string>> {
  const ids = new Set(rows.flatMap((row) => row.customer_id ?? []));
  if (ids.size === 0) return new Map();
  const found = await db
    .selectFrom('customer')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(found.map(({ id, name }) => [id, name]));
}

function toLine(row: TicketWithContact): Omit<TicketLine, 'labelIds' | 'customerName'> {
  return {
    id: row.id,
    subject: row.subject,
    contactName: row.contact_full_name || row.contact_name || row.sender_name || row.sender_addr,
    preview: row.preview,
    teamId: row.team_id,
    statusId: row.status_id,
    statusGroup: row.status_group,
    priorityId: row.priority_id,
    categoryId: row.category_id,
    customerId: row.customer_id,
    mailboxId: row.mailbox_id,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    resubmitAt: row.resubmit_at,
    unread: row.unread === 1,
  };
}

const lineCursor = (line: TicketLine) => cursorText([line.changedAt, line.id]);
