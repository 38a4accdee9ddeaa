import type { Desk } from '../flows/desk.ts';
import { deliverWaiting } from '../flows/run-mailbox.ts';
import { openLane } from '../flows/deliver.ts';
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
  const unlisten = desk.store.changes.listen(({ kind }) => {
    if (kind === 'settings' || kind === 'mailbox') look.ring();
  });
  ownership.onLost(() => {
    for (const watcher of watchers.values()) watcher.abort.abort();
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

  const lookOnce = async () => {
    const { fetchStopped } = await readDeskSettings(desk.store.db);
    const wanted = new Map(
      (fetchStopped ? [] : await watchedMailboxes(desk.store.db)).map((mailbox) => [mailbox.id, mailbox]),
    );
    const outdated = [...watchers].filter(([id, { version }]) => wanted.get(id)?.version !== version);
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
    while (!stop.signal.aborted) {
      await lookOnce().catch((thrown: unknown) =>
        desk.log.error({ detail: String(thrown) }, 'looking for mailboxes failed'),
      );
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
      await deliverWaiting(desk, await openLane(desk, id), id, signal);
      await ownership.release(id);
    }
  }
}
