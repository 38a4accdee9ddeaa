import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { LiveEvent } from '../../src/api/contract/tickets.ts';
import { keys, sessionQuery } from './queries.ts';

/** What has to be read again after an event of a kind. */
const affected: Record<LiveEvent['kind'], readonly (readonly string[])[]> = {
  ticket: [keys.tickets],
  mailbox: [keys.mailboxes, keys.oauth, keys.sandbox, keys.masterData, keys.health, keys.system],
  inbound: [keys.inbound, keys.health, keys.system],
  outbound: [keys.outbound, keys.sandbox, keys.tickets, keys.health, keys.system],
  draft: [keys.drafts],
  presence: [keys.presence],
  audit: [keys.audit],
  settings: [
    keys.autoMails,
    keys.templates,
    keys.masterData,
    keys.agents,
    keys.desk,
    keys.session,
    keys.health,
    keys.system,
    keys.oauth,
  ],
};

/** Events that arrive within this time are answered by one reading. */
const gatherMs = 250;
const retryMs = [1_000, 2_000, 5_000, 10_000];

let connected = true;
const listeners = new Set<() => void>();

/** False while the desk cannot be reached and the page may be behind. */
export function useConnected(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connected,
  );
}

/** Keeps the page current for as long as it is mounted: reads again what an event of /api/events names, reconnects by itself. */
export function useLiveEvents(): void {
  const client = useQueryClient();
  useEffect(() => listen(client), [client]);
}

function listen(client: QueryClient): () => void {
  let source: EventSource | undefined;
  let failures = 0;
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const gather = gatherer(client);

  const open = () => {
    source = new EventSource('/api/events');
    source.addEventListener('open', () => {
      // What happened while there was no line is unknown, and be it the moment between reading the page and this: read everything shown again.
      void client.invalidateQueries();
      failures = 0;
      setConnected(true);
    });
    source.addEventListener('message', (event: MessageEvent<string>) => gather(JSON.parse(event.data) as LiveEvent));
    source.addEventListener('error', () => {
      source?.close();
      if (ended) return;
      failures += 1;
      // One cut line is normal (a proxy's limit, a restart); the banner comes with the second.
      if (failures > 1) void isReached(client).then((reached) => ended || setConnected(reached));
      timer = setTimeout(open, retryMs[Math.min(failures, retryMs.length) - 1]);
    });
  };
  const retryNow = () => {
    clearTimeout(timer);
    source?.close();
    // The line may look open although nothing has come through it meanwhile.
    failures += 1;
    open();
  };
  const onOffline = () => setConnected(false);

  open();
  globalThis.addEventListener('online', retryNow);
  globalThis.addEventListener('offline', onOffline);
  return () => {
    ended = true;
    clearTimeout(timer);
    source?.close();
    setConnected(true);
    globalThis.removeEventListener('online', retryNow);
    globalThis.removeEventListener('offline', onOffline);
  };
}

/** Whether only the line of events fails: then the desk answers, perhaps that the session is over, for which the person is asked to sign in again. */
function isReached(client: QueryClient): Promise<boolean> {
  return client.fetchQuery({ ...sessionQuery, staleTime: 0, retry: false }).then(
    () => true,
    () => false,
  );
}

function gatherer(client: QueryClient): (event: LiveEvent) => void {
  const waiting = new Set<unknown>();
  const tickets = new Set<unknown>();
  const present = new Set<unknown>();
  let everyTicket = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return ({ kind, id }) => {
    for (const [first] of affected[kind] ?? []) if (first) waiting.add(first);
    if (kind === 'ticket') tickets.add(id);
    else if (kind === 'presence') present.add(id);
    else if (affected[kind]?.includes(keys.tickets)) everyTicket = true;
    timer ??= setTimeout(() => {
      timer = undefined;
      // An open ticket is read again when it changed itself, not with each mail that the desk takes in.
      const stale = new Set(waiting);
      const here = new Set(present);
      const changed = everyTicket ? undefined : new Set(tickets);
      void client.invalidateQueries({
        predicate: ({ queryKey: [first, second] }) =>
          stale.has(first) &&
          (first !== keys.presence[0] || here.has(second)) &&
          (first !== keys.tickets[0] || typeof second !== 'number' || !changed || changed.has(second)),
      });
      waiting.clear();
      tickets.clear();
      present.clear();
      everyTicket = false;
    }, gatherMs);
  };
}

function setConnected(now: boolean): void {
  if (now === connected) return;
  connected = now;
  for (const listener of listeners) listener();
}
