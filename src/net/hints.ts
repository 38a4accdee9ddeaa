import type { Failure } from '../lib/failure.ts';
import type { Account } from './account.ts';
import type { CheckStepName } from './check-step.ts';
import { providerOfHost } from './mail-providers.ts';

/** What can be said when a connection test fails; the texts are in desk/texts/hints.ts. */
export const hintNames = [
  'host-unknown',
  'own-network',
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
  'mail-password',
  'smtp-auth-off',
  'token-refused',
  'token-not-offered',
  'oauth-needed',
  'access-switched-off',
  'basic-auth-off',
  'login-disabled',
  'mechanism-prevented',
  'submission-port',
  'sign-in-needed',
  'try-later',
  'no-such-folder',
  'shared-mailbox',
  'sender-not-allowed',
  'relay-denied',
] as const;

export type HintName = (typeof hintNames)[number];

/** Which hint fits a failure of this account at this step, or undefined if none is likely to help. */
export function hintFor(failure: Failure, account: Account, step?: CheckStepName): HintName | undefined {
  const said = failure.serverReply ?? '';
  switch (failure.code) {
    case 'sign-in-refused':
      return account.accessToken ? refusedTokenHint(said, account) : refusedHint(said, account);
    case 'sign-in-impossible':
      return impossibleHint(String(failure.params.offered), account);
    case 'folder-refused':
      return 'shared-mailbox';
    case 'recipient-refused':
      return /relay|5\.7\.1|authenticat/i.test(said) ? 'relay-denied' : undefined;
    case 'step-timeout':
    case 'connection-lost':
      // Connected, and then not a word: each waits for the other to begin.
      if (step === 'tls' || step === 'capabilities') return 'wrong-port';
      return failure.code === 'step-timeout' && isOnTheWay(step) ? 'firewall' : undefined;
    default:
      return hintsByCode[failure.code];
  }
}

const isOnTheWay = (step: CheckStepName | undefined) => step === 'resolve' || step === 'connect';

const hintsByCode: Readonly<Record<string, HintName>> = {
  'host-unknown': 'host-unknown',
  'name-server-unreachable': 'own-network',
  'host-unreachable': 'firewall',
  'connection-timeout': 'firewall',
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
  if (/SmtpClientAuthentication is disabled/i.test(said)) return 'smtp-auth-off';
  const provider = providerOfHost(account.host)?.hint;
  if (/basic ?auth|5\.7\.139/i.test(said) || isMicrosoft(account)) return 'basic-auth-off';
  if (
    /application-specific|app[- ]password|second ?factor|5\.7\.9\b|web login required|log in (via|with) your web/i.test(
      said,
    )
  )
    return 'app-password';
  if (switchedOff.test(said)) return 'access-switched-off';
  if (provider !== undefined) return provider;
  return account.username.includes('\\') ? 'shared-mailbox' : 'credentials';
}

// Not by RFC: the providers' own words, in either order.
const switchedOff =
  /(imap|pop3?|smtp)\b.{0,40}(disabled|not enabled|deaktiviert|nicht aktiviert|freischalt)|not enabled for (imap|pop)/i;

function impossibleHint(offered: string, account: Account): HintName | undefined {
  const names = offered.toUpperCase();
  if (account.accessToken) return 'token-not-offered';
  // Many servers name no way to sign in before the line is encrypted.
  const isBare = !/[A-Z]/.test(names);
  if (account.encryption === 'none' && (isBare || names.includes('LOGINDISABLED'))) return 'login-disabled';
  if (account.preventPlain && /\bPLAIN\b/.test(names)) return 'mechanism-prevented';
  if (account.preventNtlm && /\bNTLM\b/.test(names)) return 'mechanism-prevented';
  if (/\b(XOAUTH2|OAUTHBEARER)\b/.test(names)) return isMicrosoft(account) ? 'basic-auth-off' : 'oauth-needed';
  if (isMicrosoft(account)) return 'basic-auth-off';
  return account.protocol === 'smtp' && isBare ? 'submission-port' : undefined;
}

const isMicrosoft = ({ host }: Account) =>
  providerOfHost(host)?.hint === 'basic-auth-off' || /(^|\.)office\.com$/i.test(host);
