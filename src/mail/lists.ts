import { headerValue } from './header.ts';
import type { Header } from './message.ts';

/** Whether a mailing list or newsletter sent the mail (RFC 2919 List-Id, RFC 2369 List-*, and what lists wrote before). */
export function isListMail(header: Header): boolean {
  for (const field of header) if (LIST_FIELDS.has(field.name.toLowerCase())) return true;
  return /^list\b/i.test((headerValue(header, 'Precedence') ?? '').trim());
}

/** The identifier of List-Id without angle brackets in lower case (RFC 2919 §3), null if there is none. */
export function listId(header: Header): string | null {
  const value = headerValue(header, 'List-Id');
  if (value === undefined) return null;
  const id = /<([^<>\s]{1,255})>\s*$/.exec(value)?.[1] ?? value.trim();
  return id === '' ? null : id.toLowerCase();
}

const LIST_FIELDS = new Set([
  'list-id',
  'list-post',
  'list-unsubscribe',
  'list-help',
  'list-subscribe',
  'list-owner',
  'list-archive',
  'x-mailing-list',
  'x-mailman-version',
  'x-beenthere',
  'x-listname',
  'mailing-list',
]);
