import type { Entry } from '../../../../src/api/contract/tickets.ts';
import type { Draft } from './draft.ts';

/**
 * What came to a ticket since the draft was begun, if an agent has answered among it; otherwise nothing. Mail of customers alone is no reason to ask: the
 * composer says that it came. Automatic mail and changes of fields are left out.
 */
export function answeredSince(entries: readonly Entry[], { seenEntryId, mode }: Draft): Entry[] {
  if (seenEntryId === null || mode === 'note' || mode === 'forward') return [];
  const news = entries.filter(({ id, kind, automatic }) => id > seenEntryId && kind !== 'change' && !automatic);
  return news.some(({ kind, agentName }) => kind === 'mailOut' && agentName !== null) ? news : [];
}

/** The id of the newest step; null for a ticket without any. */
export function newestEntry(entries: readonly Pick<Entry, 'id'>[]): number | null {
  return entries.reduce<number | null>((newest, { id }) => (newest !== null && newest > id ? newest : id), null);
}
