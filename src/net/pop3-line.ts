import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { Failure } from '../lib/failure.ts';
import { maskSecrets } from '../lib/mask-secrets.ts';
import type { Account } from './account.ts';
import { askedPauseMs } from './busy-replies.ts';
import { readReplies } from './reply-reader.ts';
import type { SaslExchange } from './sasl.ts';
import { decodeVerbatim } from './verbatim.ts';

/** Commands and replies of one POP3 connection (RFC 1939). All methods throw Failure when the line breaks. */
export type Pop3Line = {
  /** The first line of the server; throws `not-this-protocol` if it is not POP3's. */
  greeting(): Promise<string>;
  /** Sends a command, gives the status line, secrets masked. `bytes` end the command where its characters are not for us to choose. */
  ask(command: string, bytes?: Buffer): Promise<string>;
  /** Sends several commands at once (PIPELINING, RFC 2449 §6.6); the replies are then read one by one with `status`. */
  send(commands: readonly string[]): void;
  status(): Promise<string>;
  /** The lines after a status `+OK`, without the lone dot at the end. */
  lines(): Promise<string[]>;
  /**
   * The same as raw bytes with their line ends, dots unstuffed. `expected` is the size to prepare for. `coming` is told with each MiB how much is there; once it
   * says no, the answer is null, and the line is good for nothing more.
   */
  bytes(expected: number): Promise<Buffer>;
  bytes(expected: number, coming: (bytes: number) => Promise<boolean>): Promise<Buffer | null>;
  /** Of the same the SHA-256 in hex and the first 64 KiB: it is never in memory as a whole. */
  digest(expected: number): Promise<{ sha256: string; head: Buffer }>;
  /** Runs a SASL mechanism (RFC 5034); gives the final status line. */
  authenticate(exchange: SaslExchange): Promise<string>;
  hasUnread(): boolean;
  keepSecret(secret: string): void;
  onClose(listener: () => void): void;
  release(): void;
  /** Ends the line at once; whatever waits gets the failure. */
  end(failure?: Failure): void;
};

export function openPop3Line(socket: Socket, account: Account, quietMs: number): Pop3Line {
  const reader = readReplies(socket, account, quietMs);
  const secrets: string[] = [];
  const send = (commands: readonly string[]) => {
    socket.write(commands.map((command) => `${command}\r\n`).join(''), 'utf8');
  };
  const status = async () => maskSecrets(decodeVerbatim(await reader.line()), secrets);
  const ask = async (command: string, bytes?: Buffer) => {
    if (bytes) socket.write(Buffer.concat([Buffer.from(command), bytes, Buffer.from('\r\n')]));
    else send([command]);
    return await status();
  };
  return {
    greeting: async () => {
      const greeting = await status();
      if (greeting.startsWith('+OK') || greeting.startsWith('-ERR')) return insistOnWelcome(greeting, account);
      throw new Failure('not-this-protocol', { serverReply: greeting, params: { protocol: 'POP3' }, field: 'port' });
    },
    ask,
    send,
    status,
    lines: async () => {
      const lines: string[] = [];
      for (let bytes = 0; ; ) {
        const line = await reader.line();
        if (isEnd(line)) return lines;
        bytes += line.length;
        if (bytes > maxListBytes) throw tooLarge(account);
        lines.push(decodeVerbatim(unstuffed(line)));
      }
    },
    bytes: ((expected, coming) =>
      readBytes(contentOf(reader.piece, account, expected), expected, coming)) as Pop3Line['bytes'],
    digest: (expected) => readDigest(contentOf(reader.piece, account, expected)),
    authenticate: (exchange) => runExchange(exchange, ask),
    hasUnread: reader.hasUnread,
    keepSecret: (secret) => secrets.push(secret),
    onClose: (listener) => void socket.once('close', listener),
    release: reader.release,
    end: (failure) => {
      if (failure) reader.breakWith(failure);
      socket.destroy();
    },
  };
}

function insistOnWelcome(greeting: string, { host, port }: Account): string {
  if (greeting.startsWith('+OK')) return greeting;
  const retryAfterMs = askedPauseMs(greeting);
  throw new Failure('server-said-bye', {
    temporary: true,
    retryAfterMs,
    serverReply: greeting,
    params: { host, port },
  });
}

// RFC 1939 §3: a line that begins with the termination octet has it doubled.
const isEnd = (line: Buffer) => line.length === 1 && line[0] === 0x2e;
const unstuffed = (line: Buffer) => (line[0] === 0x2e ? line.subarray(1) : line);

const toldEachBytes = 1024 * 1024;
const endOfReply = Buffer.from('.\r\n');
/** The list of a hundred thousand mails has some 8 MB; this much is a server gone wrong. */
const maxListBytes = 64 * 1024 * 1024;
/** LIST is only nearly right on some servers; a mail that is this much larger does not end. */
const mostBytes = (expected: number) => 2 * expected + 64 * 1024 * 1024;

const tooLarge = ({ host, port }: Account) => new Failure('reply-too-large', { params: { host, port } });

/** Gives one piece of a content after the other, dots unstuffed, undefined at its end. What is no CRLF ends no line (RFC 1939 §3). */
function contentOf(
  nextPiece: () => Promise<Buffer>,
  account: Account,
  expected: number,
): () => Promise<Buffer | undefined> {
  let beginsLine = true;
  let lastByte: number | undefined;
  let bytes = 0;
  return async () => {
    const piece = await nextPiece();
    bytes += piece.length;
    if (bytes > mostBytes(expected)) throw tooLarge(account);
    const isBeginning = beginsLine;
    beginsLine = piece.at(-1) === 0x0a && (piece.at(-2) ?? lastByte) === 0x0d;
    lastByte = piece.at(-1);
    if (!isBeginning) return piece;
    return piece.equals(endOfReply) ? undefined : unstuffed(piece);
  };
}

const headBytes = 64 * 1024;

async function readDigest(next: () => Promise<Buffer | undefined>): Promise<{ sha256: string; head: Buffer }> {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let bytes = 0;
  for (let content = await next(); content; content = await next()) {
    hash.update(content);
    // A copy: the bytes are valid until the next piece.
    if (bytes < headBytes) head.push(Buffer.from(content));
    bytes += content.length;
  }
  return { sha256: hash.digest('hex'), head: Buffer.concat(head) };
}

/** Copies piece by piece into one buffer, so that a large mail lies in memory once. */
async function readBytes(
  next: () => Promise<Buffer | undefined>,
  expected: number,
  coming?: (bytes: number) => Promise<boolean>,
): Promise<Buffer | null> {
  let raw = Buffer.allocUnsafe(Math.max(1024, expected + 1024));
  let toldAt = 0;
  for (let at = 0; ; ) {
    const content = await next();
    if (!content) return raw.subarray(0, at);
    if (at + content.length > raw.length) {
      raw = Buffer.concat([raw.subarray(0, at), Buffer.allocUnsafe(Math.max(raw.length, content.length))]);
    }
    at += content.copy(raw, at);
    if (!coming || at - toldAt < toldEachBytes) continue;
    toldAt = at;
    if (!(await coming(at))) return null;
  }
}

async function runExchange(exchange: SaslExchange, ask: (line: string) => Promise<string>): Promise<string> {
  const words = exchange.initial?.toString('base64') || '=';
  const command = `AUTH ${exchange.mechanism}`;
  // RFC 5034 §4: the first words ride along only if the line stays within 255 bytes.
  let first = exchange.initial;
  let reply: string;
  if (first && command.length + words.length + 3 <= 255) {
    first = undefined;
    reply = await ask(`${command} ${words}`);
  } else reply = await ask(command);
  while (reply.startsWith('+ ') || reply === '+') {
    const challenge = Buffer.from(reply.slice(2), 'base64');
    let answer: Buffer;
    try {
      answer = first ?? exchange.respond(challenge);
    } catch (error) {
      await ask('*');
      throw error;
    }
    first = undefined;
    reply = await ask(answer.toString('base64'));
  }
  return reply;
}
