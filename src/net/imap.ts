import type { Account } from './account.ts';
import { dial } from './dial.ts';
import { ImapConnection } from './imap-connection.ts';
import { imapFailure } from './imap-failures.ts';
import type { ImapTimeouts } from './imap-options.ts';
import { abortFailure } from './line-failures.ts';
import type { Progress } from './progress.ts';

export type ImapOptions = {
  /** Warnings of the library, for the log. Holds no secret. */
  log: (line: string) => void;
  progress?: Progress;
  /** Ends the attempt, or later the open connection. */
  signal?: AbortSignal;
  timeouts?: Partial<ImapTimeouts> & { setupMs?: number };
};

/** RFC 2177 §3 asks to renew before 29 minutes; many routers forget a silent line sooner. */
const idleRenewalMs = 9 * 60_000;

/**
 * Connects and signs in, with one attempt. STARTTLS is required when the account says so: without it the connection ends before any credential is
 * sent. Throws Failure.
 */
export async function openImap(account: Account, options: ImapOptions): Promise<ImapConnection> {
  const {
    setupMs = 60_000,
    greetingMs = 15_000,
    quietMs = 3 * 60_000,
    idleMs = idleRenewalMs,
  } = options.timeouts ?? {};
  const progress = options.progress ?? (() => undefined);
  const setup = anySignal(AbortSignal.timeout(setupMs), options.signal);
  const socket = await dial(account, progress, setup);
  // With STARTTLS the greeting and the switch belong to the step "tls"; it is found when the library has switched.
  progress(account.encryption === 'starttls' ? 'tls' : 'capabilities');
  const connection = new ImapConnection(account, socket, {
    progress,
    log: options.log,
    timeouts: { greetingMs, quietMs, idleMs },
  });
  const end = () => connection.close();
  setup.addEventListener('abort', end);
  try {
    await connection.connect();
    // Not before: with the sign-in done the library goes on asking, and only there some servers say that they let nobody in.
    progress('signIn', { mechanism: connection.mechanism });
  } catch (error) {
    connection.close();
    throw setup.aborted ? abortFailure(setup, account) : imapFailure(error, connection);
  } finally {
    setup.removeEventListener('abort', end);
  }
  closeOnAbort(connection, options.signal);
  return connection;
}

function anySignal(first: AbortSignal, second: AbortSignal | undefined): AbortSignal {
  return second ? AbortSignal.any([first, second]) : first;
}

function closeOnAbort(connection: ImapConnection, signal: AbortSignal | undefined): void {
  if (!signal) return;
  const end = () => connection.close();
  signal.addEventListener('abort', end);
  connection.once('close', () => signal.removeEventListener('abort', end));
  if (signal.aborted) end();
}
