import { expect, test } from 'vitest';
import type { Account } from '../../src/net/account.ts';
import { openPop3, type Pop3Options } from '../../src/net/pop3.ts';
import { testCertificates } from '../support/servers/certificates.ts';
import type { ScriptedServer } from '../support/servers/scripted.ts';
import { accountOn, failureOf, play } from './play.ts';
import { signInRows } from './sign-in-rows.ts';

const signIn = (server: ScriptedServer, account: Partial<Account> = {}, options: Pop3Options = {}) =>
  failureOf(openPop3(accountOn(server, 'pop3', account), options));

test.each([
  ['pop3/starttls-missing', 'starttls-missing'],
  // Whether the intruder's words come with the reply or after it is for the network to decide.
  ['pop3/starttls-injection', expect.stringMatching(/^(starttls-refused|tls-not-spoken)$/)],
  ['pop3/starttls-injection-at-once', 'starttls-refused'],
])('%s: no credential goes over the line', async (dialog, code) => {
  const server = await play(dialog);
  const refused = await signIn(server, { encryption: 'starttls', host: 'localhost' });
  expect(refused).toMatchObject({ code, field: 'encryption', temporary: false });
  expect(server.lines().join('\n')).not.toMatch(/USER|PASS|AUTH|APOP/);
});

test('a refused sign-in comes with the words of the server; credentials go byte for byte', async () => {
  const server = await play('pop3/refused-sign-in');
  const refused = await signIn(server, { username: 'Domain\\Max.Mustermann\\Shared.MailboxAlias', password: 'pä ss' });
  expect(server.problems()).toEqual([]);
  expect(refused).toMatchObject({ code: 'sign-in-refused', temporary: false, field: 'password' });
  expect(refused.serverReply).toBe('-ERR [AUTH] Grüße  "zwei" <b>x</b>, ***');
});

const minute = 60_000;
test.each([
  ['[LOGIN-DELAY] minimum time between sessions', 15 * minute],
  ['[LOGIN-DELAY 600] minimum time between sessions', 10 * minute],
  ['[SYS/TEMP] mailbox is being moved', undefined],
  ['[IN-USE] too many sessions', undefined],
  ['Too many simultaneous connections', undefined],
  ['Unable to lock maildrop: Mailbox is locked by POP server', undefined],
  ['Exceeded the login limit for a 15 minute period. Reduce the frequency of requests.', 15 * minute],
  ['Server Unavailable. 15', undefined],
])('a sign-in answered with "%s" is worth another try, not sooner than asked', async (words, retryAfterMs) => {
  const server = await play(
    [
      'S: +OK',
      'C: CAPA',
      'S: +OK',
      'S: USER',
      'S: LOGIN-DELAY 900',
      'S: .',
      'C: USER user',
      'S: +OK',
      'C: PASS pass',
      `S: -ERR ${words}`,
      '',
    ].join('\n'),
  );
  expect(await signIn(server)).toMatchObject({ code: 'sign-in-unavailable', temporary: true, retryAfterMs });
  expect(server.lines()).toHaveLength(3);
});

test.each([
  ['[AUTH] Too many connections with this password', 'sign-in-refused', 'password'],
  ['invalid password', 'sign-in-refused', 'password'],
  ['[SYS/PERM] too many connections to a mailbox that is broken', 'server-refused', undefined],
])('a sign-in answered with "%s" is not tried again soon: %s', async (words, code, field) => {
  const server = await play(`S: +OK\nC: CAPA\nS: -ERR\nC: USER user\nS: -ERR ${words}\n`);
  const refused = await signIn(server);
  expect(refused).toMatchObject({ code, temporary: false, field, serverReply: `-ERR ${words}` });
  expect(server.lines()).toEqual(['CAPA', 'USER user']);
});

test('a maildrop in use is worth another try', async () => {
  const refused = await signIn(await play('pop3/in-use'));
  expect(refused).toMatchObject({ code: 'sign-in-unavailable', temporary: true });
});

test('APOP hides the password on an open line', async () => {
  const server = await play('pop3/apop');
  expect((await signIn(server, { username: 'mrose', password: 'tanstaaf' })).code).toBe('sign-in-refused');
  expect(server.problems()).toEqual([]);
});

test('nothing is tried if the boxes and the server leave nothing', async () => {
  const server = await play('pop3/nothing-left');
  const refused = await signIn(server, { preventPlain: true });
  expect(refused).toMatchObject({ code: 'sign-in-impossible', params: { offered: 'PLAIN' } });
  expect(server.lines()).toEqual(['CAPA']);
});

test('words that are too long for one line wait for the server', async () => {
  const server = await play('pop3/scram-long');
  expect((await signIn(server, { password: 'x'.repeat(300) })).code).toBe('sign-in-refused');
  expect(server.problems()).toEqual([]);
});

test('a port where another protocol answers, and a server that is full', async () => {
  const other = await signIn(await play('pop3/not-pop3'));
  expect(other).toMatchObject({ code: 'not-this-protocol', params: { protocol: 'POP3' } });
  expect(other.serverReply).toBe('* OK [CAPABILITY IMAP4rev1] ready');
  const full = await signIn(await play('pop3/closed'));
  expect(full).toMatchObject({ code: 'server-said-bye', temporary: true });
});

test('a mute server is given up', async () => {
  const server = await play('S: +OK ready\nMUTE\n');
  expect(await signIn(server, {}, { timeouts: { quietMs: 100 } })).toMatchObject({
    code: 'connection-timeout',
    temporary: true,
  });
});

// The table of SPEC §4 with the last resort of POP3: what CAPA offers, then what is sent with no box, preventPlain, preventNtlm, both.
const username = 'Domain\\Max.Mustermann\\Shared.MailboxAlias';
const lines = {
  PLAIN: `AUTH PLAIN ${Buffer.from(`\0${username}\0pass`).toString('base64')}`,
  LOGIN: 'AUTH LOGIN',
  NTLM: expect.stringMatching(/^AUTH NTLM /),
  USER: `USER ${username}`,
};
const table: [offer: string, ...(keyof typeof lines | 'none')[]][] = [
  ['USER / SASL PLAIN LOGIN NTLM', 'PLAIN', 'LOGIN', 'PLAIN', 'LOGIN'],
  ['USER / SASL PLAIN NTLM', 'PLAIN', 'NTLM', 'PLAIN', 'USER'],
  ['USER / SASL NTLM', 'NTLM', 'NTLM', 'USER', 'USER'],
  ['USER / SASL PLAIN', 'PLAIN', 'USER', 'PLAIN', 'USER'],
  ['SASL PLAIN', 'PLAIN', 'none', 'PLAIN', 'none'],
  ['USER', 'USER', 'USER', 'USER', 'USER'],
];
test.each(signInRows(table))(
  'CAPA names "$offer", preventPlain $preventPlain, preventNtlm $preventNtlm: $way',
  async ({ offer, way, ...ticked }) => {
    const capabilities = offer.split(' / ').map((line) => `S: ${line}`);
    const refusal = way === 'none' ? [] : ['C: {line...}', 'S: -ERR [AUTH] no'];
    const server = await play(['S: +OK', 'C: CAPA', 'S: +OK', ...capabilities, 'S: .', ...refusal, ''].join('\n'));
    const refused = await signIn(server, { username, ...ticked });
    expect(server.problems()).toEqual([]);
    expect(refused.code).toBe(way === 'none' ? 'sign-in-impossible' : 'sign-in-refused');
    expect(server.lines()).toEqual(way === 'none' ? ['CAPA'] : ['CAPA', lines[way]]);
  },
);

test('what the server said before TLS does not count (RFC 2595 §4)', async () => {
  const server = await play('pop3/capabilities-behind-tls');
  const { ca } = await testCertificates();
  const account = { encryption: 'starttls', host: 'localhost', privateCa: ca } as const;
  expect((await signIn(server, account)).code).toBe('sign-in-refused');
  expect(server.problems()).toEqual([]);
});
