import { expect, test } from 'vitest';
import type { CheckStep } from '../../src/net/check-step.ts';
import { checkImap } from '../../src/sources/check-imap.ts';
import type { Source } from '../../src/sources/source.ts';
import { accountOn, failureOf } from './play.ts';
import { enabled, greeting, opened, serve, signedIn, sourceOn } from './imap-steps.ts';

// What servers say at any moment: goodbye, not now, too much.

const all = { since: null, unseenOnly: false };
const never = new AbortController().signal;
const refs = ['INBOX;UIDVALIDITY=7;UID=1'];

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

test.each([
  ['a goodbye that names wrong credentials', ['S: * BYE [AUTHENTICATIONFAILED] Wrong password', 'CLOSE']],
  ['a refusal before the line is cut', ['S: {tag} NO [AUTHENTICATIONFAILED] Wrong password', 'CLOSE']],
  ['a tagged goodbye', ['S: {tag} BYE [EXPIRED] Password has expired', 'CLOSE']],
])('%s is a refusal: nobody tries again within seconds', async (_, ends) => {
  const refused = await failureOf(sourceOn(greeting, 'C: {tag} AUTHENTICATE PLAIN', 'S: + ', 'C: {words}', ...ends));
  expect(refused).toMatchObject({ code: 'sign-in-refused', temporary: false, field: 'password' });
  expect(refused.serverReply).toMatch(/assword/);
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

test('a server that does not stop refusing fills neither the memory nor the page', async () => {
  const words = Array.from({ length: 60 }, (_, n) => `S: * NO Grund ${n}`);
  const login = [greeting, 'C: {tag} AUTHENTICATE PLAIN', 'S: + ', 'C: {words}'];
  const many = await failureOf(sourceOn(...login, ...words, 'S: {tag} NO Ende'));
  expect(many.serverReply?.split('\n')).toHaveLength(20);
  expect(many.serverReply).toMatch(/^\* NO Grund 41\n[^]*\nA1 NO Ende$/);
  const long = await failureOf(sourceOn(...login, `S: {tag} NO ${'x'.repeat(100_000)}`));
  expect(long.code).toBe('sign-in-refused');
  expect(long.serverReply?.length).toBeLessThan(10_000);
});
