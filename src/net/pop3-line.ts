import type { Socket } from 'node:net';
import { Failure } from '../lib/failure.ts';
import { maskSecrets } from '../lib/mask-secrets.ts';
import type { Account } from './account.ts';
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
      for (;;) {
        const line = await reader.line();
        if (isEnd(line)) return lines;
        lines.push(decodeVerbatim(unstuffed(line)));
      }
    },
    bytes: ((expected, coming) => readBytes(reader.piece, expected, coming)) as Pop3Line['bytes'],
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
  throw new Failure('server-said-bye', { temporary: true, serverReply: greeting, params: { host, port } });
}

// RFC 1939 §3: a line that begins with the termination octet has it doubled.
const isEnd = (line: Buffer) => line.length === 1 && line[0] === 0x2e;
const unstuffed = (line: Buffer) => (line[0] === 0x2e ? line.subarray(1) : line);

const toldEachBytes = 1024 * 1024;
const endOfReply = Buffer.from('.\r\n');

/** Copies piece by piece into one buffer, so that a large mail lies in memory once. What is no CRLF ends no line (RFC 1939 §3). */
async function readBytes(
  nextPiece: () => Promise<Buffer>,
  expected: number,
  coming?: (bytes: number) => Promise<boolean>,
): Promise<Buffer | null> {
  let raw = Buffer.allocUnsafe(Math.max(1024, expected + 1024));
  let toldAt = 0;
  for (let at = 0; ; ) {
    const piece = await nextPiece();
    const beginsLine = at === 0 || (raw[at - 2] === 0x0d && raw[at - 1] === 0x0a);
    if (beginsLine && piece.equals(endOfReply)) return raw.subarray(0, at);
    const content = beginsLine ? unstuffed(piece) : piece;
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
