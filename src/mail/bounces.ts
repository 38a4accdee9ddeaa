import type { Body } from './body.ts';
import { readDeliveryStatus } from './delivery-status.ts';
import type { Address, DeliveryStatus } from './message.ts';
import type { Part } from './parts.ts';

/** What a mail says about the delivery of another one (RFC 3464, RFC 6522), null if it is no delivery report. */
export function bounceOf(root: Part, _from: Address | null, _subject: string, body: Body): DeliveryStatus | null {
  const report = body.attachments.find((file) => STATUS_TYPES.has(file.type));
  if (!report) return null;
  if (root.type !== 'multipart/report' && !body.attachments.some((file) => ORIGINAL_TYPES.has(file.type))) return null;
  const original = body.attachments.find((file) => ORIGINAL_TYPES.has(file.type));
  return readDeliveryStatus(report.content, original?.content ?? null);
}

const STATUS_TYPES = new Set(['message/delivery-status', 'message/global-delivery-status']);
const ORIGINAL_TYPES = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/global',
  'message/global-headers',
  'message/rfc822-headers',
]);
