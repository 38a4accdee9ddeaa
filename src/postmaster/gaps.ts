import type { ImportRules, Listed } from './candidates.ts';

/**
 * Why a mail on the server is not a ticket here. `missing`: the next run would take it; `older`, `read`, `tooLarge`: the mailbox's rules leave it;
 * `skipped`: left out on purpose; `waiting`: it is on its way; `failed`: it is stored here but could not be filed.
 */
export const gapReasons = ['missing', 'failed', 'tooLarge', 'read', 'older', 'skipped', 'waiting'] as const;
export type GapReason = (typeof gapReasons)[number];

/** Why the mail is not here, by the state of its row in the ledger (undefined: no row) and the rules of the mailbox; null if it is. */
export function gapReason(mail: Listed, state: string | undefined, rules: ImportRules): GapReason | null {
  switch (state) {
    case undefined:
      if (rules.since !== null && mail.receivedAt < rules.since) return 'older';
      if (mail.seen && !rules.fetchRead) return 'read';
      return mail.size > rules.maxBytes ? 'tooLarge' : 'missing';
    case 'quarantined':
      return 'failed';
    case 'failed':
    case 'tooLarge':
    case 'skipped':
      return state;
    case 'received':
    case 'wanted':
    case 'fetching':
      return 'waiting';
    default:
      return null;
  }
}
