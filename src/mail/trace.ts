import { isIP } from 'node:net';
import { headerValues } from './header.ts';
import type { Header } from './message.ts';

/** How a mail came to us: the address that connected, the name it greeted with, and the reverse-path (null: unknown, '' the null one). */
export type Delivery = { ip: string; helo: string | null; mailFrom: string | null };

/**
 * Reads who handed a mail to our own servers from the Received field that the outermost of them wrote (RFC 5321 §4.4): number `trustedHops` from the
 * top. Null if there is no such field, if it names no address, or if `trustedHops` is 0: everything below our own lines can be forged.
 */
export function readDelivery(header: Header, trustedHops: number): Delivery | null {
  let received = 0;
  const above: { name: string; value: string }[] = [];
  for (const { name, value } of header) {
    if (name.toLowerCase() === 'received') received += 1;
    if (received < trustedHops || trustedHops < 1) above.push({ name, value });
    else {
      const client = clientOf(value);
      return client && { ...client, mailFrom: returnPath(above) };
    }
  }
  return null;
}

/** A from clause of a real server has some 200 characters. */
const MAX_CHARACTERS = 2_000;

/**
 * The connection's address is the last literal of the comment, behind the greeting that the client chose: `from helo (name [192.0.2.1])`.
 * Not by RFC: Exim writes `from name ([192.0.2.1] helo=greeting)`, and `from [192.0.2.1] (helo=greeting)` for a client without a name.
 */
function clientOf(received: string): Omit<Delivery, 'mailFrom'> | null {
  const clause = /^\s*from\s+(\S+)(.*)$/is.exec(received.slice(0, MAX_CHARACTERS));
  const [, first = '', rest = ''] = clause ?? [];
  const end = rest.search(/\sby\s/i);
  const comment = end === -1 ? rest : rest.slice(0, end);
  const claimed = /(?:^|[\s(])(?:helo|ehlo)=([^\s()]+)/i.exec(comment)?.[1];
  const literals = literalsOf(comment.replaceAll(/(?:helo|ehlo)=\S*/gi, ''));
  const ip = literals.at(-1) ?? (claimed === undefined ? undefined : literalsOf(first)[0]);
  return ip === undefined ? null : { ip, helo: claimed ?? first };
}

/** RFC 5321 §4.1.3 */
function literalsOf(text: string): string[] {
  return [...text.matchAll(/\[(?:IPv6:)?([0-9a-f.:]{2,45})\]/gi)]
    .map(([, address = '']) => address)
    .filter((address) => isIP(address) !== 0);
}

/** RFC 5321 §4.4: the delivering server puts the reverse-path on top; one below our own Received field is the sender's claim. */
function returnPath(above: Header): string | null {
  const value = headerValues(above, 'Return-Path')[0];
  return value === undefined ? null : (/<([^<>\s]*)>/.exec(value)?.[1] ?? null);
}
