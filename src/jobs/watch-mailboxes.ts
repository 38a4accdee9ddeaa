import type { Desk } from '../flows/desk.ts';
import { deliverWaiting } from '../flows/run-mailbox.ts';
import { type Alarm, newAlarm } from '../lib/alarm.ts';
import { gate } from '../lib/gate.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { mailboxesWithWaiting } from '../store/inbound.ts';
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
 * Keeps one watcher per active incoming mailbox that this process owns; starts, stops and restarts them as settings change. A watcher that fails
 * touches no other.
 */
export function watchMailboxes(desk: Desk, ownership: Ownership): MailboxWatch {
  const stop = new AbortController();
  const live: Live = { listening: new Set(), running: new Set() };
  const watchers = new Map<number, Watcher>();
  const look = newAlarm();
  const gates = { connecting: gate(parallelConnects, connectPatienceMs), running: gate(parallelRuns, runPatienceMs) };
  // Each run changes its mailbox: looking at all of them every time would cost more than the runs.
  const news = { all: true, ids: new Set<number>() };
  const unlisten = desk.store.changes.listen(({ kind, id }) => {
    if (kind === 'settings') news.all = true;
    else if (kind === 'mailbox') news.ids.add(id);
    else return;
    look.ring();
  });
  ownership.onLost(() => {
    for (const watcher of watchers.values()) watcher.abort.abort();
    news.all = true;
    look.ring();
  });

  const begin = ({ id, version }: WatchedMailbox): Watcher => {
    const abort = new AbortController();
    const wake = newAlarm();
    const ended = watchMailbox(desk, id, { wake, signal: abort.signal, gates, live })
      .catch((thrown: unknown) =>
        desk.log.error({ mailbox: id, detail: String(thrown) }, 'a mailbox watcher ended unexpectedly'),
      )
      .then(() => {
        if (watchers.get(id)?.abort === abort) watchers.delete(id);
      });
    return { version, wake, abort, ended };
  };

  const end = async (id: number) => {
    const watcher = watchers.get(id);
    watcher?.abort.abort();
    await watcher?.ended;
    await ownership.release(id);
  };

  /** Looks at the given mailboxes: starts, ends and wakes their watchers as they need. */
  const lookAt = async (ids: readonly number[] | 'all') => {
    const { fetchStopped } = await readDeskSettings(desk.store.db);
    const wanted = new Map(
      (fetchStopped ? [] : await watchedMailboxes(desk.store.db, ids)).map((mailbox) => [mailbox.id, mailbox]),
    );
    const outdated = [...watchers].filter(
      ([id, { version }]) => (ids === 'all' || ids.includes(id)) && wanted.get(id)?.version !== version,
    );
    await Promise.all(outdated.map(([id]) => end(id)));
    const now = desk.clock().getTime();
    for (const mailbox of wanted.values()) {
      const watcher = watchers.get(mailbox.id);
      if (!watcher) {
        if (await ownership.take(mailbox.id)) watchers.set(mailbox.id, begin(mailbox));
      } else if (!live.running.has(mailbox.id) && mailbox.nextRunAt !== null && mailbox.nextRunAt <= now) {
        watcher.wake.ring();
      }
    }
    await deliverElsewhere(desk, ownership, watchers, live, stop.signal);
  };

  const loop = (async () => {
    let allAt = 0;
    while (!stop.signal.aborted) {
      const now = performance.now();
      const all = news.all || now - allAt >= lookAgainMs;
      const ids = all ? 'all' : [...news.ids];
      if (all) allAt = now;
      news.all = false;
      news.ids.clear();
      await lookAt(ids).catch((thrown: unknown) => {
        news.all = true;
        desk.log.error({ detail: String(thrown) }, 'looking for mailboxes failed');
      });
      await look.wait(lookAgainMs, stop.signal);
    }
    await Promise.all([...watchers.keys()].map(end));
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

/** Files mail that waits in mailboxes nobody watches (paused, deleted), and wakes the watcher of those put back: what is stored is never stuck. */
async function deliverElsewhere(
  desk: Desk,
  ownership: Ownership,
  watchers: ReadonlyMap<number, Watcher>,
  live: Live,
  signal: AbortSignal,
): Promise<void> {
  for (const id of await mailboxesWithWaiting(desk.store.db, desk.clock().getTime())) {
    const watcher = watchers.get(id);
    if (watcher) {
      if (!live.running.has(id)) watcher.wake.ring();
    } else if (await ownership.take(id)) {
      await deliverWaiting(desk, id, signal);
      await ownership.release(id);
    }
  }
}
