import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMailbox } from '../../src/flows/mailboxes.ts';
import { openSource } from '../../src/flows/open-mailbox.ts';
import { runMailbox } from '../../src/flows/run-mailbox.ts';
import { Failure } from '../../src/lib/failure.ts';
import type { Account } from '../../src/net/account.ts';
import { openImap } from '../../src/net/imap.ts';
import type { ImapConnection } from '../../src/net/imap-connection.ts';
import { openImapSource } from '../../src/sources/imap.ts';
import { leave, openFolder } from '../../src/sources/imap-folder.ts';
import { getMailbox } from '../../src/store/mailboxes.ts';
import {
  emptyMailbox,
  expectEachOnce,
  fillMailbox,
  importAccount,
  importUser,
  newJob,
  openJob,
} from '../support/imports.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';

// A server without MOVE cannot move in one step: what a run copied before it died must not be copied by the next one.

let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot({ extra: 'protocol imap {\n  imap_capability = IMAP4rev1 UIDPLUS\n}' });
});
afterAll(() => dovecot.stop());

test.each([
  ['keep their time of receipt', copyOnly],
  ['get the time of copying', appendOnly],
])('a run that dies between copy and deletion leaves one copy in the target folder: copies %s', async (_, copy) => {
  const job = await newJob();
  const desk = await openJob(job);
  await fillMailbox(dovecot, 12);
  const values = { ...importAccount(dovecot.imapPort, 'imap'), afterImport: 'move' };
  const mailbox = await getMailbox(desk.store.db, await createMailbox(desk, null, 'incoming', values));
  const { signal } = new AbortController();

  const dying = await openSource(desk, mailbox, signal);
  const settle = async (refs: readonly string[]) => {
    if (refs.length > 0) await copy(refs.slice(0, 7));
    throw new Failure('connection-lost', { temporary: true });
  };
  await expect(runMailbox(desk, mailbox, { ...dying, settle }, signal)).rejects.toThrow();
  await dying.close();
  expect(await dovecot.mails(importUser)).toHaveLength(12);
  expect(await dovecot.mails(importUser, 'Abgelegt')).toHaveLength(7);

  const source = await openSource(desk, mailbox, signal);
  expect((await runMailbox(desk, mailbox, source, signal)).imported).toBe(0);
  await source.close();
  expect(await dovecot.mails(importUser)).toEqual([]);
  const moved = (await dovecot.mails(importUser, 'Abgelegt')).map(({ raw }) => raw.toString());
  expect([moved.length, new Set(moved).size]).toEqual([12, 12]);
  await expectEachOnce(desk, 12);
  await emptyMailbox(dovecot);
  await desk.store.close();
  await rm(job.dataDir, { recursive: true, force: true });
});

test('what only looks like a copy is none: other bytes of the same length, or there before the mail came', async () => {
  const raw = (hop: string) =>
    `Received: from ${hop}\r\nMessage-ID: <eins@kunde.example>\r\nSubject: Eins\r\n\r\nText\r\n`;
  const receivedAt = new Date('2026-02-01T10:00:00Z');
  await dovecot.deliver(importUser, raw('a'), { receivedAt });
  const folder = 'Erledigt';
  await dovecot.deliver(importUser, raw('b'), { receivedAt, folder });
  await dovecot.deliver(importUser, raw('a'), { receivedAt: new Date(receivedAt.getTime() - 1000), folder });
  const source = await openImapSource(account(), 'INBOX', { log: () => undefined });
  const refs = (await source.list({ since: null, unseenOnly: false })).map(({ ref }) => ref);
  await source.settle(refs, { action: 'move', folder }, true);
  await source.close();
  const moved = await dovecot.mails(importUser, folder);
  expect(moved.map((mail) => mail.raw.toString()).toSorted()).toEqual([raw('a'), raw('a'), raw('b')]);
  await emptyMailbox(dovecot);
});

/** The first step of a move, and nothing behind it. */
async function copyOnly(refs: readonly string[]): Promise<void> {
  const connection = await openTarget();
  const uids = refs.map((ref) => Number(ref.split('UID=').at(-1)));
  await connection.messageCopy(uids, 'Abgelegt', { uid: true });
  await leave(connection);
}

/** The same on a server that does not keep the time of receipt. */
async function appendOnly(refs: readonly string[]): Promise<void> {
  const connection = await openTarget();
  for (const ref of refs) {
    const mail = await connection.fetchOne(String(ref.split('UID=').at(-1)), { source: true }, { uid: true });
    if (mail === false || !mail.source) throw new Error(`${ref} is not there.`);
    await connection.append('Abgelegt', mail.source, [], new Date(Date.now() + 1000));
  }
  await leave(connection);
}

async function openTarget(): Promise<ImapConnection> {
  const connection = await openImap(account(), { log: () => undefined });
  await openFolder(connection, 'INBOX', false);
  await connection.mailboxCreate('Abgelegt');
  return connection;
}

function account(): Account {
  const { host, port, username, password } = importAccount(dovecot.imapPort, 'imap');
  return {
    protocol: 'imap',
    host,
    port,
    encryption: 'none',
    username,
    password,
    preventPlain: false,
    preventNtlm: false,
    privateCa: '',
    pinnedFingerprint: '',
  };
}
