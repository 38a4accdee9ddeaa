import type { Entry } from '../../../../src/api/contract/tickets.ts';

const OPEN_MAILS = 4;
const LONG = 40;
const SHOWN_AT_END = 25;

/**
 * How a history starts: the last mails unfolded, earlier ones as one line (`folded`); in histories of more than 40 steps what lies between the first
 * and the last 25 behind one button (`hidden`). Values are entry ids.
 */
export function foldPlan(entries: readonly Pick<Entry, 'id' | 'kind' | 'delivery'>[]): {
  folded: ReadonlySet<number>;
  hidden: ReadonlySet<number>;
} {
  const mails = entries.filter(({ kind }) => kind === 'mailIn' || kind === 'mailOut');
  const folded = mails.length > OPEN_MAILS + 1 ? mails.slice(0, -OPEN_MAILS) : [];
  const middle = entries.length > LONG ? entries.slice(1, -SHOWN_AT_END) : [];
  // A mail that did not get through is never out of sight.
  const hidden = middle.filter(
    ({ delivery }) => delivery === null || delivery.state === 'sent' || delivery.state === 'cancelled',
  );
  return { folded: idsOf(folded), hidden: idsOf(hidden) };
}

function idsOf(entries: readonly { id: number }[]): ReadonlySet<number> {
  return new Set(entries.map(({ id }) => id));
}
