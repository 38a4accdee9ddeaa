import { createHash } from 'node:crypto';
import { Failure } from '../lib/failure.ts';
import { parseDate } from '../mail/date.ts';
import { headerValues, readHeader } from '../mail/header.ts';
import { isForNow, type Pop3Connection } from '../net/pop3.ts';

/** One mail of a maildrop: its number in this session and its size as the server tells it. */
export type Drop = { number: number; size: number };

/**
 * All mails of the maildrop by ref. Without UIDL every mail is downloaded, because only its content can name it; but a server that has offered UIDL and
 * refuses it now has refused: under other names its mails would be taken for new ones. Throws Failure.
 */
export async function readMaildrop(connection: Pop3Connection): Promise<Map<string, Drop>> {
  const { line, capabilities } = connection;
  const sizes = await numbered(connection, 'LIST', true);
  const names = await numbered(connection, 'UIDL', capabilities.has('UIDL'));
  const drops = new Map<string, Drop>();
  for (const [number, text] of sizes ?? []) {
    const size = Number.parseInt(text, 10) || 0;
    const uid = names?.get(number);
    const ref = uid === undefined ? await hashOf(number, size) : `UIDL=${encodeURIComponent(uid)}`;
    // Mails that share a name are one mail twice (RFC 1939 §7): the second waits until the first is gone.
    if (ref !== undefined && !drops.has(ref)) drops.set(ref, { number, size });
  }
  return drops;

  async function hashOf(number: number, size: number): Promise<string | undefined> {
    if (!isThere(connection, await line.ask(`RETR ${number}`))) return undefined;
    return `SHA256=${createHash('sha256')
      .update(await line.bytes(size))
      .digest('hex')}`;
  }
}

/** False if the server says that the mail is gone; throws `server-busy` if it only asks to come back later. */
export function isThere(connection: Pop3Connection, serverReply: string): boolean {
  if (isForNow(serverReply)) throw refusal(connection, serverReply);
  return serverReply.startsWith('+OK');
}

function refusal({ host, port }: Pop3Connection, serverReply: string): Failure {
  const temporary = isForNow(serverReply);
  return new Failure(temporary ? 'server-busy' : 'server-refused', { temporary, serverReply, params: { host, port } });
}

/** When the server got the mail: the date of the topmost Received field (RFC 5321 §4.4), else the Date field, else undefined. */
export function receiptTime(headerBytes: Buffer): Date | undefined {
  const { header } = readHeader(headerBytes, 0, headerBytes.length);
  const stamp = headerValues(header, 'received')[0]?.split(';').at(-1);
  const iso = parseDate(stamp) ?? parseDate(headerValues(header, 'date')[0]);
  return iso === null ? undefined : new Date(iso);
}

/** Lines `3 text` by their number; undefined if the server does not know the command and need not. */
async function numbered(
  connection: Pop3Connection,
  command: string,
  needed: boolean,
): Promise<Map<number, string> | undefined> {
  const status = await connection.line.ask(command);
  if (!status.startsWith('+OK')) {
    if (needed || isForNow(status)) throw refusal(connection, status);
    return undefined;
  }
  const found = new Map<number, string>();
  for (const text of await connection.line.lines()) {
    const [, number, rest = ''] = /^(\d+) +(\S+)/.exec(text) ?? [];
    if (number !== undefined) found.set(Number(number), rest);
  }
  return found;
}
