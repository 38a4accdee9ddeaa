import { expect, test } from 'vitest';
import { asFailure, type Failure } from '../../src/lib/failure.ts';
import type { CheckStep } from '../../src/net/check-step.ts';
import { openImap } from '../../src/net/imap.ts';
import { checkImap } from '../../src/sources/check-imap.ts';
import { countMails } from '../../src/sources/imap-count.ts';
import { openFolder } from '../../src/sources/imap-folder.ts';
import { searchUids } from '../../src/sources/imap-search.ts';
import { settleMails } from '../../src/sources/imap-settle.ts';
import { openImapSource } from '../../src/sources/imap.ts';
import type { AfterImport, Source } from '../../src/sources/source.ts';
import { besides } from './imap-steps.ts';
import { accountOn, play } from './play.ts';

// Where the line ends between two commands, the library answers the next one with `false`, `undefined` or nothing, as it does for a refusal.

const all = { since: null, unseenOnly: false };
const capabilities = 'IMAP4rev1 UIDPLUS MOVE';

/** A server on which one may sign in and open INBOX; then it does as told. */
const opened = (more: string, offers = capabilities) =>
  [
    'S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready',
    'C: {tag} AUTHENTICATE PLAIN {words}',
    `S: {tag} OK [CAPABILITY ${offers}] welcome`,
    'C: {tag} {open} INBOX',
    'S: * 3 EXISTS',
    'S: * OK [UIDVALIDITY 7] ok',
    'S: {tag} OK [READ-WRITE] done',
    more,
    '',
    '? {tag} NOOP',
    'S: {tag} OK',
    ...besides,
  ].join('\n');

async function sourceOn(more: string, offers?: string): Promise<Source> {
  const server = await play(opened(more, offers));
  return openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined });
}

async function failure(work: () => Promise<unknown>): Promise<Failure> {
  return work().then(
    () => expect.fail('it should have failed'),
    (error: unknown) => asFailure(error),
  );
}

const lost = { code: 'connection-lost', temporary: true };

test.each([
  ['after the answer to NOOP', 'C: {tag} NOOP\nS: {tag} OK\nCUT'],
  ['instead of an answer to SEARCH', 'C: {tag} UID SEARCH UNDELETED\nCUT'],
  ['after the answer to SEARCH', 'C: {tag} UID SEARCH UNDELETED\nS: * SEARCH 1 2\nS: {tag} OK\nCUT'],
  [
    'inside the answer to FETCH',
    'C: {tag} UID SEARCH UNDELETED\nS: * SEARCH 1 2\nS: {tag} OK\nC: {tag} UID FETCH {rest...}\nS: * 1 FETCH (UID 1 FLAGS () RFC822.SIZE 9)\nCUT',
  ],
])('a listing that is cut %s is a line that broke, never a refusal and never an empty folder', async (_, more) => {
  const source = await sourceOn(more);
  expect(await failure(() => source.list(all))).toMatchObject(lost);
  await source.close();
});

test('a goodbye between two commands is one, also while the line still stands', async () => {
  const source = await sourceOn('C: {tag} NOOP\nS: * BYE Account exceeded command or bandwidth limits\nS: {tag} OK');
  const refused = await failure(() => source.list(all));
  expect(refused).toMatchObject({ code: 'server-said-bye', temporary: true });
  expect(refused.serverReply).toBe('* BYE Account exceeded command or bandwidth limits');
  await source.close();
});

test.each<[string, AfterImport, string, string?]>([
  ['a mark', { action: 'markRead' }, 'C: {tag} UID STORE {rest...}\nCUT'],
  [
    'a deletion',
    { action: 'delete' },
    'C: {tag} UID STORE {rest...}\nS: {tag} OK\nC: {tag} UID EXPUNGE {rest...}\nCUT',
  ],
  ['a move', { action: 'move', folder: 'Fertig' }, 'C: {tag} UID MOVE {rest...}\nCUT'],
  [
    'a move whose folder is missing',
    { action: 'move', folder: 'Fertig' },
    'C: {tag} UID MOVE {rest...}\nS: {tag} NO [TRYCREATE] no\nC: {tag} CREATE Fertig\nCUT',
  ],
  [
    'a copy',
    { action: 'move', folder: 'Fertig' },
    'C: {tag} UID SEARCH UID 1:2 UNDELETED\nS: * SEARCH 1\nS: {tag} OK\nC: {tag} UID COPY 1 Fertig\nCUT',
    'IMAP4rev1',
  ],
  [
    'the question before a copy',
    { action: 'move', folder: 'Fertig' },
    'C: {tag} UID SEARCH UID 1:2 UNDELETED\nCUT',
    'IMAP4rev1',
  ],
])('%s that is cut is a line that broke', async (_, after, more, offers) => {
  const source = await sourceOn(more, offers);
  const refs = [1, 2].map((uid) => `INBOX;UIDVALIDITY=7;UID=${uid}`);
  expect(await failure(() => source.settle(refs, after))).toMatchObject(lost);
  await source.close();
});

test('a goodbye while settling is no refusal of the mailbox', async () => {
  const source = await sourceOn('C: {tag} UID MOVE {rest...}\nS: * BYE [UNAVAILABLE] Wartung\nCLOSE');
  const refs = ['INBOX;UIDVALIDITY=7;UID=1'];
  const refused = await failure(() => source.settle(refs, { action: 'move', folder: 'Fertig' }));
  expect(refused).toMatchObject({ code: 'server-said-bye', temporary: true });
  await source.close();
});

test('between two portions: what came whole is given, then it throws', async () => {
  const mail = ['Subject: 1', '', 'x'];
  const server = await play(
    opened(
      [
        'C: {tag} UID FETCH 1:2 (UID RFC822.SIZE)',
        // Two such mails do not go into one portion.
        'S: * 1 FETCH (UID 1 RFC822.SIZE 900000)',
        'S: * 2 FETCH (UID 2 RFC822.SIZE 4000000)',
        'S: {tag} OK',
        'C: {tag} UID FETCH 1 (UID FLAGS BODY.PEEK[])',
        `S: * 1 FETCH (UID 1 FLAGS () BODY[] {${mail.join('\r\n').length + 2}}`,
        ...mail.map((line) => `S: ${line}`),
        'S: )',
        'S: {tag} OK',
        'C: {tag} UID FETCH 2 {what...}',
        'CUT',
      ].join('\n'),
    ),
  );
  const source = await openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined });
  const got: string[] = [];
  const broken = await failure(async () => {
    const refs = [1, 2].map((uid) => `INBOX;UIDVALIDITY=7;UID=${uid}`);
    for await (const { raw } of source.fetch(refs)) got.push(raw.toString());
  });
  expect(server.problems()).toEqual([]);
  expect(broken).toMatchObject(lost);
  expect(got).toEqual(['Subject: 1\r\n\r\nx\r\n']);
  await source.close();
});

test('asked on a line that is gone already, no question is answered with "none"', async () => {
  const server = await play(opened('C: {tag} NOOP\nS: {tag} OK\nCLOSE'));
  const connection = await openImap(accountOn(server, 'imap'), { log: () => undefined });
  await openFolder(connection, 'INBOX', false);
  const closed = new Promise((resolve) => connection.once('close', resolve));
  await connection.noop();
  await closed;
  expect(connection.gone).toBe(true);
  expect(await failure(() => searchUids(connection, { deleted: false }))).toMatchObject(lost);
  expect(await failure(() => countMails(connection, null))).toMatchObject(lost);
  expect(await failure(() => openFolder(connection, 'INBOX', false))).toMatchObject(lost);
});

test('a mark on a line that is gone already is no read-only folder', async () => {
  const source = await sourceOn('CLOSE');
  expect(await source.wait(60_000, new AbortController().signal)).toBe('closed');
  const refs = ['INBOX;UIDVALIDITY=7;UID=1'];
  for (const action of ['markRead', 'delete'] as const) {
    expect(await failure(() => source.settle(refs, { action }))).toMatchObject(lost);
  }
});

test('the test of a mailbox whose line breaks while counting fails; it does not count nothing', async () => {
  const server = await play(opened('C: {tag} UID SEARCH UNDELETED\nS: * SEARCH 1 2 3\nS: {tag} OK\nCUT'));
  const steps: CheckStep[] = [];
  const counts: unknown[] = [];
  const ok = await checkImap(accountOn(server, 'imap'), 'INBOX', {
    wouldImport: (candidates) => candidates.length,
    counted: (found) => counts.push(found),
    report: (step) => steps.push(step),
    signal: new AbortController().signal,
  });
  expect(ok).toBe(false);
  expect(counts).toEqual([]);
  expect(steps.at(-1)).toMatchObject({ step: 'count', state: 'failed', failure: { code: 'connection-lost' } });
});

test('only what the server refuses is a refusal, with its words', async () => {
  const source = await sourceOn('C: {tag} UID SEARCH UNDELETED\nS: {tag} NO Kein Zugriff');
  const refused = await failure(() => source.list(all));
  expect(refused).toMatchObject({ code: 'server-refused', temporary: false });
  expect(refused.serverReply).toMatch(/^A\w+ NO Kein Zugriff$/);
  await source.close();
});

test.each([
  'NO [UNAVAILABLE] Temporärer Fehler',
  'NO [LIMIT] UID SEARCH Rate limit hit.',
  'NO [INUSE] Mailbox is locked',
  'NO [SERVERBUG] Internal error',
  'NO [OVERQUOTA] Account exceeded command or bandwidth limits.',
  'BAD Request is throttled. Suggested Backoff Time: 20 milliseconds',
])('a server that answers "%s" asks to come back later', async (reply) => {
  const listing = await sourceOn(`C: {tag} UID SEARCH UNDELETED\nS: {tag} ${reply}`);
  expect(await failure(() => listing.list(all))).toMatchObject({ code: 'server-busy', temporary: true });
  await listing.close();
  const settling = await sourceOn(`C: {tag} UID STORE 1 +FLAGS.SILENT (\\Seen)\nS: {tag} ${reply}`);
  const refs = ['INBOX;UIDVALIDITY=7;UID=1'];
  const refused = await failure(() => settling.settle(refs, { action: 'markRead' }));
  expect(refused).toMatchObject({ code: 'server-busy', temporary: true });
  expect(refused.serverReply).toContain(reply);
  await settling.close();
});

test('a full target folder is no matter of waiting', async () => {
  const move = 'C: {tag} UID MOVE 1 Fertig\nS: {tag} NO [OVERQUOTA] Mailbox is full';
  const make = 'C: {tag} CREATE Fertig\nS: {tag} OK\nC: {tag} SUBSCRIBE Fertig\nS: {tag} OK';
  const server = await play(opened(`${move}\n${make}\n${move}`));
  const source = await openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined });
  const refs = ['INBOX;UIDVALIDITY=7;UID=1'];
  const refused = await failure(() => source.settle(refs, { action: 'move', folder: 'Fertig' }));
  expect(server.problems()).toEqual([]);
  expect(refused).toMatchObject({ code: 'server-refused', temporary: false });
  expect(refused.serverReply).toContain('Mailbox is full');
  await source.close();
});

test.each([
  ['NO [ALERT] Too many simultaneous connections. (Failure)', 'sign-in-unavailable', true],
  ['NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded', 'sign-in-unavailable', true],
  ['NO [AUTHENTICATIONFAILED] Rate limit: please try again later', 'sign-in-refused', false],
])('a sign-in answered with "%s" is %s', async (reply, code, temporary) => {
  const server = await play(
    `S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nC: {tag} AUTHENTICATE PLAIN {words}\nS: {tag} ${reply}\n`,
  );
  const refused = await failure(() => openImap(accountOn(server, 'imap'), { log: () => undefined }));
  expect(refused).toMatchObject({ code, temporary });
});

test('settling nothing asks nothing', async () => {
  const server = await play(opened(''));
  const connection = await openImap(accountOn(server, 'imap'), { log: () => undefined });
  await openFolder(connection, 'INBOX', false);
  const before = server.lines().length;
  await settleMails(connection, [], { action: 'delete' });
  await settleMails(connection, [1], { action: 'keep' });
  expect(server.lines()).toHaveLength(before);
  connection.close();
});
