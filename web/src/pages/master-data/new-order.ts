import type { MasterEntry } from '../../api-routes.ts';
import { number } from './kinds.ts';

const step = 10;

/** Which entries get another number when the one at `from` moves to `to` in the order of the table. */
export function newOrder<T extends MasterEntry>(
  rows: readonly T[],
  from: number,
  to: number,
  order: 'rising' | 'falling',
): { entry: T; rank: number }[] {
  const moving = rows[from];
  if (!moving || to < 0 || to >= rows.length || from === to) return [];
  const moved = rows.toSpliced(from, 1).toSpliced(to, 0, moving);
  const rankAt = (at: number) => (order === 'rising' ? at + 1 : moved.length - at) * step;
  return moved
    .map((entry, at) => ({ entry, rank: rankAt(at) }))
    .filter(({ entry, rank }) => number(entry.rank) !== rank);
}
