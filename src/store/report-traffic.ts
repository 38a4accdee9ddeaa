import { sql } from 'kysely';
import { isOpen, type ReportFilter, reported, slotMs, slotOf, type Span } from './report-filter.ts';
import type { Db } from './schema.ts';

/** How many of something happened in the quarter of an hour that begins at `at` (ms). */
export type Counted = { at: number; n: number };

/** Mails in, answers that people wrote, and automatic mails of either direction. */
export type MailCounted = Counted & { kind: 'mailIn' | 'mailOut'; automatic: boolean };

/** Mails at the tickets of a filter; what came in counts when the server received it. Read from one index, with a look at each ticket only if a filter needs it. */
export async function mailsPerQuarter(db: Db, filter: ReportFilter, { from, before }: Span): Promise<MailCounted[]> {
  // SQLite reads a cross join in the order written: from the mails of the span to their tickets.
  const [join, condition] = isOpen(filter)
    ? [sql``, sql``]
    : [sql`cross join ticket`, sql`and ticket.id = entry.ticket_id and ${reported(filter)}`];
  const { rows } = await sql<{ slot: number; kind: 'mailIn' | 'mailOut'; automatic: number; n: number }>`
    select ${slotOf('entry.at')} as slot, entry.kind, entry.automatic, count(*) as n
    from entry ${join}
    where entry.kind in ('mailIn', 'mailOut') and entry.at >= ${from} and entry.at < ${before} ${condition}
    group by 1, 2, 3`.execute(db);
  return rows.map(({ slot, kind, automatic, n }) => ({ at: slot * slotMs, kind, automatic: automatic === 1, n }));
}

/** Tickets that were made. */
export async function createdPerQuarter(db: Db, filter: ReportFilter, { from, before }: Span): Promise<Counted[]> {
  const { rows } = await sql<{ slot: number; n: number }>`
    select ${slotOf('ticket.created_at')} as slot, count(*) as n from ticket
    where ticket.created_at >= ${from} and ticket.created_at < ${before} and ${reported(filter)}
    group by 1`.execute(db);
  return rows.map(({ slot, n }) => ({ at: slot * slotMs, n }));
}

/** Tickets that were done and have not been opened again since. */
export async function donePerQuarter(db: Db, filter: ReportFilter, { from, before }: Span): Promise<Counted[]> {
  const { rows } = await sql<{ slot: number; n: number }>`
    select ${slotOf('ticket.done_at')} as slot, count(*) as n from ticket
    where ticket.done_at is not null and ticket.done_at >= ${from} and ticket.done_at < ${before} and ${reported(filter)}
    group by 1`.execute(db);
  return rows.map(({ slot, n }) => ({ at: slot * slotMs, n }));
}

/** Tickets that are open, by group of their status and by age: `ages` are the instants (ms) since which a ticket counts as younger, the youngest first. */
export async function openByAge(
  db: Db,
  filter: ReportFilter,
  ages: readonly number[],
): Promise<{ group: string; age: number; n: number }[]> {
  const cases = ages.map((since, age) => sql`when ticket.created_at >= ${since} then ${sql.lit(age)}`);
  // A case without a condition is none in SQL.
  const ageOf = cases.length === 0 ? sql.lit(0) : sql`case ${sql.join(cases, sql` `)} else ${sql.lit(ages.length)} end`;
  const { rows } = await sql<{ grp: string; age: number; n: number }>`
    select ticket.status_group as grp, ${ageOf} as age, count(*) as n
    from ticket where ticket.is_done = 0 and ${reported(filter)}
    group by 1, 2`.execute(db);
  return rows.map(({ grp, age, n }) => ({ group: grp, age, n }));
}
