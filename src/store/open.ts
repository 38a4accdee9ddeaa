import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Failure } from '../lib/failure.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import { type Changes, postgresChanges, sqliteChanges } from './changes.ts';
import type { Dialect } from './dialect.ts';
import { migrate } from './migrate.ts';
import { fileFailure } from './file-failure.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** What one process holds open: database, blobs and the news of both. */
export type Store = {
  dialect: Dialect;
  db: Kysely<Schema>;
  blobs: Blobs;
  changes: Changes;
  close(): Promise<void>;
};

/** `databaseUrl` '' means the embedded SQLite file `desk.db` in the data folder. */
export type StoreOptions = { dataDir: string; databaseUrl: string };

/** How long SQLite itself waits for another process: short, because the whole process stands still meanwhile; `transact` has the patience. */
const busyTimeoutMs = 150;

/** Opens (creating what is missing) and migrates the store. Throws Failure `database-unreachable` or `data-folder`. */
export async function openStore(options: StoreOptions): Promise<Store> {
  try {
    mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Failure('data-folder', { params: { folder: options.dataDir }, detail: String(cause), cause });
  }
  const blobs = await openBlobs(path.join(options.dataDir, 'blobs'));
  return options.databaseUrl ? openPostgres(options.databaseUrl, blobs) : openSqlite(options.dataDir, blobs);
}

async function openSqlite(dataDir: string, blobs: Blobs): Promise<Store> {
  const database = openFile(path.join(dataDir, 'desk.db'));
  database.function('folded', { deterministic: true }, (text: unknown) => String(text).toLowerCase());
  const db = new Kysely<Schema>({ dialect: sqliteDialect(database) });
  await migrate(db, 'sqlite');
  const changes = sqliteChanges(database);
  const close = async () => {
    await changes.close();
    await db.destroy();
  };
  return { dialect: 'sqlite', db, blobs, changes, close };
}

/** A file that may not be written, or is no database, is named; what passes by itself is thrown as it is. */
function openFile(file: string): Database.Database {
  try {
    const database = new Database(file, { timeout: busyTimeoutMs });
    database.pragma('journal_mode = WAL');
    // FULL: a commit that was acknowledged survives a power cut; the mail on the server is deleted relying on it.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('cache_size = -32000');
    return database;
  } catch (cause) {
    throw fileFailure(file, cause);
  }
}

// int8 holds ids and instants, all far below 2^53.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

// The default is meant for turning disks; with it the planner reads whole tables for a search. The pool waits for the promise, its types do not say so.
const tuned = ((client: pg.ClientBase) => client.query('set random_page_cost = 1.1')) as (
  client: pg.ClientBase,
) => void;

async function openPostgres(url: string, blobs: Blobs): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: 10, types, onConnect: tuned });
  // An idle connection that breaks (server restart) is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // The same for one that is in use, but between two statements: the next one fails, which whoever uses it can handle.
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await pool.query('select 1');
  } catch (cause) {
    await pool.end();
    throw new Failure('database-unreachable', {
      temporary: true,
      detail: cause instanceof Error ? cause.message : '',
      cause,
    });
  }
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  await migrate(db, 'postgres');
  const changes = await postgresChanges(url);
  const close = async () => {
    await changes.close();
    await db.destroy();
  };
  return { dialect: 'postgres', db, blobs, changes, close };
}
