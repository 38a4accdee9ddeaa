import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { openOwnership } from '../../src/store/ownership.ts';
import { readDeskSettings, writeDeskSettings } from '../../src/store/desk-settings.ts';
import { getMailbox } from '../../src/store/mailboxes.ts';
import { transact } from '../../src/store/transact.ts';
import { watchMailboxes } from '../../src/jobs/watch-mailboxes.ts';
import { eventually } from '../support/servers/mail.ts';
import { openTestDesk } from '../support/desk.ts';
import { newDatabase } from '../support/shared-postgres.ts';

test('a watcher that does not come to an end holds up no other, and goes on once it can', {
  timeout: 60_000,
}, async () => {
  const databaseUrl = await newDatabase();
  const { desk: testDesk, stop } = await openTestDesk(databaseUrl);
  onTestFinished(stop);
  const { desk, incomingId: stuck } = testDesk;
  const other = await testDesk.mailbox({});
  const runs = async (id: number) => (await getMailbox(desk.store.db, id)).runNumber;
  const stopFetching = async (fetchStopped: boolean) => {
    const before = await readDeskSettings(desk.store.db);
    await transact(desk.store, async (trx, announce) => {
      await writeDeskSettings(trx, { ...before, fetchStopped });
      announce('settings', 0);
    });
  };
  const dataDir = await mkdtemp(path.join(tmpdir(), 'poststelle-owner-'));
  const ownership = await openOwnership({ dataDir, databaseUrl });
  onTestFinished(async () => {
    await ownership.close();
    await rm(dataDir, { recursive: true });
  });

  // Whoever begins a run of the one mailbox waits for this transaction, and no signal reaches into the database.
  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('begin');
  await holder.query('select id from mailbox where id = $1 for update', [stuck]);

  const watch = watchMailboxes(desk, ownership);
  await eventually('the first run of the other', async () => ((await runs(other)) === 1 ? true : undefined));
  await stopFetching(true);
  await eventually('the end of the other', async () => (watch.live.listening.has(other) ? undefined : true));
  await stopFetching(false);
  await eventually('its next run', async () => ((await runs(other)) === 2 ? true : undefined));
  expect(await runs(stuck)).toBe(0);
  await holder.query('rollback');
  await eventually('the run of the one that hung', async () => ((await runs(stuck)) > 0 ? true : undefined));
  await eventually('it listens', async () => (watch.live.listening.has(stuck) ? true : undefined));
  await watch.stop();
  expect(watch.live.listening.size).toBe(0);
});
