import { expect, test } from 'vitest';
import { failures } from '../desk/failures.ts';
import { hints } from '../desk/texts/hints.ts';
import { Failure } from '../lib/failure.ts';
import type { Account } from './account.ts';
import { account } from './account.samples.ts';
import { hintFor, hintNames } from './hints.ts';

test.each([
  ['NO [AUTHENTICATIONFAILED] Authentication failed.', {}, 'credentials'],
  ['NO [ALERT] Application-specific password required', {}, 'app-password'],
  ['534-5.7.9 Please log in with your web browser', {}, 'app-password'],
  ['NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)', { host: 'imap.gmail.com' }, 'app-password'],
  ['NO [ALERT] Please log in via your web browser: https://support.test (Failure)', {}, 'app-password'],
  ['NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials', { host: 'imap.mail.yahoo.com' }, 'app-password'],
  ['NO [AUTHENTICATIONFAILED] Authentication failed', { host: 'imap.mail.me.com' }, 'app-password'],
  ['535 5.7.8 Error: authentication failed', { host: 'SMTP.fastmail.com.', protocol: 'smtp' }, 'app-password'],
  ['-ERR Authentication failed.', { host: 'securepop.t-online.de', protocol: 'pop3' }, 'mail-password'],
  ['NO LOGIN failed.', { host: 'outlook.office365.com' }, 'basic-auth-off'],
  ['535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', {}, 'basic-auth-off'],
  ['535 5.7.139 SmtpClientAuthentication is disabled for the Tenant.', { host: 'smtp.office365.com' }, 'smtp-auth-off'],
  ['-ERR Logon failure: unknown user name or bad password.', { host: 'outlook.office365.com' }, 'basic-auth-off'],
  ['NO LOGIN failed.', { host: 'outlook.office.com', username: 'FIRMA\\max' }, 'basic-auth-off'],
  ['NO [PRIVACYREQUIRED] Plaintext authentication disallowed', {}, 'login-disabled'],
  ['NO IMAP access is disabled for this account', {}, 'access-switched-off'],
  ['NO [ALERT] Your account is not enabled for IMAP use.', { host: 'imap.gmail.com' }, 'access-switched-off'],
  ['-ERR [SYS/PERM] Your account is not enabled for POP access.', { host: 'pop.gmail.com' }, 'access-switched-off'],
  ['NO [AUTHENTICATIONFAILED] falsch', { host: 'imap.gmx.net' }, 'access-switched-off'],
  ['-ERR falsch', { host: 'pop3.web.de', protocol: 'pop3' }, 'access-switched-off'],
  ['NO no', { host: 'imap.web.com' }, 'credentials'],
  ['NO no', { host: 'mail.notgmail.com' }, 'credentials'],
  ['NO LOGIN failed.', { username: 'FIRMA\\max\\support' }, 'shared-mailbox'],
  ['BAD User is authenticated but not connected.', {}, 'shared-mailbox'],
] as [string, Partial<Account>, string][])('a refused sign-in with %j, %j: %s', (serverReply, more, hint) => {
  expect(hintFor(new Failure('sign-in-refused', { serverReply }), { ...account, ...more })).toBe(hint);
});

test.each([
  ['NO [AUTHENTICATIONFAILED] Authentication failed.', 'token-refused'],
  ['535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.', 'smtp-auth-off'],
  ['NO AUTHENTICATE failed: User is authenticated but not connected.', 'shared-mailbox'],
])('with a token nobody is told to check the password: %s', (serverReply, hint) => {
  const withToken = { ...account, accessToken: () => Promise.resolve('') };
  expect(hintFor(new Failure('sign-in-refused', { serverReply }), withToken)).toBe(hint);
});

test.each([
  ['PLAIN LOGINDISABLED', { encryption: 'none' }, 'login-disabled'],
  // As many servers do before STARTTLS.
  ['–', { encryption: 'none', protocol: 'smtp' }, 'login-disabled'],
  ['–', { encryption: 'starttls', protocol: 'smtp' }, 'submission-port'],
  ['PLAIN LOGINDISABLED', { preventPlain: true }, 'mechanism-prevented'],
  ['GSSAPI NTLM', { preventNtlm: true, protocol: 'smtp' }, 'mechanism-prevented'],
  // Nothing that one could untick would help.
  ['GSSAPI LOGINDISABLED', { preventPlain: true, preventNtlm: true }, undefined],
  ['XOAUTH2 LOGINDISABLED', {}, 'oauth-needed'],
  ['XOAUTH2 LOGINDISABLED', { host: 'outlook.office365.com' }, 'basic-auth-off'],
  ['PLAIN LOGIN', { preventPlain: true, password: '', accessToken: () => Promise.resolve('') }, 'token-not-offered'],
] as [string, Partial<Account>, string | undefined][])(
  'an offer of %j with %j has its reason: %s',
  (offered, more, hint) => {
    const impossible = new Failure('sign-in-impossible', { params: { offered } });
    expect(hintFor(impossible, { ...account, ...more })).toBe(hint);
  },
);

test.each([
  ['step-timeout', 'connect', 'firewall'],
  ['step-timeout', 'tls', 'wrong-port'],
  ['step-timeout', 'capabilities', 'wrong-port'],
  ['connection-lost', 'capabilities', 'wrong-port'],
  // The way there is right, whatever went wrong behind it.
  ['step-timeout', 'count', undefined],
  ['connection-lost', 'openFolder', undefined],
] as const)('%s at %s: %s', (code, step, hint) => {
  expect(hintFor(new Failure(code, { temporary: true }), account, step)).toBe(hint);
});

test('every other failure of a line has a hint, and every hint both languages', () => {
  const expected = {
    'host-unknown': 'host-unknown',
    'name-server-unreachable': 'own-network',
    'host-unreachable': 'firewall',
    'connection-timeout': 'firewall',
    'connection-refused': 'wrong-port',
    'not-this-protocol': 'wrong-port',
    'tls-not-spoken': 'wrong-port',
    'starttls-missing': 'wrong-encryption',
    'tls-too-old': 'old-tls',
    'tls-expired': 'certificate-expired',
    'tls-not-yet-valid': 'certificate-expired',
    'tls-wrong-name': 'certificate-name',
    'tls-untrusted': 'certificate-authority',
    'tls-wrong-fingerprint': 'certificate-fingerprint',
    'folder-missing': 'no-such-folder',
    'folder-refused': 'shared-mailbox',
    'sign-in-unavailable': 'try-later',
  };
  for (const [code, hint] of Object.entries(expected)) {
    expect(failures).toHaveProperty(code);
    expect([code, hintFor(new Failure(code), account)]).toEqual([code, hint]);
  }
  expect(hintFor(new Failure('recipient-refused', { serverReply: '550 5.7.1 relay not permitted' }), account)).toBe(
    'relay-denied',
  );
  expect(Object.keys(hints)).toEqual([...hintNames]);
  for (const { de, en } of Object.values(hints)) expect([de.length > 20, en.length > 20]).toEqual([true, true]);
});
