import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { asFailure, type Failure } from '../../src/lib/failure.ts';
import type { Account } from '../../src/net/account.ts';
import { openSmtpTransport } from '../../src/transports/smtp.ts';
import type { Transport } from '../../src/transports/transport.ts';
import { covers } from '../support/covers.ts';
import type { ScriptedServer } from '../support/servers/scripted.ts';
import { accountOn, play } from './play.ts';

const never = new AbortController().signal;
const one = ['one@customer.test'];
const both = ['one@customer.test', 'two@customer.test'];

function transportOn(server: ScriptedServer, account: Partial<Account> = {}): Transport {
  const transport = openSmtpTransport(accountOn(server, 'smtp', { username: '', password: '', ...account }), {
    ehloName: 'desk.test',
    log: () => undefined,
  });
  onTestFinished(() => transport.close());
  return transport;
}

function posting(rcptTo: string[], body = 'Hello\r\n') {
  return { mailFrom: 'support@helpdesk.test', rcptTo, raw: Buffer.from(`Subject: x\r\n\r\n${body}`, 'latin1') };
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => asFailure(error),
  );
}

const signedIn = { username: 'user', password: 'pass' };

test('without STARTTLS no credential and no mail goes over the line', async () => {
  covers('outgoing.encryption');
  const server = await play('smtp/starttls-missing');
  const transport = transportOn(server, { ...signedIn, encryption: 'starttls', host: 'localhost' });
  const refused = await failureOf(transport.send(posting(one), never));
  expect(refused).toMatchObject({ code: 'starttls-missing', field: 'encryption', temporary: false });
  expect(refused.serverReply).toBe('502 5.5.1 Unbekannter  Befehl');
  expect(server.lines()).toEqual(['EHLO desk.test', 'STARTTLS']);
});

test('a refused sign-in comes with every line of the reply, after one attempt', async () => {
  const server = await play('smtp/refused-sign-in');
  const refused = await failureOf(transportOn(server, signedIn).send(posting(one), never));
  expect(refused).toMatchObject({ code: 'sign-in-refused', temporary: false, field: 'password' });
  expect(refused.serverReply).toBe(
    '535-5.7.8 Benutzername und Passwort  nicht angenommen <b>.\n535 5.7.8 Mehr dazu: "https://mail.test/?p=BadCredentials" grüße',
  );
  expect(server.lines().filter((line) => line.startsWith('AUTH'))).toHaveLength(1);
  expect(server.problems()).toEqual([]);
});

test('a sign-in that the server cannot check just now is worth another try', async () => {
  covers('outgoing.username', 'outgoing.preventPlain');
  const server = await play('smtp/login-mechanism');
  const account = { username: 'Domain\\Max.Mustermann\\Shared.MailboxAlias', password: 'päss', preventPlain: true };
  const refused = await failureOf(transportOn(server, account).send(posting(one), never));
  expect(refused).toMatchObject({ code: 'sign-in-unavailable', temporary: true });
  expect(server.problems()).toEqual([]);
});

test('nothing is tried if no mechanism is left', async () => {
  covers('outgoing.preventNtlm');
  const server = await play('smtp/no-mechanism');
  const refused = await failureOf(transportOn(server, { ...signedIn, preventNtlm: true }).send(posting(one), never));
  expect(refused).toMatchObject({ code: 'sign-in-impossible', params: { offered: 'GSSAPI NTLM' } });
  expect(server.lines().join('\n')).not.toContain('AUTH ');
});

test('replies of several lines are kept per recipient, and delivery notifications are asked for', async () => {
  const server = await play('smtp/multi-line-replies');
  const mail = { ...posting(both, 'Gr\xfc\xdfe\r\n'), envelopeId: 'id-1' };
  const outcomes = await transportOn(server).send(mail, never);
  expect(server.problems()).toEqual([]);
  expect(outcomes).toEqual([
    {
      address: 'one@customer.test',
      result: 'failed',
      code: 550,
      status: '5.1.1',
      reply:
        '550-5.1.1 The email account that you tried to reach  does not exist.\n550 5.1.1 Learn more at <b>https://mail.test</b> grüße',
    },
    {
      address: 'two@customer.test',
      result: 'sent',
      code: 250,
      status: '2.0.0',
      reply: '250-2.0.0 Ok:\n250 2.0.0 queued as 4711',
    },
  ]);
});

test('delivery reports are asked for where they can come', async () => {
  const server = await play('smtp/reports-asked');
  const transport = transportOn(server);
  const mail = { ...posting(['one+tag@customer.test']), envelopeId: 'id-1' };
  expect(await transport.send(mail, never)).toMatchObject([{ address: 'one+tag@customer.test', result: 'sent' }]);
  expect(await transport.send({ ...mail, mailFrom: '' }, never)).toMatchObject([{ result: 'sent' }]);
  expect(await transport.send({ ...mail, tellSuccess: true }, never)).toMatchObject([{ result: 'sent' }]);
  expect(server.problems()).toEqual([]);
});

test('a server that offers no delivery reports is asked for none', async () => {
  const server = await play('smtp/reports-not-offered');
  const outcomes = await transportOn(server).send({ ...posting(one), envelopeId: 'id-1' }, never);
  expect(outcomes).toMatchObject([{ address: 'one@customer.test', result: 'sent' }]);
  expect(server.problems()).toEqual([]);
});

test('a refused sender is nobody else’s fault', async () => {
  const refused = await failureOf(transportOn(await play('smtp/sender-refused')).send(posting(one), never));
  expect(refused).toMatchObject({
    code: 'sender-refused',
    temporary: false,
    params: { address: 'support@helpdesk.test' },
  });
  expect(refused.serverReply).toBe('550 5.7.60 Client does not have permissions to send as this sender');
});

test('a server that wants a sign-in first is understood', async () => {
  const refused = await failureOf(transportOn(await play('smtp/sign-in-needed')).send(posting(one), never));
  expect(refused).toMatchObject({ code: 'sign-in-needed', serverReply: '530 5.7.0 Authentication required' });
});

test('a mail beyond the announced size is not even begun', async () => {
  const server = await play('smtp/too-large');
  const outcomes = await transportOn(server).send(posting(one), never);
  expect(outcomes).toEqual([{ address: one[0], result: 'failed', code: 552, status: '5.3.4', reply: null }]);
  expect(server.lines().filter((line) => line !== 'QUIT')).toEqual(['EHLO desk.test']);
});

test('a line cut after the last byte leaves it uncertain', async () => {
  const cut = await failureOf(transportOn(await play('smtp/cut-after-data')).send(posting(one), never));
  expect(cut).toMatchObject({ code: 'send-uncertain' });
});

test('a line cut before the mail is certain, and worth another try', async () => {
  const cut = await failureOf(transportOn(await play('smtp/cut-before-data')).send(posting(one), never));
  expect(cut).toMatchObject({ code: 'connection-lost', temporary: true });
});

test('a refusal after the mail counts for those who were accepted', async () => {
  const outcomes = await transportOn(await play('smtp/refused-after-data')).send(posting(both), never);
  expect(outcomes.map(({ result, code, status }) => ({ result, code, status }))).toEqual([
    { result: 'deferred', code: 452, status: '4.2.2' },
    { result: 'failed', code: 554, status: '5.7.1' },
  ]);
});

test('a server that shuts down in between puts everybody off', async () => {
  const outcomes = await transportOn(await play('smtp/closing')).send(posting(both), never);
  expect(outcomes.map(({ result, code }) => ({ result, code }))).toEqual([
    { result: 'deferred', code: 421 },
    { result: 'deferred', code: 421 },
  ]);
});

test('a connection that the server has dropped is replaced without anybody noticing', async () => {
  const server = await play('smtp/stale-connection');
  const transport = transportOn(server);
  expect((await transport.send(posting(one), never))[0]?.reply).toBe('250 first');
  expect((await transport.send(posting(one), never))[0]?.reply).toBe('250 second');
  expect(server.connections()).toBe(2);
});

test('a port where another protocol answers is named as such', async () => {
  const refused = await failureOf(transportOn(await play('smtp/not-smtp')).send(posting(one), never));
  expect(refused).toMatchObject({ code: 'not-this-protocol', params: { protocol: 'SMTP' } });
  expect(refused.serverReply).toBe('* OK [CAPABILITY IMAP4rev1] ready');
});

test('whoever stops while the server has the whole mail and says nothing yet waits for its word', async () => {
  const stop = new AbortController();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    const say = (line: string) => socket.write(`${line}\r\n`);
    let inMail = false;
    say('220 slow.test ESMTP');
    createInterface(socket).on('line', (line) => {
      if (inMail && line !== '.') return;
      if (line === 'DATA') say('354 go on');
      else if (line === '.') {
        stop.abort();
        // Only now: whoever hung up when told to stop does not hear it.
        setImmediate(() => say('250 2.0.0 taken'));
      } else say('250 ok');
      inMail = line === 'DATA';
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const account = {
    host: '127.0.0.1',
    port,
    protocol: 'smtp',
    encryption: 'none',
    username: '',
    password: '',
  } as const;
  const checks = { preventPlain: false, preventNtlm: false, privateCa: '', pinnedFingerprint: '' };
  const transport = openSmtpTransport({ ...account, ...checks }, { ehloName: 'desk.test', log: () => undefined });
  onTestFinished(() => transport.close());
  const outcomes = await transport.send(posting(one), stop.signal);
  expect(outcomes).toMatchObject([{ address: 'one@customer.test', result: 'sent', reply: '250 2.0.0 taken' }]);
});
