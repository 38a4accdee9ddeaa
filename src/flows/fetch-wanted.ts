import { largestMailMiB } from '../lib/limits.ts';
import type { Source } from '../sources/source.ts';
import { transact } from '../store/transact.ts';
import { beginWanted, leaveWanted, noteComing, storeWanted, type WantedMail, wantedMails } from '../store/wanted.ts';
import type { Desk } from './desk.ts';

/** Small mails share a download; a large one comes alone. */
const sharedMails = 50;
const sharedBytes = 16 * 1024 * 1024;
/** A mail whose download breaks off this often is left where it is: it must not keep the mailbox from its other mails for ever. */
const maxAttempts = 3;
/** How often the page is told how far a large mail has come; as often the download notices that it was called off. */
const toldEachMs = 500;

/**
 * Fetches what somebody asked for although the rules had left it on the server, whatever its size up to the largest the product takes. Yields after each
 * download how many mails are now stored and wait to be judged. A mail that is gone, or breaks off again and again, is given up with its reason; one that
 * was called off meanwhile is left out.
 */
export async function* fetchWanted(
  desk: Desk,
  mailboxId: number,
  runNumber: number,
  source: Source,
  signal: AbortSignal,
): AsyncGenerator<number> {
  while (!signal.aborted) {
    const group = await nextGroup(desk, mailboxId);
    if (group.length === 0) return;
    await transact(desk.store, async (trx, announce) => {
      await beginWanted(
        trx,
        group.map(({ id }) => id),
      );
      for (const { id } of group) announce('inbound', id);
    });
    yield await download(desk, mailboxId, runNumber, source, group);
  }
}

async function nextGroup(desk: Desk, mailboxId: number): Promise<WantedMail[]> {
  const group: WantedMail[] = [];
  let bytes = 0;
  for (const mail of await wantedMails(desk.store.db, mailboxId, sharedMails)) {
    if (mail.attempts >= maxAttempts) {
      await leave(desk, mail, { code: 'fetch-broke-off', params: { count: mail.attempts } });
      continue;
    }
    bytes += mail.size;
    // One that broke off before comes alone, so that it cannot break others again.
    if (group.length > 0 && (bytes > sharedBytes || mail.attempts > 0)) break;
    group.push(mail);
    if (mail.attempts > 0) break;
  }
  return group;
}

async function download(
  desk: Desk,
  mailboxId: number,
  runNumber: number,
  source: Source,
  group: readonly WantedMail[],
): Promise<number> {
  const missing = new Map(group.map((mail) => [mail.ref, mail]));
  let stored = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  const coming = async (ref: string, bytes: number): Promise<boolean> => {
    const mail = missing.get(ref);
    const now = desk.clock().getTime();
    if (!mail || now - toldAt < toldEachMs) return true;
    toldAt = now;
    const isWanted = await transact(desk.store, async (trx, announce) => {
      announce('inbound', mail.id);
      return noteComing(trx, mail.id, bytes);
    });
    if (!isWanted) missing.delete(ref);
    return isWanted;
  };
  for await (const { ref, raw } of source.fetch([...missing.keys()], coming)) {
    const mail = missing.get(ref);
    if (!mail) continue;
    missing.delete(ref);
    if (raw.length > largestMailMiB * 1_048_576) {
      await leave(desk, mail, { code: 'left-too-large', params: { limit: `${largestMailMiB} MB` } });
      continue;
    }
    const blob = await desk.store.blobs.put(raw);
    await transact(desk.store, async (trx, announce) => {
      const now = desk.clock().getTime();
      if (await storeWanted(trx, mailboxId, mail.id, { blob, size: raw.length }, runNumber, now)) stored += 1;
      announce('inbound', mail.id);
    });
  }
  for (const mail of missing.values()) await leave(desk, mail, { code: 'mail-gone', params: {} });
  return stored;
}

async function leave(
  desk: Desk,
  { id, size }: WantedMail,
  reason: { code: string; params: Record<string, string | number> },
): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    await leaveWanted(trx, id, size > desk.maxMailBytes ? 'tooLarge' : 'skipped', reason);
    announce('inbound', id);
  });
}
