import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import type { Account } from './account.ts';
import { abortFailure, lineFailure } from './line-failures.ts';
import type { Progress } from './progress.ts';
import { bareHost, startTls, tlsFound } from './tls.ts';

/** The part of an account that says where to connect and whom to trust. */
export type Destination = Pick<Account, 'host' | 'port' | 'encryption' | 'privateCa' | 'pinnedFingerprint'>;

/**
 * Opens the line to a server: resolves the name, connects to the first address that answers (RFC 8305), and speaks TLS if the account wants it from
 * the first byte. Nothing has been read or written when it resolves. Throws Failure; the signal ends it at any time.
 */
export async function dial(to: Destination, progress: Progress, signal: AbortSignal): Promise<Socket> {
  progress('resolve');
  const addresses = await resolveHost(to, signal);
  progress('resolve', { address: addresses.map(({ address }) => address).join(', ') });
  progress('connect');
  const socket = await connectToAny(to, addresses, signal);
  progress('connect', { address: socket.remoteAddress ?? '', port: to.port });
  if (to.encryption !== 'tls') return socket;
  progress('tls');
  return await untilOpen(to, signal, (open) => {
    const secured = startTls(socket, to, (trusted) => {
      progress('tls', tlsFound(trusted));
      open();
    });
    return secured;
  });
}

async function resolveHost(to: Destination, signal: AbortSignal): Promise<LookupAddress[]> {
  const host = bareHost(to.host);
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  try {
    return await orAbort(lookup(host, { all: true, verbatim: true }), to, signal);
  } catch (error) {
    throw lineFailure(error, to);
  }
}

function connectToAny(to: Destination, addresses: LookupAddress[], signal: AbortSignal): Promise<Socket> {
  return untilOpen(to, signal, (open) => {
    const socket = connect({
      host: bareHost(to.host),
      port: to.port,
      autoSelectFamily: true,
      lookup: (_host, options, give) => {
        if (options.all === true) give(null, addresses);
        else give(null, addresses[0]?.address ?? '', addresses[0]?.family);
      },
    });
    socket.once('connect', open);
    return socket;
  });
}

/** Resolves with the socket once `begin` calls `open`; rejects and destroys it at its first error, its end, or the abort. */
function untilOpen<S extends Socket>(to: Destination, signal: AbortSignal, begin: (open: () => void) => S): Promise<S> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortFailure(signal, to));
      return;
    }
    const settle = (action: () => void) => {
      signal.removeEventListener('abort', onAbort);
      socket.off('error', onError).off('close', onClose);
      // An error between here and the next listener must not end the process.
      socket.on('error', () => undefined);
      action();
    };
    const fail = (failure: Error) =>
      settle(() => {
        socket.destroy();
        reject(failure);
      });
    const onAbort = () => fail(abortFailure(signal, to));
    const onError = (error: Error) => fail(lineFailure(firstOf(error), to));
    const onClose = () => fail(lineFailure(new Error('closed before it was open'), to));
    const socket = begin(() => settle(() => resolve(socket)));
    socket.on('error', onError).on('close', onClose);
    signal.addEventListener('abort', onAbort);
  });
}

// Several addresses that all failed come as one error that holds theirs.
function firstOf(error: Error): Error {
  return error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
}

function orAbort<T>(promise: Promise<T>, to: Destination, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortFailure(signal, to));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
