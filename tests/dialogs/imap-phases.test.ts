import { expect, test } from 'vitest';
import type { CheckStep } from '../../src/net/check-step.ts';
import { checkImap } from '../../src/sources/check-imap.ts';
import { openImapSource } from '../../src/sources/imap.ts';
import type { Source } from '../../src/sources/source.ts';
import { testCertificates } from '../support/servers/certificates.ts';
import { accountOn, failureOf, play } from './play.ts';

// What servers say at any moment: goodbye, not now, or something that only a server of RFC 9051 says.

const all = { since: null, unseenOnly: false };
const never = new AbortController().signal;
const refs = ['INBOX;UIDVALIDITY=7;UID=1'];
const greeting = 'S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready';
const signedIn = [
  greeting,
  'C: {tag} AUTHENTICATE PLAIN',
  'S: + ',
  'C: AHVzZXIAcGFzcw==',
  'S: {tag} OK [CAPABILITY IMAP4rev1 ENABLE CONDSTORE IDLE MOVE UIDPLUS] welcome',
];
const enabled = ['C: {tag} ENABLE CONDSTORE', 'S: * ENABLED CONDSTORE', 'S: {tag} OK'];
const opened = [
  ...signedIn,
  ...enabled,
  'C: {tag} SELECT INBOX',
  'S: * 1 EXISTS',
  'S: * OK [UIDVALIDITY 7] ok',
  'S: * OK [NOMODSEQ] no',
  'S: {tag} OK [READ-WRITE] done',
];
const besides = [
  '? {tag} NAMESPACE',
  'S: * NAMESPACE (("" "/")) NIL NIL',
  'S: {tag} OK',
  '? {tag} LIST "" ""',
  'S: * LIST (\\Noselect) "/" ""',
  'S: {tag} OK',
  '? {tag} LIST {rest...}',
  'S: * LIST () "/" INBOX',
  'S: {tag} OK',
  '? {tag} LSUB {rest...}',
  'S: {tag} OK',
  '? {tag} LOGOUT',
  'S: * BYE bye',
  'S: {tag} OK',
  '',
];
const serve = (...steps: string[]) => play([...steps, '', ...besides].join('\n'));

async function sourceOn(...steps: string[]): Promise<Source> {
  return openImapSource(accountOn(await serve(...steps), 'imap'), 'INBOX', { log: () => undefined });
}

const list = (source: Source) => source.list(all);
const fetch = async (source: Source) => {
  for await (const mail of source.fetch(refs)) expect(mail).toBeUndefined();
};
const found = ['C: {tag} NOOP', 'S: {tag} OK', 'C: {tag} UID SEARCH UNDELETED', 'S: * SEARCH 1', 'S: {tag} OK'];
const phases: [phase: string, steps: string[], work?: (source: Source) => Promise<unknown>][] = [
  ['a greeting', []],
  ['AUTHENTICATE', [greeting, 'C: {tag} AUTHENTICATE PLAIN']],
  ['the credentials', [greeting, 'C: {tag} AUTHENTICATE PLAIN', 'S: + ', 'C: {words}']],
  ['ENABLE', [...signedIn, 'C: {tag} ENABLE CONDSTORE']],
  ['SELECT', [...signedIn, ...enabled, 'C: {tag} SELECT INBOX']],
  ['NOOP', [...opened, 'C: {tag} NOOP'], list],
  ['SEARCH', [...opened, 'C: {tag} NOOP', 'S: {tag} OK', 'C: {tag} UID SEARCH UNDELETED'], list],
  ['the rows of FETCH', [...opened, ...found, 'C: {tag} UID FETCH {rest...}', 'S: * 1 FETCH (UID 1 FLAGS ())'], list],
  ['the download', [...opened, 'C: {tag} UID FETCH 1 (UID RFC822.SIZE)'], fetch],
  [
    'a mail',
    [
      ...opened,
      'C: {tag} UID FETCH 1 (UID RFC822.SIZE)',
      'S: * 1 FETCH (UID 1 RFC822.SIZE 9)',
      'S: {tag} OK',
      'C: {tag} UID FETCH 1 {rest...}',
    ],
    fetch,
  ],
  ['STORE', [...opened, 'C: {tag} UID STORE {rest...}'], (source) => source.settle(refs, { action: 'markRead' })],
  [
    'MOVE',
    [...opened, 'C: {tag} UID MOVE 1 Fertig'],
    (source) => source.settle(refs, { action: 'move', folder: 'Fertig' }),
  ],
];

test.each(phases)('a goodbye behind %s is one, with its words, and worth another try', async (phase, steps, work) => {
  const bye = 'S: * BYE [UNAVAILABLE] Zu viele Verbindungen';
  const failing = (async () => {
    const source = await sourceOn(...steps, bye, 'CLOSE');
    expect(work, `it should not have opened behind ${phase}`).toBeDefined();
    await work?.(source);
  })();
  expect(await failureOf(failing)).toMatchObject({
    code: 'server-said-bye',
    temporary: true,
    serverReply: '* BYE [UNAVAILABLE] Zu viele Verbindungen',
  });
});

test('a goodbye while waiting ends the wait, and so does one whose line stays open', async () => {
  for (const end of ['CLOSE', 'MUTE']) {
    const source = await sourceOn(...opened, 'C: {tag} IDLE', 'S: + idling', 'S: * BYE Session invalidated', end);
    expect(await source.wait(60_000, never)).toBe('closed');
    expect(await failureOf(source.list(all))).toMatchObject({ code: 'server-said-bye', temporary: true });
  }
});

test('new mail ends the wait at once; where IDLE is refused, the time does', async () => {
  const told = await sourceOn(...opened, 'C: {tag} IDLE', 'S: + idling', 'S: * 2 EXISTS', 'C: DONE', 'S: {tag} OK');
  expect(await told.wait(60_000, never)).toBe('changed');
  const refused = await sourceOn(
    ...opened,
    'C: {tag} IDLE',
    'S: {tag} NO not today',
    ...found.slice(0, 3),
    'S: {tag} OK',
  );
  expect(await refused.wait(20, never)).toBe('timeout');
  expect(await refused.list(all)).toEqual([]);
});

test('a folder that is deleted while somebody waits in it is missing the next time', async () => {
  const source = await sourceOn(...opened, 'C: {tag} IDLE', 'S: + idling', 'S: * BYE Mailbox was deleted', 'CLOSE');
  expect(await source.wait(60_000, never)).toBe('closed');
  const gone = sourceOn(...signedIn, ...enabled, 'C: {tag} SELECT INBOX', 'S: {tag} NO [NONEXISTENT] No such mailbox');
  expect(await failureOf(gone)).toMatchObject({ code: 'folder-missing', field: 'folder', temporary: false });
});

test.each([
  ['NO [THROTTLED] Slow down', undefined],
  ['NO Server Unavailable. 15', undefined],
  ['NO Too many concurrent connections', undefined],
  ['BAD Request is throttled. Suggested Backoff Time: 3600000 milliseconds', 3_600_000],
])(
  'what is answered with "%s" at the sign-in, in the folder and at the download waits as asked',
  async (reply, retryAfterMs) => {
    const busy = { temporary: true, retryAfterMs, serverReply: expect.stringContaining(reply) };
    const signIn = sourceOn(greeting, 'C: {tag} AUTHENTICATE PLAIN', 'S: + ', 'C: {words}', `S: {tag} ${reply}`);
    expect(await failureOf(signIn)).toMatchObject({ ...busy, code: 'sign-in-unavailable' });
    const select = sourceOn(...signedIn, ...enabled, 'C: {tag} SELECT INBOX', `S: {tag} ${reply}`);
    expect(await failureOf(select)).toMatchObject({ ...busy, code: 'server-busy' });
    const download = await sourceOn(...opened, 'C: {tag} UID FETCH 1 (UID RFC822.SIZE)', `S: {tag} ${reply}`);
    expect(await failureOf(fetch(download))).toMatchObject({ ...busy, code: 'server-busy' });
  },
);

test('the connection test shows at once what a server says that asks for an hour', async () => {
  const words = 'Request is throttled. Suggested Backoff Time: 3600000 milliseconds';
  const server = await serve(...signedIn, 'C: {tag} EXAMINE INBOX', `S: {tag} BAD ${words}`);
  const steps: CheckStep[] = [];
  await checkImap(accountOn(server, 'imap'), 'INBOX', {
    wouldImport: () => 0,
    report: (step) => steps.push(step),
    signal: never,
    stepTimeoutMs: 5_000,
  });
  expect(steps.at(-1)).toMatchObject({ step: 'openFolder', failure: { code: 'server-busy' }, hint: 'try-later' });
  expect(steps.at(-1)?.serverReply).toContain(words);
});

test('a folder whose UIDs mean nothing beyond the session is refused: nobody could tell what was imported', async () => {
  const without = opened.filter((line) => !line.includes('UIDVALIDITY'));
  expect(await failureOf(sourceOn(...without))).toMatchObject({ code: 'folder-without-uids', field: 'folder' });
});

test('a server that only knows IMAP4rev2 is used as one: what RFC 9051 holds need not be offered by name', async () => {
  const server = await serve(
    'S: * OK [CAPABILITY IMAP4rev2 AUTH=PLAIN] ready',
    'C: {tag} AUTHENTICATE PLAIN AHVzZXIAcGFzcw==',
    'S: {tag} OK [CAPABILITY IMAP4rev2] welcome',
    'C: {tag} SELECT INBOX',
    'S: * 2 EXISTS',
    'S: * OK [UIDVALIDITY 7] ok',
    'S: * LIST () "/" INBOX',
    'S: {tag} OK [READ-WRITE] done',
    'C: {tag} NOOP',
    'S: {tag} OK',
    'C: {tag} UID SEARCH UNDELETED',
    'S: * ESEARCH (TAG "{tag}") UID ALL 1:2',
    'S: {tag} OK',
    'C: {tag} UID FETCH 1:2 (UID FLAGS INTERNALDATE RFC822.SIZE)',
    'S: * 1 FETCH (UID 1 FLAGS () INTERNALDATE "01-Feb-2026 10:00:00 +0000" RFC822.SIZE 23)',
    'S: * 2 FETCH (UID 2 FLAGS () INTERNALDATE "01-Feb-2026 11:00:00 +0000" RFC822.SIZE 42)',
    'S: {tag} OK',
    'C: {tag} UID MOVE 1 "Süß"',
    'S: * 1 EXPUNGE',
    'S: {tag} OK',
    'C: {tag} UID STORE 2 +FLAGS (\\Deleted)',
    'S: {tag} OK',
    'C: {tag} UID EXPUNGE 2',
    'S: * 1 EXPUNGE',
    'S: {tag} OK',
  );
  const source = await openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined }).catch(() =>
    expect.fail(server.problems()[0]),
  );
  expect(source.push).toBe(true);
  const listed = await source.list(all).catch(() => expect.fail(server.problems()[0]));
  expect(listed.map(({ size }) => size)).toEqual([23, 42]);
  const settled = async () => {
    await source.settle(refs, { action: 'move', folder: 'Süß' });
    await source.settle(['INBOX;UIDVALIDITY=7;UID=2'], { action: 'delete' });
  };
  await settled().catch(() => expect.fail(server.problems()[0]));
  await source.close();
  expect(server.problems()).toEqual([]);
});

test.each([
  [
    'AUTH=LOGIN',
    ['C: {tag} AUTHENTICATE LOGIN', 'S: + VXNlcm5hbWU6', 'C: dXNlcg==', 'S: + UGFzc3dvcmQ6', 'C: cGFzcw=='],
  ],
  ['LOGINDISABLED', []],
])('what the server said before TLS does not count: behind it only %s', async (offer, signIn) => {
  const server = await serve(
    'S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready',
    'C: {tag} STARTTLS',
    'S: {tag} OK begin',
    'TLS',
    'C: {tag} CAPABILITY',
    `S: * CAPABILITY IMAP4rev1 ${offer}`,
    'S: {tag} OK',
    ...signIn,
    ...(signIn.length > 0 ? ['S: {tag} NO [AUTHENTICATIONFAILED] no'] : []),
  );
  const { ca } = await testCertificates();
  const account = accountOn(server, 'imap', { encryption: 'starttls', host: 'localhost', privateCa: ca });
  const refused = await failureOf(openImapSource(account, 'INBOX', { log: () => undefined }));
  expect(server.problems()).toEqual([]);
  expect(refused.code).toBe(signIn.length > 0 ? 'sign-in-refused' : 'sign-in-impossible');
});
