import type { Socket } from 'node:net';
import type { ImapFlowOptions } from 'imapflow';
import type { Account } from './account.ts';
import type { Progress } from './progress.ts';
import { startTls, tlsFound } from './tls.ts';

/** How long the library waits: for the greeting, for any word of a server that owes one, and in one IDLE before it begins the next. */
export type ImapTimeouts = { greetingMs: number; quietMs: number; idleMs: number };

/** What a connection tells and how long it waits. */
export type ImapTerms = { progress: Progress; log: (line: string) => void; timeouts: ImapTimeouts };

/** What the IMAP library is told: our socket, our judgement of certificates, limits to what a server may send, and nothing that it would do by itself. */
export function libraryOptions(account: Account, socket: Socket, terms: ImapTerms): ImapFlowOptions {
  const report = (entry: { msg?: unknown; err?: { message?: string } }) =>
    terms.log([entry.msg, entry.err?.message].filter((part) => typeof part === 'string').join(': '));
  return {
    host: account.host,
    port: account.port,
    secure: account.encryption === 'tls',
    doSTARTTLS: account.encryption === 'starttls',
    transport: {
      connect: (_options, onConnect) => {
        setImmediate(onConnect);
        return socket;
      },
      upgrade: (plain, _options, onSecure) =>
        startTls(plain as Socket, account, (secured) => {
          terms.progress('tls', tlsFound(secured));
          terms.progress('capabilities');
          onSecure();
        }),
    },
    // Lines below "warn" are not asked for: building them costs more than the import itself.
    logger: {
      debug: undefined,
      info: undefined,
      warn: report,
      error: report,
      fatal: report,
    } as unknown as ImapFlowOptions['logger'],
    clientInfo: { name: 'Poststelle', vendor: undefined, 'support-url': undefined },
    greetingTimeout: terms.timeouts.greetingMs,
    socketTimeout: terms.timeouts.quietMs,
    maxIdleTime: terms.timeouts.idleMs,
    disableAutoIdle: true,
    disableAutoEnable: true,
    disableCompression: true,
    disableIMAP4rev2: true,
    maxLiteralSize: maxLiteralBytes,
    maxLineLength: maxLineBytes,
  };
}

/** We ask for mails in pieces of 1 MiB at most; a literal beyond this is a server gone wrong. */
const maxLiteralBytes = 32 * 1024 * 1024;
const maxLineBytes = 16 * 1024 * 1024;
