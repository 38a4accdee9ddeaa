import { Failure } from '../lib/failure.ts';
import type { Address } from '../mail/message.ts';
import { answeredEntry, entryDraft } from '../store/entries.ts';
import { getOutbound, writableAgain } from '../store/outbound.ts';
import { transact } from '../store/transact.ts';
import { insertUpload, type Upload } from '../store/uploads.ts';
import type { Actor, Desk } from './desk.ts';
import { shownAt } from './understand.ts';

/** What the composer starts with to write a mail once more; `uploads` belong to the agent who asked. */
export type Redraft = {
  ticketId: number;
  outgoingId: number;
  to: Address[];
  cc: Address[];
  bcc: Address[];
  subject: string;
  text: string;
  /** Its pictures are among the agent's uploads; null if it was written as text. */
  html: string | null;
  uploads: Upload[];
  answersEntryId: number | null;
};

/**
 * Takes an answer that did not get through as the draft of a new one: text, recipients and files as they were, to be corrected. The old one stays as it is.
 * Throws Failure `not-found`, or `not-in-this-state` while it may still arrive, did, or was written by the desk itself.
 */
export async function redraft(desk: Desk, actor: Actor, outboundId: number): Promise<Redraft> {
  return transact(desk.store, async (trx) => {
    const mail = await getOutbound(trx, outboundId);
    const entry = mail.entry_id === null || !writableAgain(mail) ? null : await entryDraft(trx, mail.entry_id);
    if (!entry || mail.ticket_id === null || actor === null) throw new Failure('not-in-this-state');
    const now = desk.clock().getTime();
    const uploads: Upload[] = [];
    let { html } = entry;
    for (const { id, name, type, size, blob, inline } of entry.files) {
      const upload = await insertUpload(trx, actor.agentId, { name, type, size, blob }, now);
      if (inline && html !== null) html = html.replaceAll(shownAt(id), `/api/uploads/${upload.id}`);
      else uploads.push(upload);
    }
    const { to, cc, bcc, subject, text } = entry;
    const answersEntryId = await answeredEntry(trx, mail.ticket_id, entry.thread.at(-1) ?? '');
    const ids = { ticketId: mail.ticket_id, outgoingId: mail.mailbox_id, answersEntryId };
    return { ...ids, to, cc, bcc, subject, text, html, uploads };
  });
}
