import { normaliseAddress } from './addresses.ts';
import { headerValue, readHeader } from './header.ts';
import { LIMITS } from './limits.ts';
import type { DeliveryStatus, HeaderField, RecipientStatus } from './message.ts';
import { firstMessageId } from './message-id.ts';

/** Reads the content of a message/delivery-status part (RFC 3464 §2) and, if the report has one, the header of the original mail. */
export function readDeliveryStatus(content: Uint8Array, original: Uint8Array | null): DeliveryStatus {
  const bytes = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, LIMITS.headerBytes));
  const blocks = readBlocks(bytes);
  const recipients: RecipientStatus[] = [];
  let envelopeId: string | null = null;
  let namedId: string | null = null;
  for (const block of blocks) {
    envelopeId ??= headerValue(block, 'Original-Envelope-Id')?.trim() || null;
    // Not by RFC: Gmail names the mail here, and leaves its Message-ID out of the header that it brings back.
    namedId ??= firstMessageId(headerValue(block, 'X-Original-Message-ID'));
    const recipient = readRecipient(block);
    if (recipient && recipients.length < LIMITS.reportRecipients) recipients.push(recipient);
  }
  const broughtId = original === null ? null : originalMessageId(original);
  return { recipients, originalMessageId: broughtId ?? namedId, envelopeId };
}

/** How a report brings back the mail that it is about, or its header (RFC 6522 §3, RFC 6533 §5; the last one is not by RFC). */
export const originalTypes: ReadonlySet<string> = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/global',
  'message/global-headers',
  'message/rfc822-headers',
]);

/** The Message-ID of a mail given as bytes (all of it, or its header only), null if it has none. */
export function originalMessageId(original: Uint8Array): string | null {
  const bytes = Buffer.from(original.buffer, original.byteOffset, original.byteLength);
  return firstMessageId(headerValue(readHeader(bytes, 0, bytes.length).header, 'Message-ID'));
}

/** RFC 3464 §2.1: groups of fields, separated by blank lines. */
function readBlocks(bytes: Buffer): HeaderField[][] {
  const blocks: HeaderField[][] = [];
  let at = 0;
  while (at < bytes.length && blocks.length < LIMITS.reportRecipients * 2) {
    const read = readHeader(bytes, at, bytes.length);
    if (read.header.length > 0) blocks.push(read.header);
    // A line that is no field ends the group and is left out.
    const lineEnd = bytes.indexOf(0x0a, read.bodyStart);
    at = read.bodyStart > at ? read.bodyStart : lineEnd === -1 ? bytes.length : lineEnd + 1;
  }
  return blocks;
}

/** RFC 3464 §2.3. The original recipient (§2.3.1) is whom we wrote to, the final one may be an alias behind it. */
function readRecipient(block: readonly HeaderField[]): RecipientStatus | null {
  const addr =
    typedAddress(headerValue(block, 'Original-Recipient')) || typedAddress(headerValue(block, 'Final-Recipient'));
  const action =
    headerValue(block, 'Action')
      ?.trim()
      .toLowerCase()
      .split(/[\s(;]/, 1)[0] ?? '';
  if (addr === '' && action === '') return null;
  const diagnostic = headerValue(block, 'Diagnostic-Code') ?? null;
  const status = sharperStatus(enhancedStatus(headerValue(block, 'Status')), diagnostic);
  return {
    addr,
    action: isAction(action)
      ? action
      : status?.startsWith('4')
        ? 'delayed'
        : status?.startsWith('2')
          ? 'delivered'
          : 'failed',
    status,
    diagnostic: diagnostic === null ? null : diagnosticText(diagnostic),
  };
}

/** Not by RFC: Exim always says `5.0.0`; the reply of the other server knows more, if it is of the same class (RFC 3463 §3.1 X.0.0). */
function sharperStatus(status: string | null, diagnostic: string | null): string | null {
  if (status !== null && !status.endsWith('.0.0')) return status;
  const told = enhancedStatus(diagnostic ?? undefined);
  return told !== null && (status === null || told[0] === status[0]) ? told : status;
}

/** RFC 3464 §2.3.1: `rfc822; user@host`; not by RFC: brackets, missing type. */
function typedAddress(value: string | undefined): string {
  if (value === undefined) return '';
  const address = value
    .replace(/^\s*[a-z0-9-]+\s*;/i, '')
    .trim()
    .replace(/^<|>$/g, '');
  return normaliseAddress(address);
}

/** RFC 3463 §2 `class.subject.detail`, null if the text holds none. */
export function enhancedStatus(text: string | undefined): string | null {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(text ?? '')?.[1] ?? null;
}

/** The server's words without the type in front (`smtp; 550 …`), white space folded, at most `LIMITS.diagnosticCharacters`. */
export function diagnosticText(value: string): string {
  return value
    .replace(/^\s*[a-z0-9-]+\s*;/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LIMITS.diagnosticCharacters);
}

function isAction(word: string): word is RecipientStatus['action'] {
  return word === 'failed' || word === 'delayed' || word === 'delivered' || word === 'relayed' || word === 'expanded';
}
