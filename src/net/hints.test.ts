import { expect, test } from 'vitest';
import { failures } from '../desk/failures.ts';
import { hints } from '../desk/texts/hints.ts';
import { Failure } from '../lib/failure.ts';
import type { Account } from './account.ts';
import { hintFor, hintNames } from './hints.ts';

const account: Account = {
  protocol: 'imap',
  host: 'mail.firma.test',
  port: 993,
  encryption: 'tls',
  username: 'support@firma.test',
  password: 'x',
  preventPlain: false,
  preventNtlm: false,
  privateCa: '',
  pinnedFingerprint: '',
};

test.each([
  ['NO [AUTHENTICATIONFAILED] Authentication failed.', {}, 'credentials'],
  ['NO [ALERT] Application-specific password required', {}, 'app-password'],
  ['534-5.7.9 Please log in with your web browser', {}, 'app-password'],
  ['NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)', { host: 'imap.gmail.com' }, 'app-password'],
  ['NO LOGIN failed.', { host: 'outlook.office365.com' }, 'basic-auth-off'],
  ['535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', {}, 'basic-auth-off'],
  ['NO [PRIVACYREQUIRED] Plaintext authentication disallowed', {}, 'login-disabled'],
  ['NO IMAP access is disabled for this account', {}, 'access-switched-off'],
  ['NO [AUTHENTICATIONFAILED] falsch', { host: 'imap.gmx.net' }, 'access-switched-off'],
  ['NO LOGIN failed.', { username: 'FIRMA\\max\\support' }, 'shared-mailbox'],
  ['BAD User is authenticated but not connected.', {}, 'shared-mailbox'],
])('a refused sign-in with %j, %j: %s', (serverReply, more, hint) => {
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

test('what cannot be tried has its reason', () => {
  const impossible = new Failure('sign-in-impossible', { params: { offered: 'PLAIN LOGINDISABLED' } });
  expect(hintFor(impossible, { ...account, encryption: 'none' })).toBe('login-disabled');
  expect(hintFor(impossible, { ...account, preventPlain: true })).toBe('mechanism-prevented');
});

test('every other failure of a line has a hint, and every hint both languages', () => {
  const codes = [
    'host-unknown',
    'connection-refused',
    'tls-expired',
    'tls-wrong-name',
    'tls-untrusted',
    'tls-not-spoken',
    'folder-missing',
  ];
  for (const code of codes) {
    expect(failures).toHaveProperty(code);
    expect(hints).toHaveProperty(hintFor(new Failure(code), account) ?? '?');
  }
  expect(hintFor(new Failure('recipient-refused', { serverReply: '550 5.7.1 relay not permitted' }), account)).toBe(
    'relay-denied',
  );
  expect(Object.keys(hints)).toEqual([...hintNames]);
  for (const { de, en } of Object.values(hints)) expect([de.length > 20, en.length > 20]).toEqual([true, true]);
});
