import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { Failure } from '../lib/failure.ts';
import type { Account } from './account.ts';
import { credentialBytes } from './credentials.ts';
import { dial } from './dial.ts';
import { abortFailure, lineFailure } from './line-failures.ts';
import { chooseMechanism, type SignInChoice } from './mechanisms.ts';
import { pop3SignInRefusal } from './pop3-failures.ts';
import { openPop3Line, type Pop3Line } from './pop3-line.ts';
import type { Progress } from './progress.ts';
import { startExchange, withReason } from './sasl.ts';
import { startTls, tlsFound } from './tls.ts';
import { decodeVerbatim } from './verbatim.ts';

export type Pop3Options = {
  progress?: Progress;
  signal?: AbortSignal;
  timeouts?: { setupMs?: number; quietMs?: number };
};

/** A signed-in POP3 connection: the maildrop is locked until it ends (RFC 1939 §3). */
export type Pop3Connection = {
  line: Pop3Line;
  /** The keywords of CAPA (RFC 2449) in capitals with their parameters; empty if the server does not know CAPA. */
  capabilities: ReadonlyMap<string, string>;
  /** Named in failures. */
  host: string;
  port: number;
};

/**
 * Connects and signs in, with one attempt. STLS is required when the account says `starttls`: without it the connection ends before any credential is
 * sent. Throws Failure.
 */
export async function openPop3(account: Account, options: Pop3Options = {}): Promise<Pop3Connection> {
  const { setupMs = 60_000, quietMs = 60_000 } = options.timeouts ?? {};
  const progress = options.progress ?? (() => undefined);
  const timer = AbortSignal.timeout(setupMs);
  const setup = options.signal ? AbortSignal.any([timer, options.signal]) : timer;
  let socket = await dial(account, progress, setup);
  const onAbort = () => socket.destroy();
  setup.addEventListener('abort', onAbort);
  try {
    progress(account.encryption === 'starttls' ? 'tls' : 'capabilities');
    let line = openPop3Line(socket, account, quietMs);
    const greeting = await line.greeting();
    let capabilities = await askCapabilities(line);
    if (account.encryption === 'starttls') {
      socket = await switchToTls(line, socket, capabilities, account, progress);
      line = openPop3Line(socket, account, quietMs);
      // RFC 2595 §4: what was said before TLS does not count.
      capabilities = await askCapabilities(line);
    }
    progress('capabilities', { list: [...capabilities].map(([name, value]) => `${name} ${value}`.trim()).join(', ') });
    await signIn(line, capabilities, greeting, account, progress);
    endOnAbort(line, options.signal, account);
    return { line, capabilities, host: account.host, port: account.port };
  } catch (error) {
    socket.destroy();
    throw setup.aborted ? abortFailure(setup, account) : error;
  } finally {
    setup.removeEventListener('abort', onAbort);
  }
}

async function askCapabilities(line: Pop3Line): Promise<Map<string, string>> {
  const reply = await line.ask('CAPA');
  if (!reply.startsWith('+OK')) return new Map();
  const capabilities = new Map<string, string>();
  for (const text of await line.lines()) {
    const [name = '', ...values] = text.split(' ');
    capabilities.set(name.toUpperCase(), values.join(' ').toUpperCase());
  }
  return capabilities;
}

async function switchToTls(
  line: Pop3Line,
  socket: Socket,
  capabilities: ReadonlyMap<string, string>,
  account: Account,
  progress: Progress,
): Promise<Socket> {
  const params = { host: account.host, port: account.port };
  if (!capabilities.has('STLS')) throw new Failure('starttls-missing', { params, field: 'encryption' });
  const serverReply = await line.ask('STLS');
  if (!serverReply.startsWith('+OK') || line.hasUnread()) {
    throw new Failure('starttls-refused', { params, serverReply, field: 'encryption' });
  }
  line.release();
  return await new Promise((resolve, reject) => {
    const secured = startTls(socket, account, (trusted) => {
      secured.off('error', onError).off('close', onClose);
      progress('tls', tlsFound(trusted));
      progress('capabilities');
      resolve(trusted);
    });
    const onError = (error: Error) => reject(lineFailure(error, account));
    const onClose = () => reject(lineFailure(new Error('closed'), account));
    secured.on('error', onError).on('close', onClose);
  });
}

async function signIn(
  line: Pop3Line,
  capabilities: ReadonlyMap<string, string>,
  greeting: string,
  account: Account,
  progress: Progress,
): Promise<void> {
  progress('signIn');
  const offered = (capabilities.get('SASL') ?? '').split(' ').filter((name) => name !== '');
  // RFC 1939 §7: the timestamp of the greeting offers APOP.
  const timestamp = /<[^<>]+@[^<>]+>/.exec(greeting)?.[0];
  const choice = chooseMechanism(offered, {
    protocol: 'pop3',
    encrypted: account.encryption !== 'none',
    preventPlain: account.preventPlain,
    preventNtlm: account.preventNtlm,
    loginDisabled: capabilities.size > 0 && !capabilities.has('USER'),
    byToken: account.accessToken !== undefined,
    apopOffered: timestamp !== undefined,
  });
  if (choice.kind === 'none')
    throw new Failure('sign-in-impossible', { params: { offered: offered.join(' ') || '–' } });
  const secret = account.accessToken ? await account.accessToken() : account.password;
  line.keepSecret(secret);
  const insist = (serverReply: string) => {
    if (!serverReply.startsWith('+OK')) throw pop3SignInRefusal(serverReply, account, capabilities);
  };
  if (choice.kind === 'command') {
    await signInByCommand(line, choice.command, { ...account, password: secret }, timestamp ?? '', insist);
    progress('signIn', { mechanism: choice.command });
    return;
  }
  const exchange = startExchange(choice.mechanism, { ...account, secret });
  if (exchange.initial) line.keepSecret(decodeVerbatim(exchange.initial));
  try {
    insist(await line.authenticate(exchange));
  } catch (error) {
    throw withReason(error, exchange, secret);
  }
  exchange.finish();
  progress('signIn', { mechanism: choice.mechanism });
}

async function signInByCommand(
  line: Pop3Line,
  command: Extract<SignInChoice, { kind: 'command' }>['command'],
  account: Account,
  timestamp: string,
  insist: (serverReply: string) => void,
): Promise<void> {
  const username = credentialBytes(account.username, account.credentialCharset, 'username');
  const password = credentialBytes(account.password, account.credentialCharset, 'password');
  if (command === 'APOP') {
    const digest = createHash('md5').update(timestamp).update(password).digest('hex');
    insist(await line.ask('APOP ', Buffer.concat([username, Buffer.from(` ${digest}`)])));
  } else {
    insist(await line.ask('USER ', username));
    insist(await line.ask('PASS ', password));
  }
}

function endOnAbort(line: Pop3Line, signal: AbortSignal | undefined, account: Account): void {
  if (!signal) return;
  const end = () => line.end(abortFailure(signal, account));
  signal.addEventListener('abort', end, { once: true });
  line.onClose(() => signal.removeEventListener('abort', end));
  if (signal.aborted) end();
}
