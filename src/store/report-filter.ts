import { type RawBuilder, sql } from 'kysely';

/** Whose figures: `teams` and `categories` are lists of ids, null for all, also those without one. An empty list is nobody's. */
export type ReportFilter = {
  teams: readonly number[] | null;
  categories: readonly number[] | null;
  mailboxId: number | null;
};

/** Instants in milliseconds: from the first on, before the second. */
export type Span = { from: number; before: number };

/** Whether the filter lets every ticket through. */
export const isOpen = ({ teams, categories, mailboxId }: ReportFilter) =>
  teams === null && categories === null && mailboxId === null;

/** The filter as a condition on the table `ticket`. Tickets that were merged into others are none of their own. */
export function reported({ teams, categories, mailboxId }: ReportFilter): RawBuilder<boolean> {
  const conditions = [sql`ticket.merged_into is null`];
  if (teams) conditions.push(among('team_id', teams));
  if (categories) conditions.push(among('category_id', categories));
  if (mailboxId !== null) conditions.push(sql`ticket.mailbox_id = ${mailboxId}`);
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

function among(column: 'team_id' | 'category_id', ids: readonly number[]): RawBuilder<unknown> {
  // The plus keeps SQLite from going through all tickets of a team, when those of the span are few.
  return ids.length === 0 ? sql`1 = 0` : sql`+${sql.ref(`ticket.${column}`)} in (${sql.join(ids)})`;
}

/** Figures are counted by quarters of an hour, which fit into the days of every time zone. */
export const slotMs = 900_000;

/** The number of the quarter of an hour in which the instant of a column lies. */
export const slotOf = (column: string) => sql<number>`${sql.ref(column)} / ${sql.lit(slotMs)}`;
