import { expect, test } from 'vitest';
import type { TicketRow } from '../../../../src/api/contract/tickets.ts';
import { overlay } from './list-live.ts';

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
  createdAt: '2026-11-21T08:00:00.000Z',
  changedAt: `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`,
  unread: false,
  ...more,
});
const ids = (list: ReturnType<typeof overlay>) => list.rows.map((live) => live.row.id);

test('rows stay where they are and show the values of now', () => {
  const pages = [{ rows: [row(1, 30), row(2, 20), row(3, 10)], next: null }];
  const head = { rows: [row(3, 40, { unread: true }), row(1, 30), row(2, 20)], next: null };
  const list = overlay(pages, head);
  expect(ids(list)).toEqual([1, 2, 3]);
  expect(list.rows[2]).toMatchObject({ row: { unread: true }, gone: false });
  expect(list).toMatchObject({ arrived: 0, moved: 1 });
});

test('counts tickets that are not in the list yet', () => {
  const pages = [{ rows: [row(1, 30)], next: null }];
  const head = { rows: [row(5, 50), row(4, 40), row(1, 30)], next: null };
  expect(overlay(pages, head)).toMatchObject({ arrived: 2, moved: 0 });
});

test('marks what left the view, as far as the head reaches', () => {
  const pages = [
    { rows: [row(1, 30), row(2, 20)], next: 'a' },
    { rows: [row(3, 10)], next: null },
  ];
  const reachesTwo = { rows: [row(9, 50), row(2, 20)], next: 'b' };
  expect(overlay(pages, reachesTwo).rows.map(({ gone }) => gone)).toEqual([true, false, false]);
  const whole = { rows: [row(2, 20)], next: null };
  expect(overlay(pages, whole).rows.map(({ gone }) => gone)).toEqual([true, false, true]);
});

test('a ticket met twice while paging on is shown once', () => {
  const pages = [
    { rows: [row(1, 30), row(2, 20)], next: 'a' },
    { rows: [row(2, 20), row(3, 10)], next: null },
  ];
  expect(ids(overlay(pages, undefined))).toEqual([1, 2, 3]);
});
