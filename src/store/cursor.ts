import { Failure } from '../lib/failure.ts';

/** The last row of a page as the next page's `after`: its numbers in the order of the sort. */
export function cursorText(values: readonly number[]): string {
  return values.join('.');
}

/** Reads what cursorText wrote; throws Failure `invalid` at `after` for anything else. */
export function readCursor<const N extends number>(text: string, length: N): number[] & { length: N } {
  const values = text.split('.').map(Number);
  const fits = values.length === length && /^[\d.]+$/.test(text) && values.every(Number.isSafeInteger);
  if (!fits) throw new Failure('invalid', { problems: [{ field: 'after', problem: 'invalid' }] });
  return values as number[] & { length: N };
}

/** The rows of one page and where the next begins, from up to `limit + 1` rows read. */
export function pageOf<T>(
  read: readonly T[],
  limit: number,
  cursor: (last: T) => string,
): { rows: T[]; next: string | null } {
  const rows = read.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: read.length > limit && last !== undefined ? cursor(last) : null };
}
