import { hash } from 'node:crypto';
import type { Message } from './message.ts';

/**
 * SHA-256 (hex) over what makes a mail the same mail in every mailbox it reached: id, author, date, subject, texts and attachments, without the trace
 * fields and delivery lines that differ per copy (RFC 5322 §3.6.7).
 */
export function contentHash(message: Message): string {
  const same = [
    message.messageId,
    message.from?.addr ?? null,
    message.date,
    message.subject,
    message.text,
    message.html,
    ...message.attachments.map((attachment) => attachment.sha256),
  ];
  return hash('sha256', JSON.stringify(same));
}
