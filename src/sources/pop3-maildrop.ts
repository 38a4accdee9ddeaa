import { createHash } from 'node:crypto';
import { Failure } from '../lib/failure.ts';
import { parseDate } from '../mail/date.ts';
import { headerValues, readHeader } from '../mail/header.ts';
import type { Pop3Connection } from '../net/pop3.ts';

/** One mail of a maildrop: its number in this session and its size as the server tells it. */
export type Drop = { number: number; size: number };

/** All mails of the maildrop by ref. Without UIDL every mail is downloaded, because only its content can name it. */
export async function readMaildrop({ line }: Pop3Connection): Promise<Map<string, Drop>> {
  const sizes = await numbered(line.ask('LIST'), () => line.lines());
  if (!sizes) throw new Failure('server-refused', { detail: 'LIST' });
  const names = await numbered(line.ask('UIDL'), () => line.lines());
  const drops = new Map<string, Drop>();
  for (const [number, text] of sizes) {
    const size = Number.parseInt(text, 10) || 0;
    const uid = names?.get(number);
    const ref = uid === undefined ? await hashOf(number, size) : `UIDL=${encodeURIComponent(uid)}`;
    // Mails that share a name are one mail twice (RFC 1939 §7): the second waits until the first is gone.
    if (ref !== undefined && !drops.has(ref)) drops.set(ref, { number, size });
  }
  return drops;

  async function hashOf(number: number, size: number): Promise<string | undefined> {
    if (!(await line.ask(`RETR ${number}`)).startsWith('+OK')) return undefined;
    return `SHA256=${createHash('sha256')
      .update(await line.bytes(size))
      .digest('hex')}`;
  }
}

/** When the server got the mail: the date of the topmost Received field (RFC 5321 §4.4), else the Date field, else undefined. */
export function receiptTime(headerBytes: Buffer): Date | undefined {
  const { header } = readHeader(headerBytes, 0, headerBytes.length);
  const stamp = headerValues(header, 'received')[0]?.split(';').at(-1);
  const iso = parseDate(stamp) ?? parseDate(headerValues(header, 'date')[0]);
  return iso === null ? undefined : new Date(iso);
}

/** Lines `3 text` by their number; undefined if the server refused. */
async function numbered(
  status: Promise<string>,
  lines: () => Promise<string[]>,
): Promise<Map<number, string> | undefined> {
  if (!(await status).startsWith('+OK')) return undefined;
  const found = new Map<number, string>();
  for (const text of await lines()) {
    const [, number, rest = ''] = /^(\d+) +(\S+)/.exec(text) ?? [];
    if (number !== undefined) found.set(Number(number), rest);
  }
  return found;
}
