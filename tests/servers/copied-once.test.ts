import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMailbox } from '../../src/flows/mailboxes.ts';
import { openSource } from '../../src/flows/open-mailbox.ts';
import { runMailbox } from '../../src/flows/run-mailbox.ts';
import { Failure } from '../../src/lib/failure.ts';
import { openImap } from '../../src/net/imap.ts';
import { leave, openFolder } from '../../src/sources/imap-folder.ts';
import { getMailbox } from '../../src/store/mailboxes.ts';
import { expectEachOnce, fillMailbox, importAccount, importUser, newJob, openJob } from '../support/imports.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';

// A server without MOVE cannot move in one step: what a run copied before it died must not be copied by the next one.

let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot({ extra: 'protocol imap {\n  imap_capability = IMAP4rev1 UIDPLUS\n}' });
});
afterAll(() => dovecot.stop());

test('a run that dies between copy and deletion leaves one copy in the target folder after the next run', async () => {
  const job = await newJob();
  const desk = await openJob(job);
  await fillMailbox(dovecot, 12);
  const values = { ...importAccount(dovecot.imapPort, 'imap'), afterImport: 'move' };
  const mailbox = await getMailbox(desk.store.db, await createMailbox(desk, null, 'incoming', values));
  const { signal } = new AbortController();

  const dying = await openSource(desk, mailbox, signal);
  const settle = async (refs: readonly string[]) => {
    if (refs.length > 0) await copyOnly(refs.slice(0, 7));
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
  await desk.store.close();
  await rm(job.dataDir, { recursive: true, force: true });
});

/** The first step of a move, and nothing behind it. */
async function copyOnly(refs: readonly string[]): Promise<void> {
  const { host, port, username, password } = importAccount(dovecot.imapPort, 'imap');
  const connection = await openImap(
    {
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
    },
    { log: () => undefined },
  );
  await openFolder(connection, 'INBOX', false);
  await connection.mailboxCreate('Abgelegt');
  const uids = refs.map((ref) => Number(ref.split('UID=').at(-1)));
  await connection.messageCopy(uids, 'Abgelegt', { uid: true });
  await leave(connection);
}
