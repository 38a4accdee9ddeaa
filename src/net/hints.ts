import type { Failure } from '../lib/failure.ts';
import type { Account } from './account.ts';

/** What can be said when a connection test fails; the texts are in desk/texts/hints.ts. */
export const hintNames = [
  'host-unknown',
  'firewall',
  'wrong-port',
  'wrong-encryption',
  'old-tls',
  'certificate-expired',
  'certificate-name',
  'certificate-authority',
  'certificate-fingerprint',
  'credentials',
  'app-password',
  'smtp-auth-off',
  'token-refused',
  'access-switched-off',
  'basic-auth-off',
  'login-disabled',
  'mechanism-prevented',
  'sign-in-needed',
  'try-later',
  'no-such-folder',
  'shared-mailbox',
  'sender-not-allowed',
  'relay-denied',
] as const;

export type HintName = (typeof hintNames)[number];

/** Which hint fits a failure of this account, or undefined if none is likely to help. */
export function hintFor(failure: Failure, account: Account): HintName | undefined {
  const said = failure.serverReply ?? '';
  switch (failure.code) {
    case 'sign-in-refused':
      return account.accessToken ? refusedTokenHint(said, account) : refusedHint(said, account);
    case 'sign-in-impossible':
      if (/LOGINDISABLED/.test(String(failure.params.offered)) && account.encryption === 'none')
        return 'login-disabled';
      if (account.preventPlain || account.preventNtlm) return 'mechanism-prevented';
      return isMicrosoft(account) ? 'basic-auth-off' : undefined;
    case 'folder-refused':
      return 'shared-mailbox';
    case 'recipient-refused':
      return /relay|5\.7\.1|authenticat/i.test(said) ? 'relay-denied' : undefined;
    default:
      return hintsByCode[failure.code];
  }
}

const hintsByCode: Readonly<Record<string, HintName>> = {
  'host-unknown': 'host-unknown',
  'host-unreachable': 'firewall',
  'connection-timeout': 'firewall',
  'step-timeout': 'firewall',
  'connection-refused': 'wrong-port',
  'greeting-missing': 'wrong-port',
  'not-this-protocol': 'wrong-port',
  'tls-not-spoken': 'wrong-port',
  'starttls-missing': 'wrong-encryption',
  'starttls-refused': 'wrong-encryption',
  'tls-too-old': 'old-tls',
  'tls-expired': 'certificate-expired',
  'tls-not-yet-valid': 'certificate-expired',
  'tls-wrong-name': 'certificate-name',
  'tls-untrusted': 'certificate-authority',
  'tls-wrong-fingerprint': 'certificate-fingerprint',
  'sign-in-unavailable': 'try-later',
  'sign-in-needed': 'sign-in-needed',
  'server-busy': 'try-later',
  'server-said-bye': 'try-later',
  'folder-missing': 'no-such-folder',
  'sender-refused': 'sender-not-allowed',
};

/** There is no password that could be wrong: the server does not let this person in, or not by this protocol. */
function refusedTokenHint(said: string, account: Account): HintName {
  if (/SmtpClientAuthentication is disabled|5\.7\.139/i.test(said)) return 'smtp-auth-off';
  const hint = refusedHint(said, account);
  return hint === 'shared-mailbox' || hint === 'login-disabled' ? hint : 'token-refused';
}

function refusedHint(said: string, account: Account): HintName {
  if (/authenticated but not connected/i.test(said)) return 'shared-mailbox';
  if (/PRIVACYREQUIRED|plaintext authentication disallowed|5\.7\.10|encryption (is )?required/i.test(said))
    return 'login-disabled';
  if (/basic ?auth|SmtpClientAuthentication is disabled|5\.7\.139/i.test(said) || isMicrosoft(account))
    return 'basic-auth-off';
  if (/application-specific|app[- ]password|second ?factor|5\.7\.9\b|web login required/i.test(said))
    return 'app-password';
  if (/(imap|pop3?|smtp)\b.{0,40}(disabled|not enabled|deaktiviert|nicht aktiviert|freischalt)/i.test(said))
    return 'access-switched-off';
  if (account.username.includes('\\')) return 'shared-mailbox';
  const host = account.host.toLowerCase();
  if (/(^|\.)(gmail|googlemail|yahoo|aol|icloud|me|fastmail|zoho)\.\w+$/.test(host)) return 'app-password';
  if (/(^|\.)(gmx|web)\.(de|net|at|ch|com)$/.test(host)) return 'access-switched-off';
  return 'credentials';
}

const isMicrosoft = (account: Account) =>
  /(^|\.)(office365|outlook|hotmail|live|office)\.(com|de|net)$/i.test(account.host) &&
  account.accessToken === undefined;
