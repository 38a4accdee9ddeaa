/** What decides the choice besides the server's offer. */
export type SignInTerms = {
  protocol: 'imap' | 'pop3' | 'smtp';
  /** True inside TLS. */
  encrypted: boolean;
  preventPlain: boolean;
  preventNtlm: boolean;
  /** IMAP: LOGINDISABLED is advertised (RFC 9051 §6.2.3); POP3: CAPA was answered without USER (RFC 2449 §6.3). */
  loginDisabled: boolean;
  /** True when the account signs in by OAuth, that is with a token instead of a password. */
  byToken: boolean;
  /** POP3: the greeting held the timestamp that APOP needs (RFC 1939 §7). */
  apopOffered?: boolean;
};

/** The chosen way: a SASL mechanism, a command of the protocol itself, or none that the server and the boxes leave. */
export type SignInChoice =
  | { kind: 'sasl'; mechanism: SaslMechanism }
  | { kind: 'command'; command: 'LOGIN' | 'USER' | 'APOP' }
  | { kind: 'none' };

export type SaslMechanism = (typeof saslMechanisms)[number];

export const saslMechanisms = [
  'PLAIN',
  'LOGIN',
  'SCRAM-SHA-256',
  'SCRAM-SHA-1',
  'CRAM-MD5',
  'NTLM',
  'OAUTHBEARER',
  'XOAUTH2',
] as const;

const openOrder: readonly SaslMechanism[] = ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-MD5', 'PLAIN', 'LOGIN', 'NTLM'];
const encryptedOrder: readonly SaslMechanism[] = ['PLAIN', 'LOGIN', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-MD5', 'NTLM'];
const tokenOrder: readonly SaslMechanism[] = ['OAUTHBEARER', 'XOAUTH2'];

/**
 * Chooses how to sign in (SPEC §4): the first mechanism of the order that the server offers and no box forbids, else the last resort of the
 * protocol. `offered` are SASL names as advertised, in any case. The user name plays no part.
 */
export function chooseMechanism(offered: readonly string[], terms: SignInTerms): SignInChoice {
  const names = new Set(offered.map((name) => name.toUpperCase()));
  const order = terms.byToken ? tokenOrder : terms.encrypted ? encryptedOrder : openOrder;
  const mechanism = order.find((name) => names.has(name) && !isForbidden(name, terms));
  if (mechanism) return { kind: 'sasl', mechanism };
  return terms.byToken ? { kind: 'none' } : lastResort(terms);
}

function isForbidden(mechanism: SaslMechanism, terms: SignInTerms): boolean {
  return (mechanism === 'PLAIN' && terms.preventPlain) || (mechanism === 'NTLM' && terms.preventNtlm);
}

// SMTP has no command of its own for signing in (RFC 4954 knows AUTH only).
function lastResort(terms: SignInTerms): SignInChoice {
  if (terms.protocol === 'pop3' && terms.apopOffered === true && !terms.encrypted)
    return { kind: 'command', command: 'APOP' };
  if (terms.protocol === 'smtp' || terms.loginDisabled) return { kind: 'none' };
  return { kind: 'command', command: terms.protocol === 'imap' ? 'LOGIN' : 'USER' };
}
