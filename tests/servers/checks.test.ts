import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Account } from '../../src/net/account.ts';
import type { CheckStep } from '../../src/net/check-step.ts';
import { checkImap } from '../../src/sources/check-imap.ts';
import { checkPop3 } from '../../src/sources/check-pop3.ts';
import { listFolders } from '../../src/sources/imap-folders.ts';
import { checkSmtp } from '../../src/transports/check-smtp.ts';
import { covers } from '../support/covers.ts';
import { type CertificateName, fingerprintOf, testCertificates } from '../support/servers/certificates.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { type EximServer, startExim } from '../support/servers/exim.ts';
import { eventually } from '../support/servers/mail.ts';
import { startToxic } from '../support/servers/toxic.ts';

let dovecot: DovecotServer;
let exim: EximServer;
beforeAll(async () => {
  dovecot = await startDovecot();
  exim = await startExim({ dovecot });
});
afterAll(async () => {
  await exim.stop();
  await dovecot.stop();
});

const never = new AbortController().signal;

function imapAccount(more: Partial<Account> = {}): Account {
  return {
    protocol: 'imap',
    host: 'localhost',
    port: dovecot.imapsPort,
    encryption: 'tls',
    username: 'support@helpdesk.test',
    password: 'pass-support',
    preventPlain: false,
    preventNtlm: false,
    privateCa: dovecot.certificates.ca,
    pinnedFingerprint: '',
    ...more,
  };
}

const smtpAccount = (more: Partial<Account> = {}) =>
  imapAccount({ protocol: 'smtp', port: exim.submissionPort, encryption: 'starttls', ...more });

async function checkIncoming(
  account: Account,
  folder = 'INBOX',
  more: { signal?: AbortSignal; stepTimeoutMs?: number } = {},
) {
  const steps: CheckStep[] = [];
  const ok = await checkImap(account, folder, {
    wouldImport: (candidates) => candidates.filter(({ seen }) => !seen).length,
    report: (step) => steps.push(step),
    signal: never,
    ...more,
  });
  return { ok, steps, last: steps.at(-1), order: orderOf(steps) };
}

async function checkOutgoing(account: Account, recipient: string) {
  const steps: CheckStep[] = [];
  const raw = Buffer.from('Subject: Test\r\nAuto-Submitted: auto-generated\r\n\r\nTest\r\n');
  const message = { raw, mailFrom: 'support@helpdesk.test' };
  const ok = await checkSmtp(account, { recipient, message, report: (step) => steps.push(step), signal: never });
  return { ok, steps, last: steps.at(-1), order: orderOf(steps) };
}

const orderOf = (steps: CheckStep[]) => steps.map(({ step, state }) => `${step} ${state}`);
const wellDone = (...names: string[]) => names.flatMap((name) => [`${name} running`, `${name} ok`]);
const foundAt = (steps: CheckStep[], name: string) => steps.find(({ step, found }) => step === name && found)?.found;

test.each(['tls', 'starttls'] as const)(
  'a good incoming account, %s: every step with what it found, nothing changed',
  async (encryption) => {
    covers('incoming.encryption');
    const before = await dovecot.mails('sales@helpdesk.test');
    const tenDaysAgo = new Date(Date.now() - 10.5 * 86_400_000);
    await dovecot.deliver('sales@helpdesk.test', 'Subject: old\r\n\r\nx\r\n', { receivedAt: tenDaysAgo, seen: true });
    await dovecot.deliver('sales@helpdesk.test', 'Subject: new\r\n\r\nx\r\n');
    const port = encryption === 'tls' ? dovecot.imapsPort : dovecot.imapPort;
    const account = imapAccount({ username: 'sales@helpdesk.test', password: 'pass-sales', port, encryption });
    const { ok, steps, order } = await checkIncoming(account);
    expect(ok).toBe(true);
    expect(order).toEqual(wellDone('resolve', 'connect', 'tls', 'capabilities', 'signIn', 'openFolder', 'count'));
    expect(foundAt(steps, 'resolve')?.address).toContain('127.0.0.1');
    expect(foundAt(steps, 'tls')).toMatchObject({
      version: 'TLSv1.3',
      subject: 'mail.test',
      issuer: 'Poststelle Test CA',
      fingerprint: await fingerprintOf(dovecot.certificates.server),
    });
    expect(Date.parse(String(foundAt(steps, 'tls')?.validTo))).toBeGreaterThan(Date.now());
    expect(foundAt(steps, 'capabilities')?.list).toContain('AUTH=PLAIN');
    expect(foundAt(steps, 'signIn')).toEqual({ mechanism: 'PLAIN' });
    const total = before.length + 2;
    expect(foundAt(steps, 'openFolder')).toEqual({ folder: 'INBOX', total });
    expect(foundAt(steps, 'count')).toEqual({ total, wouldImport: total / 2, oldestDays: 10 });
    const after = await dovecot.mails('sales@helpdesk.test');
    expect(after.map(({ seen, flags }) => [seen, flags])).toEqual(
      [...before.map(({ seen, flags }) => [seen, flags]), [true, 'S'], [false, '']].toSorted(
        (a, b) => String(b[1]).length - String(a[1]).length,
      ),
    );
    expect(JSON.stringify(steps)).not.toContain('pass-sales');
  },
);

test('a good POP3 account: every step, nothing deleted', async () => {
  const user = { username: 'carol@customer.test', password: 'pass-carol' };
  await dovecot.deliver('carol@customer.test', 'Subject: one\r\nDate: Sun, 01 Feb 2026 10:00:00 +0100\r\n\r\nx\r\n');
  const before = await dovecot.mails('carol@customer.test');
  for (const encryption of ['tls', 'starttls'] as const) {
    const port = encryption === 'tls' ? dovecot.pop3sPort : dovecot.pop3Port;
    const steps: CheckStep[] = [];
    const ok = await checkPop3(imapAccount({ ...user, protocol: 'pop3', port, encryption }), {
      wouldImport: (candidates) => candidates.length,
      report: (step) => steps.push(step),
      signal: never,
      clock: () => new Date('2026-02-03T12:00:00Z'),
    });
    expect(ok).toBe(true);
    expect(orderOf(steps)).toEqual(wellDone('resolve', 'connect', 'tls', 'capabilities', 'signIn', 'count'));
    expect(foundAt(steps, 'count')).toMatchObject({ total: before.length, wouldImport: before.length });
    expect(foundAt(steps, 'tls')?.subject).toBe('mail.test');
  }
  expect(await dovecot.mails('carol@customer.test')).toHaveLength(before.length);
});

test('a wrong password fails at the sign-in with the words of the server', async () => {
  const { ok, last, order } = await checkIncoming(imapAccount({ password: 'pass-wrong' }));
  expect(ok).toBe(false);
  expect(order.at(-1)).toBe('signIn failed');
  expect(last).toMatchObject({ failure: { code: 'sign-in-refused' }, hint: 'credentials' });
  expect(last?.serverReply).toMatch(/^A\w+ NO \[AUTHENTICATIONFAILED\] Authentication failed\.$/);
});

test('a folder that is missing fails although the sign-in succeeded', async () => {
  covers('incoming.folder');
  const { last, order } = await checkIncoming(imapAccount(), 'Süpport');
  expect(order).toContain('signIn ok');
  expect(order.at(-1)).toBe('openFolder failed');
  expect(last).toMatchObject({
    failure: { code: 'folder-missing', params: { folder: 'Süpport' } },
    hint: 'no-such-folder',
  });
  expect(last?.serverReply).toMatch(/^A\w+ NO Mailbox doesn't exist: Süpport/);
});

test.each([
  ['expired', 'tls-expired', 'certificate-expired'],
  ['wrongName', 'tls-wrong-name', 'certificate-name'],
] as const)('a certificate that is %s', async (certificate: CertificateName, code, hint) => {
  const bad = await startDovecot({ certificate });
  onTestFinished(() => bad.stop());
  for (const [port, encryption] of [
    [bad.imapsPort, 'tls'],
    [bad.imapPort, 'starttls'],
  ] as const) {
    const { last, order } = await checkIncoming(imapAccount({ port, encryption }));
    expect(order.at(-1)).toBe('tls failed');
    expect(last).toMatchObject({ failure: { code }, hint });
    expect(last?.serverReply).toBeUndefined();
  }
  for (const [port, encryption] of [
    [bad.submissionsPort, 'tls'],
    [bad.submissionPort, 'starttls'],
  ] as const) {
    const { last, order } = await checkOutgoing(smtpAccount({ port, encryption }), 'carol@customer.test');
    expect(order.at(-1)).toBe('tls failed');
    expect(last).toMatchObject({ failure: { code }, hint });
  }
  expect(await bad.log()).not.toContain('method=');
});

test('an authority that is not known, one that is another, and the fingerprint instead', async () => {
  covers('incoming.privateCa', 'incoming.pinnedFingerprint', 'outgoing.pinnedFingerprint');
  const { otherCa } = await testCertificates();
  for (const privateCa of ['', otherCa]) {
    const { last } = await checkIncoming(imapAccount({ privateCa }));
    expect(last).toMatchObject({ step: 'tls', failure: { code: 'tls-untrusted' }, hint: 'certificate-authority' });
    expect(last?.found?.fingerprint).toBe(await fingerprintOf(dovecot.certificates.server));
  }
  const right = await fingerprintOf(dovecot.certificates.server);
  const wrong = await fingerprintOf(dovecot.certificates.expired);
  expect((await checkIncoming(imapAccount({ privateCa: '', pinnedFingerprint: right }))).ok).toBe(true);
  const pinned = await checkIncoming(imapAccount({ pinnedFingerprint: wrong }));
  expect(pinned.last).toMatchObject({
    step: 'tls',
    failure: { code: 'tls-wrong-fingerprint' },
    hint: 'certificate-fingerprint',
  });
  const outgoing = await checkOutgoing(smtpAccount({ privateCa: '', pinnedFingerprint: right }), 'carol@customer.test');
  expect(outgoing.ok).toBe(true);
  expect((await checkOutgoing(smtpAccount({ pinnedFingerprint: wrong }), 'carol@customer.test')).last).toMatchObject({
    step: 'tls',
    failure: { code: 'tls-wrong-fingerprint' },
  });
});

test('TLS on a port without it, and the other way round', async () => {
  const tlsOnPlain = await checkIncoming(imapAccount({ port: dovecot.imapPort }));
  expect(tlsOnPlain.last).toMatchObject({ step: 'tls', failure: { code: 'tls-not-spoken' }, hint: 'wrong-port' });
  // Each waits for the other to begin.
  for (const [encryption, step] of [
    ['none', 'capabilities'],
    ['starttls', 'tls'],
  ] as const) {
    const account = imapAccount({ port: dovecot.imapsPort, encryption });
    const { last } = await checkIncoming(account, 'INBOX', { stepTimeoutMs: 300 });
    expect(last).toMatchObject({ step, failure: { code: 'step-timeout' }, hint: 'wrong-port' });
  }
  const tlsOnSubmission = await checkOutgoing(smtpAccount({ encryption: 'tls' }), 'carol@customer.test');
  expect(tlsOnSubmission.last).toMatchObject({ step: 'tls', failure: { code: 'tls-not-spoken' }, hint: 'wrong-port' });
  const smtpPort = await checkIncoming(imapAccount({ port: exim.mxPort, encryption: 'none' }));
  expect(smtpPort.last).toMatchObject({ failure: { code: 'not-this-protocol' }, hint: 'wrong-port' });
  expect(smtpPort.last?.serverReply).toMatch(/^220 mx\.test ESMTP Exim/);
});

test('a host that does not exist and a port where nobody listens are our words, not the server’s', async () => {
  covers('incoming.host', 'incoming.port');
  const unknown = await checkIncoming(imapAccount({ host: 'no-such-host.invalid' }));
  expect(unknown.last).toMatchObject({ step: 'resolve', state: 'failed', hint: 'host-unknown' });
  expect(unknown.last?.failure).toEqual({
    code: 'host-unknown',
    params: { host: 'no-such-host.invalid', port: dovecot.imapsPort },
  });
  const closed = await startToxic(1);
  await closed.stop();
  const refused = await checkIncoming(imapAccount({ port: closed.port }));
  expect(refused.last).toMatchObject({ step: 'connect', failure: { code: 'connection-refused' }, hint: 'wrong-port' });
  expect([unknown.last?.serverReply, refused.last?.serverReply]).toEqual([undefined, undefined]);
});

test('a mute server ends with the time of the step; the user can end it sooner', async () => {
  const mute = await startToxic(dovecot.imapsPort, { mute: true });
  onTestFinished(() => mute.stop());
  const account = imapAccount({ port: mute.port, encryption: 'none' });
  const { last } = await checkIncoming(account, 'INBOX', { stepTimeoutMs: 200 });
  expect(last).toMatchObject({
    step: 'capabilities',
    failure: { code: 'step-timeout', params: { seconds: 0.2 } },
    hint: 'wrong-port',
  });
  const stop = new AbortController();
  const running = checkIncoming(account, 'INBOX', { signal: stop.signal });
  await eventually('the connection', () => (mute.connections() > 1 ? true : undefined));
  stop.abort();
  expect((await running).last).toMatchObject({ state: 'failed', failure: { code: 'cancelled' } });
});

test('a good outgoing account sends one mail and shows the reply', async () => {
  covers('outgoing.protocol', 'outgoing.host', 'outgoing.port', 'outgoing.privateCa');
  const { ok, steps, order, last } = await checkOutgoing(smtpAccount(), 'dave@customer.test');
  expect(ok).toBe(true);
  expect(order).toEqual(wellDone('resolve', 'connect', 'tls', 'capabilities', 'signIn', 'send'));
  expect(foundAt(steps, 'signIn')).toEqual({ mechanism: 'PLAIN' });
  expect(last?.found?.recipient).toBe('dave@customer.test');
  expect(last?.found?.reply).toMatch(/^250 OK id=/);
  const [mail] = await eventually('the test mail', async () => {
    const mails = await dovecot.mails('dave@customer.test');
    return mails.length > 0 ? mails : undefined;
  });
  expect(mail?.raw.toString()).toContain('Auto-Submitted: auto-generated');
  expect(JSON.stringify(steps)).not.toContain('pass-support');
});

test('outgoing: a refused recipient, a relay that is denied, a refused sign-in', async () => {
  covers('outgoing.password');
  const bounced = await checkOutgoing(smtpAccount(), 'bounce@customer.test');
  expect(bounced.last).toMatchObject({
    step: 'send',
    state: 'failed',
    failure: { code: 'recipient-refused', params: { address: 'bounce@customer.test' } },
    serverReply: '550 5.1.1 no such user here',
  });
  const relay = await checkOutgoing(smtpAccount({ username: '', port: exim.submissionPort }), 'someone@elsewhere.test');
  expect(relay.last).toMatchObject({ failure: { code: 'recipient-refused' }, hint: 'relay-denied' });
  const refused = await checkOutgoing(smtpAccount({ password: 'wrong' }), 'carol@customer.test');
  expect(refused.last).toMatchObject({ step: 'signIn', failure: { code: 'sign-in-refused' } });
  expect(refused.last?.serverReply).toMatch(/^535 /);
});

test('the folders of an account, the inbox first, with their special uses', async () => {
  await dovecot.admin(['mailbox', 'create', '-u', 'carol@customer.test', 'Büro/Eingang']);
  const account = imapAccount({ username: 'carol@customer.test', password: 'pass-carol' });
  const folders = await listFolders(account, { log: () => undefined });
  expect(folders[0]).toMatchObject({ path: 'INBOX', selectable: true });
  expect(folders).toContainEqual({ path: 'Sent', specialUse: '\\Sent', selectable: true });
  expect(folders).toContainEqual({ path: 'Büro/Eingang', specialUse: null, selectable: true });
});
