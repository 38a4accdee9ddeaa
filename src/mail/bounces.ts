import type { Body } from './body.ts';
import { foreignBounce } from './bounce-texts.ts';
import { originalMessageId, originalTypes, readDeliveryStatus } from './delivery-status.ts';
import { headerValue } from './header.ts';
import type { Address, Attachment, DeliveryStatus } from './message.ts';
import type { Part } from './parts.ts';

/**
 * What a mail says about the delivery of another one: a delivery status notification (RFC 3464, RFC 6522), or one of the
 * reports that servers write in their own words. Null if it is no such report.
 */
export function bounceOf(root: Part, from: Address | null, subject: string, body: Body): DeliveryStatus | null {
  const report = body.attachments.find((file) => STATUS_TYPES.has(file.type));
  const original = body.attachments.find((file) => originalTypes.has(file.type));
  const isReport =
    root.type === 'multipart/report' &&
    root.parameters.get('report-type')?.toLowerCase() !== 'disposition-notification';
  // Not by RFC 6522: reports in a multipart/mixed count if their sender speaks as a server. A person may attach one.
  if (report && (isReport || foreignBounce(root.header, from, subject, body.text))) {
    const status = readDeliveryStatus(report.content, original?.content ?? null);
    if (status.recipients.some((recipient) => recipient.addr !== '') && status.originalMessageId !== null)
      return status;
    return completed(status, root, body, original);
  }
  if (isReport && root.parameters.get('report-type')?.toLowerCase() === 'feedback-report') return null;
  const told = foreignBounce(root.header, from, subject, body.text);
  if (!told) return null;
  return told.originalMessageId === null && original
    ? { ...told, originalMessageId: originalMessageId(original.content) }
    : told;
}

const STATUS_TYPES = new Set(['message/delivery-status', 'message/global-delivery-status']);
/** A report whose machine part is empty or names no recipient: the words of the report and its header fill the gaps. */
function completed(status: DeliveryStatus, root: Part, body: Body, original: Attachment | undefined): DeliveryStatus {
  const told = foreignBounce(root.header, { name: '', addr: 'mailer-daemon@localhost' }, '', body.text);
  const named = status.recipients.filter((recipient) => recipient.addr !== '');
  const recipients = named.length > 0 ? named : (told?.recipients ?? status.recipients);
  const fallback = original ? originalMessageId(original.content) : (told?.originalMessageId ?? null);
  const reply = headerValue(root.header, 'In-Reply-To');
  return {
    recipients,
    originalMessageId: status.originalMessageId ?? fallback ?? /<[^<>\s]+@[^<>\s]+>/.exec(reply ?? '')?.[0] ?? null,
    envelopeId: status.envelopeId,
  };
}
