import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Account } from '../../src/net/account.ts';
import { openImap } from '../../src/net/imap.ts';
import { openFolder } from '../../src/sources/imap-folder.ts';
import type { ListingMemory } from '../../src/sources/imap-listing.ts';
import { openImapSource } from '../../src/sources/imap.ts';
import type { ListOptions, Source } from '../../src/sources/source.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';

const user = 'support@helpdesk.test';
let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot.stop());

const account = (): Account => ({
  protocol: 'imap',
  host: '127.0.0.1',
  port: dovecot.imapPort,
  encryption: 'none',
  username: user,
  password: 'pass-support',
  preventPlain: false,
  preventNtlm: false,
  privateCa: '',
  pinnedFingerprint: '',
});
const silent = { log: () => undefined };

/** A row of numbers from 0 to below 1 that is the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

test('a listing that only asks for what changed is the same as one that asks for everything, whatever others do meanwhile', async () => {
  const next = dice(20_261_122);
  const upTo = (limit: number) => Math.floor(next() * limit);
  const other = await openImap(account(), silent);
  onTestFinished(() => other.close());
  await openFolder(other, 'INBOX', false);
  let count = 0;
  const deliver = async () => {
    count += 1;
    const receivedAt = new Date(Date.now() - upTo(20) * 86_400_000 - upTo(3_600_000));
    await dovecot.deliver(user, `Subject: ${count}\r\n\r\n${'x'.repeat(upTo(500))}\r\n`, { receivedAt });
  };
  const change = async () => {
    await other.noop();
    const uids = await other.search({ all: true }, { uid: true });
    const uid = String(Array.isArray(uids) ? uids[upTo(uids.length)] : 0);
    const kind = upTo(7);
    const options = { uid: true, silent: true };
    if (kind <= 1) await deliver();
    else if (kind === 2) await other.messageFlagsAdd(uid, ['\\Seen'], options);
    else if (kind === 3) await other.messageFlagsRemove(uid, ['\\Seen', '\\Deleted'], options);
    else if (kind === 4) await other.messageFlagsAdd(uid, ['\\Deleted'], options);
    else if (kind === 5) await other.messageDelete(uid, { uid: true });
    else await other.messageFlagsAdd(uid, ['Wichtig'], options);
  };
  for (let n = 0; n < 30; n++) await deliver();

  const memory: ListingMemory = {};
  let source: Source | undefined;
  let caughtUp = 0;
  let wanted: ListOptions = { since: null, unseenOnly: false };
  const rounds = 60;
  for (let round = 0; round < rounds; round++) {
    for (let changes = upTo(4); changes > 0; changes--) await change();
    // The question changes rarely, as settings do; the boundary moves a little each time, as time does.
    if (round % 12 === 0) {
      const days = [null, 14, 5][upTo(3)] ?? null;
      wanted = { since: days === null ? null : new Date(Date.now() - days * 86_400_000), unseenOnly: next() < 0.5 };
    } else if (wanted.since) wanted = { ...wanted, since: new Date(wanted.since.getTime() + 3_600_000) };
    if (next() < 0.3) {
      await source?.close();
      source = undefined;
    }
    source ??= await openImapSource(account(), 'INBOX', { ...silent, memory });
    const before = memory.last?.completeAt;
    const cheap = await source.list(wanted);
    if (before !== undefined && memory.last?.completeAt === before) caughtUp += 1;
    const fresh = await openImapSource(account(), 'INBOX', silent);
    expect(cheap, `round ${round}`).toEqual(await fresh.list(wanted));
    await fresh.close();
  }
  await source?.close();
  // All but the first listing and those after the question changed.
  expect(caughtUp).toBeGreaterThan(rounds / 2);
});

test('what another client deletes or moves away is told by the server: no search for it', async () => {
  const own = 'sales@helpdesk.test';
  const mine = { ...account(), username: own, password: 'pass-sales' };
  for (let n = 0; n < 6; n++) await dovecot.deliver(own, `Subject: ${n}\r\n\r\nText\r\n`, { receivedAt: new Date() });
  const other = await openImap(mine, silent);
  onTestFinished(() => other.close());
  await openFolder(other, 'INBOX', false);
  const memory: ListingMemory = {};
  const all = { since: null, unseenOnly: false };
  const source = await openImapSource(mine, 'INBOX', { ...silent, memory });
  expect(await source.list(all)).toHaveLength(6);
  const complete = memory.last?.completeAt;
  await other.messageDelete('1:2', { uid: true });
  expect(await source.list(all)).toHaveLength(4);
  await source.close();
  await other.mailboxCreate('Archiv');
  await other.messageMove('3', 'Archiv', { uid: true });
  const next = await openImapSource(mine, 'INBOX', { ...silent, memory });
  expect((await next.list(all)).map(({ ref }) => ref.split('UID=').at(-1))).toEqual(['4', '5', '6']);
  // Our own step after an import is no reason either.
  await next.settle(
    (await next.list(all)).slice(0, 1).map(({ ref }) => ref),
    { action: 'delete' },
  );
  expect(await next.list(all)).toHaveLength(2);
  await next.close();
  expect(memory.last?.completeAt).toBe(complete);
});

test('a folder that others rename or delete is missing, is opened under its new name, and a lost target is made anew', async () => {
  const own = 'carol@customer.test';
  const mine = { ...account(), username: own, password: 'pass-carol' };
  const other = await openImap(mine, silent);
  onTestFinished(() => other.close());
  await other.mailboxCreate('Anfragen');
  await dovecot.deliver(own, 'Subject: eins\r\n\r\nText\r\n', { folder: 'Anfragen' });
  const all = { since: null, unseenOnly: false };
  const before = await openImapSource(mine, 'Anfragen', silent);
  expect(await before.list(all)).toHaveLength(1);
  await before.close();
  await other.mailboxRename('Anfragen', 'Kundenanfragen');
  const missing = { code: 'folder-missing', params: { folder: 'Anfragen' }, field: 'folder', temporary: false };
  await expect(openImapSource(mine, 'Anfragen', silent)).rejects.toMatchObject(missing);
  const renamed = await openImapSource(mine, 'Kundenanfragen', silent);
  const refs = (await renamed.list(all)).map(({ ref }) => ref);
  expect(refs).toEqual([expect.stringMatching(/^Kundenanfragen;UIDVALIDITY=\d+;UID=1$/)]);
  await other.mailboxCreate('Erledigt');
  await other.mailboxDelete('Erledigt');
  expect(await renamed.settle(refs, { action: 'move', folder: 'Erledigt' })).toEqual(refs);
  expect(await dovecot.mails(own, 'Erledigt')).toHaveLength(1);
  await renamed.close();
  await other.mailboxDelete('Kundenanfragen');
  await expect(openImapSource(mine, 'Kundenanfragen', silent)).rejects.toMatchObject({ code: 'folder-missing' });
});

test('a folder that is deleted under an open connection is no empty one', async () => {
  const own = 'dave@customer.test';
  const mine = { ...account(), username: own, password: 'pass-dave' };
  const other = await openImap(mine, silent);
  onTestFinished(() => other.close());
  await other.mailboxCreate('Kurz');
  await dovecot.deliver(own, 'Subject: eins\r\n\r\nText\r\n', { folder: 'Kurz' });
  const source = await openImapSource(mine, 'Kurz', silent);
  onTestFinished(() => source.close());
  const all = { since: null, unseenOnly: false };
  expect(await source.list(all)).toHaveLength(1);
  await other.mailboxDelete('Kurz');
  await expect(source.list(all)).rejects.toMatchObject({
    code: expect.stringMatching(/^(server-said-bye|server-refused)$/),
  });
  await expect(openImapSource(mine, 'Kurz', silent)).rejects.toMatchObject({ code: 'folder-missing' });
});

test('a new UIDVALIDITY empties the memory', async () => {
  const memory: ListingMemory = {};
  const all = { since: null, unseenOnly: false };
  const before = await openImapSource(account(), 'INBOX', { ...silent, memory });
  const [old] = await before.list(all);
  await before.close();
  await dovecot.admin(['mailbox', 'update', '--uid-validity', '4711', '-u', user, 'INBOX']);
  const after = await openImapSource(account(), 'INBOX', { ...silent, memory });
  const listed = await after.list(all);
  await after.close();
  expect(old?.ref).toMatch(/^INBOX;UIDVALIDITY=(?!4711;)/);
  expect(listed[0]?.ref).toMatch(/^INBOX;UIDVALIDITY=4711;/);
});
