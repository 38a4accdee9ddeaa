import { randomBytes } from 'node:crypto';
import { answerIdentity, type IncomingIdentity, outgoingFor, withTicketAddress } from '../desk/answer-identity.ts';
import { markedMessageId } from '../desk/message-mark.ts';
import { taggedSubject } from '../desk/reference.ts';
import { Failure } from '../lib/failure.ts';
import { megabytes } from '../lib/megabytes.ts';
import { composeMessage, type Draft } from '../mail/compose.ts';
import type { Address } from '../mail/message.ts';
import { replyReferences } from '../mail/reply.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { answeredSince, insertAttachments, insertEntry, mailboxOfEntry, noMail, threadOf } from '../store/entries.ts';
import { incomingIdentity, outgoingIdentities } from '../store/mailboxes.ts';
import { findByDraft, insertOutbound } from '../store/outbound.ts';
import { getTicket, touchTicket } from '../store/tickets.ts';
import type { Db, Trx } from '../store/schema.ts';
import { transact } from '../store/transact.ts';
import { findUploads } from '../store/uploads.ts';
import { applyPatch } from './change-ticket.ts';
import type { Actor, Desk } from './desk.ts';
import { endDraft } from './end-draft.ts';
import { holdTicket, type TicketRow } from './hold-ticket.ts';

/** A written answer, as the composer sends it. */
export type ReplyInput = {
  outgoingId: number;
  to: readonly Address[];
  cc: readonly Address[];
  subject: string;
  text: string;
  uploadIds: readonly string[];
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
  const already = await handedOver(desk.store.db, ticketId, input);
  if (already !== null) return already;
  const now = desk.clock();
  const { draft, mailboxId, uploads } = await prepare(desk, actor, ticketId, input, now);
  const { raw, messageId } = composeMessage(draft);
  if (raw.length > desk.maxMailBytes) throw tooLarge(desk);
  const blob = await desk.store.blobs.put(raw);
  const settings = await readDeskSettings(desk.store.db);
  const preview = firstWords(input.text);
  return transact(desk.store, async (trx, announce) => {
    const before = await holdTicket(trx, desk.store.dialect, ticketId);
    const meanwhile = await handedOver(trx, ticketId, input);
    if (meanwhile !== null) return meanwhile;
    await mustBeNewest(trx, ticketId, input);
    const entryId = await insertEntry(trx, desk.store.dialect, {
      ...noMail,
      ticketId,
      kind: 'mailOut',
      at: now.getTime(),
      agentId: actor?.agentId ?? null,
      from: draft.from,
      to: draft.to,
      cc: draft.cc,
      subject: draft.subject,
      text: input.text,
      messageId,
      thread: draft.references ?? [],
    });
    await insertAttachments(
      trx,
      entryId,
      uploads.map(({ name, type, size, blob: file }) => ({
        name,
        type,
        size,
        blob: file,
        inline: false,
        contentId: null,
      })),
    );
    const outboundId = await insertOutbound(trx, {
      entryId,
      ticketId,
      mailboxId,
      blob,
      size: raw.length,
      mailFrom: draft.from.addr,
      messageId,
      subject: draft.subject,
      recipients: uniqueAddresses([...draft.to, ...draft.cc]),
      dueAt: now.getTime() + settings.undoSeconds * 1000,
      undo: {
        status: input.statusId === undefined ? null : { from: before.status_id, to: input.statusId },
        preview: { from: before.preview, to: preview },
      },
      draftKey: input.draftKey,
      now: now.getTime(),
    });
    if (input.statusId !== undefined) await applyPatch(trx, desk, actor, ticketId, { statusId: input.statusId });
    await touchTicket(trx, ticketId, now.getTime(), { preview, unread: false });
    await endDraft(trx, announce, actor, { ticketId, draftKey: input.draftKey, part: 'answer' }, now);
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

async function prepare(desk: Desk, actor: Actor, ticketId: number, input: ReplyInput, now: Date) {
  const { db } = desk.store;
  const ticket = await getTicket(db, ticketId);
  const mailboxId = await mailboxAnswered(db, ticket, input.answersEntryId);
  const incoming: IncomingIdentity | null = mailboxId === null ? null : await incomingIdentity(db, mailboxId);
  const outgoing = await outgoingIdentities(db);
  const chosen = outgoing.find(({ id }) => id === input.outgoingId);
  if (!chosen)
    throw new Failure('invalid', { field: 'outgoingId', problems: [{ field: 'outgoingId', problem: 'gone' }] });
  const identity = answerIdentity(incoming, chosen, outgoingFor(incoming, outgoing)?.id === chosen.id);
  const { from, replyTo } = withTicketAddress(identity, incoming, desk.identity, ticketId);
  const answered = await answeredMail(desk, ticketId, input.answersEntryId);
  const uploads = await findUploads(db, actor?.agentId ?? 0, input.uploadIds);
  if (uploads.length < input.uploadIds.length)
    throw new Failure('invalid', { field: 'uploadIds', problems: [{ field: 'uploadIds', problem: 'gone' }] });
  // Before they are read: fifty large files at once are more memory than there may be.
  if (uploads.reduce((sum, { size }) => sum + size, 0) > desk.maxMailBytes) throw tooLarge(desk);
  const attachments = await Promise.all(
    uploads.map(async ({ name, type, blob }) => ({ name, type, content: await desk.store.blobs.get(blob) })),
  );
  const settings = await readDeskSettings(db);
  const domain = from.addr.slice(from.addr.lastIndexOf('@') + 1);
  const nonce = randomBytes(8).toString('hex');
  const draft: Draft = {
    from,
    ...(replyTo ? { replyTo: [replyTo] } : {}),
    to: [...input.to],
    cc: [...input.cc],
    subject: taggedSubject(desk.identity, settings, input.subject, ticketId),
    text: input.text,
    ...answered,
    messageId: markedMessageId(desk.identity.signingKey, desk.identity.serverId, ticketId, nonce, domain),
    date: now,
    attachments,
  };
  return { draft, mailboxId: chosen.id, uploads };
}

/** SPEC §2.3: the mapping of the mailbox through which the answered mail came, which in a merged ticket may be another one than the ticket's. */
async function mailboxAnswered(db: Db, ticket: TicketRow, entryId: number | null): Promise<number | null> {
  const own = entryId === null ? null : await mailboxOfEntry(db, ticket.id, entryId);
  return own ?? ticket.mailbox_id;
}

/** In-Reply-To and References of the step that is answered (RFC 5322 §3.6.4), with the thread it already carries. */
async function answeredMail(
  desk: Desk,
  ticketId: number,
  entryId: number | null,
): Promise<{ inReplyTo?: string; references?: string[] }> {
  const thread = entryId === null ? null : await threadOf(desk.store.db, ticketId, entryId);
  return thread === null ? {} : replyReferences({ ...thread, inReplyTo: [] });
}

function uniqueAddresses(addresses: readonly Address[]): string[] {
  return [...new Map(addresses.map(({ addr }) => [addr.toLowerCase(), addr])).values()];
}

const firstWords = (text: string) => text.slice(0, 800).replace(/\s+/g, ' ').trim().slice(0, 200);
const tooLarge = ({ maxMailBytes }: Desk) =>
  new Failure('too-large', { field: 'uploadIds', params: { limit: megabytes(maxMailBytes) } });
