import { Failure } from '../lib/failure.ts';
import { askedPauseMs, asksToWait } from './busy-replies.ts';
import type { Target } from './line-failures.ts';

/** True for a refusal that says that nothing is wrong but the hour (RFC 2449 §8.1, RFC 3206), by its code or, without one, in words. */
export function isForNow(serverReply: string): boolean {
  if (/^-ERR \[(IN-USE|LOGIN-DELAY|SYS\/TEMP)/i.test(serverReply)) return true;
  return !isForGood.test(serverReply) && asksToWait(serverReply);
}

// RFC 3206 §4 and §5: whoever tries again before somebody has mended it does harm.
const isForGood = /^-ERR \[(AUTH|SYS\/PERM)\]/i;

/** The failure of a command that was answered with -ERR. */
export function pop3Refusal(serverReply: string, { host, port }: Target): Failure {
  const temporary = isForNow(serverReply);
  const retryAfterMs = temporary ? askedPauseMs(serverReply) : undefined;
  const params = { host, port };
  return new Failure(temporary ? 'server-busy' : 'server-refused', { temporary, retryAfterMs, serverReply, params });
}

/** The failure of a sign-in that was answered with -ERR. `capabilities` are those of CAPA: they tell how long to stay away (LOGIN-DELAY, RFC 2449 §6.5). */
export function pop3SignInRefusal(
  serverReply: string,
  target: Target,
  capabilities: ReadonlyMap<string, string>,
): Failure {
  // RFC 3206 §4: something is broken, but not the password.
  if (/^-ERR \[SYS\/PERM\]/i.test(serverReply)) return pop3Refusal(serverReply, target);
  if (!isForNow(serverReply)) return new Failure('sign-in-refused', { serverReply, field: 'password' });
  const isTooSoon = /^-ERR \[LOGIN-DELAY/i.test(serverReply);
  const delay = isTooSoon ? Number.parseInt(capabilities.get('LOGIN-DELAY') ?? '', 10) * 1000 || undefined : undefined;
  return new Failure('sign-in-unavailable', {
    serverReply,
    temporary: true,
    retryAfterMs: askedPauseMs(serverReply) ?? delay,
  });
}
