import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { startDovecot } from '../support/servers/dovecot.ts';
import { startExim } from '../support/servers/exim.ts';
import { eventually, sendMail } from '../support/servers/mail.ts';
import { startPostgres } from '../support/servers/postgres.ts';
import { startScripted } from '../support/servers/scripted.ts';
import { startToxic } from '../support/servers/toxic.ts';

const mail = 'From: carol@customer.test\r\nTo: support@helpdesk.test\r\nSubject: Hello\r\n\r\n.dotted\r\n';

test('mail travels from Exim to a Dovecot mailbox, and to an unknown address it comes back as a bounce', async () => {
  const dovecot = await startDovecot();
  onTestFinished(() => dovecot.stop());
  const exim = await startExim({ dovecot });
  onTestFinished(() => exim.stop());
  await sendMail({ port: exim.mxPort }, { from: 'carol@customer.test', to: ['support@helpdesk.test'], raw: mail });
  await sendMail({ port: exim.mxPort }, { from: 'carol@customer.test', to: ['nobody@helpdesk.test'], raw: mail });
  const [arrived] = await eventually('mail for support', async () => {
    const mails = await dovecot.mails('support@helpdesk.test');
    return mails.length > 0 ? mails : undefined;
  });
  expect(arrived?.raw.toString()).toContain('\r\n\r\n.dotted\r\n');
  const [bounce] = await eventually('bounce for carol', async () => {
    const mails = await dovecot.mails('carol@customer.test');
    return mails.length > 0 ? mails : undefined;
  });
  expect(bounce?.raw.toString()).toContain('multipart/report');
  await expect(
    sendMail({ port: exim.mxPort }, { from: 'carol@customer.test', to: ['bounce@customer.test'], raw: mail }),
  ).rejects.toThrow('550 5.1.1 no such user here');
});

test('Dovecot takes mail by LMTP and by file', async () => {
  const dovecot = await startDovecot();
  onTestFinished(() => dovecot.stop());
  await sendMail(
    { port: dovecot.lmtpPort, protocol: 'lmtp' },
    { from: '', to: ['support@helpdesk.test', 'sales@helpdesk.test'], raw: mail },
  );
  await dovecot.deliver('support@helpdesk.test', mail, { seen: true, receivedAt: new Date('2026-01-02T03:04:05Z') });
  const mails = await dovecot.mails('support@helpdesk.test');
  expect(mails.map(({ seen }) => seen)).toEqual([true, false]);
  expect(await dovecot.mails('sales@helpdesk.test')).toHaveLength(1);
  const listed = await dovecot.admin(['fetch', '-u', 'support@helpdesk.test', 'date.received', 'mailbox', 'INBOX']);
  expect(listed).toContain('2026-01-02 03:04:05');
});

test('PostgreSQL gives fresh databases', async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  const urls = [await postgres.createDatabase(), await postgres.createDatabase()];
  for (const connectionString of urls) {
    const client = new Client({ connectionString });
    await client.connect();
    const { rows } = await client.query("select count(*)::int as n from pg_tables where schemaname = 'public'");
    await client.query('create table t (n int)');
    await client.end();
    expect(rows).toEqual([{ n: 0 }]);
  }
});

test('the certificates are what they are called', async () => {
  const dovecot = await startDovecot();
  onTestFinished(() => dovecot.stop());
  const { ca, otherCa, server, expired, wrongName } = dovecot.certificates;
  const good = await read(server.certificate);
  expect(good.verify(new X509Certificate(ca).publicKey)).toBe(true);
  expect(good.verify(new X509Certificate(otherCa).publicKey)).toBe(false);
  expect(good.checkHost('localhost')).toBe('localhost');
  expect((await read(expired.certificate)).validToDate.getUTCFullYear()).toBe(2020);
  expect((await read(wrongName.certificate)).checkHost('localhost')).toBeUndefined();
});

test('a scripted server plays its dialog and reports a client that leaves it', async () => {
  const server = await startScripted(
    'S: * OK hi\n? {tag} NOOP\nS: {tag} OK idle\n\nC: {tag} LOGIN {rest...}\nS: {tag} NO Gr\\xFC\\xDFe\n',
  );
  onTestFinished(() => server.stop());
  expect(await talk(server.port, ['A1 NOOP', 'A2 LOGIN a b'])).toBe('* OK hi\r\nA1 OK idle\r\nA2 NO Grüße\r\n');
  await server.finished;
  expect(server.lines()).toEqual(['A1 NOOP', 'A2 LOGIN a b']);
  expect(server.problems()).toEqual([]);
  await talk(server.port, ['A1 STARTTLS']);
  expect(server.problems()).toEqual(['There is no dialog for connection 2.']);
});

test('a faulty line delivers what it should and then breaks', async () => {
  const server = await startScripted('S: 1234567890\nMUTE\n');
  onTestFinished(() => server.stop());
  const proxy = await startToxic(server.port, { slice: 3, cutAfter: 7 });
  onTestFinished(() => proxy.stop());
  expect(await talk(proxy.port, [])).toBe('1234567');
});

/** Says the lines one after the other, each once something came back, and gives all that was heard until the server falls silent or leaves. */
function talk(port: number, lines: string[]): Promise<string> {
  return new Promise((resolve) => {
    const left = [...lines];
    let heard = '';
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      const line = left.shift();
      if (line !== undefined) socket.write(`${line}\r\n`);
      else if (lines.length > 0) socket.end();
    });
  });
}

const read = async (path: string) => new X509Certificate(await readFile(path));
