import { type RawBuilder, sql } from 'kysely';
import type { TicketFilter, TicketSort } from '../desk/ticket-filter.ts';
import { cursorText } from './cursor.ts';
import type { Dialect } from './dialect.ts';
import type { Db } from './schema.ts';
import { ticketsWithWords } from './search.ts';
import { type Asked, type Conditions, conditionsOf, type IdSet } from './ticket-conditions.ts';
import { type TicketLine, type TicketWithContact, toLines } from './ticket-list.ts';
import { endOfWindow, type Order, orderOf, windowOf } from './ticket-windows.ts';

/** A set of tickets up to this size is looked through whole, for any sort and further conditions. */
export const wholeSet = 5000;
/** Where every set is larger, the order is walked in windows of this many tickets, and one request walks so many of them. */
const windowSize = 5000;
const windowsPerPage = 4;
/** How many tickets are looked at to count what a filter finds. */
const countedWindow = 10_000;

export type FilterQuery = Omit<Asked, 'filter' | 'anyView'> & {
  filter: TicketFilter;
  sort: TicketSort;
  /** Words that must all occur, and numbers of tickets that are found whatever their words; '' and none are no search. */
  text: string;
  numbers: readonly number[];
  after?: string;
  limit: number;
};

type Page = { rows: TicketLine[]; next: string | null };

/**
 * One page of the tickets that fulfil a filter. However rare they are among however many, one call looks at a bounded number: a page may have fewer rows
 * than `limit`, none even, and still a `next` from which it goes on.
 */
export async function filterTickets(db: Db, dialect: Dialect, query: FilterQuery): Promise<Page> {
  const found = await placeToLook(db, dialect, query);
  if (!found) return { rows: [], next: null };
  const { conditions, set } = found;
  const order = await orderOf(db, query.sort, conditions, query.after);
  if (set) {
    const rows = await matching(db, dialect, set, conditions, order, query.limit + 1);
    const last = rows[query.limit - 1];
    return {
      rows: await toLines(db, rows.slice(0, query.limit)),
      next: rows.length > query.limit && last ? cursorText(order.placeOf(last)) : null,
    };
  }
  return walk(db, dialect, conditions, order, query.limit);
}

/** How many tickets a filter finds; `more` if there may be more than were counted. */
export async function countFiltered(
  db: Db,
  dialect: Dialect,
  query: Omit<FilterQuery, 'sort' | 'after' | 'limit'>,
): Promise<{ count: number; more: boolean }> {
  const found = await placeToLook(db, dialect, query);
  if (!found) return { count: 0, more: false };
  const { conditions, set } = found;
  if (set) return { count: await countIn(db, dialect, set, conditions), more: false };
  const [stretch] = (await orderOf(db, 'changed', conditions, undefined)).stretches;
  if (!stretch) return { count: 0, more: false };
  const window = windowOf(stretch, countedWindow);
  const end = await endOfWindow(db, window, stretch.by, countedWindow);
  return { count: await countIn(db, dialect, window, conditions), more: end !== undefined };
}

type Place = { conditions: Conditions; set: RawBuilder<unknown> | null };

/** The conditions, and a set of few enough tickets in which all sought ones are; null if there can be none. */
async function placeToLook(
  db: Db,
  dialect: Dialect,
  query: Omit<FilterQuery, 'sort' | 'after' | 'limit'>,
): Promise<Place | null> {
  const searching = query.text !== '' || query.numbers.length > 0;
  const conditions = await conditionsOf(db, { ...query, anyView: searching });
  if (!conditions) return null;
  if (searching) {
    const set = searched(dialect, query);
    return set && { conditions, set };
  }
  for (const set of conditions.sets) if (await isSmall(db, set)) return { conditions, set: set(wholeSet) };
  return { conditions, set: null };
}

/** The tickets that a search finds; the search itself looks at no more than it can (store/search.ts). */
function searched(dialect: Dialect, query: Pick<FilterQuery, 'text' | 'numbers'>): RawBuilder<unknown> | null {
  const found = ticketsWithWords(dialect, query.text);
  const sources = [
    ...(found ? [sql`select ticket_id from ${found} as found`] : []),
    ...query.numbers.map((number) => sql`select ${sql.lit(number)} as ticket_id`),
  ];
  return sources.length === 0
    ? null
    : sql`select distinct ticket_id as id from (${sql.join(sources, sql` union all `)}) as hits`;
}

async function isSmall(db: Db, set: IdSet): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (${set(wholeSet + 1)}) as hit`.execute(db);
  return (rows[0]?.n ?? 0) <= wholeSet;
}

/** From the set to its tickets by their numbers, never through all tickets, whatever the database believes to know of both. */
const among = (dialect: Dialect, set: RawBuilder<unknown>, { where }: Conditions) =>
  dialect === 'sqlite'
    ? sql`(${set}) as hit cross join ticket where ticket.id = hit.id and ${where}`
    : sql`ticket where ticket.id = any (array(select hit.id from (${set}) as hit)) and ${where}`;

async function countIn(db: Db, dialect: Dialect, set: RawBuilder<unknown>, conditions: Conditions): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${among(dialect, set, conditions)}`.execute(db);
  return rows[0]?.n ?? 0;
}

async function matching(
  db: Db,
  dialect: Dialect,
  set: RawBuilder<unknown>,
  conditions: Conditions,
  order: Pick<Order, 'by' | 'after'>,
  limit: number,
): Promise<TicketWithContact[]> {
  const { rows } = await sql<TicketWithContact>`
    select ticket.*, contact.name as contact_name, contact.full_name as contact_full_name
    from (select ticket.* from ${among(dialect, set, conditions)}${order.after ? sql` and ${order.after}` : sql``}
      order by ${order.by} limit ${limit}) as ticket
    left join contact on contact.id = ticket.contact_id order by ${order.by}`.execute(db);
  return rows;
}

/** Along the order, window by window, until the page is full or enough was looked at. */
async function walk(db: Db, dialect: Dialect, conditions: Conditions, order: Order, limit: number): Promise<Page> {
  const rows: TicketWithContact[] = [];
  let windows = 0;
  for (const [at, stretch] of order.stretches.entries()) {
    let { after } = stretch;
    // Each of several walks is as long as the window, since any of them may hold all that comes next.
    const size = Math.max(windowSize / 10, Math.floor(windowSize / stretch.index.length));
    for (let ended = false; !ended; ) {
      const window = windowOf({ ...stretch, after }, size);
      const more = await matching(
        db,
        dialect,
        window,
        conditions,
        { by: stretch.by, after: null },
        limit + 1 - rows.length,
      );
      rows.push(...more);
      const last = rows[limit - 1];
      if (rows.length > limit && last)
        return { rows: await toLines(db, rows.slice(0, limit)), next: cursorText(order.placeOf(last)) };
      const end = await endOfWindow(db, window, stretch.by, size);
      ended = end === undefined || stretch.isPast(end);
      if (end) after = stretch.afterOf(end);
      windows++;
      const next = ended || !end ? order.stretches[at + 1]?.start : order.placeOf(end);
      if (windows >= windowsPerPage && next) return { rows: await toLines(db, rows), next: cursorText(next) };
    }
  }
  return { rows: await toLines(db, rows), next: null };
}
