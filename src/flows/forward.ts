import { Failure } from '../lib/failure.ts';
import { quoteForwarded } from '../mail/quoted-mail.ts';
import { forwardSubject } from '../mail/reply.ts';
import { entryQuoted } from '../store/entries.ts';
import { transact } from '../store/transact.ts';
import { insertUpload, type Upload } from '../store/uploads.ts';
import type { Actor, Desk } from './desk.ts';

/** What forwarding a mail begins with; `uploads` are its files, copied for the agent who asked. */
export type Forward = { subject: string; quote: string; uploads: Upload[] };

/** Prepares forwarding a mail of the ticket: subject, what goes below, and its attachments to choose from. Throws Failure `not-found`. */
export async function beginForward(
  desk: Desk,
  actor: Actor,
  ticketId: number,
  entryId: number,
  locale: 'de' | 'en',
): Promise<Forward> {
  return transact(desk.store, async (trx) => {
    const mail = await entryQuoted(trx, ticketId, entryId);
    if (!mail || actor === null) throw new Failure('not-found');
    const now = desk.clock().getTime();
    const uploads: Upload[] = [];
    // What stands within the text goes with the text.
    const files = mail.files.filter(({ id, inline }) => !inline || !mail.html?.includes(`/api/attachments/${id}?`));
    for (const { name, type, size, blob } of files)
      uploads.push(await insertUpload(trx, actor.agentId, { name, type, size, blob }, now));
    const quote = quoteForwarded({ ...mail, html: '' }, locale, () => null).text;
    return { subject: forwardSubject(mail.subject, locale), quote, uploads };
  });
}
