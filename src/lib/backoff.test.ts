import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

test('pauses double up to the longest', () => {
  const middle = () => 0.5;
  expect([0, 1, 2, 3, 4, 5, 50, 5000].map((attempt) => backoffMs(attempt, 1000, 10_000, middle))).toEqual([
    1000, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000,
  ]);
});

test('and differ by up to a fifth, so that many do not come back at the same moment', () => {
  expect([0, 0.25, 0.75, 1].map((at) => backoffMs(3, 1000, 60_000, () => at))).toEqual([3200, 3600, 4400, 4800]);
  expect(backoffMs(9, 1000, 10_000, () => 1)).toBe(12_000);
  expect(new Set(Array.from({ length: 50 }, () => backoffMs(1, 1_000_000, 1_000_000))).size).toBeGreaterThan(40);
});
