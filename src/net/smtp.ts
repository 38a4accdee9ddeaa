import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import SMTPConnection, { type CustomAuthenticationContext } from 'nodemailer/lib/smtp-connection';
import { asFailure, Failure } from '../lib/failure.ts';
import { maskSecrets } from '../lib/mask-secrets.ts';
import type { Account } from './account.ts';
import { dial } from './dial.ts';
import { abortFailure } from './line-failures.ts';
import { chooseMechanism, saslMechanisms } from './mechanisms.ts';
import type { Progress } from './progress.ts';
import { type SaslExchange, startExchange, withReason } from './sasl.ts';
import { smtpFailure } from './smtp-failures.ts';
import { distrust, tlsFound, tlsOptions } from './tls.ts';
import { decodeVerbatim } from './verbatim.ts';

export type SmtpOptions = {
  /** What EHLO says who we are (RFC 5321 §4.1.1.1). */
  ehloName: string;
  log: (line: string) => void;
  progress?: Progress;
  signal?: AbortSignal;
  timeouts?: { setupMs?: number; greetingMs?: number; quietMs?: number };
};

/** A call of the library that ends by calling `done`. */
type Command<Result> = (done: (error?: Error | null, result?: Result) => void) => void;

/** An open, signed-in connection to an SMTP server. */
export type SmtpSession = {
  connection: SMTPConnection;
  /** The keywords of the last EHLO reply with their parameters, e.g. `SIZE 1000`. */
  extensions: readonly string[];
  /** An error of this connection in our words. */
  failure: (error: unknown) => Failure;
  /** Runs a command of the library; rejects also if the connection breaks meanwhile, which the library tells elsewhere. */
  run: <Result>(command: Command<Result>) => Promise<Result | undefined>;
  /** Ends the connection at once. */
  close: () => void;
  /** Says goodbye (QUIT) and ends the connection, after two seconds at the latest. Never throws. */
  leave: () => Promise<void>;
  /** What must not be shown to anybody. */
  secrets: string[];
};

/**
 * Connects and, if the account has a user name, signs in with one attempt. STARTTLS is required when the account says so: without it the connection
 * ends before any credential is sent. Throws Failure.
 */
export async function openSmtp(account: Account, options: SmtpOptions): Promise<SmtpSession> {
  const { setupMs = 60_000 } = options.timeouts ?? {};
  const progress = options.progress ?? (() => undefined);
  const timer = AbortSignal.timeout(setupMs);
  const setup = options.signal ? AbortSignal.any([timer, options.signal]) : timer;
  const socket = await dial(account, progress, setup);
  progress(account.encryption === 'starttls' ? 'tls' : 'capabilities');
  const session = newSession(account, socket, options);
  const onAbort = () => session.close();
  setup.addEventListener('abort', onAbort);
  try {
    await session.run<void>((done) => session.connection.connect(done));
    if (account.encryption === 'starttls') insistOnTrust(session, account, progress);
    progress('capabilities', { list: session.extensions.join(', ') });
    if (account.username !== '') await signIn(session, account, progress);
    return session;
  } catch (error) {
    session.close();
    throw setup.aborted ? abortFailure(setup, account) : session.failure(error);
  } finally {
    setup.removeEventListener('abort', onAbort);
  }
}

function newSession(account: Account, socket: Socket, options: SmtpOptions): SmtpSession {
  const { greetingMs = 30_000, quietMs = 3 * 60_000 } = options.timeouts ?? {};
  const connection = new SMTPConnection({
    host: account.host,
    port: account.port,
    name: options.ehloName,
    connection: socket,
    secure: account.encryption === 'tls',
    secured: account.encryption === 'tls',
    requireTLS: account.encryption === 'starttls',
    ignoreTLS: account.encryption === 'none',
    tls: tlsOptions(account),
    greetingTimeout: greetingMs,
    socketTimeout: quietMs,
    connectionTimeout: options.timeouts?.setupMs ?? 60_000,
    customAuth: Object.fromEntries(saslMechanisms.map((name) => [name, runExchange])),
    // Only for what the server says; the library masks what we say while signing in.
    transactionLog: true,
    logger: {
      ...silentLogger,
      debug: (entry: { tnx?: string }, text: string) => {
        if (entry.tnx === 'server' && /^250[ -]/.test(text) && ehlo.length === 0) ehlo.push(...ehloLines(text));
        if (entry.tnx === 'client' && /^(EHLO|HELO) /.test(text)) ehlo.length = 0;
      },
    },
  });
  const ehlo: string[] = [];
  let brokenBy: Error | undefined;
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  connection.on('error', (error: Error) => {
    brokenBy ??= error;
    broken.reject(error);
  });
  connection.on('end', () => {
    // After the answer to the command that the server still gave.
    setImmediate(() => broken.reject(brokenBy ?? Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  });
  const secrets = [account.password];
  return {
    connection,
    extensions: ehlo,
    failure: (error) => masked(smtpFailure(error, account, offers(ehlo, 'STARTTLS')), secrets),
    run: <Result>(command: Command<Result>) =>
      Promise.race([
        broken.promise,
        new Promise<Result | undefined>((resolve, reject) => {
          command((error, result) => (error ? reject(error) : resolve(result)));
        }),
      ]),
    close: () => connection.close(),
    leave: () =>
      new Promise((resolve) => {
        if (connection.destroyed) return resolve();
        const timer = setTimeout(() => connection.close(), 2000);
        connection.once('end', () => {
          clearTimeout(timer);
          resolve();
        });
        return connection.quit();
      }),
    secrets,
  };
}

const silent = () => undefined;
const silentLogger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent, fatal: silent };

// The first line only greets (RFC 5321 §4.1.1.1).
const ehloLines = (reply: string) =>
  reply
    .split('\n')
    .slice(1)
    .map((line) => line.slice(4).trim());

/** True if an EHLO reply names the extension. */
export function offers(extensions: readonly string[], keyword: string): boolean {
  return extensions.some((line) => line.toUpperCase().split(' ')[0] === keyword);
}

function insistOnTrust(session: SmtpSession, account: Account, progress: Progress): void {
  const socket = (session.connection as unknown as { _socket: TLSSocket })._socket;
  const failure = distrust(socket, account);
  if (failure) throw failure;
  progress('tls', tlsFound(socket));
  progress('capabilities');
}

async function signIn(session: SmtpSession, account: Account, progress: Progress): Promise<void> {
  progress('signIn');
  const offered = mechanismsOf(session.extensions);
  const choice = chooseMechanism(offered, {
    protocol: 'smtp',
    encrypted: account.encryption !== 'none',
    preventPlain: account.preventPlain,
    preventNtlm: account.preventNtlm,
    loginDisabled: false,
    byToken: account.accessToken !== undefined,
  });
  if (choice.kind !== 'sasl')
    throw new Failure('sign-in-impossible', { params: { offered: offered.join(' ') || '–' } });
  const secret = account.accessToken ? await account.accessToken() : account.password;
  const exchange = startExchange(choice.mechanism, { ...account, secret });
  session.secrets.push(secret, exchange.initial ? decodeVerbatim(exchange.initial) : '');
  const auth: ExchangeAuth = { method: choice.mechanism, user: account.username, exchange };
  try {
    await session.run((done) => session.connection.login(auth, done));
  } catch (error) {
    throw withReason(auth.failed ?? error, exchange, secret);
  }
  progress('signIn', { mechanism: choice.mechanism });
}

/** What we hand to the library and find again in its hook for mechanisms; it would overwrite the code of a Failure that it is told. */
type ExchangeAuth = { method: string; user: string; exchange: SaslExchange; failed?: Failure };

// RFC 4954 §4: the words of the mechanism in base64, in lines of their own.
async function runExchange(context: CustomAuthenticationContext): Promise<void> {
  const auth = context.auth as unknown as ExchangeAuth;
  const { exchange } = auth;
  const ask = async (line: string) => (await context.sendCommand(line)).response;
  const first = exchange.initial ? ` ${exchange.initial.toString('base64') || '='}` : '';
  try {
    let reply = await ask(`AUTH ${exchange.mechanism}${first}`);
    while (reply.startsWith('334')) {
      const challenge = Buffer.from(reply.slice(4), 'base64');
      reply = await ask(await answerOrCancel(exchange, challenge, ask));
    }
    if (!reply.startsWith('2')) throw refusal(reply);
    exchange.finish();
    context.resolve();
  } catch (error) {
    auth.failed = asFailure(error);
    context.reject('refused');
  }
}

async function answerOrCancel(
  exchange: SaslExchange,
  challenge: Buffer,
  ask: (line: string) => Promise<string>,
): Promise<string> {
  try {
    return exchange.respond(challenge).toString('base64');
  } catch (error) {
    await ask('*');
    throw error;
  }
}

// RFC 4954 §6: a reply 4xx says that the server could not tell, 5xx that it refuses.
function refusal(serverReply: string): Failure {
  const temporary = serverReply.startsWith('4');
  const code = temporary ? 'sign-in-unavailable' : 'sign-in-refused';
  return new Failure(code, { serverReply, temporary, field: temporary ? undefined : 'password' });
}

// Not by RFC: some old servers write "AUTH=LOGIN PLAIN".
function mechanismsOf(extensions: readonly string[]): string[] {
  const lines = extensions.map((line) => /^AUTH[ =](.*)$/i.exec(line)?.[1] ?? '');
  return [...new Set(lines.flatMap((line) => line.toUpperCase().split(/[ =]+/)).filter((name) => name !== ''))];
}

function masked(failure: Failure, secrets: readonly string[]): Failure {
  if (failure.serverReply === undefined) return failure;
  const { code, temporary, params, field, detail, cause } = failure;
  return new Failure(code, {
    temporary,
    params,
    field,
    detail,
    cause,
    serverReply: maskSecrets(failure.serverReply, secrets),
  });
}
