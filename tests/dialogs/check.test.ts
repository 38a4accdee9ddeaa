import { expect, onTestFinished, test } from 'vitest';
import type { CheckStep } from '../../src/net/check-step.ts';
import { checkImap } from '../../src/sources/check-imap.ts';
import { checkPop3 } from '../../src/sources/check-pop3.ts';
import { checkSmtp } from '../../src/transports/check-smtp.ts';
import { fingerprintOf, testCertificates } from '../support/servers/certificates.ts';
import { type ScriptedServer, startScripted } from '../support/servers/scripted.ts';
import { besides } from './imap-steps.ts';
import { accountOn, play } from './play.ts';

// The connection test on the wire: what it says, what it does not say, and to which step belongs what goes wrong.

type More = { stepTimeoutMs?: number; signal?: AbortSignal };

async function run(
  check: (options: More & { report: (step: CheckStep) => void; signal: AbortSignal }) => Promise<boolean>,
  more: More,
) {
  const steps: CheckStep[] = [];
  const ok = await check({ report: (step) => steps.push(step), signal: new AbortController().signal, ...more });
  const ended = steps.filter(({ state }) => state !== 'running').map(({ step, state }) => `${step} ${state}`);
  return { ok, ended, last: steps.at(-1), text: JSON.stringify(steps) };
}

const wouldImport = (candidates: readonly unknown[]) => candidates.length;
const imap = (server: ScriptedServer, folder = 'INBOX', more: More = {}) =>
  run((options) => checkImap(accountOn(server, 'imap'), folder, { wouldImport, ...options }), more);
const pop3 = (server: ScriptedServer, more: More = {}) =>
  run((options) => checkPop3(accountOn(server, 'pop3'), { wouldImport, ...options }), more);
const smtp = (server: ScriptedServer, more: More = {}) => {
  const message = { raw: Buffer.from('Subject: x\r\n\r\nx\r\n'), mailFrom: 'support@helpdesk.test' };
  const recipient = 'one@customer.test';
  return run(
    (options) => checkSmtp(accountOn(server, 'smtp'), { recipient, message, ehloName: 'desk.test', ...options }),
    more,
  );
};

const letIn = [
  'S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready',
  'C: {tag} AUTHENTICATE PLAIN {words}',
  'S: {tag} OK [CAPABILITY IMAP4rev1 UIDPLUS NAMESPACE] welcome',
];
const always = ['', ...besides];

test('IMAP: the folder is only looked at, and no mail is read', async () => {
  const server = await play(
    [
      ...letIn,
      'C: {tag} EXAMINE INBOX',
      'S: * 2 EXISTS',
      'S: * OK [UIDVALIDITY 7] ok',
      'S: {tag} OK [READ-ONLY] done',
      'C: {tag} UID SEARCH {rest...}',
      'S: * SEARCH 4 5',
      'S: {tag} OK',
      'C: {tag} UID FETCH {rest...}',
      'S: * 1 FETCH (UID 4 FLAGS (\\Seen) RFC822.SIZE 9 INTERNALDATE "01-Feb-2026 10:00:00 +0100")',
      'S: * 2 FETCH (UID 5 FLAGS () RFC822.SIZE 9 INTERNALDATE "01-Feb-2026 10:00:00 +0100")',
      'S: {tag} OK',
      ...always,
    ].join('\n'),
  );
  const { ok, ended, last } = await imap(server);
  expect(server.problems()).toEqual([]);
  expect([ok, ended.at(-1)]).toEqual([true, 'count ok']);
  expect(last?.found).toMatchObject({ total: 2, wouldImport: 2 });
  expect(server.lines().join('\n')).not.toMatch(/SELECT|STORE|EXPUNGE|MOVE|COPY|APPEND|CREATE|BODY|RFC822(?!\.SIZE)/);
  expect(server.connections()).toBe(1);
});

test('IMAP: what is refused right after the sign-in belongs to it, and it is told once', async () => {
  const server = await play('imap/not-connected');
  const { ok, ended, last } = await imap(server);
  expect([ok, ended.slice(2)]).toEqual([false, ['capabilities ok', 'signIn failed']]);
  expect(last).toMatchObject({ failure: { code: 'sign-in-refused' }, hint: 'shared-mailbox' });
  expect(last?.serverReply).toMatch(/^A\w+ BAD User is authenticated but not connected\.$/);
});

test('IMAP: a server that lets in and then says nothing more is given up with the time of the step', async () => {
  const { ended, last } = await imap(await play([...letIn, 'MUTE', ''].join('\n')), 'INBOX', { stepTimeoutMs: 200 });
  expect(ended.slice(2)).toEqual(['capabilities ok', 'signIn failed']);
  expect(last?.failure).toEqual({ code: 'step-timeout', params: { seconds: 0.2 } });
});

test('IMAP: a sign-in that succeeds is no proof, and the folder’s refusal stands there in the server’s words', async () => {
  const refusal = ['C: {tag} EXAMINE Support', 'S: {tag} NO [NONEXISTENT] Unknown Mailbox: Support  (now what?)'];
  const server = await play([...letIn, ...refusal, ...always.filter((line) => !line.includes('INBOX'))].join('\n'));
  const { ok, ended, last } = await imap(server, 'Support');
  expect([ok, ended.slice(3)]).toEqual([false, ['signIn ok', 'openFolder failed']]);
  expect(last).toMatchObject({ failure: { code: 'folder-missing' }, hint: 'no-such-folder' });
  expect(last?.serverReply).toMatch(/NO \[NONEXISTENT\] Unknown Mailbox: Support {2}\(now what\?\)$/);
});

test('IMAP: blanks at the end, tabs and control characters are the server’s words too', async () => {
  const said = ' NO [ALERT]\ta  b\x07 c  ';
  const server = await play([...letIn.slice(0, 2), `S: {tag}${said}`, ...always].join('\n'));
  expect((await imap(server)).last?.serverReply).toBe(`A1${said}`);
});

const signedIn = ['S: +OK ready', 'C: CAPA', 'S: -ERR what?', 'C: USER user', 'S: +OK', 'C: PASS pass', 'S: +OK'];
const listed = ['C: LIST', 'S: +OK', 'S: 1 45', 'S: .', 'C: UIDL', 'S: +OK', 'S: 1 abc', 'S: .'];
const dated = ['C: TOP 1 0', 'S: +OK', 'S: Date: Sun, 01 Feb 2026 10:00:00 +0100', 'S: .'];

test('POP3: mails are counted without reading or deleting any', async () => {
  const server = await play([...signedIn, ...listed, ...dated, 'C: QUIT', 'S: +OK', ''].join('\n'));
  const { ok, last } = await pop3(server);
  expect(server.problems()).toEqual([]);
  expect([ok, last?.found?.total, last?.found?.wouldImport]).toEqual([true, 1, 1]);
  expect(server.lines()).toEqual(['CAPA', 'USER user', 'PASS pass', 'LIST', 'UIDL', 'TOP 1 0', 'QUIT']);
});

test('POP3: a refused sign-in is a step with the server’s words; one attempt', async () => {
  const server = await play([...signedIn.slice(0, 6), 'S: -ERR [AUTH] Grüße  "zwei" <b>x</b>, pass', ''].join('\n'));
  const { ended, last, text } = await pop3(server);
  expect(ended.at(-1)).toBe('signIn failed');
  expect(last).toMatchObject({ serverReply: '-ERR [AUTH] Grüße  "zwei" <b>x</b>, ***', hint: 'credentials' });
  expect(text).not.toMatch(/\bpass\b/);
  expect(server.lines()).toEqual(['CAPA', 'USER user', 'PASS pass']);
});

test('POP3: a maildrop that cannot be listed fails after the sign-in, as a step of its own', async () => {
  const server = await play([...signedIn, 'C: LIST', 'S: -ERR  Maildrop <kaputt>', ''].join('\n'));
  const { ok, ended, last } = await pop3(server);
  expect([ok, ended.slice(3)]).toEqual([false, ['signIn ok', 'count failed']]);
  expect(last?.serverReply).toBe('-ERR  Maildrop <kaputt>');
});

test('POP3: a maildrop that is not listed in time, too', async () => {
  const server = await play([...signedIn, 'C: LIST', 'MUTE', ''].join('\n'));
  const { ended, last } = await pop3(server, { stepTimeoutMs: 200 });
  expect(ended.slice(3)).toEqual(['signIn ok', 'count failed']);
  expect(last?.failure?.code).toBe('step-timeout');
});

test('POP3: a server that does not answer the goodbye spoils nothing', async () => {
  const server = await play([...signedIn, ...listed, ...dated, 'C: QUIT', 'MUTE', ''].join('\n'));
  expect(await pop3(server, { stepTimeoutMs: 300 })).toMatchObject({ ok: true, last: { step: 'count', state: 'ok' } });
});

test('SMTP: a refused sign-in is a step with every line of the reply; one attempt', async () => {
  const server = await play('smtp/refused-sign-in');
  const { ended, last, text } = await smtp(server);
  expect(ended.at(-1)).toBe('signIn failed');
  expect(last?.serverReply).toBe(
    '535-5.7.8 Benutzername und Passwort  nicht angenommen <b>.\n535 5.7.8 Mehr dazu: "https://mail.test/?p=BadCredentials" grüße',
  );
  expect(text).not.toContain(Buffer.from('\0user\0pass').toString('base64'));
  expect(server.lines().filter((line) => line.startsWith('AUTH'))).toHaveLength(1);
});

test('SMTP: a server that names no way to sign in on an open line is to be asked by TLS', async () => {
  const server = await play(
    ['S: 220 mail.test', 'C: EHLO {name}', 'S: 250-mail.test', 'S: 250 STARTTLS', ''].join('\n'),
  );
  const { ended, last } = await smtp(server);
  expect(ended.at(-1)).toBe('signIn failed');
  expect(last).toMatchObject({ failure: { code: 'sign-in-impossible' }, hint: 'login-disabled' });
});

test('SMTP: where the server said nothing, no words of it are shown', async () => {
  const server = await play(
    [
      'S: 220 mail.test',
      'C: EHLO {name}',
      'S: 250-mail.test',
      'S: 250-SIZE 10',
      'S: 250 AUTH PLAIN',
      'C: AUTH PLAIN {words}',
      'S: 235 ok',
      '',
      '? QUIT',
      'S: 221 bye',
      '',
    ].join('\n'),
  );
  const { ended, last } = await smtp(server);
  expect(ended.slice(3)).toEqual(['signIn ok', 'send failed']);
  expect(last).toMatchObject({ failure: { code: 'recipient-refused' } });
  expect(last?.serverReply).toBeUndefined();
});

test('a certificate that vouches for itself is refused before a word is said, and shown; by its fingerprint it is taken', async () => {
  const { selfSigned } = await testCertificates();
  const dialog = ['S: +OK', 'C: CAPA', 'S: -ERR', 'C: USER user', 'S: -ERR no', ''];
  const server = await startScripted([...dialog, '=====', ...dialog].join('\n'), {
    tls: selfSigned,
    implicitTls: true,
  });
  onTestFinished(() => server.stop());
  const over = (pinnedFingerprint: string) =>
    run(
      (options) =>
        checkPop3(accountOn(server, 'pop3', { encryption: 'tls', pinnedFingerprint }), { wouldImport, ...options }),
      {},
    );
  const { last } = await over('');
  expect(last).toMatchObject({ step: 'tls', failure: { code: 'tls-untrusted' }, hint: 'certificate-authority' });
  const fingerprint = await fingerprintOf(selfSigned);
  expect([last?.found?.fingerprint, last?.serverReply]).toEqual([fingerprint, undefined]);
  expect(server.lines()).toEqual([]);
  expect((await over(fingerprint)).ended).toContain('tls ok');
});
