import { normaliseAddress } from './addresses.ts';
import { originalMessageId, originalTypes } from './delivery-status.ts';
import { headerValue, headerValues, readHeader } from './header.ts';
import type { Message } from './message.ts';

/** What a complaint about one of our mails tells (RFC 5965 §3). */
export type Complaint = {
  /** `abuse`, `fraud`, `not-spam`, `virus`, `opt-out`, `auth-failure` or another word, lower case. */
  kind: string;
  userAgent: string | null;
  /** RFC 5321 addresses, '' or empty if the report hides them. */
  originalMailFrom: string;
  originalRcptTo: string[];
  sourceIp: string | null;
  /** With angle brackets, null if the report does not carry the mail. */
  originalMessageId: string | null;
};

/** The abuse report that a mail is (RFC 5965 §2), null if it is none. */
export function complaintOf(message: Message): Complaint | null {
  const part = message.attachments.find((file) => file.type === 'message/feedback-report');
  if (!part) return null;
  const bytes = Buffer.from(part.content.buffer, part.content.byteOffset, part.content.byteLength);
  const fields = readHeader(bytes, 0, bytes.length).header;
  const original = message.attachments.find((file) => originalTypes.has(file.type));
  return {
    kind: headerValue(fields, 'Feedback-Type')?.trim().toLowerCase() || 'abuse',
    userAgent: headerValue(fields, 'User-Agent') || null,
    originalMailFrom: addressOf(headerValue(fields, 'Original-Mail-From')),
    originalRcptTo: headerValues(fields, 'Original-Rcpt-To')
      .map(addressOf)
      .filter((addr) => addr !== ''),
    sourceIp: headerValue(fields, 'Source-IP')?.trim() || null,
    originalMessageId: original ? originalMessageId(original.content) : null,
  };
}

function addressOf(value: string | undefined): string {
  return normaliseAddress((value ?? '').trim().replace(/^<|>$/g, ''));
}
