import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../../src/flows/desk.ts';
import { createMailbox } from '../../src/flows/mailboxes.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { loadIdentity } from '../../src/store/identity.ts';
import { openStore } from '../../src/store/open.ts';
import type { CrashJob } from '../support/crash-worker.ts';
import { draftOf } from '../support/desk.ts';
import { quietLog } from '../support/log.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { eventually } from '../support/servers/mail.ts';
import { type PostgresServer, startPostgres } from '../support/servers/postgres.ts';
import { dialects } from '../support/stores.ts';

/** Workers that live; a failing test must leave none behind. */
const workers = new Set<ChildProcess>();
afterEach(() => {
  for (const worker of workers) worker.kill('SIGKILL');
});

const user = 'support@helpdesk.test';
const mailCount = 200;
/** Six ways of importing on two databases, each killed this often: 60 deaths in all. */
const kills = 5;
const ways = [
  { protocol: 'imap', afterImport: 'delete' },
  { protocol: 'imap', afterImport: 'move' },
  { protocol: 'imap', afterImport: 'markRead' },
  { protocol: 'imap', afterImport: 'keep' },
  { protocol: 'pop3', afterImport: 'delete' },
  { protocol: 'pop3', afterImport: 'keep' },
] as const;

describe.each(dialects)('killed at any instant, on %s', (dialect) => {
  let dovecot: DovecotServer;
  let postgres: PostgresServer | undefined;

  beforeAll(async () => {
    dovecot = await startDovecot();
    if (dialect === 'postgres') postgres = await startPostgres();
  });
  afterAll(async () => {
    await postgres?.stop();
    await dovecot?.stop();
  });

  test.each(ways)(
    '$protocol, after import "$afterImport": every mail filed once, none lost, server as configured',
    async ({ protocol, afterImport }) => {
      const dataDir = await mkdtemp(path.join(tmpdir(), 'poststelle-crash-'));
      const job: CrashJob = {
        dataDir,
        databaseUrl: (await postgres?.createDatabase()) ?? '',
        key: randomBytes(32).toString('base64'),
      };
      await fillMailbox(dovecot);
      const desk = await openDesk(job);
      await createMailbox(desk, null, 'incoming', {
        ...account(dovecot, protocol),
        name: 'Absturz',
        afterImport,
        moveTo: 'Abgelegt',
      });
      await desk.store.close();

      for (let killed = 0; killed < kills; killed++) {
        const worker = await startWorker(job);
        await pause(20 + Math.random() * 350);
        worker.kill('SIGKILL');
        await once(worker, 'exit');
      }
      const last = await startWorker(job);
      const watching = await openDesk(job);
      const { db } = watching.store;
      await eventually(
        'everything settled',
        async () => {
          const rows = await db.selectFrom('inbound').select(['state', 'settled_at']).execute();
          return rows.length >= mailCount &&
            rows.every(({ state, settled_at }) => state === 'filed' && settled_at !== null)
            ? true
            : undefined;
        },
        60_000,
      );
      const steps = await db.selectFrom('entry').select(['ticket_id', 'subject']).execute();
      expect(steps).toHaveLength(mailCount);
      expect(new Set(steps.map(({ ticket_id }) => ticket_id)).size).toBe(mailCount);
      expect(new Set(steps.map(({ subject }) => subject)).size).toBe(mailCount);
      // Over POP3 it is the server itself that calls a downloaded mail seen.
      const seen = protocol === 'pop3' && afterImport === 'keep' ? { seen: expect.any(Number) } : {};
      expect(await serverState(dovecot)).toEqual({ ...expectedState[afterImport], ...seen });

      last.kill('SIGKILL');
      await once(last, 'exit');
      await watching.store.close();
      await emptyMailbox(dovecot);
      await rm(dataDir, { recursive: true, force: true });
    },
  );
});

const expectedState = {
  delete: { inbox: 0, seen: 0, moved: 0 },
  move: { inbox: 0, seen: 0, moved: mailCount },
  markRead: { inbox: mailCount, seen: mailCount, moved: 0 },
  keep: { inbox: mailCount, seen: 0, moved: 0 },
};

const account = (dovecot: DovecotServer, protocol: 'imap' | 'pop3') => ({
  protocol,
  host: '127.0.0.1',
  port: protocol === 'imap' ? dovecot.imapPort : dovecot.pop3Port,
  encryption: 'none',
  username: user,
  password: 'pass-support',
  mailboxAddresses: [user],
});

async function fillMailbox(dovecot: DovecotServer): Promise<void> {
  for (let n = 0; n < mailCount; n++) {
    await dovecot.deliver(user, composeMessage(draftOf({ subject: `Nummer ${n}`, text: `Mail ${n}` }, new Date())).raw);
  }
}

async function emptyMailbox(dovecot: DovecotServer): Promise<void> {
  await dovecot.admin(['expunge', '-u', user, 'mailbox', '*', 'all']);
}

async function serverState(dovecot: DovecotServer): Promise<{ inbox: number; seen: number; moved: number }> {
  const inbox = await dovecot.mails(user);
  const moved = await dovecot.mails(user, 'Abgelegt').catch(() => []);
  return { inbox: inbox.length, seen: inbox.filter(({ seen }) => seen).length, moved: moved.length };
}

async function openDesk({ dataDir, databaseUrl, key }: CrashJob): Promise<Desk> {
  const ring = { current: 'k', keys: new Map([['k', Buffer.from(key, 'base64')]]) };
  const store = await openStore({ dataDir, databaseUrl });
  return {
    store,
    ring,
    identity: await loadIdentity(store.db, ring),
    clock: () => new Date(),
    log: quietLog,
    dataDir,
    maxMailBytes: 50 * 1024 * 1024,
  };
}

async function startWorker(job: CrashJob): Promise<ChildProcess> {
  const worker = fork(path.resolve('tests/support/crash-worker.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  workers.add(worker);
  worker.once('exit', () => workers.delete(worker));
  worker.send(job);
  await once(worker, 'message');
  return worker;
}
