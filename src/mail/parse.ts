import { firstAddress, parseAddresses } from './addresses.ts';
import { autoSubmitted, isAutomaticMail } from './auto-submitted.ts';
import { readBody } from './body.ts';
import { bounceOf } from './bounces.ts';
import { parseDate } from './date.ts';
import { decodeHeaderText } from './encoded-words.ts';
import { headerValue, headerValues } from './header.ts';
import { LIMITS } from './limits.ts';
import { isListMail } from './lists.ts';
import type { Address, Defect, Header, Message } from './message.ts';
import { firstMessageId, messageIds } from './message-id.ts';
import { readParts } from './parts.ts';
import { splitQuoted } from './quotes.ts';
import { spoofedAddress } from './spoof.ts';

/**
 * Reads one mail (RFC 5322, RFC 2045–2049) from its bytes. Never throws: what is broken is named in `defects` and read as well as
 * possible, within `LIMITS`. Attachment contents may be views into `raw`.
 */
export function parseMessage(raw: Uint8Array): Message {
  const bytes = fromFirstField(stripMboxLine(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)));
  const lines = withLineFeeds(bytes);
  const { root, defects: treeDefects } = readParts(lines);
  const header = root.header;
  const defects: Defect[] = [...headerDefects(header), ...treeDefects];
  if (lines !== bytes) defects.push('line-ends-cr');
  const subject = decodeHeaderText(headerValue(header, 'Subject') ?? '').slice(0, LIMITS.subjectCharacters);
  const from = firstAddress(headerValue(header, 'From'));
  if (from && spoofedAddress(from) !== null) defects.push('from-name-spoofs-address');
  const replyTo = addresses(header, 'Reply-To');
  const body = readBody(root, defects);
  const deliveryStatus = bounceOf(root, from, subject, body);
  const isBounce = deliveryStatus !== null;
  const automatic = autoSubmitted(header);
  return {
    header,
    from,
    sender: firstAddress(headerValue(header, 'Sender')),
    replyTo,
    to: addresses(header, 'To'),
    cc: addresses(header, 'Cc'),
    subject,
    date: parseDate(headerValue(header, 'Date')),
    messageId: firstMessageId(headerValue(header, 'Message-ID')),
    inReplyTo: identifiers(header, 'In-Reply-To'),
    references: identifiers(header, 'References'),
    text: body.text,
    html: body.html,
    freshText: freshOf(body.text, subject),
    attachments: body.attachments,
    // RFC 3834 §2: a delivery report is an automatic answer, whatever it says of itself.
    autoSubmitted: isBounce && automatic === 'no' ? 'auto-replied' : automatic,
    // RFC 6522: reports of any kind, also read receipts and complaints, are written by machines.
    isAutomatic: isBounce || root.type === 'multipart/report' || isAutomaticMail(header, from, replyTo, subject),
    isBounce,
    deliveryStatus,
    isList: isListMail(header),
    defects: defects.slice(0, LIMITS.defects),
  };
}

/** The mail without the `From ` line that mbox files and some pipes put in front (RFC 4155 appendix A). */
export function stripMboxLine(raw: Buffer): Buffer {
  if (raw.length < 5 || raw.toString('latin1', 0, 5) !== 'From ') return raw;
  const newline = raw.indexOf(0x0a);
  return newline === -1 || newline > 1_000 ? raw : raw.subarray(newline + 1);
}

/** Not by RFC: a byte order mark or blank lines in front of the header, as pipes and editors put them there. */
function fromFirstField(bytes: Buffer): Buffer {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (bytes[at] === 0x0d || bytes[at] === 0x0a) at++;
  if (at === 0) return bytes;
  return /^[!-9;-~]{1,80}:[ \t]/.test(bytes.toString('latin1', at, at + 100)) ? bytes.subarray(at) : bytes;
}

/** Not by RFC: mail with CR alone as line end (RFC 5322 §4.1 calls it obsolete), from old Macs and bad exports. */
function withLineFeeds(bytes: Buffer): Buffer {
  if (bytes.includes(0x0a) || !bytes.includes(0x0d)) return bytes;
  const copy = Buffer.from(bytes);
  for (let i = copy.indexOf(0x0d); i !== -1; i = copy.indexOf(0x0d, i + 1)) copy[i] = 0x0a;
  return copy;
}

function addresses(header: Header, name: string): Address[] {
  const found: Address[] = [];
  for (const value of headerValues(header, name)) {
    for (const address of parseAddresses(value)) if (found.length < LIMITS.addresses) found.push(address);
    if (found.length >= LIMITS.addresses) break;
  }
  return found;
}

function identifiers(header: Header, name: string): string[] {
  const values = headerValues(header, name);
  return values.length === 1 ? messageIds(values[0]) : messageIds(values.join(' '));
}

/** RFC 5322 §3.6: Date and From exactly once, the others at most once. */
function headerDefects(header: Header): Defect[] {
  const seen = new Map<string, number>();
  for (const field of header) {
    const name = field.name.toLowerCase();
    if (ONCE.has(name)) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  const defects: Defect[] = [];
  for (const name of ['from', 'date', 'message-id']) if (!seen.has(name)) defects.push(`${name}-missing`);
  for (const [name, count] of seen) if (count > 1) defects.push(`${name}-repeated`);
  if (seen.has('date') && parseDate(headerValue(header, 'Date')) === null) defects.push('date-unreadable');
  if (seen.has('from') && !firstAddress(headerValue(header, 'From'))?.addr) defects.push('from-unreadable');
  return defects;
}

const ONCE = new Set([
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'subject',
]);

/** The text without quotes and signature; all of it if nothing would be left. */
function freshOf(text: string, subject: string): string {
  if (text.trim() === '') return text;
  const known = text.length > LIMITS.quoteCharacters ? text.slice(0, LIMITS.quoteCharacters) : text;
  const { fresh } = splitQuoted(known, subject);
  return fresh.trim() === '' ? text.trim() : fresh.trim();
}
