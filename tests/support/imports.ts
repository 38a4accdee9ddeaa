import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { Desk } from '../../src/flows/desk.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { loadIdentity } from '../../src/store/identity.ts';
import { openStore } from '../../src/store/open.ts';
import type { CrashJob } from './crash-worker.ts';
import { draftOf } from './desk.ts';
import { quietLog } from './log.ts';
import type { DovecotServer } from './servers/dovecot.ts';
import { eventually } from './servers/mail.ts';

/** The account whose mail is imported again and again. */
export const importUser = 'support@helpdesk.test';

/** Settings of an incoming mailbox for it; `port` may be a proxy's. */
export const importAccount = (port: number, protocol: 'imap' | 'pop3') => ({
  protocol,
  host: '127.0.0.1',
  port,
  encryption: 'none',
  username: importUser,
  password: 'pass-support',
  mailboxAddresses: [importUser],
  createContact: true,
  name: 'Import',
  moveTo: 'Abgelegt',
});

/** A new data folder, to be removed by the test, on the given database ('' = SQLite). */
export async function newJob(databaseUrl = ''): Promise<CrashJob> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'poststelle-import-'));
  return { dataDir, databaseUrl, key: randomBytes(32).toString('base64') };
}

/** The desk of a job, for looking on and for running flows in the test's own process. The caller closes its store. */
export async function openJob({ dataDir, databaseUrl, key }: CrashJob): Promise<Desk> {
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

const workers = new Set<ChildProcess>();

/** Starts a process that fetches and files for the job. */
export async function startWorker(job: CrashJob): Promise<ChildProcess> {
  const worker = fork(path.resolve('tests/support/crash-worker.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  workers.add(worker);
  worker.once('exit', () => workers.delete(worker));
  worker.send(job);
  await once(worker, 'message');
  return worker;
}

/** Ends a process as a power cut would. */
export async function killWorker(worker: ChildProcess): Promise<void> {
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

/** For afterEach: a failing test must leave no process behind. */
export function killWorkers(): void {
  for (const worker of workers) worker.kill('SIGKILL');
}

/** Puts mails with the subjects `Nummer <from>` to `Nummer <from + count - 1>` on the server, of very different lengths. */
export async function fillMailbox(dovecot: DovecotServer, count: number, from = 0): Promise<void> {
  for (let n = from; n < from + count; n++) {
    const text = `Mail ${n}\n`.repeat(n % 10 === 0 ? 1000 : 1 + (n % 30));
    await dovecot.deliver(importUser, composeMessage(draftOf({ subject: `Nummer ${n}`, text }, new Date())).raw);
  }
}

export async function emptyMailbox(dovecot: DovecotServer): Promise<void> {
  await dovecot.admin(['expunge', '-u', importUser, 'mailbox', '*', 'all']);
}

/** How many mails lie on the server, and how many of those in the inbox are seen. */
export async function serverState(dovecot: DovecotServer): Promise<{ inbox: number; seen: number; moved: number }> {
  const inbox = await dovecot.mails(importUser);
  const moved = await dovecot.mails(importUser, 'Abgelegt').catch(() => []);
  return { inbox: inbox.length, seen: inbox.filter(({ seen }) => seen).length, moved: moved.length };
}

export type AfterImportAction = 'delete' | 'move' | 'markRead' | 'keep';

/** What `serverState` must give after `count` mails were imported. Over POP3 it is the server itself that calls a downloaded mail seen. */
export function stateAfter(count: number, protocol: 'imap' | 'pop3', action: AfterImportAction): object {
  const left = action === 'markRead' || action === 'keep';
  const seen = action === 'markRead' ? count : 0;
  return {
    inbox: left ? count : 0,
    seen: protocol === 'pop3' && left ? expect.any(Number) : seen,
    moved: action === 'move' ? count : 0,
  };
}

/** Waits until the intake log holds at least so many mails, all of them filed and settled. */
export async function allSettled({ store }: Desk, count: number, timeoutMs = 90_000): Promise<void> {
  await eventually(
    `${count} mails filed and settled`,
    async () => {
      const rows = await store.db.selectFrom('inbound').select(['state', 'settled_at']).execute();
      const done = rows.filter(({ state, settled_at }) => state === 'filed' && settled_at !== null);
      return rows.length >= count && done.length === rows.length ? true : undefined;
    },
    timeoutMs,
  );
}

/** Asserts that each of the mails `Nummer 0` to `Nummer <count - 1>` is one step of a ticket of its own, and nothing else is there. */
export async function expectEachOnce({ store }: Desk, count: number): Promise<void> {
  const steps = await store.db.selectFrom('entry').select(['ticket_id', 'subject']).execute();
  const wanted = Array.from({ length: count }, (_, n) => `Nummer ${n}`);
  expect(steps.map(({ subject }) => subject).toSorted()).toEqual(wanted.toSorted());
  expect(new Set(steps.map(({ ticket_id }) => ticket_id)).size).toBe(count);
}
