import type { CredentialCharset } from './credentials.ts';

/** How to reach one account on a mail server. Everything a wire client needs, secrets in the clear: never log or store it. */
export type Account = {
  protocol: 'imap' | 'pop3' | 'smtp';
  host: string;
  port: number;
  encryption: 'tls' | 'starttls' | 'none';
  username: string;
  password: string;
  /** Asked for a fresh token before each sign-in when the account signs in by OAuth; then `password` is ''. */
  accessToken?: () => Promise<string>;
  /** For user name and password where the mechanism leaves it open; UTF-8 unless told. */
  credentialCharset?: CredentialCharset;
  preventPlain: boolean;
  preventNtlm: boolean;
  /** PEM of a private certification authority, '' for the public ones. */
  privateCa: string;
  /** SHA-256 of the server certificate as colon-separated hex, '' to verify by authority. */
  pinnedFingerprint: string;
};
