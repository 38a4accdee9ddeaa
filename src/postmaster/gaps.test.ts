import { expect, test } from 'vitest';
import { gapReason } from './gaps.ts';

const since = new Date('2026-03-01T12:00:00Z');
const rules = { since, fetchRead: false, maxBytes: 100 };
const mail = { ref: 'a', receivedAt: since, size: 100, seen: false };

test.each([
  [{}, undefined, 'missing'],
  [{ receivedAt: new Date(since.getTime() - 1) }, undefined, 'older'],
  [{ receivedAt: new Date(0), seen: true, size: 101 }, undefined, 'older'],
  [{ seen: true, size: 101 }, undefined, 'read'],
  [{ size: 101 }, undefined, 'tooLarge'],
  [{}, 'tooLarge', 'tooLarge'],
  [{}, 'skipped', 'skipped'],
  [{}, 'failed', 'failed'],
  [{}, 'received', 'waiting'],
  [{}, 'wanted', 'waiting'],
  [{}, 'fetching', 'waiting'],
  [{ receivedAt: new Date(0) }, 'filed', null],
  [{}, 'unfiled', null],
  [{}, 'quarantined', 'failed'],
] as const)('%o with the row %s: %s', (more, state, reason) => {
  expect(gapReason({ ...mail, ...more }, state, rules)).toBe(reason);
});

test('without a limit of age and with read ones wanted, nothing is older or read', () => {
  const open = { ...rules, since: null, fetchRead: true };
  expect(gapReason({ ...mail, receivedAt: new Date(0), seen: true }, undefined, open)).toBe('missing');
});
