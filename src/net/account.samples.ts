import type { Account } from './account.ts';

/** An account as most are, for tests that vary one thing of it. */
export const account: Account = {
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
