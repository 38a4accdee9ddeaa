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

/** Notes mails that stay on the server because they are larger than the desk takes (SPEC §2.3); seen once, they are not listed again. */
export async function noteTooLarge(
  desk: Desk,
  mailboxId: number,
  runNumber: number,
  mails: readonly { ref: string; size: number; receivedAt: Date }[],
): Promise<void> {
  if (mails.length === 0) return;
  const arrivals = mails.map(({ ref, size, receivedAt }) => ({
    ref,
    size,
    receivedAt: receivedAt.getTime(),
    blob: null,
  }));
  await transact(desk.store, async (trx, announce) => {
    const now = desk.clock().getTime();
    const reason = { code: 'left-too-large', params: { limit: megabytes(desk.maxMailBytes) } };
    const rows = await insertArrivals(trx, mailboxId, runNumber, arrivals, 'tooLarge', now, reason);
    if (rows[0]) announce('inbound', rows[0].id);
  });
}
