import { rm } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../../src/flows/desk.ts';
import { storedAccount } from '../../src/flows/account.ts';
import { createMailbox } from '../../src/flows/mailboxes.ts';
import { runMailbox } from '../../src/flows/run-mailbox.ts';
import { Failure } from '../../src/lib/failure.ts';
import { openImapSource } from '../../src/sources/imap.ts';
import { openPop3Source } from '../../src/sources/pop3.ts';
import { getMailbox } from '../../src/store/mailboxes.ts';
import {
  type AfterImportAction,
  allSettled,
  emptyMailbox,
  expectEachOnce,
  fillMailbox,
  importAccount,
  importUser,
  killWorker,
  killWorkers,
  newJob,
  openJob,
  serverState,
  startWorker,
  stateAfter,
} from '../support/imports.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { eventually } from '../support/servers/mail.ts';
import { startPostgres } from '../support/servers/postgres.ts';
import { type Faults, startToxic } from '../support/servers/toxic.ts';

// A second process on one SQLite data folder is refused: tests/scenarios/process.test.ts.

let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot?.stop());

/** What a test opened, closed in reverse order however it ends. */
const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  killWorkers();
  for (const close of opened.splice(0).toReversed()) await close();
  await emptyMailbox(dovecot);
});

const mailCount = 150;

describe('a line that breaks anywhere', () => {
  const ways: { protocol: 'imap' | 'pop3'; afterImport: AfterImportAction }[] = [
    { protocol: 'imap', afterImport: 'delete' },
    { protocol: 'imap', afterImport: 'move' },
    { protocol: 'imap', afterImport: 'markRead' },
    { protocol: 'pop3', afterImport: 'delete' },
    { protocol: 'pop3', afterImport: 'keep' },
  ];
  test.each(ways)(
    '$protocol, after import "$afterImport": 30 times cut or stalled, every mail once, server as configured',
    async ({ protocol, afterImport }) => {
      const { desk, once } = await importThroughProxy(protocol, afterImport);
      await fillMailbox(dovecot, mailCount - 90);
      const broken: string[] = [];
      for (let n = 0; n < 30; n++) {
        // Always something new, so that there is always something to break off.
        await fillMailbox(dovecot, 3, mailCount - 90 + 3 * n);
        const faults = randomFaults();
        const failure = await once(faults);
        if (!failure) continue;
        broken.push(failure.code);
        // A line that breaks is nothing that somebody must set right.
        expect(failure, `${failure.message} after ${JSON.stringify(faults)}`).toMatchObject({ temporary: true });
      }
      expect(broken.length).toBeGreaterThan(10);
      expect(await once({})).toBeNull();
      await allSettled(desk, mailCount);
      await expectEachOnce(desk, mailCount);
      expect(await serverState(dovecot)).toEqual(stateAfter(mailCount, protocol, afterImport));
    },
  );

  test.each(['imap', 'pop3'] as const)(
    '%s: one that always breaks after 100 kB still brings all mails',
    async (way) => {
      const { desk, once } = await importThroughProxy(way, 'delete');
      await fillMailbox(dovecot, mailCount);
      let runs = 0;
      while ((await once({ cutAfter: 100_000 })) !== null) expect((runs += 1)).toBeLessThan(30);
      expect(runs).toBeGreaterThan(1);
      await expectEachOnce(desk, mailCount);
    },
  );
});

test.each(['delete', 'keep'] as const)(
  'UIDVALIDITY changes in the middle of an import ("%s"): what is here is not taken again, with or without Message-ID',
  async (afterImport) => {
    const { desk, once } = await importThroughProxy('imap', afterImport);
    await fillMailbox(dovecot, 60);
    const nameless = 'From: Alarm <alarm@kunde.example>\r\nSubject: Rauch im Keller\r\n\r\nAlarm\r\n';
    for (const minutes of [5, 4])
      await dovecot.deliver(importUser, nameless, { receivedAt: new Date(Date.now() - minutes * 60_000) });
    expect(await once({ cutAfter: 60_000 })).toBeInstanceOf(Failure);
    const before = await desk.store.db.selectFrom('entry').select('id').execute();
    expect(before.length).toBeGreaterThan(2);
    expect(before.length).toBeLessThan(62);
    await dovecot.admin(['mailbox', 'update', '-u', importUser, '--uid-validity', '4711', 'INBOX']);
    expect(await once({})).toBeNull();
    const subjects = await desk.store.db.selectFrom('entry').select('subject').execute();
    expect(subjects.filter(({ subject }) => subject === 'Rauch im Keller')).toHaveLength(2);
    expect(new Set(subjects.map(({ subject }) => subject)).size).toBe(61);
    expect(subjects).toHaveLength(62);
    expect(await serverState(dovecot)).toEqual(stateAfter(62, 'imap', afterImport));
    // And the next run has nothing to do.
    const rows = await desk.store.db.selectFrom('inbound').select('id').execute();
    expect(await once({})).toBeNull();
    expect(await desk.store.db.selectFrom('inbound').select('id').execute()).toHaveLength(rows.length);
  },
);

test.each(['imap', 'pop3'] as const)(
  '%s: the server dies in the middle of an import and comes back',
  async (protocol) => {
    const job = await newJob();
    const desk = await openJob(job);
    // Half of the mails come over the line, then it falls silent: so it is in the middle of the import that the server dies.
    const line = await startToxic(protocol === 'imap' ? dovecot.imapPort : dovecot.pop3Port, { stallAfter: 100_000 });
    opened.push(line.stop, desk.store.close, () => rm(job.dataDir, { recursive: true, force: true }));
    await fillMailbox(dovecot, mailCount);
    const id = await createMailbox(desk, null, 'incoming', {
      ...importAccount(line.port, protocol),
      afterImport: 'delete',
    });
    await startWorker(job);
    await eventually('the middle of the import', () => (line.stalled() > 0 ? true : undefined));
    let isDown = true;
    await dovecot.crash();
    opened.push(async () => isDown && dovecot.revive());
    line.cut();
    delete line.faults.stallAfter;
    const failed = await eventually('the error', async () => {
      const { lastError } = await getMailbox(desk.store.db, id);
      return lastError ?? undefined;
    });
    expect(failed.code).toMatch(/^connection-/);
    const before = await filed(desk);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(mailCount);
    isDown = false;
    await dovecot.revive();
    await allSettled(desk, mailCount);
    await expectEachOnce(desk, mailCount);
    expect(await serverState(dovecot)).toEqual(stateAfter(mailCount, protocol, 'delete'));
    await eventually('the recovery', async () =>
      (await getMailbox(desk.store.db, id)).lastError === null ? true : undefined,
    );
  },
);

test('two processes on one mailbox: each mail once; when the owner dies or loses its lock, the other takes over', async () => {
  const postgres = await startPostgres();
  const job = await newJob(await postgres.createDatabase());
  const desk = await openJob(job);
  opened.push(postgres.stop, desk.store.close, () => rm(job.dataDir, { recursive: true, force: true }));
  await fillMailbox(dovecot, mailCount);
  const first = await startWorker(job);
  const second = await startWorker(job);
  const account = { ...importAccount(dovecot.imapPort, 'imap'), afterImport: 'delete' };
  await createMailbox(desk, null, 'incoming', account);
  // The connection that holds the mailbox breaks while mails are filed: two processes may believe to own it for a moment.
  await eventually('the first mails', async () => ((await filed(desk)) > 0 ? true : undefined));
  expect(await breakOwnership(job.databaseUrl)).toBeGreaterThan(0);
  await allSettled(desk, mailCount);
  await expectEachOnce(desk, mailCount);
  // One of the two is the owner; after both have died once, it was the owner that died.
  await killWorker(first);
  await fillMailbox(dovecot, 30, mailCount);
  await allSettled(desk, mailCount + 30);
  const third = await startWorker(job);
  await killWorker(second);
  await fillMailbox(dovecot, 30, mailCount + 30);
  await allSettled(desk, mailCount + 60);
  await expectEachOnce(desk, mailCount + 60);
  expect(await serverState(dovecot)).toEqual(stateAfter(mailCount + 60, 'imap', 'delete'));
  await killWorker(third);
});

/** A desk in this process with one mailbox behind a proxy; `once` makes one connection with these faults and runs the mailbox, gives the failure or null. */
async function importThroughProxy(protocol: 'imap' | 'pop3', afterImport: AfterImportAction) {
  const job = await newJob();
  const desk = await openJob(job);
  const line = await startToxic(protocol === 'imap' ? dovecot.imapPort : dovecot.pop3Port);
  opened.push(line.stop, desk.store.close, () => rm(job.dataDir, { recursive: true, force: true }));
  const id = await createMailbox(desk, null, 'incoming', { ...importAccount(line.port, protocol), afterImport });
  const mailbox = await getMailbox(desk.store.db, id);
  const account = await storedAccount(desk, mailbox);
  const { signal } = new AbortController();
  const open = (quietMs: number) => {
    const timeouts = { quietMs, greetingMs: quietMs };
    return protocol === 'imap'
      ? openImapSource(account, 'INBOX', { log: () => undefined, signal, timeouts })
      : openPop3Source(account, { signal, timeouts });
  };
  const once = async (faults: Faults): Promise<Failure | null> => {
    for (const name of Object.keys(line.faults)) delete line.faults[name as keyof Faults];
    Object.assign(line.faults, faults);
    try {
      const source = await open(faults.stallAfter === undefined ? 20_000 : 1_000);
      try {
        await runMailbox(desk, mailbox, source, signal);
        return null;
      } finally {
        await source.close();
      }
    } catch (thrown) {
      if (thrown instanceof Failure) return thrown;
      throw thrown;
    } finally {
      line.cut();
    }
  };
  return { desk, once };
}

/** Mostly early, because a connection begins with much talk; now and then deep inside the mails. */
function randomFaults(): Faults {
  const bytes = Math.floor(Math.random() < 0.5 ? Math.random() * 3_000 : Math.random() * 20_000);
  const kind = Math.random();
  if (kind < 0.1) return { stallAfter: bytes };
  const cutBy = Math.random() < 0.5 ? 'reset' : 'end';
  return kind < 0.35 ? { cutAfterSent: Math.floor(Math.random() * 2_000), cutBy } : { cutAfter: bytes, cutBy };
}

async function filed({ store }: Desk): Promise<number> {
  return (await store.db.selectFrom('inbound').select('id').where('state', '=', 'filed').execute()).length;
}

/** Ends the connections that hold the ownership of mailboxes; gives how many. */
async function breakOwnership(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const ended = await client.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2 and granted`,
  );
  await client.end();
  return ended.rowCount ?? 0;
}
