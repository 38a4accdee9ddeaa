// One measured import in a process of its own, so that CPU and memory are its alone. Started by import.ts.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import type { Desk } from '../src/flows/desk.ts';
import { createMailbox } from '../src/flows/mailboxes.ts';
import { openSource } from '../src/flows/open-mailbox.ts';
import { runMailbox } from '../src/flows/run-mailbox.ts';
import { loadIdentity } from '../src/store/identity.ts';
import { getMailbox } from '../src/store/mailboxes.ts';
import { openStore } from '../src/store/open.ts';
import { quietLog } from '../tests/support/log.ts';

export type ImportJob = {
  kind: 'bare' | 'desk';
  dataDir: string;
  databaseUrl: string;
  port: number;
  user: string;
  password: string;
  count: number;
};
export type ImportResult = {
  seconds: number;
  cpuMs: number;
  peakMb: number;
  /** Replies that are a further step of a ticket; null for the bare loop, which stores nothing. */
  threaded: number | null;
};

process.once('message', (job: ImportJob) => {
  void (job.kind === 'bare' ? bare(job) : desk(job)).then((result) => {
    process.send?.(result);
    process.disconnect();
  });
});

/** The baseline: the same IMAP library fetches, mailparser reads, the mails are deleted, nothing is stored. */
async function bare(job: ImportJob): Promise<ImportResult> {
  const start = begin();
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: job.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: job.user, pass: job.password },
    logger: false,
  });
  await client.connect();
  const lock = await client.getMailboxLock('INBOX');
  const uids: number[] = [];
  for await (const { uid, source } of client.fetch('1:*', { uid: true, source: true })) {
    await simpleParser(source ?? Buffer.alloc(0), { skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true });
    uids.push(uid);
  }
  await client.messageDelete(uids, { uid: true });
  lock.release();
  await client.logout();
  if (uids.length !== job.count) throw new Error(`the bare loop saw ${uids.length} of ${job.count} mails`);
  return end(start, null);
}

/** Ours, from the first fetch to the last server copy settled. */
async function desk(job: ImportJob): Promise<ImportResult> {
  const store = await openStore({ dataDir: job.dataDir, databaseUrl: job.databaseUrl });
  const ring = { current: 'k', keys: new Map([['k', randomBytes(32)]]) };
  const running: Desk = {
    store,
    ring,
    identity: await loadIdentity(store.db, ring),
    clock: () => new Date(),
    log: quietLog,
    dataDir: job.dataDir,
    maxMailBytes: 50 * 1024 * 1024,
  };
  const account = { host: '127.0.0.1', port: job.port, encryption: 'none', username: job.user, password: job.password };
  const id = await createMailbox(running, null, 'incoming', {
    ...account,
    name: 'Bench',
    protocol: 'imap',
    mailboxAddresses: ['support@bench.test'],
    createContact: true,
  });
  const mailbox = await getMailbox(store.db, id);
  await pause(200);
  const start = begin();
  const { signal } = new AbortController();
  const source = await openSource(running, mailbox, signal);
  const { imported } = await runMailbox(running, mailbox, source, signal);
  const result = end(start, null);
  await source.close();
  if (imported !== job.count) throw new Error(`${imported} of ${job.count} mails were imported`);
  const tickets = await store.db
    .selectFrom('ticket')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  const entries = await store.db
    .selectFrom('entry')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  await store.close();
  return { ...result, threaded: Number(entries.n) - Number(tickets.n) };
}

type Start = { at: number; cpu: NodeJS.CpuUsage };

function begin(): Start {
  return { at: performance.now(), cpu: process.cpuUsage() };
}

function end({ at, cpu }: Start, threaded: number | null): ImportResult {
  const used = process.cpuUsage(cpu);
  return {
    seconds: (performance.now() - at) / 1000,
    cpuMs: (used.user + used.system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    threaded,
  };
}
