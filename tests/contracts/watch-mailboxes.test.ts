import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { openOwnership } from '../../src/store/ownership.ts';
import { readDeskSettings, writeDeskSettings } from '../../src/store/desk-settings.ts';
import { getMailbox } from '../../src/store/mailboxes.ts';
import { makeDue } from '../../src/store/runs.ts';
import type { Trx } from '../../src/store/schema.ts';
import { transact } from '../../src/store/transact.ts';
import { watchMailboxes } from '../../src/jobs/watch-mailboxes.ts';
import { eventually } from '../support/servers/mail.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
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

/** A desk on SQLite whose mailboxes are watched until the test is over. The clock stands still: only intervals and bells make runs. */
async function watched(values: Record<string, unknown>, before?: (desk: TestDesk, id: number) => Promise<void>) {
  const { desk: testDesk, stop } = await openTestDesk('');
  onTestFinished(stop);
  const { desk } = testDesk;
  const id = await testDesk.mailbox(values);
  await before?.(testDesk, id);
  const ownership = await openOwnership({ dataDir: desk.dataDir, databaseUrl: '' });
  onTestFinished(() => ownership.close());
  const watch = watchMailboxes(desk, ownership);
  onTestFinished(() => watch.stop());
  const row = () => getMailbox(desk.store.db, id);
  const change = (work: (trx: Trx) => Promise<void>) =>
    transact(desk.store, async (trx, announce) => {
      await work(trx);
      announce('mailbox', id);
    });
  return {
    watch,
    id,
    row,
    fetchNow: () => change((trx) => makeDue(trx, id)),
    set: async (more: Record<string, unknown>) => {
      await testDesk.set(more, id);
      await change(async () => undefined);
    },
    runs: (count: number) =>
      eventually(`run ${count}`, async () => ((await row()).runNumber >= count ? true : undefined)),
  };
}

test('a mailbox that listens is looked at by its interval, too, and a new interval counts at once', async () => {
  const { watch, id, row, set, runs } = await watched({ push: true, intervalMinutes: 1440 });
  await runs(1);
  await eventually('it listens', () => (watch.live.listening.has(id) ? true : undefined));
  expect((await row()).runNumber).toBe(1);
  await set({ intervalMinutes: 0.002 });
  // No mail came, so nobody called.
  await runs(4);
});

test.each([true, false])('"fetch now" makes a run at once, listening or not (push: %s)', async (push) => {
  const { watch, id, fetchNow, runs } = await watched({ push, intervalMinutes: 1440 });
  await runs(1);
  await fetchNow();
  await runs(2);
  await fetchNow();
  await runs(3);
  if (push) await eventually('it listens', () => (watch.live.listening.has(id) ? true : undefined));
  else expect(watch.live.listening.has(id)).toBe(false);
});

test('after a passing failure the next try comes soon and then later and later; what must be mended waits for the interval', async () => {
  const at = { host: '127.0.0.1', port: 1, encryption: 'none', username: 'u', folder: 'INBOX', intervalMinutes: 30 };
  const { row, set, fetchNow } = await watched(at, async ({ desk }, id) => {
    await desk.store.db.updateTable('mailbox').set({ protocol: 'imap' }).where('id', '=', id).execute();
  });
  const now = Date.UTC(2026, 10, 2, 9, 0, 0);
  const pauseAfter = async (failures: number) =>
    eventually(`failure ${failures}`, async () => {
      const { failures: count, nextRunAt } = await row();
      return count === failures && nextRunAt !== null && nextRunAt > 0 ? nextRunAt - now : undefined;
    });
  const first = await pauseAfter(1);
  expect([first >= 4_000, first <= 6_000]).toEqual([true, true]);
  expect((await row()).lastError).toMatchObject({ code: 'connection-refused' });
  await fetchNow();
  const second = await pauseAfter(2);
  expect([second >= 8_000, second <= 12_000]).toEqual([true, true]);
  await set({ host: 'no-such-host.invalid' });
  const third = await pauseAfter(3);
  expect((await row()).lastError?.code).toBe('host-unknown');
  expect(third).toBeGreaterThanOrEqual(24 * 60_000);
});
