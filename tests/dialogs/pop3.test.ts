import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { asFailure, type Failure } from '../../src/lib/failure.ts';
import type { Account } from '../../src/net/account.ts';
import { openPop3, type Pop3Options } from '../../src/net/pop3.ts';
import { openPop3Source } from '../../src/sources/pop3.ts';
import type { ScriptedServer } from '../support/servers/scripted.ts';
import { accountOn, play } from './play.ts';

const all = { since: null, unseenOnly: false };

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => asFailure(error),
  );
}

const signIn = (server: ScriptedServer, account: Partial<Account> = {}, options: Pop3Options = {}) =>
  failureOf(openPop3(accountOn(server, 'pop3', account), options));

test.each([
  ['pop3/starttls-missing', 'starttls-missing'],
  // Whether the intruder's words come with the reply or after it is for the network to decide.
  ['pop3/starttls-injection', expect.stringMatching(/^(starttls-refused|tls-not-spoken)$/)],
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

test.each(['[LOGIN-DELAY 600] minimum time between sessions', '[SYS/TEMP] mailbox is being moved'])(
  'a sign-in answered with "%s" is worth another try',
  async (words) => {
    const server = await play(
      ['S: +OK', 'C: CAPA', 'S: -ERR', 'C: USER user', 'S: +OK', 'C: PASS pass', `S: -ERR ${words}`, ''].join('\n'),
    );
    expect(await signIn(server)).toMatchObject({ code: 'sign-in-unavailable', temporary: true });
  },
);

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

test('without UIDL the content names the mail; a QUIT that fails settles nothing', async () => {
  const server = await play('pop3/without-uidl');
  const source = openPop3Source(accountOn(server, 'pop3'), { clock: () => new Date('2026-05-05T00:00:00Z') });
  const raw = Buffer.from('Date: Sun, 01 Feb 2026 10:00:00 +0100\r\n\r\n.dot\r\n..\r\n');
  const ref = `SHA256=${createHash('sha256').update(raw).digest('hex')}`;
  const listed = await source.list(all);
  expect(listed[0]).toEqual({ ref, receivedAt: new Date('2026-02-01T10:00:00Z'), size: 45, seen: false });
  expect(listed[1]?.receivedAt).toEqual(new Date('2026-05-05T00:00:00Z'));
  const fetched = [];
  for await (const mail of source.fetch([ref])) fetched.push(mail);
  expect(fetched).toEqual([{ ref, raw }]);
  const failed = await failureOf(source.settle([ref], { action: 'delete' }));
  expect(failed).toMatchObject({
    code: 'server-refused',
    temporary: true,
    serverReply: '-ERR some messages not removed',
  });
  expect(server.problems()).toEqual([]);
});

test('a line cut inside a mail is a failure that passes, never half a mail', async () => {
  const source = openPop3Source(accountOn(await play('pop3/cut-in-mail'), 'pop3'));
  const fetched: unknown[] = [];
  const cut = await failureOf(
    (async () => {
      for await (const mail of source.fetch(['UIDL=abc%2F1'])) fetched.push(mail);
    })(),
  );
  expect(cut).toMatchObject({ code: 'connection-lost', temporary: true });
  expect(fetched).toEqual([]);
});

const signedIn = [
  'S: +OK ready',
  'C: CAPA',
  'S: +OK',
  'S: USER',
  'S: UIDL',
  'S: .',
  'C: USER user',
  'S: +OK',
  'C: PASS pass',
  'S: +OK',
];
const list = ['C: LIST', 'S: +OK', 'S: 1 45', 'S: .'];
const uidl = ['C: UIDL', 'S: +OK', 'S: 1 abc', 'S: .'];
const maildrop = (...steps: string[]) => play([...signedIn, ...steps, '', '? QUIT', 'S: +OK', ''].join('\n'));

test.each([
  ['LIST', ['C: LIST', 'S: -ERR [SYS/TEMP] later'], 'server-busy'],
  ['UIDL that is refused for now', [...list, 'C: UIDL', 'S: -ERR [SYS/TEMP] later'], 'server-busy'],
  // Else every mail would come a second time, under a name made of its content.
  // Its age is not known then; taken for new, an old mail would be imported.
  ['TOP', [...list, ...uidl, 'C: TOP 1 0', 'S: -ERR [SYS/TEMP] later'], 'server-busy'],
  ['UIDL that was offered', [...list, 'C: UIDL', 'S: -ERR what?'], 'server-refused'],
])('a refused %s is a refusal with its words', async (_, steps, code) => {
  const server = await maildrop(...steps);
  const refused = await failureOf(openPop3Source(accountOn(server, 'pop3')).list(all));
  expect(refused).toMatchObject({ code, temporary: code === 'server-busy' });
  expect(refused.serverReply).toMatch(/^-ERR /);
  expect(server.problems()).toEqual([]);
});

test('a mail that the server will not give just now is not gone, and is not settled', async () => {
  const fetching = openPop3Source(
    accountOn(await maildrop(...list, ...uidl, 'C: RETR 1', 'S: -ERR [SYS/TEMP] later'), 'pop3'),
  );
  const work = (async () => {
    for await (const mail of fetching.fetch(['UIDL=abc'])) expect(mail).toBeUndefined();
  })();
  expect(await failureOf(work)).toMatchObject({ code: 'server-busy', temporary: true });
  const settling = openPop3Source(
    accountOn(await maildrop(...list, ...uidl, 'C: DELE 1', 'S: -ERR [SYS/TEMP] later'), 'pop3'),
  );
  expect(await failureOf(settling.settle(['UIDL=abc'], { action: 'delete' }))).toMatchObject({ code: 'server-busy' });
});
