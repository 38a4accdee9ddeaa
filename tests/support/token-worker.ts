// A desk process that does nothing but ask for the token of a mailbox, several times at once. Started by fork with its job as the first message.
import { accessToken, type TokenNeed } from '../../src/flows/access-token.ts';
import type { Desk } from '../../src/flows/desk.ts';
import { loadIdentity } from '../../src/store/identity.ts';
import { openStore } from '../../src/store/open.ts';
import { quietLog } from './log.ts';

export type TokenJob = { dataDir: string; databaseUrl: string; key: string; aheadMs: number };

process.once('message', (job: TokenJob) => void work(job));

async function work({ dataDir, databaseUrl, key, aheadMs }: TokenJob): Promise<void> {
  const ring = { current: 'k1', keys: new Map([['k1', Buffer.from(key, 'base64')]]) };
  const store = await openStore({ dataDir, databaseUrl });
  const desk: Desk = {
    store,
    ring,
    identity: await loadIdentity(store.db, ring),
    clock: () => new Date(Date.now() + aheadMs),
    log: quietLog,
    dataDir,
    maxMailBytes: 3_000_000,
  };
  process.on('message', ({ need, times }: { need: TokenNeed; times: number }) => {
    void Promise.all(Array.from({ length: times }, () => accessToken(desk, need))).then((tokens) =>
      process.send?.({ tokens }),
    );
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}
