import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { asFailure } from '../../src/lib/failure.ts';
import type { Account } from '../../src/net/account.ts';
import { openImap } from '../../src/net/imap.ts';
import { openPop3 } from '../../src/net/pop3.ts';
import type { Progress } from '../../src/net/progress.ts';
import { openSmtp } from '../../src/net/smtp.ts';
import { covers } from '../support/covers.ts';
import { type DovecotServer, startDovecot, testUsers } from '../support/servers/dovecot.ts';
import { startToxic } from '../support/servers/toxic.ts';

const shared = { name: 'Domain\\Max.Mustermann\\Shared.MailboxAlias', password: 'plain' };
const eightBit = { name: 'käthe@helpdesk.test', password: ' pä:ss{w}örd"\\ ' };
const users = [...testUsers, shared, eightBit];
const testLogin = { username: 'support@helpdesk.test', password: 'pass-support' };

function accountOn(dovecot: DovecotServer, more: Partial<Account>): Account {
  return {
    protocol: 'imap',
    host: 'localhost',
    port: dovecot.imapsPort,
    encryption: 'tls',
    username: shared.name,
    password: shared.password,
    preventPlain: false,
    preventNtlm: false,
    privateCa: dovecot.certificates.ca,
    pinnedFingerprint: '',
    ...more,
  };
}

/** Signs in and gives the mechanism that was used, or the code of the failure. */
async function signIn(account: Account): Promise<string> {
  let mechanism = '';
  const progress: Progress = (step, found) => {
    if (step === 'signIn' && found) mechanism = String(found.mechanism);
  };
  const options = { log: () => undefined, progress };
  try {
    if (account.protocol === 'pop3') (await openPop3(account, options)).line.end();
    else if (account.protocol === 'smtp') (await openSmtp(account, { ...options, ehloName: 'desk.test' })).close();
    else (await openImap(account, options)).close();
    return mechanism;
  } catch (error) {
    return asFailure(error).code;
  }
}

const offers = [
  { offered: ['plain'], used: 'PLAIN' },
  { offered: ['login'], used: 'LOGIN' },
  { offered: ['scram-sha-256'], used: 'SCRAM-SHA-256' },
  { offered: ['scram-sha-1'], used: 'SCRAM-SHA-1' },
  { offered: ['cram-md5'], used: 'CRAM-MD5' },
];

describe.each(offers)('a Dovecot that offers $used only', ({ offered, used }) => {
  let dovecot: DovecotServer;
  beforeAll(async () => {
    dovecot = await startDovecot({ users, mechanisms: offered });
  });
  afterAll(() => dovecot.stop());

  test.each([shared, eightBit, testUsers[0] ?? shared])(
    'lets $name in by IMAP, POP3 and submission, byte for byte',
    async ({ name, password }) => {
      const credentials = { username: name, password };
      expect(await signIn(accountOn(dovecot, credentials))).toBe(used);
      const submission = { protocol: 'smtp', port: dovecot.submissionPort, encryption: 'starttls' } as const;
      expect(await signIn(accountOn(dovecot, { ...credentials, ...submission }))).toBe(used);
      const pop3 = { protocol: 'pop3', port: dovecot.pop3Port, encryption: 'starttls' } as const;
      expect(await signIn(accountOn(dovecot, { ...credentials, ...pop3 }))).toBe(used);
    },
  );

  test('refuses a wrong password, once', async () => {
    expect(await signIn(accountOn(dovecot, { password: 'wrong' }))).toBe('sign-in-refused');
    const submission = { protocol: 'smtp', port: dovecot.submissionsPort, password: 'wrong' } as const;
    expect(await signIn(accountOn(dovecot, submission))).toBe('sign-in-refused');
  });
});

test('the order inside TLS and outside, and the boxes', async () => {
  const dovecot = await startDovecot({ users });
  onTestFinished(() => dovecot.stop());
  const open = { port: dovecot.imapPort, encryption: 'none' } as const;
  expect(await signIn(accountOn(dovecot, {}))).toBe('PLAIN');
  expect(await signIn(accountOn(dovecot, { preventPlain: true }))).toBe('LOGIN');
  expect(await signIn(accountOn(dovecot, open))).toBe('SCRAM-SHA-256');
});

test('the LOGIN command carries 8-bit credentials and backslashes', async () => {
  covers('incoming.username');
  const dovecot = await startDovecot({ users, mechanisms: ['plain'] });
  onTestFinished(() => dovecot.stop());
  for (const { name, password } of [shared, eightBit]) {
    const account = accountOn(dovecot, { username: name, password, preventPlain: true });
    expect(await signIn(account)).toBe('LOGIN');
  }
});

test('NTLMv2 against Samba', async () => {
  const dovecot = await startDovecot({ mechanisms: ['plain'], ntlmPassword: 'pass-sämba' });
  onTestFinished(() => dovecot.stop());
  const account = accountOn(dovecot, {
    username: 'helpdesk.test\\support',
    password: 'pass-sämba',
    preventPlain: true,
  });
  const submission = { ...account, protocol: 'smtp', port: dovecot.submissionPort, encryption: 'starttls' } as const;
  expect(await signIn(account)).toBe('NTLM');
  expect(await signIn(submission)).toBe('NTLM');
  expect(await signIn({ ...account, protocol: 'pop3', port: dovecot.pop3sPort })).toBe('NTLM');
  expect(await signIn({ ...account, password: 'wrong' })).toBe('sign-in-refused');
  expect(await dovecot.log()).toContain('support@helpdesk.test');
});

test('OAuth tokens, good and bad, against a server that asks who issued them', async () => {
  const issuer = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const active = new URLSearchParams(body).get('token') === 'good-token';
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ active, username: 'support@helpdesk.test' }));
    });
  });
  await new Promise<void>((resolve) => {
    issuer.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void issuer.close());
  const address = issuer.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const dovecot = await startDovecot({ introspectionUrl: `http://127.0.0.1:${port}/introspect` });
  onTestFinished(() => dovecot.stop());
  const good = { username: 'support@helpdesk.test', password: '', accessToken: () => Promise.resolve('good-token') };
  const submission = { protocol: 'smtp', port: dovecot.submissionPort, encryption: 'starttls' } as const;
  expect(await signIn(accountOn(dovecot, good))).toBe('OAUTHBEARER');
  expect(await signIn(accountOn(dovecot, { ...good, ...submission }))).toBe('OAUTHBEARER');
  const pop3 = { protocol: 'pop3', port: dovecot.pop3sPort } as const;
  expect(await signIn(accountOn(dovecot, { ...good, ...pop3 }))).toBe('OAUTHBEARER');
  const bad = { ...good, accessToken: () => Promise.resolve('bad-token') };
  expect(await signIn(accountOn(dovecot, bad))).toBe('sign-in-refused');
  expect(await signIn(accountOn(dovecot, { ...bad, ...submission }))).toBe('sign-in-refused');
  expect(await signIn(accountOn(dovecot, { ...bad, ...pop3 }))).toBe('sign-in-refused');
});

test('XOAUTH2 where OAUTHBEARER is not offered, and APOP on an open line', async () => {
  const issuer = createServer((_request, response) => {
    response.end(JSON.stringify({ active: true, username: 'support@helpdesk.test' }));
  });
  await new Promise<void>((resolve) => {
    issuer.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void issuer.close());
  const address = issuer.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const dovecot = await startDovecot({
    introspectionUrl: `http://127.0.0.1:${port}/introspect`,
    extra: 'auth_mechanisms = xoauth2 apop',
  });
  onTestFinished(() => dovecot.stop());
  // Longer than a command line may be: it waits for the server where the protocol has such a limit.
  const accessToken = () => Promise.resolve('t'.repeat(2_000));
  const byToken = { username: 'support@helpdesk.test', password: '', accessToken };
  const open = { port: dovecot.pop3Port, encryption: 'none', protocol: 'pop3' } as const;
  expect(await signIn(accountOn(dovecot, byToken))).toBe('XOAUTH2');
  expect(await signIn(accountOn(dovecot, { ...byToken, protocol: 'pop3', port: dovecot.pop3sPort }))).toBe('XOAUTH2');
  expect(await signIn(accountOn(dovecot, { ...testLogin, ...open }))).toBe('APOP');
  expect(await signIn(accountOn(dovecot, { ...testLogin, ...open, password: 'wrong' }))).toBe('sign-in-refused');
});

test('a stranger on an open line is told LOGINDISABLED, and no credential is sent', async () => {
  const extra = 'disable_plaintext_auth = yes';
  const dovecot = await startDovecot({ mechanisms: ['plain', 'login'], extra });
  onTestFinished(() => dovecot.stop());
  // From 127.0.0.1 Dovecot takes every line for a safe one.
  const proxy = await startToxic(dovecot.imapPort, { from: '127.0.0.2' });
  onTestFinished(() => proxy.stop());
  const account = accountOn(dovecot, { host: '127.0.0.1', port: proxy.port, encryption: 'none' });
  expect(await signIn(account)).toBe('sign-in-impossible');
  expect(await dovecot.log()).not.toContain('auth failed');
});
