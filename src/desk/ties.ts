/** How another ticket is tied to one, told from that one. */
export const tieKinds = [
  'related',
  'continues',
  'continuedBy',
  'splitFrom',
  'splitInto',
  'mergedInto',
  'mergedFrom',
] as const;
export type TieKind = (typeof tieKinds)[number];

/** Steps that tell of ties. `from` '' = tied, `to` '' = taken back; the other one is the reference of the other ticket. */
export const tieFields = ['mergedInto', 'mergedFrom', 'splitInto', 'splitFrom', 'link'] as const;
export type TieField = (typeof tieFields)[number];

/** Ties that agents may take away; a split or a merger is history. */
export const isLoose = (kind: TieKind) => kind === 'related' || kind === 'continues' || kind === 'continuedBy';

/** A link as it is stored: `ticketId` continues, was split off, or is merely related to `otherId`. */
export type StoredLink = { ticketId: number; otherId: number; kind: 'related' | 'followUp' | 'split' | 'merged' };

/** What a stored link means for one of its two tickets. */
export function tieFrom(link: StoredLink, ticketId: number): TieKind {
  const here = link.ticketId === ticketId;
  if (link.kind === 'followUp') return here ? 'continues' : 'continuedBy';
  if (link.kind === 'split') return here ? 'splitFrom' : 'splitInto';
  if (link.kind === 'merged') return here ? 'mergedInto' : 'mergedFrom';
  return 'related';
}
