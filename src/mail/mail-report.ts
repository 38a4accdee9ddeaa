import { complaintOf } from './complaints.ts';
import { originalTypes } from './delivery-status.ts';
import { decodeHeaderText } from './encoded-words.ts';
import { headerValue, readHeader } from './header.ts';
import type { Message, RecipientStatus } from './message.ts';
import { readReceiptOf } from './receipts.ts';

/** A recipient of the reported mail and what became of the mail there; `text` is the server's words, '' if none. */
export type ReportedRecipient = {
  addr: string;
  action: RecipientStatus['action'];
  status: string | null;
  text: string;
};

/** What a report says and by what one finds the mail that it is about. */
export type MailReport = (
  | { about: 'delivery' }
  | { about: 'receipt'; disposition: string }
  | { about: 'complaint' }
) & {
  /** RFC 3461 §4.4, null if it names none. */
  envelopeId: string | null;
  /** With angle brackets, surest first. */
  messageIds: string[];
  /** Whether the report carries the reported mail's own id: one that we do not know is then another's mail. */
  namesMail: boolean;
  /** Subject of the reported mail, null if the report does not bring it. */
  subject: string | null;
  recipients: ReportedRecipient[];
};

/** The report that a mail is: on delivery (RFC 3464 and what servers write instead), a read receipt (RFC 8098) or a complaint (RFC 5965); null if it is none. */
export function mailReportOf(message: Message): MailReport | null {
  // RFC 6522 §3: a person who attaches such a part to a mail does not report.
  const isReport = /^\s*multipart\/report\b/i.test(headerValue(message.header, 'Content-Type') ?? '');
  const threads = [...message.inReplyTo, ...message.references.toReversed()];
  const complaint = isReport ? complaintOf(message) : null;
  if (complaint) {
    const recipients = complaint.originalRcptTo.map((addr) => recipient(addr, complaint.kind));
    return {
      about: 'complaint',
      envelopeId: null,
      ...named(complaint.originalMessageId, threads, message),
      recipients,
    };
  }
  const receipt = isReport ? readReceiptOf(message) : null;
  if (receipt) {
    const addr = receipt.recipient || (message.from?.addr ?? '');
    const { disposition } = receipt;
    const recipients = addr === '' ? [] : [recipient(addr, disposition)];
    return {
      about: 'receipt',
      disposition,
      envelopeId: null,
      ...named(receipt.originalMessageId, threads, message),
      recipients,
    };
  }
  const { deliveryStatus } = message;
  if (!deliveryStatus) return null;
  return {
    about: 'delivery',
    envelopeId: deliveryStatus.envelopeId,
    ...named(deliveryStatus.originalMessageId, threads, message),
    recipients: deliveryStatus.recipients.map(({ addr, action, status, diagnostic }) => {
      return { addr, action, status, text: diagnostic ?? '' };
    }),
  };
}

const recipient = (addr: string, text: string): ReportedRecipient => ({
  addr,
  action: 'delivered',
  status: null,
  text,
});

function named(originalId: string | null, threads: readonly string[], message: Message) {
  const own = originalId === null ? [] : [originalId];
  return {
    messageIds: [...new Set([...own, ...threads])],
    namesMail: originalId !== null,
    subject: subjectOf(message),
  };
}

/** The subject of the mail that the report brings back, as a part (RFC 6522 §3) or below its own words. */
function subjectOf({ attachments, text }: Message): string | null {
  const original = attachments.find(({ type }) => originalTypes.has(type));
  if (original) {
    const { buffer, byteOffset, byteLength } = original.content;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    const value = headerValue(readHeader(bytes, 0, bytes.length).header, 'Subject');
    return value === undefined ? null : decodeHeaderText(value);
  }
  const line = /^[ \t>]{0,8}subject:[ \t]{0,8}(.{1,998}(?:\r?\n[ \t].{1,998}){0,20})/im.exec(text.slice(0, SEARCHED));
  return line?.[1] === undefined ? null : decodeHeaderText(line[1].replace(/\r?\n[ \t]+/g, ' ')).trim();
}

/** Characters of a report in plain words that are searched for the subject: the header of the mail stands near the top. */
const SEARCHED = 64 * 1024;
