import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { asFailure, type Failure } from '../../src/lib/failure.ts';
import type { Account } from '../../src/net/account.ts';
import { type ImapSourceOptions, openImapSource } from '../../src/sources/imap.ts';
import type { Source } from '../../src/sources/source.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { eventually } from '../support/servers/mail.ts';
import { type Faults, startToxic, type ToxicProxy } from '../support/servers/toxic.ts';

const users = Array.from({ length: 12 }, (_, index) => ({ name: `line${index}@helpdesk.test`, password: 'pass-line' }));
let dovecot: DovecotServer;
let used = 0;
beforeAll(async () => {
  dovecot = await startDovecot({ users });
});
afterAll(() => dovecot.stop());

const never = new AbortController().signal;
const all = { since: null, unseenOnly: false };
const mails = Array.from({ length: 60 }, (_, index) =>
  Buffer.from(`Subject: ${index}\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(1 + (index % 9))),
);

function nextUser(): string {
  const user = users[used]?.name ?? '';
  used += 1;
  return user;
}

async function open(user: string, port: number, options: Partial<ImapSourceOptions> = {}): Promise<Source> {
  const account: Account = {
    protocol: 'imap',
    host: '127.0.0.1',
    port,
    encryption: 'none',
    username: user,
    password: 'pass-line',
    preventPlain: false,
    preventNtlm: false,
    privateCa: '',
    pinnedFingerprint: '',
  };
  const source = await openImapSource(account, 'INBOX', { log: () => undefined, ...options });
  onTestFinished(() => source.close());
  return source;
}

async function faulty(faults: Faults): Promise<ToxicProxy> {
  const proxy = await startToxic(dovecot.imapPort, faults);
  onTestFinished(() => proxy.stop());
  return proxy;
}

/** Fetches all that is listed; gives what came whole and the failure that ended it. */
async function fetchAll(source: Source): Promise<{ got: Buffer[]; failure: Failure | undefined }> {
  const got: Buffer[] = [];
  try {
    const refs = (await source.list(all)).map(({ ref }) => ref);
    for await (const { raw } of source.fetch(refs)) got.push(raw);
    return { got, failure: undefined };
  } catch (error) {
    return { got, failure: asFailure(error) };
  }
}

const isPrefix = (got: Buffer[]) => got.every((raw, index) => raw.equals(mails[index] ?? Buffer.alloc(0)));

test('a line that gives one byte at a time', async () => {
  const user = nextUser();
  for (const raw of mails.slice(0, 5)) await dovecot.deliver(user, raw);
  const proxy = await faulty({ slice: 1 });
  const { got, failure } = await fetchAll(await open(user, proxy.port));
  expect(failure).toBeUndefined();
  expect(got).toEqual(mails.slice(0, 5));
});

test('a line cut anywhere never yields half a mail, and the next connection gets them all', async () => {
  const user = nextUser();
  for (const [index, raw] of mails.entries())
    await dovecot.deliver(user, raw, { receivedAt: new Date(1_700_000_000_000 + index * 1000) });
  const whole = await faulty({});
  const complete = await fetchAll(await open(user, whole.port));
  expect(complete.got).toEqual(mails);
  const failures: string[] = [];
  for (let cutAfter = 150; cutAfter < 30_000; cutAfter += 1471) {
    const proxy = await faulty({ cutAfter });
    try {
      const { got, failure } = await fetchAll(await open(user, proxy.port));
      expect(isPrefix(got)).toBe(true);
      if (failure) failures.push(`${failure.code} ${failure.temporary}`);
    } catch (error) {
      const failure = asFailure(error);
      failures.push(`${failure.code} ${failure.temporary}`);
    }
  }
  expect(failures.length).toBeGreaterThan(5);
  expect(new Set(failures)).toEqual(new Set(['connection-lost true']));
  expect((await fetchAll(await open(user, whole.port))).got).toEqual(mails);
});

test('a server that falls silent inside a mail is given up', async () => {
  const user = nextUser();
  for (const raw of mails) await dovecot.deliver(user, raw);
  const proxy = await faulty({});
  const source = await open(user, proxy.port, { timeouts: { quietMs: 400 } });
  const refs = (await source.list(all)).map(({ ref }) => ref);
  proxy.faults.stallAfter = 1;
  const got = (async () => {
    for await (const _ of source.fetch(refs));
  })();
  await expect(got).rejects.toMatchObject({ code: 'connection-timeout', temporary: true });
});

test('a line that breaks while waiting, and a server that throws us out, end the wait', async () => {
  const user = nextUser();
  const proxy = await faulty({});
  const cut = await open(user, proxy.port);
  const waiting = cut.wait(60_000, never);
  setTimeout(() => proxy.cut(), 50);
  expect(await waiting).toBe('closed');
  expect((await fetchAll(cut)).failure).toMatchObject({ code: 'connection-lost', temporary: true });
  const kicked = await open(user, dovecot.imapPort);
  const thrownOut = kicked.wait(60_000, never);
  await eventually('the kick', async () => ((await dovecot.admin(['kick', user])).includes(user) ? true : undefined));
  expect(await thrownOut).toBe('closed');
  expect((await fetchAll(kicked)).failure?.temporary).toBe(true);
});

test('mail that arrives between two waits ends the second at once', async () => {
  const user = nextUser();
  const source = await open(user, dovecot.imapPort);
  await dovecot.deliver(user, mails[0] ?? '');
  // Makes the server speak, outside of any wait.
  await source.settle(['INBOX;UIDVALIDITY=1;UID=1'], { action: 'keep' });
  await eventually('the news', async () => ((await source.wait(1, never)) === 'changed' ? true : undefined));
  expect(await source.list(all)).toHaveLength(1);
  expect(await source.wait(1, never)).toBe('timeout');
});

test('what another client expunges meanwhile is left out', async () => {
  const user = nextUser();
  for (const raw of mails.slice(0, 3)) await dovecot.deliver(user, raw);
  const source = await open(user, dovecot.imapPort);
  const refs = (await source.list(all)).map(({ ref }) => ref);
  await dovecot.admin(['expunge', '-u', user, 'mailbox', 'INBOX', 'uid', '2']);
  const got: string[] = [];
  for await (const { ref } of source.fetch(refs)) got.push(ref);
  expect(got).toEqual([refs[0], refs[2]]);
  expect(await source.settle(refs, { action: 'delete' })).toEqual(refs);
  expect(await source.list(all)).toEqual([]);
});

test('a new UIDVALIDITY makes every old name mean nothing', async () => {
  const user = nextUser();
  await dovecot.deliver(user, mails[0] ?? '');
  const before = await open(user, dovecot.imapPort);
  const [old] = await before.list(all);
  await before.close();
  await dovecot.admin(['mailbox', 'update', '--uid-validity', '99', '-u', user, 'INBOX']);
  const after = await open(user, dovecot.imapPort);
  const [renamed] = await after.list(all);
  expect(renamed?.ref).toBe('INBOX;UIDVALIDITY=99;UID=1');
  expect(renamed?.ref).not.toBe(old?.ref);
  await after.settle([old?.ref ?? ''], { action: 'delete' });
  expect(await after.list(all)).toHaveLength(1);
});

test('what others have marked as deleted stays, on a server without UIDPLUS', async () => {
  const old = await startDovecot({ extra: 'protocol imap {\n  imap_capability = IMAP4rev1\n}' });
  onTestFinished(() => old.stop());
  const user = 'support@helpdesk.test';
  for (const raw of mails.slice(0, 3)) await old.deliver(user, raw);
  await old.admin(['flags', 'add', '-u', user, '\\Deleted', 'mailbox', 'INBOX', 'uid', '1']);
  const account: Account = {
    protocol: 'imap',
    host: '127.0.0.1',
    port: old.imapPort,
    encryption: 'none',
    username: user,
    password: 'pass-support',
    preventPlain: false,
    preventNtlm: false,
    privateCa: '',
    pinnedFingerprint: '',
  };
  const source = await openImapSource(account, 'INBOX', { log: () => undefined });
  const listed = await source.list(all);
  expect(listed.map(({ ref }) => ref.split('UID=').at(-1))).toEqual(['2', '3']);
  await source.settle([listed[0]?.ref ?? ''], { action: 'delete' });
  await source.settle([listed[1]?.ref ?? ''], { action: 'move', folder: 'Fertig' });
  await source.close();
  expect((await old.mails(user)).map(({ flags }) => flags)).toEqual(['T', 'T', 'T']);
  expect((await old.mails(user, 'Fertig')).map(({ raw }) => raw)).toEqual([mails[2]]);
});

test('ending the signal closes the open source', async () => {
  const user = nextUser();
  const stop = new AbortController();
  const source = await open(user, dovecot.imapPort, { signal: stop.signal });
  const waiting = source.wait(60_000, never);
  stop.abort();
  expect(await waiting).toBe('closed');
});
