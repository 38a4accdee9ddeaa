import { AuthenticationFailure } from 'imapflow';
import { Failure, type FailureDetail } from '../lib/failure.ts';
import { askedPauseMs, asksToWait } from './busy-replies.ts';
import { lineFailure } from './line-failures.ts';

/** What of a connection tells why something failed. */
export type FailedConnection = {
  account: { host: string; port: number };
  lastRefusal: string;
  brokenBy: Error | undefined;
  byeReason: string | undefined;
  capabilities: ReadonlyMap<string, unknown>;
};

/**
 * Why the library gave `false` or nothing for a command: the connection's end, if that is what happened, else the refusal. The library gives the same
 * for both, so nothing of the kind may count as a refusal, or as "nothing there", without asking here.
 */
export function unanswered(connection: FailedConnection & { readonly gone: boolean }): Failure {
  const { account, lastRefusal, gone } = connection;
  if (gone || lastRefusal === '') return imapFailure(new Error('The connection ended before the answer.'), connection);
  return refusal(lastRefusal, { params: { host: account.host, port: account.port } });
}

/** An error of the IMAP library in our words, with the server's reply as it came if the server gave one. */
export function imapFailure(error: unknown, connection: FailedConnection): Failure {
  if (error instanceof Failure) return error;
  if (connection.brokenBy instanceof Failure) return connection.brokenBy;
  const { account } = connection;
  const params = { host: account.host, port: account.port };
  const known = error as { code?: string; responseStatus?: string; tlsFailed?: boolean; message?: string };
  const detail = known.message ?? String(error);
  const said = { serverReply: connection.lastRefusal || undefined, detail, cause: error, params };
  if (known.responseStatus === 'NO' || known.responseStatus === 'BAD') return refusal(connection.lastRefusal, said);
  // The library's own verdict on an Exchange that let us in and then knew no mailbox.
  if (error instanceof AuthenticationFailure) return new Failure('sign-in-refused', { ...said, field: 'username' });
  if (connection.byeReason !== undefined) {
    if (blamesCredentials(connection.lastRefusal))
      return new Failure('sign-in-refused', { ...said, field: 'password' });
    return new Failure('server-said-bye', {
      ...said,
      temporary: true,
      retryAfterMs: askedPauseMs(connection.lastRefusal),
    });
  }
  if (known.tlsFailed === true && !connection.capabilities.has('STARTTLS')) {
    return new Failure('starttls-missing', { detail, params, field: 'encryption' });
  }
  if (known.tlsFailed === true && (known.code === undefined || known.code === 'STARTTLS_INJECTION')) {
    return new Failure('starttls-refused', { ...said, field: 'encryption' });
  }
  // A command that was under way only tells that the connection is gone, not why.
  const reason = connection.brokenBy ?? error;
  const ours = libraryErrors[(reason as { code?: string }).code ?? ''];
  if (ours)
    return new Failure(ours.code, { ...said, serverReply: undefined, temporary: ours.temporary, field: ours.field });
  return lineFailure(reason, account);
}

/** The failure of a command that was answered with NO or BAD; one that says that nothing is wrong but the hour is worth another try. */
export function refusal(serverReply: string, said: FailureDetail): Failure {
  const busy = busyCodes.test(serverReply) || asksToWait(serverReply);
  return new Failure(busy ? 'server-busy' : 'server-refused', {
    ...said,
    serverReply: serverReply || undefined,
    temporary: busy,
    retryAfterMs: busy ? askedPauseMs(serverReply) : undefined,
  });
}

/** RFC 5530 §3: the code of wrong credentials outweighs all words, also those of a goodbye, because whoever tries too often is locked out. */
export const blamesCredentials = (serverReply: string): boolean =>
  /\[(AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|EXPIRED)\]/i.test(serverReply);

// RFC 5530 §3. Not by RFC: Gmail's THROTTLED.
const busyCodes = /\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|THROTTLED)\]/i;

const libraryErrors: Readonly<Record<string, { code: string; temporary: boolean; field?: string }>> = {
  GREETING_TIMEOUT: { code: 'greeting-missing', temporary: true, field: 'port' },
  CONNECT_TIMEOUT: { code: 'connection-timeout', temporary: true },
  UPGRADE_TIMEOUT: { code: 'connection-timeout', temporary: true },
  ETIMEOUT: { code: 'connection-timeout', temporary: true },
  LiteralTooLarge: { code: 'reply-too-large', temporary: false },
  LineTooLong: { code: 'reply-too-large', temporary: false },
  ResponseTooLarge: { code: 'reply-too-large', temporary: false },
  TooManyTokens: { code: 'reply-too-large', temporary: false },
};
