import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Account } from '../../src/net/account.ts';
import { type FiledEnvelope, openFolderTransport } from '../../src/transports/folder.ts';
import { openSmtpTransport } from '../../src/transports/smtp.ts';
import type { Transport } from '../../src/transports/transport.ts';
import { testCertificates } from '../support/servers/certificates.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { type EximServer, startExim } from '../support/servers/exim.ts';
import { eventually } from '../support/servers/mail.ts';

/** A kind of transport. `arrived` gives the mails that reached a customer since `before`, as they left, and what became of the sender. */
type Kind = {
  name: string;
  before: () => Promise<void>;
  after: () => Promise<void>;
  open: () => Promise<Transport>;
  arrived: (address: string) => Promise<{ raw: string; mailFrom: string }[]>;
};

const account = {
  protocol: 'smtp',
  host: 'localhost',
  username: 'support@helpdesk.test',
  password: 'pass-support',
  preventPlain: false,
  preventNtlm: false,
  pinnedFingerprint: '',
} as const;
const options = { ehloName: 'desk.test', log: () => undefined };

function eximKind(encryption: Account['encryption']): Kind {
  let dovecot: DovecotServer;
  let exim: EximServer;
  return {
    name: `smtp to Exim, ${encryption}`,
    before: async () => {
      dovecot = await startDovecot();
      exim = await startExim({ dovecot });
    },
    after: async () => {
      await exim.stop();
      await dovecot.stop();
    },
    open: () => {
      const port = encryption === 'tls' ? exim.submissionsPort : exim.submissionPort;
      return Promise.resolve(
        openSmtpTransport({ ...account, port, encryption, privateCa: exim.certificates.ca }, options),
      );
    },
    arrived: async (address) => {
      const mails = await dovecot.mails(address);
      return mails.map(({ raw }) => {
        const text = raw.toString('latin1');
        const mailFrom = /^Return-Path: <(.*)>/m.exec(text)?.[1] ?? '?';
        return { raw: text.slice(text.indexOf('X-Begin:')), mailFrom };
      });
    },
  };
}

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

function smtpServerKind(): Kind {
  let server: SMTPServer;
  let port = 0;
  const taken: { to: string[]; raw: string; mailFrom: string }[] = [];
  return {
    name: 'smtp to npm smtp-server',
    before: async () => {
      const certificates = await testCertificates();
      server = new SMTPServer({
        key: await readFile(certificates.server.key),
        cert: await readFile(certificates.server.certificate),
        authMethods: ['LOGIN'],
        onAuth: (auth, _session, done) => done(null, auth.password === account.password ? { user: auth.username } : {}),
        onRcptTo: ({ address }, _session, done) => {
          if (address.startsWith('bounce')) done(refusal(550, '5.1.1 no such user here'));
          else if (address.startsWith('defer')) done(refusal(451, '4.2.1 mailbox busy, try later'));
          else done();
        },
        onData: (stream, session, done) => {
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            const { mailFrom, rcptTo } = session.envelope;
            taken.push({
              to: rcptTo.map(({ address }) => address),
              raw: Buffer.concat(chunks).toString('latin1'),
              mailFrom: mailFrom === false ? '' : mailFrom.address,
            });
            done(null, 'queued');
          });
        },
      });
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
      const address = server.server.address();
      port = typeof address === 'object' && address ? address.port : 0;
    },
    after: () => new Promise((resolve) => server.close(() => resolve())),
    open: async () => {
      const { ca: privateCa } = await testCertificates();
      return openSmtpTransport({ ...account, port, encryption: 'starttls', privateCa }, options);
    },
    arrived: (address) => Promise.resolve(taken.filter(({ to }) => to.includes(address))),
  };
}

function folderKind(): Kind {
  let dir = '';
  return {
    name: 'folder',
    before: async () => {
      dir = await mkdtemp(join(tmpdir(), 'out-'));
    },
    after: () => rm(dir, { recursive: true }),
    open: () => openFolderTransport(dir),
    arrived: async (address) => {
      const names = (await readdir(dir)).filter((name) => name.endsWith('.eml')).toSorted((a, b) => (a < b ? -1 : 1));
      const mails = names.map(async (name) => {
        const json = await readFile(join(dir, name.replace(/eml$/, 'json')), 'utf8');
        return { raw: await readFile(join(dir, name), 'latin1'), envelope: JSON.parse(json) as FiledEnvelope };
      });
      const addressed = (await Promise.all(mails)).filter(({ envelope }) => envelope.rcptTo.includes(address));
      return addressed.map(({ raw, envelope }) => ({ raw, mailFrom: envelope.mailFrom }));
    },
  };
}

const never = new AbortController().signal;

function posting(subject: string, rcptTo: string[], more: { mailFrom?: string; body?: string } = {}) {
  const text = `X-Begin: 1\r\nSubject: ${subject}\r\n\r\n${more.body ?? 'Hello\r\n'}`;
  return { mailFrom: more.mailFrom ?? 'support@helpdesk.test', rcptTo, raw: Buffer.from(text, 'latin1') };
}

describe.each([eximKind('starttls'), eximKind('tls'), smtpServerKind(), folderKind()])('a transport: $name', (kind) => {
  beforeAll(kind.before);
  afterAll(kind.after);

  async function opened(): Promise<Transport> {
    const transport = await kind.open();
    onTestFinished(() => transport.close());
    return transport;
  }

  const arrival = (address: string, subject: string) =>
    eventually(`${subject} for ${address}`, async () => {
      const mails = await kind.arrived(address);
      return mails.find(({ raw }) => raw.includes(`Subject: ${subject}\r\n`));
    });

  test('hands the bytes over untouched, to every recipient', async () => {
    const transport = await opened();
    const body = '.\r\n..two\r\n.dot at the start\r\nGr\xfc\xdfe \xc3\xbc\r\n\r\n  blank and tab\t\r\n--\x01\x7f\r\n';
    const mail = posting('untouched', ['carol@customer.test', 'dave@customer.test'], { body });
    const outcomes = await transport.send(mail, never);
    expect(outcomes.map(({ address, result }) => [address, result])).toEqual([
      ['carol@customer.test', 'sent'],
      ['dave@customer.test', 'sent'],
    ]);
    expect(outcomes[0]?.code).toBe(250);
    expect(outcomes[0]?.reply).toMatch(/^250/);
    for (const address of mail.rcptTo) {
      const { raw, mailFrom } = await arrival(address, 'untouched');
      expect(raw).toBe(mail.raw.toString('latin1'));
      expect(mailFrom).toBe('support@helpdesk.test');
    }
  });

  test('tells of each recipient what became of the mail', async () => {
    const transport = await opened();
    const rcptTo = ['bounce@customer.test', 'carol@customer.test', 'defer@customer.test'];
    const outcomes = await transport.send(posting('mixed', rcptTo), never);
    expect(outcomes.map(({ address, result, code, status }) => ({ address, result, code, status }))).toEqual([
      { address: 'bounce@customer.test', result: 'failed', code: 550, status: '5.1.1' },
      { address: 'carol@customer.test', result: 'sent', code: 250, status: outcomes[1]?.status },
      { address: 'defer@customer.test', result: 'deferred', code: 451, status: '4.2.1' },
    ]);
    expect(outcomes[0]?.reply).toBe('550 5.1.1 no such user here');
    expect((await arrival('carol@customer.test', 'mixed')).raw).toContain('Hello');
  });

  test('refusing every recipient is an outcome, and the next mail still goes', async () => {
    const transport = await opened();
    const outcomes = await transport.send(posting('nobody', ['bounce@customer.test', 'defer@customer.test']), never);
    expect(outcomes.map(({ result }) => result)).toEqual(['failed', 'deferred']);
    const [next] = await transport.send(posting('after nobody', ['carol@customer.test']), never);
    expect(next?.result).toBe('sent');
    await arrival('carol@customer.test', 'after nobody');
    expect((await kind.arrived('carol@customer.test')).some(({ raw }) => raw.includes('Subject: nobody'))).toBe(false);
  });

  test('several postings at once all arrive, once each', async () => {
    const transport = await opened();
    const subjects = Array.from({ length: 8 }, (_, index) => `at once ${index}`);
    const sent = await Promise.all(
      subjects.map((subject) => transport.send(posting(subject, ['dave@customer.test']), never)),
    );
    expect(sent.flat().map(({ result }) => result)).toEqual(subjects.map(() => 'sent'));
    for (const subject of subjects) await arrival('dave@customer.test', subject);
    const mails = await kind.arrived('dave@customer.test');
    expect(mails.filter(({ raw }) => raw.includes('Subject: at once')).length).toBe(subjects.length);
  });

  test('a machine mail leaves with the null reverse-path', async () => {
    const transport = await opened();
    await transport.send(posting('machine', ['carol@customer.test'], { mailFrom: '' }), never);
    expect((await arrival('carol@customer.test', 'machine')).mailFrom).toBe('');
  });

  test('a large mail goes', async () => {
    const transport = await opened();
    const body = `${'x'.repeat(76)}\r\n`.repeat(40_000);
    const mail = posting('large', ['dave@customer.test'], { body });
    expect((await transport.send(mail, never))[0]?.result).toBe('sent');
    expect((await arrival('dave@customer.test', 'large')).raw.length).toBe(mail.raw.length);
  });

  test('nothing is sent once the signal has come', async () => {
    const transport = await opened();
    const sending = transport.send(posting('aborted', ['carol@customer.test']), AbortSignal.abort());
    await expect(sending).rejects.toMatchObject({ code: 'cancelled', temporary: true });
    const [next] = await transport.send(posting('not aborted', ['carol@customer.test']), never);
    expect(next?.result).toBe('sent');
    await arrival('carol@customer.test', 'not aborted');
    expect((await kind.arrived('carol@customer.test')).some(({ raw }) => raw.includes('Subject: aborted'))).toBe(false);
  });

  test('closing twice is harmless', async () => {
    const transport = await kind.open();
    await transport.send(posting('before closing', ['carol@customer.test']), never);
    await transport.close();
    await expect(transport.close()).resolves.toBeUndefined();
  });
});
