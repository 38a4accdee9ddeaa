import { type RawBuilder, sql } from 'kysely';
import type { TicketSort } from '../desk/ticket-filter.ts';
import { readCursor } from './cursor.ts';
import type { Db } from './schema.ts';
import type { Conditions } from './ticket-conditions.ts';
import type { TicketWithContact } from './ticket-list.ts';

/** How a list is sorted, as SQL on `ticket` and as a place in it. */
export type Order = {
  /** Behind `order by`. */
  by: RawBuilder<unknown>;
  /** Sorts after the place; null for the start. */
  after: RawBuilder<boolean> | null;
  /** The place of a ticket: what `cursorText` takes. */
  placeOf: (row: Key) => number[];
  /** Stretches of the order that lie one after another and each along an index, from the place on. */
  stretches: Stretch[];
};

type Key = Pick<TicketWithContact, 'id' | 'changed_at' | 'priority_id'>;
type End = Key & { created_at: number };

export type Stretch = {
  /** One condition for each walk along an index; what they meet is merged by `by`. */
  index: RawBuilder<boolean>[];
  by: RawBuilder<unknown>;
  /** Where to begin within the stretch. */
  after: RawBuilder<boolean> | null;
  afterOf: (row: Key) => RawBuilder<boolean>;
  /** The place before its first ticket. */
  start: number[];
  /** Nothing that is sought follows this ticket. */
  isPast: (end: End) => boolean;
};

const byChange = sql`ticket.changed_at desc, ticket.id desc`;
const byWaiting = sql`ticket.changed_at asc, ticket.id asc`;
const byNumber = sql`ticket.id desc`;
const never = () => false;

/** The order of a list from the place `cursor` on. Throws Failure `invalid` at `after` for a broken place. */
export async function orderOf(
  db: Db,
  sort: TicketSort,
  conditions: Conditions,
  cursor: string | undefined,
): Promise<Order> {
  if (sort === 'created') return byCreation(conditions, cursor);
  if (sort === 'priority') return byPriority(db, conditions, cursor);
  return byLastChange(sort, conditions, cursor);
}

function byLastChange(sort: 'changed' | 'waiting', conditions: Conditions, cursor: string | undefined): Order {
  const by = sort === 'changed' ? byChange : byWaiting;
  const beyond = (changedAt: number, id: number) =>
    sort === 'changed'
      ? sql<boolean>`(ticket.changed_at, ticket.id) < (${changedAt}, ${id})`
      : sql<boolean>`(ticket.changed_at, ticket.id) > (${changedAt}, ${id})`;
  const [changedAt = 0, id = 0] = cursor === undefined ? [] : readCursor(cursor, 2);
  const after = cursor === undefined ? null : beyond(changedAt, id);
  const afterOf = (row: Key) => beyond(row.changed_at, row.id);
  return {
    by,
    after,
    placeOf: (row) => [row.changed_at, row.id],
    stretches: [{ index: walks(conditions), by, after, afterOf, start: [], isPast: never }],
  };
}

function byCreation(conditions: Conditions, cursor: string | undefined): Order {
  const beyond = (id: number) => sql<boolean>`ticket.id < ${id}`;
  const after = cursor === undefined ? null : beyond(readCursor(cursor, 1)[0] ?? 0);
  const index = conditions.done.map((done) => sql<boolean>`ticket.is_done = ${sql.lit(done)}`);
  const { createdFrom } = conditions;
  return {
    by: byNumber,
    after,
    placeOf: (row) => [row.id],
    stretches: [
      {
        index,
        by: byNumber,
        after,
        afterOf: (row) => beyond(row.id),
        start: [],
        isPast: (end) => createdFrom !== null && end.created_at < createdFrom,
      },
    ],
  };
}

/** The most urgent first, among equals the last changed. */
async function byPriority(db: Db, conditions: Conditions, cursor: string | undefined): Promise<Order> {
  const rows = await db.selectFrom('priority').select('id').orderBy('rank', 'desc').orderBy('id').execute();
  const ids = rows.map((row) => row.id);
  const [priority = 0, changedAt = 0, id = 0] = cursor === undefined ? [] : readCursor(cursor, 3);
  const from = cursor === undefined ? 0 : Math.max(0, ids.indexOf(priority));
  const beyond = (at: number, number: number) => sql<boolean>`(ticket.changed_at, ticket.id) < (${at}, ${number})`;
  const within = cursor === undefined ? null : beyond(changedAt, id);
  const rank = sql<number>`case ticket.priority_id ${sql.join(
    ids.map((each, at) => sql`when ${sql.lit(each)} then ${sql.lit(at)}`),
    sql` `,
  )} end`;
  const stretches = ids.slice(from).map(
    (each, at): Stretch => ({
      index: conditions.done.map(
        (done) => sql<boolean>`ticket.priority_id = ${sql.lit(each)} and ticket.is_done = ${sql.lit(done)}`,
      ),
      by: byChange,
      after: at === 0 ? within : null,
      afterOf: (row) => beyond(row.changed_at, row.id),
      start: [each, Number.MAX_SAFE_INTEGER, 0],
      isPast: never,
    }),
  );
  return {
    by: sql`${rank}, ${byChange}`,
    after: within && sql`(${rank} > ${sql.lit(from)} or (${rank} = ${sql.lit(from)} and ${within}))`,
    placeOf: (row) => [row.priority_id, row.changed_at, row.id],
    stretches,
  };
}

/** The walks along the indexes on the last change that together meet every ticket sought. */
function walks(conditions: Conditions): RawBuilder<boolean>[] {
  const { teams, done, onlyInquiries, changedFrom, changedTo } = conditions;
  const bounds = [
    ...(changedFrom !== null ? [sql<boolean>`ticket.changed_at >= ${changedFrom}`] : []),
    ...(changedTo !== null ? [sql<boolean>`ticket.changed_at < ${changedTo}`] : []),
  ];
  const along = (...parts: RawBuilder<boolean>[]) => sql<boolean>`${sql.join([...parts, ...bounds], sql` and `)}`;
  // Literals, not parameters: SQLite takes a partial index only for a condition it can read.
  if (onlyInquiries) return [along(sql`ticket.status_group = 'inquiry'`)];
  const isDone = done.map((value) => sql<boolean>`ticket.is_done = ${sql.lit(value)}`);
  if (teams === null) return isDone.map((one) => along(one));
  return teams.flatMap((team) => isDone.map((one) => along(sql`ticket.team_id = ${sql.lit(team)}`, one)));
}

/** The next `size` ids of a stretch in its order, as a query with the columns of a place. */
export function windowOf(
  { index, by, after }: Pick<Stretch, 'index' | 'by' | 'after'>,
  size: number,
): RawBuilder<unknown> {
  const columns = sql`ticket.id, ticket.changed_at, ticket.created_at, ticket.priority_id`;
  const [first, ...others] = index.map(
    (walk) =>
      sql`select * from (select ${columns} from ticket where ${walk}${after ? sql` and ${after}` : sql``}
        order by ${by} limit ${size}) as walk`,
  );
  if (!first) return sql`select ${columns} from ticket where 1 = 0`;
  if (others.length === 0) return first;
  return sql`select * from (${sql.join([first, ...others], sql` union all `)}) as ticket order by ${by} limit ${size}`;
}

/** The last of the tickets that a window of this size meets; undefined if the stretch ends before. */
export async function endOfWindow(
  db: Db,
  window: RawBuilder<unknown>,
  by: RawBuilder<unknown>,
  size: number,
): Promise<End | undefined> {
  const { rows } = await sql<End>`select ticket.id, ticket.changed_at, ticket.created_at,
    ticket.priority_id from (${window}) as ticket order by ${by} limit 1 offset ${size - 1}`.execute(db);
  return rows[0];
}
