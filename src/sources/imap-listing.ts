import type { Clock } from '../lib/clock.ts';
import type { ImapConnection } from '../net/imap-connection.ts';
import { candidateOf, describeMails, isComplete, isListed, listCandidates, type MailRow } from './imap-folder.ts';
import type { FolderView } from './imap-refs.ts';
import type { Candidate, ListOptions } from './source.ts';

/** What a source remembers of its last listing; may outlive the connection. Empty at first, and lost at any time without harm. */
export type ListingMemory = { last?: Listing | undefined };

/** All mails that a listing found, and what is needed to tell what changed since. */
type Listing = {
  view: FolderView;
  since: Date | null;
  unseenOnly: boolean;
  mails: Map<number, Candidate>;
  /** Changes up to this mod-sequence are in `mails`. */
  modseq: bigint;
  /** How many mails lay in the folder, and a UID above all of theirs. */
  exists: number;
  uidAbove: number;
  /** When the server was last asked for everything, by performance.now(). */
  completeAt: number;
};

/** Every so often everything is asked for all the same, in case a server does not count its changes as it should. */
const trustMs = 60 * 60_000;
/** Longer listings are not kept: at some 200 bytes a mail this is 4 MB for a mailbox, and there may be hundreds of them. */
const keptMails = 20_000;

/**
 * Has the server count changes from now on, and name what went (CONDSTORE and QRESYNC, RFC 7162 §3.1, §3.2; ENABLE, RFC 5161), each where it offers to. To be
 * called before the folder is opened.
 */
export async function countChanges(connection: ImapConnection): Promise<void> {
  const { capabilities } = connection;
  if (!connection.offers('ENABLE')) return;
  // QRESYNC brings CONDSTORE with it (§3.2.3); a server may offer it and not do it.
  if (capabilities.has('QRESYNC')) await connection.run('ENABLE', ['QRESYNC']);
  if (capabilities.has('CONDSTORE') && !connection.enabled.has('CONDSTORE')) {
    await connection.run('ENABLE', ['CONDSTORE']);
  }
}

/**
 * Lists the open folder, oldest first, mails received before `since` left out. If the server counts changes, only what changed since the last listing is
 * asked for, so that looking at an idle folder costs two short commands however much lies in it. The result is the same as without:
 * - The memory holds what was found, not what was done with it: a run that breaks off finds the same mails again, and so does one without memory.
 * - A mail that comes, is marked or loses a mark gets a mod-sequence above all earlier ones (RFC 7162 §3.1), so it is in the answer to CHANGEDSINCE. The
 *   mod-sequence asked from is the one told when the folder was opened, or the highest of an answer that was complete; what is told twice does no harm.
 * - A mail that goes is in no such answer. With QRESYNC the server names it beside (VANISHED, §3.2.6), perhaps among others that went before, so that the
 *   count of those left must lie between. Without, everything is asked for anew as soon as fewer are left than were there before and came since.
 * - The next question begins at the highest mod-sequence that the server had told before this one, so that what went is not named for ever.
 * - Everything is also asked for when UIDVALIDITY or the question changed, when the mod-sequence fell (a server restored from a backup), when a mailbox
 *   has none (NOMODSEQ), when an answer lacks something, and once an hour.
 * The ledger and the rules are asked afterwards, each time, for every mail listed. Throws Failure.
 */
export async function listFolder(
  connection: ImapConnection,
  view: FolderView & { modseq: bigint | undefined },
  options: ListOptions,
  clock: Clock,
  memory: ListingMemory,
): Promise<Candidate[]> {
  const told = highestModseq(connection);
  // Some servers tell of new mail only when asked for anything at all.
  await connection.noop();
  const { last } = memory;
  if (last && answers(last, connection, view, options) && (await catchUp(connection, view, last, told, clock))) {
    last.since = options.since;
    return oldestFirst(last.mails, options.since);
  }
  memory.last = undefined;
  const begun = await beginListing(connection, view, options);
  const found = await listCandidates(connection, view, options, clock);
  const mails = new Map(found.map(({ uid, ...mail }) => [uid, mail]));
  if (begun && mails.size <= keptMails) memory.last = { ...begun, mails };
  return oldestFirst(mails, options.since);
}

/** Whether what is remembered is of this folder, holds all that is asked for, and can be brought up to date. */
function answers(
  { view: { folder, uidValidity }, since, unseenOnly, modseq, completeAt }: Listing,
  connection: ImapConnection,
  view: FolderView,
  options: ListOptions,
): boolean {
  const highest = highestModseq(connection);
  return (
    highest !== undefined &&
    highest >= modseq &&
    folder === view.folder &&
    uidValidity === view.uidValidity &&
    unseenOnly === options.unseenOnly &&
    (since === null || (options.since !== null && options.since >= since)) &&
    performance.now() - completeAt < trustMs
  );
}

/** Brings the listing up to date, or gives false without touching it if everything must be asked for anew. */
async function catchUp(
  connection: ImapConnection,
  view: FolderView,
  last: Listing,
  told: bigint | undefined,
  clock: Clock,
): Promise<boolean> {
  if (existing(connection) === 0) {
    last.mails.clear();
    last.exists = 0;
    return true;
  }
  const { rows, vanished } = await changesSince(connection, last.modseq);
  if ([...rows.values()].some((row) => !isComplete(row))) return false;
  const exists = existing(connection);
  const came = [...rows.keys()].filter((uid) => uid >= last.uidAbove);
  const gone = vanished.filter((uid) => uid < last.uidAbove);
  const most = last.exists + came.length;
  if (exists > most || exists < most - gone.length) return false;
  for (const uid of gone) last.mails.delete(uid);
  if (told !== undefined && told > last.modseq) last.modseq = told;
  for (const [uid, row] of rows) {
    if (isListed(row, last.unseenOnly)) last.mails.set(uid, candidateOf(view, uid, row, clock));
    else last.mails.delete(uid);
    if (row.modseq !== undefined && row.modseq > last.modseq) last.modseq = row.modseq;
    last.uidAbove = Math.max(last.uidAbove, uid + 1);
  }
  last.exists = exists;
  return true;
}

/** What changed after a mod-sequence, and the UIDs of what went, where the server names them. */
async function changesSince(
  connection: ImapConnection,
  modseq: bigint,
): Promise<{ rows: Map<number, MailRow>; vanished: number[] }> {
  const gone = new Set<number>();
  const onExpunge = ({ uid }: { uid?: number }) => {
    if (uid !== undefined) gone.add(uid);
  };
  connection.on('expunge', onExpunge);
  try {
    const rows = await describeMails(connection, '1:*', { changedSince: modseq });
    // What went while it answered may be in both.
    for (const uid of gone) rows.delete(uid);
    return { rows, vanished: [...gone] };
  } finally {
    connection.off('expunge', onExpunge);
  }
}

/**
 * What must be known before everything is asked for; undefined if the server does not count changes. Counted first: what goes from here on is missed by
 * the count of the next listing, and what comes from here on has a higher UID.
 */
async function beginListing(
  connection: ImapConnection,
  view: FolderView & { modseq: bigint | undefined },
  { since, unseenOnly }: ListOptions,
): Promise<Omit<Listing, 'mails'> | undefined> {
  if (view.modseq === undefined || highestModseq(connection) === undefined) return undefined;
  const exists = existing(connection);
  const newest = exists > 0 && (await connection.fetchOne(String(exists), { uid: true }));
  if (exists > 0 && (newest === false || !newest.uid)) return undefined;
  const uidAbove = newest === false ? 1 : newest.uid + 1;
  return { view, since, unseenOnly, modseq: view.modseq, exists, uidAbove, completeAt: performance.now() };
}

/** HIGHESTMODSEQ of the open folder, undefined if the server does not count changes there. */
export function highestModseq({ mailbox, enabled }: ImapConnection): bigint | undefined {
  if (mailbox === false || mailbox.noModseq === true || !enabled.has('CONDSTORE')) return undefined;
  return mailbox.highestModseq;
}

const existing = ({ mailbox }: ImapConnection) => (mailbox === false ? 0 : mailbox.exists);

function oldestFirst(mails: Map<number, Candidate>, since: Date | null): Candidate[] {
  const within = [...mails].filter(([, { receivedAt }]) => since === null || receivedAt >= since);
  within.sort(([uidA, a], [uidB, b]) => a.receivedAt.getTime() - b.receivedAt.getTime() || uidA - uidB);
  return within.map(([, mail]) => mail);
}
