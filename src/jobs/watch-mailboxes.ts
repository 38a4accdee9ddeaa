import type { Desk } from '../flows/desk.ts';
import { deliverWaiting } from '../flows/deliver-waiting.ts';
import { type Alarm, newAlarm } from '../lib/alarm.ts';
import { gate } from '../lib/gate.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { mailboxesWithWaiting, nextWaitingAt } from '../store/inbound.ts';
import { type WatchedMailbox, watchedMailboxes } from '../store/mailbox-versions.ts';
import type { Ownership } from '../store/ownership.ts';
import { type Live, watchMailbox } from './watch-mailbox.ts';

/** How many mailboxes connect, and how many fetch, at the same time; those that only listen do not count. */
const parallelConnects = 24;
const parallelRuns = 12;
/** So long a mailbox keeps its place in these: a server that hangs must not hold up the others. */
const connectPatienceMs = 2_000;
const runPatienceMs = 60_000;
/** How often mailboxes that another process owned, or that a change message missed, are looked at again. */
const lookAgainMs = 15_000;

/** Watches all incoming mailboxes until stopped. */
export type MailboxWatch = { live: Live; stop(): Promise<void> };

type Watcher = { version: string; wake: Alarm; abort: AbortController; ended: Promise<void> };

/**
 * Keeps one watcher per active incoming mailbox that this process owns; starts, stops and restarts them as settings change. A watcher that fails, or does
 * not come to an end, touches no other.
 */
export function watchMailboxes(desk: Desk, ownership: Ownership): MailboxWatch {
  const stop = new AbortController();
  const live: Live = { listening: new Set(), running: new Set() };
  const watchers = new Map<number, Watcher>();
  const look = newAlarm();
  const gates = { connecting: gate(parallelConnects, connectPatienceMs), running: gate(parallelRuns, runPatienceMs) };
  // Each run changes its mailbox: looking at all of them every time would cost more than the runs.
  const news = { all: true, ids: new Set<number>() };
  const lookAgain = (id: number | 'all') => {
    if (id === 'all') news.all = true;
    else news.ids.add(id);
    look.ring();
  };
  const unlisten = desk.store.changes.listen(({ kind, id }) => {
    if (kind === 'settings') lookAgain('all');
    else if (kind === 'mailbox') lookAgain(id);
  });
  ownership.onLost(() => {
    for (const watcher of watchers.values()) watcher.abort.abort();
    lookAgain('all');
  });
  const elsewhere = deliveryElsewhere(desk, ownership, watchers, live, { signal: stop.signal, lookAgain });

  const begin = ({ id, version }: WatchedMailbox): Watcher => {
    const abort = new AbortController();
    const wake = newAlarm();
    let failed = false;
    const noted = (message: string) => (thrown: unknown) => {
      failed = true;
      desk.log.error({ mailbox: id, detail: String(thrown) }, message);
    };
    const ended = watchMailbox(desk, id, { wake, signal: abort.signal, gates, live })
      .catch(noted('a mailbox watcher ended unexpectedly'))
      .then(() => ownership.release(id))
      .catch(noted('a mailbox was not released'))
      .then(() => {
        // Only now: a new watcher must not lose the mailbox by the release of the old one.
        watchers.delete(id);
        // One that failed waits for the next look, or it might fail without a pause.
        if (!failed) lookAgain(id);
      });
    return { version, wake, abort, ended };
  };

  /** Looks at the given mailboxes: starts, ends and wakes their watchers as they need. */
  const lookAt = async (ids: readonly number[] | 'all') => {
    const { fetchStopped } = await readDeskSettings(desk.store.db);
    const wanted = new Map(
      (fetchStopped ? [] : await watchedMailboxes(desk.store.db, ids)).map((mailbox) => [mailbox.id, mailbox]),
    );
    for (const [id, { version, abort }] of watchers) {
      // Its end is not waited for, or one that hangs would hold up the others; then its mailbox is looked at again.
      if ((ids === 'all' || ids.includes(id)) && wanted.get(id)?.version !== version) abort.abort();
    }
    const now = desk.clock().getTime();
    for (const mailbox of wanted.values()) {
      const watcher = watchers.get(mailbox.id);
      if (watcher) {
        const isDue = mailbox.nextRunAt !== null && mailbox.nextRunAt <= now;
        if (isDue && !live.running.has(mailbox.id)) watcher.wake.ring();
      } else if (!elsewhere.holds(mailbox.id) && (await ownership.take(mailbox.id))) {
        watchers.set(mailbox.id, begin(mailbox));
      }
    }
    await elsewhere.look();
  };

  const loop = (async () => {
    let allAt = 0;
    while (!stop.signal.aborted) {
      const now = performance.now();
      const all = news.all || news.ids.size === 0 || now - allAt >= lookAgainMs;
      const ids = all ? 'all' : [...news.ids];
      if (all) allAt = now;
      news.all = false;
      news.ids.clear();
      await lookAt(ids).catch((thrown: unknown) => {
        news.all = true;
        desk.log.error({ detail: String(thrown) }, 'looking for mailboxes failed');
      });
      await look.wait(await pauseMs(desk), stop.signal);
    }
    for (const { abort } of watchers.values()) abort.abort();
    await Promise.all([...[...watchers.values()].map(({ ended }) => ended), elsewhere.ended()]);
  })();
  return {
    live,
    stop: async () => {
      unlisten();
      stop.abort();
      await loop;
    },
  };
}

/** How long nothing needs a look unless it rings: a mail that was put off is taken up when its time has come. */
async function pauseMs(desk: Desk): Promise<number> {
  const now = desk.clock().getTime();
  // A database that does not answer shows itself at the next look, which is the usual while away then.
  const next = await nextWaitingAt(desk.store.db, now).catch(() => null);
  return next === null ? lookAgainMs : Math.min(lookAgainMs, next - now);
}

/** Files mail that waits in mailboxes nobody watches (paused, deleted), one at a time, and wakes the watcher of those put back: what is stored is never stuck. */
function deliveryElsewhere(
  desk: Desk,
  ownership: Ownership,
  watchers: ReadonlyMap<number, Watcher>,
  live: Live,
  { signal, lookAgain }: { signal: AbortSignal; lookAgain: (id: number) => void },
) {
  let current: { id: number; done: Promise<void> } | undefined;
  const deliver = async (id: number) => {
    try {
      const delivered = await deliverWaiting(desk, id, signal);
      await ownership.release(id);
      current = undefined;
      if (delivered > 0) lookAgain(id);
    } catch (thrown) {
      desk.log.error({ mailbox: id, detail: String(thrown) }, 'mails that wait could not be filed');
      await ownership.release(id).catch(() => undefined);
      current = undefined;
    }
  };
  return {
    /** True while the mailbox is owned for this. */
    holds: (id: number) => current?.id === id,
    look: async () => {
      for (const id of await mailboxesWithWaiting(desk.store.db, desk.clock().getTime())) {
        const watcher = watchers.get(id);
        if (watcher && !live.running.has(id)) watcher.wake.ring();
        if (!watcher && !current && (await ownership.take(id))) current = { id, done: deliver(id) };
      }
    },
    ended: async () => current?.done,
  };
}
