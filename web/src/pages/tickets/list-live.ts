import type { TicketSort } from '../../../../src/desk/ticket-filter.ts';
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
export function overlay(
  pages: readonly RowsPage[],
  head: RowsPage | undefined,
  sort: TicketSort = 'changed',
): LiveList {
  const known = uniqueRows(pages);
  if (!head || head.readAt <= (pages[0]?.readAt ?? 0))
    return { rows: known.map((row) => ({ row, gone: false })), arrived: 0, moved: 0 };
  if (sort !== 'changed') return overlayInPlace(known, head, pages.at(-1)?.next === null);
  const newest = new Map(head.rows.map((row) => [row.id, row]));
  // A head without rows that goes on has not come to any place yet.
  const reach = head.next === null ? '' : (head.rows.at(-1)?.changedAt ?? 'z');
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

/**
 * The same where the order is not by last change. A row is gone from its place if the head is without it although what arrived does not push it that
 * far down.
 */
function overlayInPlace(known: readonly TicketRow[], head: RowsPage, complete: boolean): LiveList {
  const newest = new Map(head.rows.map((row) => [row.id, row]));
  const listed = new Set(known.map(({ id }) => id));
  const lastListed = head.rows.findLastIndex(({ id }) => listed.has(id));
  // Behind the last one that is listed, a row may be further down in the list, unless the list is at its end.
  const arrived = head.rows.filter(({ id }, at) => !listed.has(id) && (complete || at < lastListed)).length;
  const covered = head.next === null ? known.length : head.rows.length - arrived;
  const rows = known.map((row, at) => ({
    row: newest.get(row.id) ?? row,
    gone: !newest.has(row.id) && at < covered,
  }));
  return { rows, arrived, moved: 0 };
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
