import type { TicketRow } from '../../../../src/api/contract/tickets.ts';

/** A page of the list; `readAt` in ms is when it was asked for. */
export type RowsPage = { rows: TicketRow[]; next: string | null; readAt: number };
export type LiveRow = { row: TicketRow; gone: boolean };

/** What the newest first page says about a list that was read earlier. */
export type LiveList = {
  /** The rows where they were, with the values of now; `gone` when they left the view. */
  rows: LiveRow[];
  /** How many tickets of the view are not in the list yet. */
  arrived: number;
  /** How many listed tickets have changed and would stand higher now. */
  moved: number;
};

/**
 * Lays the newest first page (`head`, last changed first) over the pages of a list without moving any row. A row leaves the view if it would have to
 * stand on the head and does not: the order is by last change, so whatever changed and belongs to the view is on the head. A head that was read before
 * the list tells nothing.
 */
export function overlay(pages: readonly RowsPage[], head: RowsPage | undefined): LiveList {
  const known = uniqueRows(pages);
  if (!head || head.readAt <= (pages[0]?.readAt ?? 0))
    return { rows: known.map((row) => ({ row, gone: false })), arrived: 0, moved: 0 };
  const newest = new Map(head.rows.map((row) => [row.id, row]));
  const reach = head.next === null ? '' : (head.rows.at(-1)?.changedAt ?? '');
  let moved = 0;
  const rows = known.map((row) => {
    const now = newest.get(row.id);
    if (now && now.changedAt > row.changedAt) moved++;
    return { row: now ?? row, gone: !now && row.changedAt > reach };
  });
  const listed = new Set(known.map(({ id }) => id));
  // What follows the last row read has not arrived, it is only further down.
  const end = pages.at(-1)?.next ? (known.at(-1)?.changedAt ?? '') : '';
  const arrived = head.rows.filter(({ id, changedAt }) => !listed.has(id) && changedAt > end).length;
  return { rows, arrived, moved };
}

function uniqueRows(pages: readonly RowsPage[]): TicketRow[] {
  // While one pages on, a ticket that changes moves to the top and would be met again.
  const seen = new Set<number>();
  return pages
    .flatMap(({ rows }) => rows)
    .filter(({ id }) => {
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    });
}
