import { expect, test } from 'vitest';
import { filterTexts, readFilter, sameFilter } from './ticket-filter.ts';

test('what is no condition, or says nothing valid, is left out', () => {
  expect(
    filterTexts({
      group: 'open,waiting',
      status: 7,
      team: 'mine,none,3',
      category: 'nothing',
      priority: '0',
      label: '1,,2',
      customer: '1,2,3',
      contact: "1' or 1=1",
      mailbox: Array.from({ length: 21 }, (_, at) => at + 1).join(','),
      unread: '2',
      created: '7d',
      changed: 'over-0d',
      resubmit: 'due',
      view: 'all',
    }),
  ).toEqual({
    group: 'open,waiting',
    status: '7',
    team: 'mine,none,3',
    customer: '1,2,3',
    created: '7d',
    resubmit: 'due',
  });
});

test('texts become conditions, each value once', () => {
  expect(
    readFilter({
      group: 'open,open',
      team: 'mine,4,4',
      label: '2,none',
      unread: '0',
      changed: 'over-36h',
      priority: '3',
    }),
  ).toEqual({
    group: ['open'],
    team: { ids: [4], words: ['mine'] },
    label: { ids: [2], words: ['none'] },
    unread: false,
    changed: { ms: 36 * 3_600_000, over: true },
    priority: [3],
  });
  expect(readFilter({ created: '7d' })).toEqual({ created: { ms: 7 * 86_400_000, over: false } });
});

test('filters are the same whatever the order of their values', () => {
  expect(sameFilter({ team: '1,mine' }, { team: 'mine,1' })).toBe(true);
  expect(sameFilter({ team: '1' }, { team: '1', unread: '1' })).toBe(false);
  expect(sameFilter({}, {})).toBe(true);
});
