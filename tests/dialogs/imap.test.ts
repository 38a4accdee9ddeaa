import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Account } from '../../src/net/account.ts';
import type { CheckStep } from '../../src/net/check-step.ts';
import { asFailure, type Failure } from '../../src/lib/failure.ts';
import { checkImap } from '../../src/sources/check-imap.ts';
import { type ImapSourceOptions, openImapSource } from '../../src/sources/imap.ts';
import { covers } from '../support/covers.ts';
import type { ScriptedServer } from '../support/servers/scripted.ts';
import { accountOn, play } from './play.ts';
import { signInRows } from './sign-in-rows.ts';

async function failureOf(
  server: ScriptedServer,
  account: Partial<Account> = {},
  options: Partial<ImapSourceOptions> = {},
  folder = 'INBOX',
) {
  return await failure(
    openImapSource(accountOn(server, 'imap', account), folder, { log: () => undefined, ...options }),
  );
}

async function failure(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => asFailure(error),
  );
}

const utf8 = (line: string) => Buffer.from(line, 'latin1').toString('utf8');

test('a server whose greeting tells no capabilities is asked for them', async () => {
  const server = await play('imap/greeting-without-capability');
  const source = await openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined });
  expect(source.push).toBe(false);
  await source.close();
  expect(server.problems()).toEqual([]);
});

test('a refused sign-in comes with the words of the server, character for character, after one attempt', async () => {
  const server = await play('imap/refused-login');
  const refused = await failureOf(server);
  expect(refused).toMatchObject({ code: 'sign-in-refused', temporary: false, field: 'password' });
  expect(refused.serverReply).toBe('A1 NO [AUTHENTICATIONFAILED] Grüße  "zwei" <b>x</b>');
  expect(server.problems()).toEqual([]);
  expect(server.connections()).toBe(1);
  expect(server.lines().filter((line) => /AUTHENTICATE|LOGIN /.test(line))).toHaveLength(1);
});

test('Latin-1 words stay readable, the reason before the tagged line is kept, the password is masked', async () => {
  const refused = await failureOf(await play('imap/refused-login-latin1'));
  expect(refused.serverReply).toBe(
    '* NO [ALERT] Konto gesperrt, Passwort *** ungültig\nA1 NO Anmeldung fehlgeschlagen',
  );
});

test.each([
  ['imap/starttls-missing', 'starttls-missing'],
  ['imap/starttls-refused', 'starttls-refused'],
  // Whether the intruder's words come with the OK or after it is for the network to decide.
  ['imap/starttls-injection', expect.stringMatching(/^(starttls-refused|tls-not-spoken)$/)],
  ['imap/starttls-injection-at-once', 'starttls-refused'],
  ['imap/starttls-preauth', 'starttls-refused'],
])('%s: no credential goes over the line', async (dialog, code) => {
  const server = await play(dialog);
  const refused = await failureOf(server, { encryption: 'starttls', host: 'localhost' });
  expect(refused).toMatchObject({ code, field: 'encryption', temporary: false });
  const said = server.lines().join('\n');
  expect(said).not.toMatch(/AUTHENTICATE|LOGIN /);
  expect(said).not.toContain(Buffer.from('\0user\0pass').toString('base64'));
});

test('LOGINDISABLED leaves nothing to try, and our own message names the offer', async () => {
  const server = await play('imap/login-disabled');
  const refused = await failureOf(server);
  expect(refused).toMatchObject({ code: 'sign-in-impossible', params: { offered: 'GSSAPI LOGINDISABLED' } });
  expect(refused.serverReply).toBeUndefined();
  expect(server.lines().join('\n')).not.toMatch(/AUTHENTICATE|LOGIN /);
});

test('8-bit credentials go as literals that wait for the server', async () => {
  const server = await play('imap/login-literal');
  const refused = await failureOf(server, { username: 'Domäne\\Käthe', password: 'pä"ss\\' });
  expect(server.problems()).toEqual([]);
  expect(refused.code).toBe('sign-in-refused');
  expect(server.lines().slice(0, 3).map(utf8)).toEqual(['A1 LOGIN {14}', 'Domäne\\Käthe {7}', 'pä"ss\\']);
});

test.each(['LITERAL+', 'LITERAL-'])(
  '8-bit credentials go as literals that do not wait where %s is offered',
  async (offer) => {
    const dialog = await readFile(new URL('imap/login-literal-plus.txt', import.meta.url), 'utf8');
    const server = await play(dialog.replace('IMAP4rev1 LITERAL+', `IMAP4rev1 ${offer}`));
    expect((await failureOf(server, { username: 'Domäne\\Käthe', password: 'pä"ss\\' })).code).toBe('sign-in-refused');
    expect(server.problems()).toEqual([]);
  },
);

test('the LOGIN command quotes what is ASCII', async () => {
  const server = await play('imap/login-quoted');
  const account = { username: 'Domain\\Max.Mustermann\\Shared.MailboxAlias', password: 'p"a ss\\' };
  expect((await failureOf(server, account)).code).toBe('sign-in-refused');
  expect(server.problems()).toEqual([]);
});

// The table of SPEC §4 on the wire: offer, then what is sent with no box, preventPlain, preventNtlm, both.
const lines = {
  PLAIN: 'AUTHENTICATE PLAIN',
  LOGIN: 'AUTHENTICATE LOGIN',
  NTLM: 'AUTHENTICATE NTLM',
  command: 'LOGIN "Domain\\\\Max.Mustermann\\\\Shared.MailboxAlias" "pass"',
  none: undefined,
};
const table: [offer: string, ...(keyof typeof lines)[]][] = [
  ['AUTH=PLAIN AUTH=LOGIN AUTH=NTLM', 'PLAIN', 'LOGIN', 'PLAIN', 'LOGIN'],
  ['AUTH=PLAIN AUTH=NTLM', 'PLAIN', 'NTLM', 'PLAIN', 'command'],
  ['AUTH=NTLM', 'NTLM', 'NTLM', 'command', 'command'],
  ['AUTH=PLAIN', 'PLAIN', 'command', 'PLAIN', 'command'],
  ['AUTH=PLAIN LOGINDISABLED', 'PLAIN', 'none', 'PLAIN', 'none'],
  ['', 'command', 'command', 'command', 'command'],
];
test.each(signInRows(table))(
  'offer "$offer", preventPlain $preventPlain, preventNtlm $preventNtlm: $way',
  async ({ offer, way, ...ticked }) => {
    covers('incoming.preventPlain', 'incoming.preventNtlm');
    const capabilities = `IMAP4rev1 ${offer}`.trim();
    const expected = lines[way];
    const dialog = [
      `S: * OK [CAPABILITY ${capabilities}] ready`,
      ...(expected === undefined ? [] : [`C: {tag} ${expected}`, 'S: {tag} NO [AUTHENTICATIONFAILED] no']),
      '',
    ].join('\n');
    const server = await play(dialog);
    const refused = await failureOf(server, { username: 'Domain\\Max.Mustermann\\Shared.MailboxAlias', ...ticked });
    expect(server.problems()).toEqual([]);
    expect(refused.code).toBe(expected === undefined ? 'sign-in-impossible' : 'sign-in-refused');
    expect(server.lines()).toHaveLength(expected === undefined ? 0 : 1);
  },
);

test('a port where another protocol answers is named as such', async () => {
  const refused = await failureOf(await play('imap/not-imap'));
  expect(refused).toMatchObject({ code: 'not-this-protocol', params: { protocol: 'IMAP' } });
  expect(refused.serverReply).toBe('220 mail.test ESMTP Exim');
});

test('a server that says goodbye at once is worth another try later', async () => {
  const refused = await failureOf(await play('imap/bye'));
  expect(refused).toMatchObject({ code: 'server-said-bye', temporary: true });
  expect(refused.serverReply).toBe('* BYE [UNAVAILABLE] Zu viele Verbindungen');
});

test('a server that never greets is given up', async () => {
  const refused = await failureOf(await play('imap/mute'), {}, { timeouts: { greetingMs: 100 } });
  expect(refused).toMatchObject({ code: 'greeting-missing', temporary: true });
});

test('a refused token answers the reason with nothing, and is masked; the reason is shown decoded', async () => {
  const server = await play('imap/xoauth2-refused');
  const refused = await failureOf(server, { password: '', accessToken: () => Promise.resolve('tok-1') });
  expect(server.problems()).toEqual([]);
  expect(refused.code).toBe('sign-in-refused');
  expect(refused.serverReply).toBe('A1 NO [AUTHENTICATIONFAILED] token *** expired\n{"status":"401"}');
});

test('SCRAM ends the exchange with a server that cannot know the password', async () => {
  const server = await play('imap/scram-false-server');
  expect((await failureOf(server)).code).toBe('server-not-authentic');
  expect(server.problems()).toEqual([]);
});

test('after a change of UIDVALIDITY the old names mean nothing any more', async () => {
  const server = await play('imap/uidvalidity-change');
  const open = () => openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined });
  const before = await open();
  const [old] = await before.list({ since: null, unseenOnly: false });
  expect(old).toEqual({
    ref: 'INBOX;UIDVALIDITY=7;UID=42',
    receivedAt: new Date('2026-02-01T09:00:00Z'),
    size: 23,
    seen: false,
  });
  await before.close();
  const after = await open();
  const fetched = [];
  for await (const mail of after.fetch([old?.ref ?? ''])) fetched.push(mail);
  expect(fetched).toEqual([]);
  expect(await after.settle([old?.ref ?? ''], { action: 'delete' })).toEqual([old?.ref]);
  expect((await after.list({ since: null, unseenOnly: false })).map(({ ref }) => ref)).toEqual([
    'INBOX;UIDVALIDITY=8;UID=42',
  ]);
  await after.close();
  expect(server.problems()).toEqual([]);
  expect(server.lines().join('\n')).not.toMatch(/STORE|EXPUNGE|BODY/);
});

test('a line cut inside a mail is a failure that passes, never half a mail', async () => {
  const server = await play('imap/cut-in-fetch');
  const source = await openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined });
  const fetched: unknown[] = [];
  const broken = await failure(
    (async () => {
      for await (const mail of source.fetch(['INBOX;UIDVALIDITY=7;UID=42'])) fetched.push(mail);
    })(),
  );
  expect(server.problems()).toEqual([]);
  expect(broken).toMatchObject({ code: 'connection-lost', temporary: true });
  expect(fetched).toEqual([]);
  expect(await source.wait(60_000, new AbortController().signal)).toBe('closed');
  await source.close();
});

test('a sign-in that succeeds is no proof: the folder is missing', async () => {
  const refused = await failureOf(await play('imap/folder-missing'), {}, {}, 'Support');
  expect(refused).toMatchObject({ code: 'folder-missing', params: { folder: 'Support' }, field: 'folder' });
  expect(refused.serverReply).toMatch(/^A\w+ NO \[NONEXISTENT\] Unknown Mailbox: Support {2}\(now what\?\)$/);
});

test('an Exchange that lets in and then knows no mailbox has refused, and the hint is the shared mailbox', async () => {
  const refused = await failureOf(await play('imap/not-connected'));
  expect(refused).toMatchObject({ code: 'sign-in-refused', field: 'username', temporary: false });
  expect(refused.serverReply).toMatch(/^A\w+ BAD User is authenticated but not connected\.$/);
});

test('a server that asks to wait is worth another try', async () => {
  const refused = await failureOf(await play('imap/throttled'));
  expect(refused).toMatchObject({ code: 'server-busy', temporary: true });
  expect(refused.serverReply).toContain('Suggested Backoff Time: 20 milliseconds');
});

test('without UIDPLUS our mails are marked as deleted, and nothing is expunged', async () => {
  const server = await play('imap/delete-without-uidplus');
  const source = await openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined });
  const refs = [1, 2, 5].map((uid) => `INBOX;UIDVALIDITY=7;UID=${uid}`);
  expect(await source.settle(refs, { action: 'delete' })).toEqual(refs);
  await source.close();
  expect(server.problems()).toEqual([]);
  expect(server.lines().join('\n')).not.toContain('EXPUNGE');
});

test('the connection test reports the refusal as a step, with the very words and a hint', async () => {
  const server = await play('imap/refused-login');
  const steps: CheckStep[] = [];
  const ok = await checkImap(accountOn(server, 'imap'), 'INBOX', {
    wouldImport: (candidates) => candidates.length,
    report: (step) => steps.push(step),
    signal: new AbortController().signal,
  });
  expect(ok).toBe(false);
  expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    'resolve running',
    'resolve ok',
    'connect running',
    'connect ok',
    'capabilities running',
    'capabilities ok',
    'signIn running',
    'signIn failed',
  ]);
  const last = steps.at(-1);
  expect(last?.serverReply).toBe('A1 NO [AUTHENTICATIONFAILED] Grüße  "zwei" <b>x</b>');
  expect(last?.failure).toEqual({ code: 'sign-in-refused', params: {} });
  expect(last?.hint).toBe('credentials');
  expect(JSON.stringify(steps)).not.toContain('pass"');
  expect(server.connections()).toBe(1);
});
