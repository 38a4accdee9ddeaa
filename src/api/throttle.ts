import { createHash } from 'node:crypto';
import { Failure } from '../lib/failure.ts';
import type { Db } from '../store/schema.ts';
import { countTry, forgetTries } from '../store/sign-in-tries.ts';

/**
 * Tries that are allowed within a window, per key. Guessing one account from one place is stopped first; the account's own limit stops guessing from
 * many places, the place's own limit trying one password on many accounts. Signed-in agents are not affected by any of them.
 */
const windowMs = 15 * 60_000;
const limits = { accountFromPlace: 5, account: 30, place: 60 };

/** Keys of the counters of one try. */
export type TryKeys = Record<keyof typeof limits, string>;

export function tryKeys(place: string, account: string): TryKeys {
  // Accounts as a hash: who reads the table shall not learn what people typed, which now and then is a password.
  const name = createHash('sha256').update(account.trim().toLowerCase()).digest('base64url').slice(0, 22);
  return { accountFromPlace: `try ${place} ${name}`, account: `try account ${name}`, place: `try place ${place}` };
}

/** Where tries are counted together: an IPv4 address, or the network of an IPv6 one, of which one household has 2^64 addresses. */
export function placeOf(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip;
  // RFC 4291 §2.2: `::` stands for as many groups of zeros as are missing. A zone (`%eth0`) is not part of the address.
  const [before = '', after] = (ip.split('%')[0] ?? '').split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const end = groups(after ?? '');
  const begin = groups(before);
  const zeros = after === undefined ? 0 : Math.max(0, 8 - begin.length - end.length);
  const all = [...begin, ...Array.from({ length: zeros }, () => '0'), ...end];
  return `${all.slice(0, 4).join(':')}::/64`;
}

/**
 * Counts a try before it is made and throws Failure `too-many-tries` with params.seconds if it is one too many; `onStop` hears of the first of these within
 * a window.
 */
export async function allowTry(
  db: Db,
  keys: TryKeys,
  now: number,
  onStop: () => Promise<void> = async () => undefined,
): Promise<void> {
  for (const [kind, limit] of Object.entries(limits) as [keyof typeof limits, number][]) {
    const { count, since } = await countTry(db, keys[kind], now, windowMs);
    if (count <= limit) continue;
    if (count === limit + 1) await onStop();
    const seconds = Math.max(1, Math.ceil((since + windowMs - now) / 1000));
    throw new Failure('too-many-tries', { params: { seconds } });
  }
}

/** After a success: forgets the tries of this account, but not those of the place, which may go on with others. */
export async function forgetTry(db: Db, keys: TryKeys, now: number): Promise<void> {
  await forgetTries(db, [keys.accountFromPlace, keys.account], now);
}
