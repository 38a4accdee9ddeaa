// A worker process that tests kill: fetches and files on the given data until it is ended. Started by fork with its job as the first message.
import type { Desk } from '../../src/flows/desk.ts';
import { watchMailboxes } from '../../src/jobs/watch-mailboxes.ts';
import { loadIdentity } from '../../src/store/identity.ts';
import { openStore } from '../../src/store/open.ts';
import { openOwnership } from '../../src/store/ownership.ts';
import { quietLog } from './log.ts';

export type CrashJob = { dataDir: string; databaseUrl: string; key: string };

process.once('message', (job: CrashJob) => void work(job));

async function work({ dataDir, databaseUrl, key }: CrashJob): Promise<void> {
  const ring = { current: 'k', keys: new Map([['k', Buffer.from(key, 'base64')]]) };
  const store = await openStore({ dataDir, databaseUrl });
  const desk: Desk = {
    store,
    ring,
    identity: await loadIdentity(store.db, ring),
    clock: () => new Date(),
    log: quietLog,
    dataDir,
    maxMailBytes: 50 * 1024 * 1024,
  };
  watchMailboxes(desk, await openOwnership({ dataDir, databaseUrl }));
  process.send?.('working');
}
