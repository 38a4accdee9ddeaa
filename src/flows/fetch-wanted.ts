import { largestMailMiB } from '../lib/limits.ts';
import type { Coming, Source } from '../sources/source.ts';
import { makeDue } from '../store/runs.ts';
import { transact } from '../store/transact.ts';
import {
  areWanted,
  beginWanted,
  leaveWanted,
  noteComing,
  storeWanted,
  type WantedMail,
  wantedMails,
} from '../store/wanted.ts';
import type { Desk } from './desk.ts';

/** Small mails share a download; a large one comes alone. */
const sharedMails = 50;
const sharedBytes = 16 * 1024 * 1024;
/** A mail whose download breaks off this often is left where it is: it must not keep the mailbox from its other mails for ever. */
const maxAttempts = 3;
/** How often the page is told how far a large mail has come. */
const toldEachMs = 500;

/** What a download brought: how many mails are now stored and wait to be judged, and whether the line was ended because the rest was called off. */
export type FetchedWanted = { stored: number; lineEnded: boolean };

/**
 * Fetches what somebody asked for although the rules had left it on the server, whatever its size up to the largest the product takes. Yields after each
 * download. A mail that is gone, or breaks off again and again, is given up with its reason. What is called off meanwhile is left out; once nothing else is
 * under way the line is ended, however slow it is, and the next run is due at once.
 */
export async function* fetchWanted(
  desk: Desk,
  mailboxId: number,
  runNumber: number,
  source: Source,
  signal: AbortSignal,
): AsyncGenerator<FetchedWanted> {
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
    const fetched = await download(desk, mailboxId, runNumber, source, group);
    if (fetched.lineEnded) await transact(desk.store, (trx) => makeDue(trx, mailboxId));
    yield fetched;
    if (fetched.lineEnded) return;
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
): Promise<FetchedWanted> {
  const missing = new Map(group.map((mail) => [mail.ref, mail]));
  const wishes = endWhenCalledOff(desk, missing, source);
  let stored = 0;
  try {
    for await (const { ref, raw } of source.fetch([...missing.keys()], tellOfProgress(desk, missing))) {
      const mail = missing.get(ref);
      if (!mail) continue;
      missing.delete(ref);
      if (await storeOne(desk, mailboxId, runNumber, mail, raw)) stored += 1;
    }
  } catch (thrown) {
    if (!wishes.lineEnded()) throw thrown;
  } finally {
    wishes.forget();
  }
  if (wishes.lineEnded()) return { stored, lineEnded: true };
  for (const mail of missing.values()) await leave(desk, mail, { code: 'mail-gone', params: {} });
  return { stored, lineEnded: false };
}

/** Ends the line as soon as nobody wants any of what is still missing: a line that stands still would show it only by its time limit. */
function endWhenCalledOff(desk: Desk, missing: ReadonlyMap<string, WantedMail>, source: Source) {
  let lineEnded = false;
  const look = async () => {
    const ids = [...missing.values()].map(({ id }) => id);
    if (ids.length === 0 || (await areWanted(desk.store.db, ids))) return;
    lineEnded = true;
    source.end();
  };
  const forget = desk.store.changes.listen(({ kind, id }) => {
    // News that was missed is told as a change of the settings.
    const concerns =
      kind === 'settings' || (kind === 'inbound' && [...missing.values()].some((mail) => mail.id === id));
    if (concerns && !lineEnded)
      look().catch((thrown: unknown) =>
        desk.log.warn({ inbound: id, detail: String(thrown) }, 'whether a mail is still wanted could not be read'),
      );
  });
  return { lineEnded: () => lineEnded, forget };
}

function tellOfProgress(desk: Desk, missing: Map<string, WantedMail>): Coming {
  let toldAt = Number.NEGATIVE_INFINITY;
  return async (ref, bytes) => {
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
}

/** Gives false if the mail is larger than can be taken in, or called off. */
async function storeOne(
  desk: Desk,
  mailboxId: number,
  runNumber: number,
  mail: WantedMail,
  raw: Buffer,
): Promise<boolean> {
  if (raw.length > largestMailMiB * 1_048_576) {
    await leave(desk, mail, { code: 'left-too-large', params: { limit: `${largestMailMiB} MB` } });
    return false;
  }
  const blob = await desk.store.blobs.put(raw);
  return transact(desk.store, async (trx, announce) => {
    announce('inbound', mail.id);
    return storeWanted(trx, mailboxId, mail.id, { blob, size: raw.length }, runNumber, desk.clock().getTime());
  });
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
