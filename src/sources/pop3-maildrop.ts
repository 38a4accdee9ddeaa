import { parseDate } from '../mail/date.ts';
import { headerValues, readHeader } from '../mail/header.ts';
import type { Pop3Connection } from '../net/pop3.ts';
import { isForNow, pop3Refusal } from '../net/pop3-failures.ts';

/** One mail of a maildrop: its number in this session, its size as the server tells it, and if its content was read anyway, when it was received (null: it does not say). */
export type Drop = { number: number; size: number; receivedAt?: Date | null };

/**
 * All mails of the maildrop by ref. Without UIDL every mail is read through, because only its content can name it; but a server that has offered UIDL and
 * refuses it now has refused: under other names its mails would be taken for new ones. Throws Failure.
 */
export async function readMaildrop(connection: Pop3Connection): Promise<Map<string, Drop>> {
  const { capabilities } = connection;
  const sizes = await numbered(connection, 'LIST', true);
  const names = await numbered(connection, 'UIDL', capabilities.has('UIDL'));
  const drops = new Map<string, Drop>();
  for (const [number, text] of sizes ?? []) {
    const size = Number.parseInt(text, 10) || 0;
    const uid = names?.get(number);
    const named: Named | undefined =
      uid === undefined ? await nameByContent(connection, number, size) : { ref: uidlRef(uid) };
    // Mails that share a name are one mail twice (RFC 1939 §7): the second waits until the first is gone.
    if (named && !drops.has(named.ref)) drops.set(named.ref, { number, size, ...named.read });
  }
  return drops;
}

type Named = { ref: string; read?: { receivedAt: Date | null } };

const uidlRef = (uid: string) => `UIDL=${encodeURIComponent(uid)}`;

async function nameByContent(connection: Pop3Connection, number: number, size: number): Promise<Named | undefined> {
  const { line } = connection;
  if (!isThere(connection, await line.ask(`RETR ${number}`))) return undefined;
  const { sha256, head } = await line.digest(size);
  return { ref: `SHA256=${sha256}`, read: { receivedAt: receiptTime(head) ?? null } };
}

/** False if the server says that the mail is gone; throws `server-busy` if it only asks to come back later. */
export function isThere(connection: Pop3Connection, serverReply: string): boolean {
  if (!serverReply.startsWith('+OK') && isForNow(serverReply)) throw pop3Refusal(serverReply, connection);
  return serverReply.startsWith('+OK');
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
    if (needed || isForNow(status)) throw pop3Refusal(status, connection);
    return undefined;
  }
  const found = new Map<number, string>();
  for (const text of await connection.line.lines()) {
    const [, number, rest = ''] = /^(\d+) +(\S+)/.exec(text) ?? [];
    if (number !== undefined) found.set(Number(number), rest);
  }
  return found;
}
