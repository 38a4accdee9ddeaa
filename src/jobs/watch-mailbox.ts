import type { Desk } from '../flows/desk.ts';
import { deliverWaiting } from '../flows/deliver-waiting.ts';
import { type RunMemory, runMailbox } from '../flows/run-mailbox.ts';
import { notifyOutage, notifyRecovery } from '../flows/notify-outage.ts';
import { openSource } from '../flows/open-mailbox.ts';
import type { Gate } from '../lib/gate.ts';
import type { Alarm } from '../lib/alarm.ts';
import { backoffMs } from '../lib/backoff.ts';
import { asFailure, type Failure } from '../lib/failure.ts';
import type { ListingMemory } from '../sources/imap-listing.ts';
import type { Source } from '../sources/source.ts';
import { findMailbox, type MailboxRow } from '../store/mailboxes.ts';
import { closeOpenRuns, failRun, nextRunAt } from '../store/runs.ts';
import { transact } from '../store/transact.ts';

/** What is true at this moment and in no table: which mailboxes hold a push connection, which connect or are being fetched. */
export type Live = { listening: Set<number>; running: Set<number> };

/** What a watcher is given by the job that keeps it. */
export type WatchContext = {
  wake: Alarm;
  signal: AbortSignal;
  /** Two, because a server that does not answer shows itself at connecting: behind the first gate, those that answered fetch undisturbed. */
  gates: { connecting: Gate; running: Gate };
  live: Live;
};

/** First wait after a failure; doubled each time up to the longest. */
const firstRetryMs = 5_000;
const longestRetryMs = 15 * 60_000;
/** A server that asks for a longer pause than this is asked again all the same. */
const longestAskedMs = 60 * 60_000;
/** A connection is closed and opened anew at least this often, so that a silently dead one is noticed. */
const longestWaitMs = 29 * 60_000;

/** Fetches one mailbox for ever: run, wait for news or the interval, run again; after failures with growing pauses. Ends with the signal or when the mailbox is gone. */
export async function watchMailbox(desk: Desk, id: number, context: WatchContext): Promise<void> {
  await transact(desk.store, (trx) => closeOpenRuns(trx, id, desk.clock().getTime()));
  let source: Source | null = null;
  // Ends with this watcher: changed settings begin with a complete look.
  const memory: ListingMemory = {};
  const breaks: RunMemory = {};
  while (!context.signal.aborted) {
    // A database that is away for a moment must not cost the open connection: it is asked again.
    const mailbox = await findMailbox(desk.store.db, id).catch(() => undefined);
    if (mailbox === undefined) {
      await context.wake.wait(firstRetryMs, context.signal);
      continue;
    }
    if (!mailbox?.active) break;
    try {
      context.live.running.add(id);
      source ??= await context.gates.connecting(
        () => openSource(desk, mailbox, context.signal, memory),
        context.signal,
      );
      const open = source;
      await context.gates.running(() => runMailbox(desk, mailbox, open, context.signal, breaks), context.signal);
      context.live.running.delete(id);
      if (mailbox.outageToldAt !== null) await notifying(desk, mailbox, notifyRecovery);
      source = await waitForNews(desk, mailbox, source, context);
    } catch (thrown) {
      context.live.running.delete(id);
      await source?.close();
      source = null;
      if (!context.signal.aborted) await afterFailure(desk, mailbox, asFailure(thrown), context);
    }
  }
  await source?.close();
}

/** Listens on the open connection where the server pushes, else closes it and sleeps out the interval; a ring ends either. Gives the connection if it is still good. */
async function waitForNews(
  desk: Desk,
  mailbox: MailboxRow,
  source: Source,
  { wake, signal, live }: WatchContext,
): Promise<Source | null> {
  const due = (await nextRunAt(desk.store.db, mailbox.id)) ?? 0;
  const ms = Math.min(longestWaitMs, Math.max(0, due - desk.clock().getTime()));
  if (!source.push || mailbox.values.push === false) {
    await source.close();
    await sleepUntilDue(desk, mailbox, ms, { wake, signal });
    return null;
  }
  const rung = wake.signal(signal);
  live.listening.add(mailbox.id);
  try {
    const waited = await source.wait(ms, rung.signal);
    if (waited !== 'closed') return source;
    await source.close();
    return null;
  } finally {
    live.listening.delete(mailbox.id);
    rung.done();
  }
}

async function afterFailure(
  desk: Desk,
  mailbox: MailboxRow,
  failure: Failure,
  context: Pick<WatchContext, 'wake' | 'signal'>,
): Promise<void> {
  const interval = Number(mailbox.values.intervalMinutes) * 60_000;
  const failures = ((await findMailbox(desk.store.db, mailbox.id))?.failures ?? 0) + 1;
  const ms = pauseAfter(failure, failures, interval);
  desk.log.warn(
    { mailbox: mailbox.id, code: failure.code, detail: failure.message, retryInMs: ms },
    'a mailbox could not be fetched',
  );
  const now = desk.clock().getTime();
  await transact(desk.store, async (trx, announce) => {
    await failRun(trx, mailbox.id, failure, now, now + ms);
    announce('mailbox', mailbox.id);
  }).catch((thrown: unknown) =>
    desk.log.error({ mailbox: mailbox.id, detail: String(thrown) }, 'the failure could not be noted'),
  );
  await notifying(desk, mailbox, notifyOutage);
  await sleepUntilDue(desk, mailbox, ms, context);
}

/** Milliseconds to wait after a mailbox failed for the nth time in a row: growing, and never less than the server asked for, up to an hour. */
export function pauseAfter(
  { temporary, retryAfterMs = 0 }: Pick<Failure, 'temporary' | 'retryAfterMs'>,
  failures: number,
  intervalMs: number,
): number {
  // A wrong password or folder will not mend itself within seconds, and repeated refusals lock accounts: those wait the whole interval.
  const first = temporary ? firstRetryMs : intervalMs;
  const pause = backoffMs(failures, first, Math.max(intervalMs, longestRetryMs));
  return Math.max(pause, Math.min(retryAfterMs, longestAskedMs));
}

/** Telling people must never stop the fetching. */
async function notifying(
  desk: Desk,
  { id }: MailboxRow,
  notify: (desk: Desk, mailboxId: number) => Promise<boolean>,
): Promise<void> {
  await notify(desk, id).catch((thrown: unknown) =>
    desk.log.error({ mailbox: id, detail: String(thrown) }, 'the administrators could not be told'),
  );
}

/** Sleeps; a ring makes it look whether the mailbox became due ("Fetch now"), files what a retry put back, and sleeps on if neither. */
async function sleepUntilDue(
  desk: Desk,
  mailbox: MailboxRow,
  ms: number,
  { wake, signal }: Pick<WatchContext, 'wake' | 'signal'>,
): Promise<void> {
  const end = desk.clock().getTime() + ms;
  while (!signal.aborted) {
    const left = end - desk.clock().getTime();
    if (left <= 0) return;
    await wake.wait(left, signal);
    if (signal.aborted) return;
    const due = await nextRunAt(desk.store.db, mailbox.id);
    if (due === null || due <= desk.clock().getTime()) return;
    await deliverWaiting(desk, mailbox.id, signal);
  }
}
