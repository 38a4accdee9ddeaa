import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from './dialect.ts';
import { type ReportFilter, reported, type Span } from './report-filter.ts';
import type { Db } from './schema.ts';

/** What times are told apart by. */
export type TimesBy = 'all' | 'team' | 'mailbox' | 'category';

/**
 * How long something took: half of the `n` tickets at most `median` ms, nine in ten at most `p90` (nearest rank). `id` is that of the team, mailbox or category,
 * null for tickets without one and for all together.
 */
export type Times = { by: TimesBy; id: number | null; n: number; median: number; p90: number };

/** From a ticket's making to the first answer that a person sent, over the tickets made in the span that have one. */
export function answerTimes(db: Db, dialect: Dialect, filter: ReportFilter, { from, before }: Span): Promise<Times[]> {
  return timesOf(
    db,
    dialect,
    sql`select ticket.team_id as team, ticket.mailbox_id as mailbox, ticket.category_id as category,
      (select min(entry.at) from entry where entry.ticket_id = ticket.id and entry.kind = 'mailOut' and entry.automatic = 0)
        - ticket.created_at as took
      from ticket where ticket.created_at >= ${from} and ticket.created_at < ${before} and ${reported(filter)}`,
  );
}

/** From a ticket's making to its being done, over the tickets done in the span. */
export function doneTimes(db: Db, dialect: Dialect, filter: ReportFilter, { from, before }: Span): Promise<Times[]> {
  return timesOf(
    db,
    dialect,
    sql`select ticket.team_id as team, ticket.mailbox_id as mailbox, ticket.category_id as category,
      ticket.done_at - ticket.created_at as took
      from ticket where ticket.done_at is not null and ticket.done_at >= ${from} and ticket.done_at < ${before}
      and ${reported(filter)}`,
  );
}

// An answer that came to the ticket with a merger may be older than the ticket itself.
const known = (facts: RawBuilder<unknown>) =>
  sql`select team, mailbox, category, case when took < 0 then 0 else took end as took from (${facts}) as fact where took is not null`;

/** PostgreSQL ranks by itself; SQLite, which does that slowly, hands out the bare numbers, which cost little in the same process. */
function timesOf(db: Db, dialect: Dialect, facts: RawBuilder<unknown>): Promise<Times[]> {
  return dialect === 'postgres' ? rankedThere(db, facts) : rankedHere(db, facts);
}

async function rankedThere(db: Db, facts: RawBuilder<unknown>): Promise<Times[]> {
  const { rows } = await sql<{ by_what: TimesBy; id: number | null; n: number; ranks: [string, string] }>`
    select case when grouping(team) = 0 then 'team' when grouping(mailbox) = 0 then 'mailbox'
        when grouping(category) = 0 then 'category' else 'all' end as by_what,
      coalesce(team, mailbox, category) as id, count(*) as n,
      percentile_disc(array[0.5, 0.9]) within group (order by took) as ranks
    from (${known(facts)}) as known
    group by grouping sets ((), (team), (mailbox), (category)) having count(*) > 0`.execute(db);
  return rows.map(({ by_what, id, n, ranks }) => ({
    by: by_what,
    id,
    n,
    median: Number(ranks[0]),
    p90: Number(ranks[1]),
  }));
}

type Fact = { team: number | null; mailbox: number | null; category: number | null; took: number };

async function rankedHere(db: Db, facts: RawBuilder<unknown>): Promise<Times[]> {
  const { rows } = await sql<Fact>`${known(facts)}`.execute(db);
  const groups = (by: TimesBy, idOf: (fact: Fact) => number | null): Times[] =>
    [...Map.groupBy(rows, idOf)].map(([id, group]) => ({ by, id, ...ranksOf(group.map(({ took }) => took)) }));
  return [
    ...groups('all', () => null),
    ...groups('team', ({ team }) => team),
    ...groups('mailbox', ({ mailbox }) => mailbox),
    ...groups('category', ({ category }) => category),
  ];
}

function ranksOf(values: readonly number[]): Pick<Times, 'n' | 'median' | 'p90'> {
  const n = values.length;
  const sorted = Float64Array.from(values).toSorted();
  const rank = (share: number) => sorted[Math.ceil((n * share) / 10) - 1] ?? 0;
  return { n, median: rank(5), p90: rank(9) };
}
