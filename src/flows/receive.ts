import { megabytes } from '../lib/megabytes.ts';
import { type Arrival, insertArrivals } from '../store/inbound.ts';
import { transact } from '../store/transact.ts';
import type { Desk } from './desk.ts';

/** One downloaded mail. */
export type Download = { ref: string; receivedAt: Date; raw: Buffer };

/** What became of downloads: how many are new, and their bytes by blob name, which spares reading them back at once. */
export type Received = { count: number; raws: ReadonlyMap<string, Buffer> };

/**
 * Stores downloaded mails durably — bytes first, then their rows in one commit. When it returns, a crash
 * loses nothing; when it throws (disk full, database locked), nothing of it counts and the server still has the mails.
 */
export async function receive(
  desk: Desk,
  mailboxId: number,
  runNumber: number,
  downloads: readonly Download[],
): Promise<Received> {
  const blobs = await desk.store.blobs.putTogether(downloads.map(({ raw }) => raw));
  const arrivals = downloads.map(({ ref, receivedAt, raw }, index): Arrival => {
    return { ref, blob: blobs[index] ?? null, size: raw.length, receivedAt: receivedAt.getTime() };
  });
  const raws = new Map(arrivals.map(({ blob }, index) => [blob ?? '', downloads[index]?.raw ?? Buffer.alloc(0)]));
  return transact(desk.store, async (trx, announce) => {
    const rows = await insertArrivals(trx, mailboxId, runNumber, arrivals, 'received', desk.clock().getTime());
    if (rows[0]) announce('inbound', rows[0].id);
    return { count: rows.length, raws };
  });
}

type Listed = { ref: string; size: number; receivedAt: Date };

/** Notes mails that stay on the server because they are larger than the desk takes (SPEC §2.3); seen once, they are not listed again. */
export async function noteTooLarge(
  desk: Desk,
  mailboxId: number,
  runNumber: number,
  mails: readonly Listed[],
): Promise<void> {
  const reason = { code: 'left-too-large', params: { limit: megabytes(desk.maxMailBytes) } };
  await noteLeft(desk, mailboxId, runNumber, mails, 'tooLarge', reason);
}

/** Notes a mail that stays on the server because its download has broken off `count` times; it is not listed again either. */
export async function noteBrokenOff(
  desk: Desk,
  mailboxId: number,
  runNumber: number,
  mail: Listed,
  count: number,
): Promise<void> {
  await noteLeft(desk, mailboxId, runNumber, [mail], 'skipped', { code: 'fetch-broke-off', params: { count } });
}

async function noteLeft(
  desk: Desk,
  mailboxId: number,
  runNumber: number,
  mails: readonly Listed[],
  state: 'tooLarge' | 'skipped',
  reason: { code: string; params: Record<string, string | number> },
): Promise<void> {
  if (mails.length === 0) return;
  const arrivals = mails.map(({ ref, size, receivedAt }) => ({
    ref,
    size,
    receivedAt: receivedAt.getTime(),
    blob: null,
  }));
  await transact(desk.store, async (trx, announce) => {
    const rows = await insertArrivals(trx, mailboxId, runNumber, arrivals, state, desk.clock().getTime(), reason);
    if (rows[0]) announce('inbound', rows[0].id);
  });
}
