import { Failure } from '../lib/failure.ts';
import { answeredSince, mailboxOfEntry } from '../store/entries.ts';
import { findByDraft } from '../store/outbound.ts';
import type { Db, Trx } from '../store/schema.ts';
import { getTicket, touchTicket } from '../store/tickets.ts';
import { transact } from '../store/transact.ts';
import { applyPatch } from './change-ticket.ts';
import type { Actor, Desk } from './desk.ts';
import { endDraft } from './end-draft.ts';
import { holdTicket, type TicketRow } from './hold-ticket.ts';
import { type MailInput, prepareMail, recordMail } from './write-mail.ts';

/** A written answer or a forwarded mail, as the composer sends it. */
export type ReplyInput = MailInput & {
  answersEntryId: number | null;
  statusId?: number | undefined;
  /** Names the draft: handed over a second time, because our answer was lost, it makes no second mail. */
  draftKey?: string | undefined;
  /** The newest step the writer has seen; null or left out: not known. */
  seenEntryId?: number | null | undefined;
};

/**
 * Writes an answer: composes the finished bytes, then stores step, files, spool row and the change of status in one transaction. It leaves after the
 * desk's undo time. What the draft holds of it ends. Gives the id in the spool. Throws Failure `not-found`, `ticket-merged`, `answered-meanwhile`,
 * `invalid` naming the field, or `header-injection`.
 */
export async function reply(desk: Desk, actor: Actor, ticketId: number, input: ReplyInput): Promise<number> {
  const { db } = desk.store;
  const already = await handedOver(db, ticketId, input);
  if (already !== null) return already;
  const { answersEntryId, statusId, draftKey } = input;
  const mailboxId = await mailboxAnswered(db, await getTicket(db, ticketId), answersEntryId);
  const mail = await prepareMail(desk, db, actor, { ticketId, mailboxId, answersEntryId }, input);
  return transact(desk.store, async (trx, announce) => {
    const before = await holdTicket(trx, desk.store.dialect, ticketId);
    const meanwhile = await handedOver(trx, ticketId, input);
    if (meanwhile !== null) return meanwhile;
    await mustBeNewest(trx, ticketId, input);
    const undo = {
      status: statusId === undefined ? null : { from: before.status_id, to: statusId },
      preview: { from: before.preview, to: mail.preview },
    };
    const outboundId = await recordMail(desk, trx, actor, ticketId, mail, { undo, draftKey });
    if (statusId !== undefined) await applyPatch(trx, desk, actor, ticketId, { statusId });
    await touchTicket(trx, ticketId, desk.clock().getTime(), { preview: mail.preview, unread: false });
    await endDraft(trx, announce, actor, { ticketId, draftKey, part: 'answer' }, desk.clock());
    announce('ticket', ticketId);
    announce('outbound', outboundId);
    return outboundId;
  });
}

/** Two answers to one question confuse the customer: whoever did not know of the other one is asked first. */
async function mustBeNewest(trx: Trx, ticketId: number, { seenEntryId }: ReplyInput): Promise<void> {
  if (seenEntryId === null || seenEntryId === undefined) return;
  if (await answeredSince(trx, ticketId, seenEntryId)) throw new Failure('answered-meanwhile');
}

/** The mail that was already made of this draft: the page asks again when it did not get our answer. */
async function handedOver(db: Db, ticketId: number, { draftKey }: ReplyInput): Promise<number | null> {
  const found = draftKey === undefined ? null : await findByDraft(db, draftKey);
  return found?.ticketId === ticketId ? found.id : null;
}

/** SPEC §2.3: the mapping of the mailbox through which the answered mail came, which in a merged ticket may be another one than the ticket's. */
async function mailboxAnswered(db: Db, ticket: TicketRow, entryId: number | null): Promise<number | null> {
  const own = entryId === null ? null : await mailboxOfEntry(db, ticket.id, entryId);
  return own ?? ticket.mailbox_id;
}
