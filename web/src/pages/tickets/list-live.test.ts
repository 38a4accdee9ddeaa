import { expect, test } from 'vitest';
import type { TicketRow } from '../../../../src/api/contract/tickets.ts';
import { overlay, type RowsPage } from './list-live.ts';

const row = (id: number, minute: number, more: Partial<TicketRow> = {}): TicketRow => ({
  id,
  reference: `${id}X`,
  subject: `Ticket ${id}`,
  contactName: 'Jana',
  preview: '',
  teamId: null,
  statusId: 1,
  statusGroup: 'inquiry',
  priorityId: 2,
  categoryId: null,
  customerId: null,
  customerName: null,
  mailboxId: null,
  resubmitAt: null,
  labelIds: [],
  createdAt: '2026-11-21T08:00:00.000Z',
  changedAt: `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`,
  unread: false,
  ...more,
});
const page = (rows: TicketRow[], next: string | null = null, readAt = 1): RowsPage => ({ rows, next, readAt });
const ids = (list: ReturnType<typeof overlay>) => list.rows.map((live) => live.row.id);

test('rows stay where they are and show the values of now', () => {
  const pages = [page([row(1, 30), row(2, 20), row(3, 10)])];
  const list = overlay(pages, page([row(3, 40, { unread: true }), row(1, 30), row(2, 20)], null, 2));
  expect(ids(list)).toEqual([1, 2, 3]);
  expect(list.rows[2]).toMatchObject({ row: { unread: true }, gone: false });
  expect(list).toMatchObject({ arrived: 0, moved: 1 });
});

test('counts tickets that are not in the list yet', () => {
  const head = page([row(5, 50), row(4, 40), row(1, 30)], null, 2);
  expect(overlay([page([row(1, 30)])], head)).toMatchObject({ arrived: 2, moved: 0 });
});

test('marks what left the view, as far as the head reaches', () => {
  const pages = [page([row(1, 30), row(2, 20)], 'a'), page([row(3, 10)])];
  const reachesTwo = page([row(9, 50), row(2, 20)], 'b', 2);
  expect(overlay(pages, reachesTwo).rows.map(({ gone }) => gone)).toEqual([true, false, false]);
  const whole = page([row(2, 20)], null, 2);
  expect(overlay(pages, whole).rows.map(({ gone }) => gone)).toEqual([true, false, true]);
});

test('a head from before the list tells nothing', () => {
  const pages = [page([row(1, 30), row(2, 20)], null, 5)];
  expect(overlay(pages, page([row(2, 20)], null, 4))).toMatchObject({ arrived: 0, moved: 0 });
  expect(overlay(pages, page([row(2, 20)], null, 4)).rows.map(({ gone }) => gone)).toEqual([false, false]);
});

test('paging on does not take the news away', () => {
  const pages = [page([row(1, 30)], 'a', 1), page([row(2, 20)], null, 9)];
  expect(overlay(pages, page([row(7, 50), row(1, 30)], 'b', 3)).arrived).toBe(1);
});

test('a ticket met twice while paging on is shown once', () => {
  const pages = [page([row(1, 30), row(2, 20)], 'a'), page([row(2, 20), row(3, 10)])];
  expect(ids(overlay(pages, undefined))).toEqual([1, 2, 3]);
});

test('a row that moves up from below the last page is not new', () => {
  const pages = [page([row(1, 30), row(2, 20)], 'a')];
  const head = page([row(1, 30), row(3, 10)], 'b', 2);
  expect(overlay(pages, head)).toMatchObject({ arrived: 0, rows: [{ gone: false }, { gone: true }] });
});

test('in another order than by change, rows stay, and what left its place is told', () => {
  const head = page([row(4, 7), row(1, 8), row(3, 2)], 'more', 2);
  const live = overlay([page([row(1, 5), row(2, 9), row(3, 1)], 'more')], head, 'priority');
  expect(live.rows.map((each) => [each.row.id, each.gone])).toEqual([
    [1, false],
    [2, true],
    [3, false],
  ]);
  expect(live.rows[0]?.row.changedAt).toBe(head.rows[1]?.changedAt);
  expect(live).toMatchObject({ arrived: 1, moved: 0 });
});

test('a head that is still looking tells nothing of what left', () => {
  const live = overlay([page([row(1, 5)], 'more')], page([], 'more', 2));
  expect(live.rows.map(({ gone }) => gone)).toEqual([false]);
});
