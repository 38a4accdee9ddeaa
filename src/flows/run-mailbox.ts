import { asFailure, Failure } from '../lib/failure.ts';
import { chooseCandidates, type ImportRules } from '../postmaster/candidates.ts';
import type { AfterImport, Candidate, Source } from '../sources/source.ts';
import { knownRefs, markSettled, unsettled, waitingMails } from '../store/inbound.ts';
import type { MailboxRow } from '../store/mailboxes.ts';
import { beginRun, endRun, type RunCounts } from '../store/runs.ts';
import { transact } from '../store/transact.ts';
import { deliverMails, type Lane, laneOf } from './deliver.ts';
import { deliverWaiting } from './deliver-waiting.ts';
import type { Desk } from './desk.ts';
import { fetchWanted } from './fetch-wanted.ts';
import { type Download, noteBrokenOff, noteTooLarge, receive, type Received } from './receive.ts';

/** A commit takes as many mails as fit these: enough to share the disk's sync, few enough to hold in memory. */
const batchMails = 50;
const batchBytes = 16 * 1024 * 1024;
/** Server copies settled in one go: a run that takes many does not wait for the server after each batch. */
const settleBatch = 200;
/** The same where each time costs a session of its own. */
const settledAtEnd = 20_000;

/** A mail at which the download breaks off so often is left where it is: it must not keep the mailbox from its other mails for ever. */
const maxBreaks = 3;

/** At which mail the download of the last run broke off, and how often it did so one after the other. */
export type RunMemory = { brokeAt?: { ref: string; times: number } };

/**
 * One run of an incoming mailbox over an open source: settle what an earlier run left, list, choose, then batch by batch store durably, file, settle.
 * `memory` is kept from run to run by who makes them. Throws Failure when the server or our storage fails; everything stored until then is kept, nothing on
 * the server was touched before.
 */
export async function runMailbox(
  desk: Desk,
  mailbox: MailboxRow,
  source: Source,
  signal: AbortSignal,
  memory: RunMemory = {},
): Promise<RunCounts> {
  const number = await transact(desk.store, async (trx, announce) => {
    announce('mailbox', mailbox.id);
    return beginRun(trx, mailbox.id, desk.clock().getTime(), pushOf(mailbox, source));
  });
  const rules = importRules(desk, mailbox);
  const lane = laneOf(desk, mailbox.id);
  await deliverWaiting(desk, mailbox.id, signal, lane);
  // What an earlier run left may be half done.
  await settle(desk, mailbox, source, true);
  const knownOf = (refs: readonly string[]) => knownRefs(desk.store.db, mailbox.id, refs);
  const listed = await source.list({ since: rules.since, unseenOnly: !rules.fetchRead, known: knownOf });
  const known = await knownOf(listed.map(({ ref }) => ref));
  const chosen = chooseCandidates(listed, known, rules);
  await noteTooLarge(desk, mailbox.id, number, chosen.tooLarge);
  const counts: RunCounts = {
    listed: listed.length,
    imported: 0,
    skippedOld: chosen.old.length,
    skippedLarge: chosen.tooLarge.length,
  };
  let unsettledCount = 0;
  for await (const { count, raws, broken } of oneAhead(receiveAll(desk, mailbox.id, number, source, chosen.wanted))) {
    if (signal.aborted) break;
    counts.imported += count;
    await deliverReceived(desk, mailbox.id, await lane(), count, raws);
    if (broken) {
      // A server that asks for patience has nothing against this mail.
      if (asFailure(broken.by).code !== 'server-busy') await noteBreak(desk, mailbox.id, number, broken.at, memory);
      throw broken.by;
    }
    unsettledCount += count;
    if (unsettledCount < settleBatch || source.settlesAtEnd === true) continue;
    unsettledCount = 0;
    await settle(desk, mailbox, source);
  }
  if (!signal.aborted) await settle(desk, mailbox, source);
  for await (const { stored, lineEnded } of fetchWanted(desk, mailbox.id, number, source, signal)) {
    counts.imported += stored;
    await deliverWaiting(desk, mailbox.id, signal, lane);
    if (!lineEnded) await settle(desk, mailbox, source);
  }
  if (signal.aborted) return counts;
  await finishRun(desk, mailbox, number, counts);
  return counts;
}

/** Whether runs begin when the server calls and not by the interval alone (SPEC §2.3 push). */
function pushOf({ values }: MailboxRow, source: Source): { intervalMs: number } | null {
  const pushes = source.push && values.push !== false;
  return pushes ? { intervalMs: Number(values.intervalMinutes) * 60_000 } : null;
}

/** Settings of the mailbox and limits of the desk, as the choice of candidates needs them. */
export function importRules(desk: Desk, mailbox: Pick<MailboxRow, 'values'>): ImportRules {
  const days = mailbox.values.maxAgeDays as number | null;
  return {
    since: days === null ? null : new Date(desk.clock().getTime() - days * 86_400_000),
    fetchRead: mailbox.values.fetchRead === true,
    maxBytes: desk.maxMailBytes,
  };
}

/** Files the mails that were just received, the oldest that wait. */
async function deliverReceived(
  desk: Desk,
  mailboxId: number,
  lane: Lane,
  count: number,
  raws: ReadonlyMap<string, Buffer>,
): Promise<void> {
  if (count === 0) return;
  const mails = await waitingMails(desk.store.db, mailboxId, desk.clock().getTime(), count);
  // What ended the process before is not for here, where nothing is noted first.
  const fresh = mails.filter(({ begun }) => begun === 0);
  await deliverMails(desk, lane, fresh, { raws });
}

/** Leaves the mail on the server, to be fetched when somebody asks for it, once the download has broken off at it again and again. */
async function noteBreak(
  desk: Desk,
  mailboxId: number,
  run: number,
  mail: Candidate | undefined,
  memory: RunMemory,
): Promise<void> {
  if (!mail) return;
  const { ref } = mail;
  const times = memory.brokeAt?.ref === ref ? memory.brokeAt.times + 1 : 1;
  memory.brokeAt = { ref, times };
  if (times < maxBreaks) return;
  desk.log.error({ mailbox: mailboxId, ref, times }, 'a mail is left on the server: its download breaks off');
  await noteBrokenOff(desk, mailboxId, run, mail, times);
}

/** Downloads and stores the wanted mails batch by batch; `broken` if the line broke after one. */
async function* receiveAll(
  desk: Desk,
  mailboxId: number,
  run: number,
  source: Source,
  wanted: readonly Candidate[],
): AsyncGenerator<Received & Pick<Batch, 'broken'>> {
  for await (const { mails, broken } of downloads(source, wanted)) {
    yield { ...(await receive(desk, mailboxId, run, mails)), broken };
  }
}

/** Begins on the next item while the caller works on the last: the line and the disk have their pauses, in which the processor can read and file. */
async function* oneAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done === true) return;
      next = items.next();
      next.catch(() => undefined); // met above, unless the caller stops before
      yield value;
    }
  } finally {
    await next.catch(() => undefined);
    await items.return(undefined);
  }
}

/** Mails that share a commit; `broken` if the line broke after them, `at` the mail that was to come next. */
type Batch = { mails: Download[]; broken?: { by: unknown; at: Candidate | undefined } | undefined };

/** Downloads all of them, in batches that share a commit. */
async function* downloads(source: Source, wanted: readonly Candidate[]): AsyncIterable<Batch> {
  const places = new Map(wanted.map(({ ref }, place) => [ref, place]));
  let mails: Download[] = [];
  let bytes = 0;
  let next = 0;
  try {
    for await (const { ref, raw } of source.fetch(wanted.map((candidate) => candidate.ref))) {
      if (mails.length >= batchMails || (mails.length > 0 && bytes + raw.length > batchBytes)) {
        yield { mails };
        mails = [];
        bytes = 0;
      }
      const place = places.get(ref) ?? next;
      mails.push({ ref, raw, receivedAt: wanted[place]?.receivedAt ?? new Date(0) });
      bytes += raw.length;
      next = place + 1;
    }
  } catch (by) {
    yield { mails, broken: { by, at: wanted[next] } };
    return;
  }
  if (mails.length > 0) yield { mails };
}

/** SPEC §3 step 14: the server's copies of everything filed or safely parked are dealt with; what fails stays to be settled by the next run. */
async function settle(desk: Desk, mailbox: MailboxRow, source: Source, again = false): Promise<void> {
  const after = afterImport(mailbox);
  const limit = source.settlesAtEnd === true ? settledAtEnd : settleBatch;
  for (;;) {
    const rows = await unsettled(desk.store.db, mailbox.id, limit);
    if (rows.length === 0) return;
    const settled = new Set(
      await source.settle(
        rows.map(({ ref }) => ref),
        after,
        again,
      ),
    );
    const ids = rows.filter(({ ref }) => settled.has(ref)).map(({ id }) => id);
    if (ids.length === 0) throw new Failure('settle-failed', { temporary: true });
    await transact(desk.store, (trx) => markSettled(trx, ids, desk.clock().getTime()));
    if (rows.length < limit) return;
  }
}

function afterImport({ values }: MailboxRow): AfterImport {
  const action = values.afterImport as AfterImport['action'];
  return action === 'move' ? { action, folder: String(values.moveTo) } : { action };
}

async function finishRun(desk: Desk, mailbox: MailboxRow, number: number, counts: RunCounts): Promise<void> {
  const now = desk.clock().getTime();
  const next = now + Number(mailbox.values.intervalMinutes) * 60_000;
  await transact(desk.store, async (trx, announce) => {
    await endRun(trx, mailbox.id, number, counts, now, next);
    announce('mailbox', mailbox.id);
  });
}
