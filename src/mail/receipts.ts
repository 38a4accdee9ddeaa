import { normaliseAddress } from './addresses.ts';
import { headerValue, readHeader } from './header.ts';
import type { Header, Message } from './message.ts';
import { firstMessageId } from './message-id.ts';

/** What a read receipt tells (RFC 8098 §3.1). */
export type ReadReceipt = {
  /** '' if the receipt names nobody. */
  recipient: string;
  /** `displayed` was opened, `deleted` thrown away unread; the others are rare. */
  disposition: 'displayed' | 'deleted' | 'dispatched' | 'processed' | 'denied' | 'failed';
  /** A person agreed to send it (RFC 8098 §3.2.6.1 sending mode). */
  sentByPerson: boolean;
  /** With angle brackets, null if the receipt names none. */
  originalMessageId: string | null;
};

/** The read receipt that a mail is, null if it is none. */
export function readReceiptOf(message: Message): ReadReceipt | null {
  const part = message.attachments.find((file) => file.type === 'message/disposition-notification');
  if (!part) return null;
  const fields = readHeader(asBuffer(part.content), 0, part.content.length).header;
  const disposition = (headerValue(fields, 'Disposition') ?? '').toLowerCase();
  return {
    recipient: recipientOf(fields),
    disposition:
      DISPOSITIONS.find((word) => (disposition.split(';', 2)[1] ?? disposition).includes(word)) ?? 'processed',
    sentByPerson: disposition.includes('mdn-sent-manually'),
    originalMessageId: firstMessageId(headerValue(fields, 'Original-Message-ID')) ?? message.inReplyTo[0] ?? null,
  };
}

/** The addresses that ask for a read receipt (RFC 8098 §2.1), as written; undefined if none is asked for. */
export function receiptWanted(header: Header): string | undefined {
  return headerValue(header, 'Disposition-Notification-To') ?? headerValue(header, 'X-Confirm-Reading-To');
}

const DISPOSITIONS = ['displayed', 'deleted', 'dispatched', 'denied', 'failed', 'processed'] as const;

function recipientOf(fields: Header): string {
  const value = headerValue(fields, 'Original-Recipient') ?? headerValue(fields, 'Final-Recipient') ?? '';
  return normaliseAddress(
    value
      .replace(/^\s*[a-z0-9-]+\s*;/i, '')
      .trim()
      .replace(/^<|>$/g, ''),
  );
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
