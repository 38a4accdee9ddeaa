import { expect, test } from 'vitest';
import { askedPauseMs, asksToWait } from './busy-replies.ts';

test.each([
  'A3 BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds',
  'A3 NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)',
  'A1 NO [ALERT] Too many simultaneous connections. (Failure)',
  'A1 NO [LIMIT] LOGIN Rate limit hit.',
  'A1 NO [ALERT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)',
  'A1 NO Server Unavailable. 15',
  'A1 NO Temporary authentication failure.',
  '-ERR Exceeded the login limit for a 15 minute period. Reduce the frequency of requests to the POP3 server.',
  '-ERR maildrop already locked',
  '-ERR Unable to lock maildrop: Mailbox is locked by POP server',
])('asks to wait: %s', (reply) => {
  expect(asksToWait(reply)).toBe(true);
});

// Whoever tries these again and again locks the account, or waits in vain.
test.each([
  'A1 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)',
  'A1 NO Account already locked after too many login failures',
  'A3 NO [OVERQUOTA] Mailbox is full',
  'A3 NO [NONEXISTENT] Mailbox does not exist',
  '-ERR [AUTH] Web login required',
])('refuses: %s', (reply) => {
  expect(asksToWait(reply)).toBe(false);
});

test('the pause is the one that is asked for', () => {
  expect(askedPauseMs('A3 BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds')).toBe(92_415);
  expect(askedPauseMs('-ERR Exceeded the login limit for a 15 minute period.')).toBe(900_000);
  expect(askedPauseMs('-ERR [LOGIN-DELAY 600] too soon')).toBe(600_000);
  expect(askedPauseMs('A1 NO Server Unavailable. 15')).toBeUndefined();
});
