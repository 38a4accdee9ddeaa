import type Database from 'better-sqlite3';
import { sql } from 'kysely';
import pg from 'pg';
import { sleep } from '../lib/clock.ts';
import type { Trx } from './schema.ts';

/** Something that pages or loops may want to look at again. */
export type Change = {
  /** `draft` is told with the id of the agent whose it is, `presence` with that of the ticket. */
  kind: 'ticket' | 'mailbox' | 'inbound' | 'outbound' | 'settings' | 'draft' | 'presence' | 'audit';
  id: number;
};

/** News of committed changes, of this process and of all others on the same database. */
export type Changes = {
  /** Calls `listener` after each commit that announced something; gives back how to stop. */
  listen(listener: (change: Change) => void): () => void;
  /** Announces within a transaction, at its end; heard only if the transaction commits. */
  announce(trx: Trx, changes: readonly Change[]): Promise<void>;
  /** Called after a commit of this process, so that nobody here waits for the next look. */
  committed(): void;
  close(): Promise<void>;
};

/** How often SQLite is asked whether another process committed something; the question is one header read. */
const lookMs = 1000;
/** How many announcements are kept for other processes, and after how many more the older ones go. */
const keptRows = 5000;
const pruneEvery = 500;

/** Live news on SQLite: a small table, read after own commits and when `data_version` shows that another process wrote. */
export function sqliteChanges(database: Database.Database): Changes {
  const listeners = new Set<(change: Change) => void>();
  const newest = database.prepare('select coalesce(max(seq), 0) from change').pluck();
  const since = database.prepare('select seq, kind, ref_id from change where seq > ? order by seq');
  const add = database.prepare('insert into change (kind, ref_id, at) values (?, ?, 0)');
  const prune = database.prepare('delete from change where seq <= ?');
  let seen = newest.get() as number;
  let pruned = seen;
  let version = database.pragma('data_version', { simple: true });
  const read = () => {
    for (const row of since.all(seen) as { seq: number; kind: Change['kind']; ref_id: number }[]) {
      // Another process told more than is kept, and it may have been anything.
      if (row.seq > seen + 1) tell(listeners, lookAgain);
      seen = row.seq;
      tell(listeners, { kind: row.kind, id: row.ref_id });
    }
    if (seen - pruned < pruneEvery || database.inTransaction) return;
    pruned = seen;
    try {
      prune.run(seen - keptRows);
    } catch {
      // Another process is writing: the next time will do.
    }
  };
  const timer = setInterval(() => {
    const now = database.pragma('data_version', { simple: true });
    if (now === version || database.inTransaction) return;
    version = now;
    read();
  }, lookMs);
  timer.unref();
  return {
    listen: (listener) => addListener(listeners, listener),
    announce: async (_trx, changes) => {
      // On the one connection there is, so within the transaction; a list as long as each batch would be a new statement every time.
      for (const { kind, id } of changes) add.run(kind, id);
    },
    committed: () => {
      // Inside another transaction of this connection uncommitted rows would be visible; its own commit reads them.
      if (!database.inTransaction) read();
    },
    close: async () => clearInterval(timer),
  };
}

const channel = 'poststelle';
/** A payload may have 8000 bytes; one change takes about 40. */
const perNotification = 100;

/** Live news on PostgreSQL: NOTIFY within the transaction, one listening connection per process that comes back after a break. */
export async function postgresChanges(url: string): Promise<Changes> {
  const listeners = new Set<(change: Change) => void>();
  const closing = new AbortController();
  /** Connects and listens; gives the connection and a promise of its end, for whatever reason. */
  const connect = async () => {
    const client = new pg.Client({ connectionString: url, keepAlive: true });
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', () => {});
    client.on('notification', ({ payload }) => {
      for (const change of JSON.parse(payload ?? '[]') as Change[]) tell(listeners, change);
    });
    await client.connect();
    await client.query(`listen ${channel}`);
    return { client, ended };
  };
  let current = await connect();
  const kept = (async () => {
    for (;;) {
      await current.ended;
      for (;;) {
        if (closing.signal.aborted) return;
        await sleep(lookMs, closing.signal);
        const next = closing.signal.aborted ? null : await connect().catch(() => null);
        if (!next) continue;
        current = next;
        tell(listeners, lookAgain);
        break;
      }
    }
  })();
  return {
    listen: (listener) => addListener(listeners, listener),
    announce: async (trx, changes) => {
      for (let i = 0; i < changes.length; i += perNotification) {
        await sql`select pg_notify(${channel}, ${JSON.stringify(changes.slice(i, i + perNotification))})`.execute(trx);
      }
    },
    committed: () => {},
    close: async () => {
      closing.abort();
      await current.client.end().catch(() => {});
      await kept;
    },
  };
}

/** For what happened and was not heard: one change that makes everybody look again. */
const lookAgain: Change = { kind: 'settings', id: 0 };

function tell(listeners: Iterable<(change: Change) => void>, change: Change): void {
  for (const listener of listeners) listener(change);
}

function addListener(listeners: Set<(change: Change) => void>, listener: (change: Change) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
