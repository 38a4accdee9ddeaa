import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { Failure } from '../lib/failure.ts';
import { fileFailure } from './file-failure.ts';
import type { StoreOptions } from './open.ts';

/** Who may work on which mailbox: one owner at a time over all processes (SPEC §8), given up by itself when the owner dies. */
export type Ownership = {
  /** Tries to own; true if this process owns it (also if it did before). */
  take(mailboxId: number): Promise<boolean>;
  release(mailboxId: number): Promise<void>;
  /** Called when everything owned was lost because the connection that held it broke. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
};

/** First key of our advisory locks, so that they cannot meet those of other programs on the same server. */
const lockSpace = 0x706f7374;

/** Opens the ownership register. On SQLite the process owns everything or throws Failure `already-running`. */
export async function openOwnership(options: StoreOptions): Promise<Ownership> {
  return options.databaseUrl ? postgresOwnership(options.databaseUrl) : sqliteOwnership(options.dataDir);
}

function sqliteOwnership(dataDir: string): Ownership {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = takeLock(dataDir, path.join(dataDir, 'worker.lock'));
  return {
    take: async () => true,
    release: async () => {},
    onLost: () => {},
    close: async () => {
      lock.close();
    },
  };
}

/** A lock that the operating system drops with the process, however it ends: an exclusive transaction that stays open. */
function takeLock(dataDir: string, file: string): Database.Database {
  let lock: Database.Database | undefined;
  try {
    lock = new Database(file, { timeout: 0 });
    lock.pragma('journal_mode = DELETE');
    lock.exec('begin exclusive');
    return lock;
  } catch (thrown) {
    lock?.close();
    const cause = fileFailure(file, thrown);
    throw cause instanceof Failure ? cause : new Failure('already-running', { params: { folder: dataDir }, cause });
  }
}

async function postgresOwnership(url: string): Promise<Ownership> {
  const listeners: (() => void)[] = [];
  const owned = new Set<number>();
  let client: pg.Client | null = null;
  let closed = false;
  const connected = async (): Promise<pg.Client> => {
    if (client) return client;
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    next.on('error', () => {});
    next.on('end', () => {
      client = null;
      owned.clear();
      if (!closed) for (const listener of listeners) listener();
    });
    await next.connect();
    client = next;
    return next;
  };
  await connected();
  return {
    take: async (id) => {
      if (owned.has(id)) return true;
      const result = await (await connected()).query('select pg_try_advisory_lock($1, $2) as got', [lockSpace, id]);
      if ((result.rows[0] as { got: boolean }).got) owned.add(id);
      return owned.has(id);
    },
    release: async (id) => {
      if (!owned.delete(id) || !client) return;
      await client.query('select pg_advisory_unlock($1, $2)', [lockSpace, id]);
    },
    onLost: (listener) => {
      listeners.push(listener);
    },
    close: async () => {
      closed = true;
      await client?.end();
    },
  };
}
