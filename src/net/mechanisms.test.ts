import { expect, test } from 'vitest';
import { chooseMechanism, type SignInTerms } from './mechanisms.ts';

const terms: SignInTerms = {
  protocol: 'imap',
  encrypted: true,
  preventPlain: false,
  preventNtlm: false,
  loginDisabled: false,
  byToken: false,
};

const boxes = {
  none: {},
  preventPlain: { preventPlain: true },
  preventNtlm: { preventNtlm: true },
  both: { preventPlain: true, preventNtlm: true },
} as const;

/** What was chosen, in the words of the table. */
function chosen(offered: string[], more: Partial<SignInTerms> = {}): string {
  const choice = chooseMechanism(offered, { ...terms, ...more });
  if (choice.kind === 'sasl') return choice.mechanism === 'LOGIN' ? 'SASL LOGIN' : choice.mechanism;
  return choice.kind === 'command' ? `${choice.command} command` : 'error';
}

// The table of SPEC §4: offer, then the choice with no box, preventPlain, preventNtlm, both.
const table: [offered: string[], loginDisabled: boolean, none: string, plain: string, ntlm: string, both: string][] = [
  [['PLAIN', 'LOGIN', 'NTLM'], false, 'PLAIN', 'SASL LOGIN', 'PLAIN', 'SASL LOGIN'],
  [['PLAIN', 'NTLM'], false, 'PLAIN', 'NTLM', 'PLAIN', 'LOGIN command'],
  [['NTLM'], false, 'NTLM', 'NTLM', 'LOGIN command', 'LOGIN command'],
  [['PLAIN'], false, 'PLAIN', 'LOGIN command', 'PLAIN', 'LOGIN command'],
  [['PLAIN'], true, 'PLAIN', 'error', 'PLAIN', 'error'],
  [[], false, 'LOGIN command', 'LOGIN command', 'LOGIN command', 'LOGIN command'],
];

test.each(table)('IMAP server offers %j, LOGINDISABLED %s', (offered, loginDisabled, none, plain, ntlm, both) => {
  const results = Object.values(boxes).map((ticked) => chosen(offered, { ...ticked, loginDisabled }));
  expect(results).toEqual([none, plain, ntlm, both]);
});

test('the order inside TLS', () => {
  const order = ['PLAIN', 'LOGIN', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-MD5', 'NTLM'];
  const shuffled = order.toReversed();
  const results = order.map((_, index) => chosen(shuffled.slice(0, order.length - index)));
  expect(results).toEqual(['PLAIN', 'SASL LOGIN', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-MD5', 'NTLM']);
});

test('without encryption the mechanisms that hide the password come first', () => {
  const all = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'NTLM'];
  expect(chosen(all, { encrypted: false })).toBe('SCRAM-SHA-256');
  expect(chosen(['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-1'], { encrypted: false })).toBe('SCRAM-SHA-1');
  expect(chosen(['PLAIN', 'LOGIN', 'CRAM-MD5'], { encrypted: false })).toBe('CRAM-MD5');
  expect(chosen(['PLAIN', 'NTLM'], { encrypted: false })).toBe('PLAIN');
});

test('a token signs in by OAUTHBEARER, else XOAUTH2, and by nothing else', () => {
  expect(chosen(['PLAIN', 'XOAUTH2', 'OAUTHBEARER'], { byToken: true })).toBe('OAUTHBEARER');
  expect(chosen(['PLAIN', 'XOAUTH2'], { byToken: true })).toBe('XOAUTH2');
  expect(chosen(['PLAIN'], { byToken: true })).toBe('error');
  expect(chosen(['XOAUTH2', 'PLAIN'])).toBe('PLAIN');
});

test('SMTP has no last resort, POP3 has USER or APOP', () => {
  expect(chosen([], { protocol: 'smtp' })).toBe('error');
  expect(chosen(['NTLM'], { protocol: 'smtp', preventNtlm: true })).toBe('error');
  expect(chosen([], { protocol: 'pop3' })).toBe('USER command');
  expect(chosen([], { protocol: 'pop3', apopOffered: true })).toBe('USER command');
  expect(chosen([], { protocol: 'pop3', apopOffered: true, encrypted: false })).toBe('APOP command');
  // A last resort: what SASL offers comes first.
  const withApop = { protocol: 'pop3', apopOffered: true, encrypted: false } as const;
  expect(chosen(['PLAIN', 'CRAM-MD5'], withApop)).toBe('CRAM-MD5');
  expect(chosen([], { protocol: 'pop3', loginDisabled: true })).toBe('error');
});

test('names count in any case, unknown ones do not', () => {
  expect(chosen(['plain', 'x-unknown'])).toBe('PLAIN');
  expect(chosen(['GSSAPI', 'EXTERNAL'])).toBe('LOGIN command');
});
