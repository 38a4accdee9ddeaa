import { expect, test } from 'vitest';
import type { TicketRow } from '../../../../src/api/contract/tickets.ts';
import { doAll, formerValues, type Step } from './bulk-steps.ts';

const row = (id: number): TicketRow => ({
  id,
  reference: `${id}AAA`,
  subject: 'Lampe',
  contactName: 'Jana',
  preview: '',
  teamId: 3,
  statusId: 4,
  statusGroup: 'open',
  priorityId: 2,
  categoryId: null,
  customerId: null,
  customerName: null,
  mailboxId: null,
  labelIds: [7],
  createdAt: '2026-11-21T08:00:00.000Z',
  changedAt: '2026-11-21T08:00:00.000Z',
  resubmitAt: null,
  unread: false,
});

test('what is taken back is what was changed, and status with team', () => {
  expect(formerValues(row(1), { statusId: 9 })).toEqual({ teamId: 3, statusId: 4 });
  expect(formerValues(row(1), { labelIds: [], categoryId: 5, resubmitAt: '2027-01-01T09:00:00.000Z' })).toEqual({
    labelIds: [7],
    categoryId: null,
    resubmitAt: null,
  });
});

test('a step that fails is named and holds up none; stopped, no further one begins', async () => {
  const ran: number[] = [];
  const step = (id: number): Step => ({
    row: row(id),
    run: async () => {
      ran.push(id);
      if (id === 2) throw new Error('refused');
    },
    undo: async () => undefined,
  });
  const seen: number[] = [];
  const open = new AbortController();
  const all = await doAll([1, 2, 3].map(step), 'run', {
    atOnce: 1,
    signal: open.signal,
    onProgress: (n) => seen.push(n),
  });
  expect(all.done.map((each) => each.row.id)).toEqual([1, 3]);
  expect(all.failed.map((each) => each.row.id)).toEqual([2]);
  expect(all.stopped).toBe(false);
  expect(seen).toEqual([1, 2, 3]);

  ran.length = 0;
  const stop = new AbortController();
  const part = await doAll([1, 3, 5, 7].map(step), 'run', {
    atOnce: 1,
    signal: stop.signal,
    onProgress: (n) => n === 2 && stop.abort(),
  });
  expect(ran).toEqual([1, 3]);
  expect(part.stopped).toBe(true);
});
