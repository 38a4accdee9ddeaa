import { createHmac, timingSafeEqual } from 'node:crypto';

/** What our own Message-IDs say: the ticket they belong to; 0 = no ticket (test mail). */
export type MessageMark = { ticketId: number };

const shape = /^<t(\d{1,12})\.([0-9a-z]{10,32})\.([0-9a-f]{20})\.([0-9a-z]{4,16})@/;

/** A Message-ID that names its ticket and is signed by this desk: `<t500.k3f….9c1e….ab12cd@example.org>` (RFC 5322 §3.6.4). `nonce` is `[0-9a-z]{10,32}`. */
export function markedMessageId(
  key: Buffer,
  serverId: string,
  ticketId: number,
  nonce: string,
  domain: string,
): string {
  return `<t${ticketId}.${nonce}.${signature(key, serverId, String(ticketId), nonce)}.${serverId}@${domain}>`;
}

/** What a Message-ID says if this desk signed it; null if it is foreign, forged or of another desk. The domain is not signed: gateways rewrite it. */
export function readMessageMark(key: Buffer, serverId: string, messageId: string): MessageMark | null {
  const [, ticketId = '', nonce = '', given = '', server = ''] = shape.exec(messageId) ?? [];
  if (server !== serverId) return null;
  const expected = signature(key, serverId, ticketId, nonce);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(given))) return null;
  return { ticketId: Number(ticketId) };
}

function signature(key: Buffer, serverId: string, ticketId: string, nonce: string): string {
  return createHmac('sha256', key).update(`message ${serverId} ${ticketId} ${nonce}`).digest('hex').slice(0, 20);
}
