import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DeskMark } from './reference.ts';

/** RFC 5321 §4.5.3.1.1: octets of a local part. */
const longestLocal = 64;
const letters = 'abcdefghijklmnopqrstuvwxyz234567';
const signedLetters = 12;
const shape = new RegExp(`\\+t(\\d{1,12})-([a-z2-7]{${signedLetters}})(?=@)`, 'i');

/**
 * The address with the ticket in its detail part (RFC 5233), signed by this desk: `support+t500-k3fq….@example.org`; answers to it find their ticket
 * whatever else a mail program drops. Null where the local part would be too long.
 */
export function markedAddress(mark: DeskMark, ticketId: number, address: string): string | null {
  const at = address.lastIndexOf('@');
  const local = `${address.slice(0, at)}+t${ticketId}-${signature(mark, ticketId)}`;
  return at > 0 && Buffer.byteLength(local) <= longestLocal ? `${local}${address.slice(at)}` : null;
}

/** The ticket that an address names, if this desk signed it; compared in constant time, and without case, which servers change. */
export function readAddressMark(mark: DeskMark, address: string): number | null {
  const [, number = '', given = ''] = shape.exec(address) ?? [];
  if (given === '') return null;
  const ticketId = Number(number);
  const expected = Buffer.from(signature(mark, ticketId));
  return timingSafeEqual(expected, Buffer.from(given.toLowerCase())) ? ticketId : null;
}

/** The address without a ticket in its detail part, whoever signed it. */
export const withoutAddressMark = (address: string): string => address.replace(shape, '');

function signature({ serverId, signingKey }: DeskMark, ticketId: number): string {
  const mac = createHmac('sha256', signingKey).update(`address ${serverId} ${ticketId}`).digest();
  return [...mac.subarray(0, signedLetters)].map((byte) => letters[byte % letters.length]).join('');
}
