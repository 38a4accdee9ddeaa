/** Milliseconds to wait before try `attempt` (1 = after the first failure): doubling from `firstMs`, at most `maxMs`, with ±20 % jitter so that many do not return at once. */
export function backoffMs(attempt: number, firstMs: number, maxMs: number, random: () => number = Math.random): number {
  const plain = Math.min(maxMs, firstMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(plain * (0.8 + 0.4 * random()));
}
