import { rm } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Dialect } from '../../src/store/dialect.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { newDatabase } from './shared-postgres.ts';

/** The databases on which every store test runs, for `describe.each`. */
export const dialects: readonly Dialect[] = ['sqlite', 'postgres'];

/** An empty, migrated store for the tests of one `describe`; call the result inside a test. On PostgreSQL it has a database of its own. */
export function storeFor(dialect: Dialect): () => Store {
  let store: Store | undefined;
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'poststelle-store-'));
    const databaseUrl = dialect === 'postgres' ? await newDatabase() : '';
    store = await openStore({ dataDir: folder, databaseUrl });
  });
  afterAll(async () => {
    await store?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return () => {
    if (!store) throw new Error('the store is opened before the first test');
    return store;
  };
}
