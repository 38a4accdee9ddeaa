import { createHash } from 'node:crypto';
import { addressKey } from '../mail/addresses.ts';

/**
 * What two mails must share to be bundled (SPEC §2.4): the mailbox they belong to, the sender's address without case, and the subject, whose white space
 * is folded and whose case and `Re:` count. SHA-256 in hex; null without sender or subject, which are never bundled.
 */
export function bundlingKey(mailboxId: number, sender: string, subject: string): string | null {
  const folded = subject.replace(/\s+/gu, ' ').trim();
  if (folded === '' || sender === '') return null;
  return createHash('sha256')
    .update(JSON.stringify([mailboxId, addressKey(sender), folded]))
    .digest('hex');
}
