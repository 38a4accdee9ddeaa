import { expect, test } from 'vitest';
import { pauseAfter } from './watch-mailbox.ts';

const minute = 60_000;

test('a server that asks for a pause gets it, up to an hour; else the pause grows from failure to failure', () => {
  const busy = { temporary: true, retryAfterMs: 10 * minute };
  expect(pauseAfter(busy, 1, 5 * minute)).toBe(10 * minute);
  expect(pauseAfter({ ...busy, retryAfterMs: 86_400_000 }, 1, 5 * minute)).toBe(60 * minute);
  const [first, third] = [1, 3].map((failures) => pauseAfter({ ...busy, retryAfterMs: undefined }, failures, minute));
  expect(first).toBeLessThanOrEqual(6_000);
  expect(third).toBeGreaterThan(first ?? 0);
});

test('what nobody mends by waiting is not tried again within seconds', () => {
  expect(pauseAfter({ temporary: false, retryAfterMs: undefined }, 1, 5 * minute)).toBeGreaterThanOrEqual(4 * minute);
});
