import { parseAddresses } from './addresses.ts';
import { headerValues } from './header.ts';
import type { Message } from './message.ts';

/**
 * Not by RFC: fields in which servers note for whom a copy was delivered: Postfix and qmail (Delivered-To), Postfix before its aliases (X-Original-To),
 * Exim and fetchmail (Envelope-To), others.
 */
const deliveryFields = ['Delivered-To', 'X-Original-To', 'Envelope-To', 'X-Envelope-To', 'X-RCPT-TO'];

/** Of a mail with hundreds of recipients the first ones tell enough. */
const lookedAt = 200;

/** Whom a mail names as recipients, usable addresses only: To, then Cc, then what the servers that delivered this copy wrote. Bcc is nowhere. */
export function namedRecipients({ to, cc, header }: Pick<Message, 'to' | 'cc' | 'header'>): string[] {
  const delivered = deliveryFields.flatMap((field) => headerValues(header, field).flatMap(parseAddresses));
  const named = [...to, ...cc].slice(0, lookedAt).concat(delivered.slice(0, lookedAt));
  return [...new Set(named.map(({ addr }) => addr).filter((addr) => addr !== ''))];
}
