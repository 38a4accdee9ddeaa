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
import {
  insertAttachments,
  insertEntry,
  type NewAttachment,
  noMail,
  setEntryHtml,
  threadOf,
} from '../store/entries.ts';
import { incomingIdentity, outgoingIdentities } from '../store/mailboxes.ts';
import { insertOutbound, type Undo } from '../store/outbound.ts';
import type { Db, Trx } from '../store/schema.ts';
import { findUploads, type Upload } from '../store/uploads.ts';
import type { Actor, Desk } from './desk.ts';
import { signatures } from './signature.ts';
import { fillSlots } from './understand.ts';
import { type Content, withContent, type Written, writtenContent } from './written-content.ts';

/** A mail as the composer sends it. */
export type MailInput = Written & {
  outgoingId: number;
  to: readonly Address[];
  cc: readonly Address[];
  /** In the envelope only (RFC 5322 §3.6.3). */
  bcc?: readonly Address[];
  subject: string;
  uploadIds: readonly string[];
  /** Whether the signature of the identity goes below the words. */
  signed?: boolean;
  /** The language of what the desk writes around a quote; the desk's unless told. */
  locale?: 'de' | 'en';
};

/** The ticket a mail is written on, and what it answers: `mailboxId` is the incoming mailbox that answers come back to. */
export type WrittenOn = { ticketId: number; mailboxId: number | null; answersEntryId: number | null };

/** A finished mail, its bytes and files in the blob store, ready to be written down by `recordMail`. */
export type PreparedMail = {
  draft: Draft;
  bcc: readonly Address[];
  outgoingId: number;
  content: Content;
  attachments: NewAttachment[];
  blob: string;
  size: number;
  preview: string;
};

/**
 * Composes the finished bytes of an agent's mail. `db` may be an open transaction. Throws Failure `invalid` naming the field, `too-large`,
 * `header-injection` or `address-invalid`.
 */
export async function prepareMail(
  desk: Desk,
  db: Db,
  actor: Actor,
  on: WrittenOn,
  input: MailInput,
): Promise<PreparedMail> {
  const incoming: IncomingIdentity | null = on.mailboxId === null ? null : await incomingIdentity(db, on.mailboxId);
  const outgoing = await outgoingIdentities(db);
  const chosen = outgoing.find(({ id }) => id === input.outgoingId);
  if (!chosen) throw gone('outgoingId');
  const identity = answerIdentity(incoming, chosen, outgoingFor(incoming, outgoing)?.id === chosen.id);
  const { from, replyTo } = withTicketAddress(identity, incoming, desk.identity, on.ticketId);
  const settings = await readDeskSettings(db);
  const domain = from.addr.slice(from.addr.lastIndexOf('@') + 1);
  const agentId = actor?.agentId ?? 0;
  const signature = input.signed ? ((await signatures(db, actor)).get(chosen.id) ?? null) : null;
  const locale = input.locale ?? settings.locale;
  const content = await writtenContent({ db, agentId, ticketId: on.ticketId, locale, domain, signature }, input);
  const uploads = await findUploads(db, agentId, input.uploadIds);
  if (uploads.length < input.uploadIds.length) throw gone('uploadIds');
  // Before they are read: fifty large files at once are more memory than there may be.
  if ([...uploads, ...content.pictures].reduce((sum, { size }) => sum + size, 0) > desk.maxMailBytes)
    throw tooLarge(desk);
  const draft: Draft = {
    from,
    ...(replyTo ? { replyTo: [replyTo] } : {}),
    to: [...input.to],
    cc: [...input.cc],
    subject: taggedSubject(desk.identity, settings, input.subject, on.ticketId),
    text: content.text,
    ...(content.html === null ? {} : { html: content.html }),
    ...(await threadFor(db, on, input)),
    messageId: markedMessageId(
      desk.identity.signingKey,
      desk.identity.serverId,
      on.ticketId,
      randomBytes(8).toString('hex'),
      domain,
    ),
    date: desk.clock(),
    attachments: [...(await withContent(desk, content.pictures)), ...(await filesOf(desk, uploads))],
  };
  const { raw } = composeMessage(draft);
  if (raw.length > desk.maxMailBytes) throw tooLarge(desk);
  return {
    draft,
    bcc: input.bcc ?? [],
    outgoingId: chosen.id,
    content,
    attachments: attachmentsOf(content, uploads),
    blob: await desk.store.blobs.put(raw),
    size: raw.length,
    preview: firstWords(content.own || content.text),
  };
}

/** Writes step, files and spool row of a prepared mail; it leaves after the desk's undo time. Gives the id in the spool. */
export async function recordMail(
  desk: Desk,
  trx: Trx,
  actor: Actor,
  ticketId: number,
  mail: PreparedMail,
  more: { undo: Undo | null; draftKey: string | undefined },
): Promise<number> {
  const now = desk.clock().getTime();
  const { draft, bcc, content } = mail;
  const entryId = await insertEntry(trx, desk.store.dialect, {
    ...noMail,
    ticketId,
    kind: 'mailOut',
    at: now,
    agentId: actor?.agentId ?? null,
    from: draft.from,
    to: draft.to,
    cc: draft.cc,
    bcc,
    subject: draft.subject,
    text: content.text,
    html: content.shown?.html ?? null,
    remoteImages: content.shown?.remoteImages ?? 0,
    messageId: draft.messageId,
    thread: draft.references ?? [],
  });
  const ids = await insertAttachments(trx, entryId, mail.attachments);
  if (content.shown && content.pictures.length > 0)
    await setEntryHtml(trx, entryId, fillSlots(content.shown.html, ids));
  const { undoSeconds } = await readDeskSettings(trx);
  return insertOutbound(trx, {
    entryId,
    ticketId,
    mailboxId: mail.outgoingId,
    blob: mail.blob,
    size: mail.size,
    mailFrom: draft.from.addr,
    messageId: draft.messageId,
    subject: draft.subject,
    recipients: uniqueAddresses([...draft.to, ...draft.cc, ...bcc]),
    dueAt: now + undoSeconds * 1000,
    ...more,
    now,
  });
}

/** In-Reply-To and References (RFC 5322 §3.6.4) of the step that is answered, with the thread it carries. Who forwards answers nobody. */
async function threadFor(
  db: Db,
  { ticketId, answersEntryId }: WrittenOn,
  { quote }: MailInput,
): Promise<Pick<Draft, 'inReplyTo' | 'references'>> {
  const thread = answersEntryId === null ? null : await threadOf(db, ticketId, answersEntryId);
  if (thread === null) return {};
  const { inReplyTo, references } = replyReferences({ ...thread, inReplyTo: [] });
  return quote?.as === 'forward' || inReplyTo === undefined ? { references } : { inReplyTo, references };
}

function filesOf({ store }: Desk, uploads: readonly Upload[]) {
  return Promise.all(
    uploads.map(async ({ name, type, blob }) => ({ name, type, content: await store.blobs.get(blob) })),
  );
}

/** The pictures first, in the order of their slots. */
function attachmentsOf({ pictures }: Content, uploads: readonly Upload[]): NewAttachment[] {
  return [
    ...pictures.map(({ name, type, size, blob, contentId }) => ({ name, type, size, blob, contentId, inline: true })),
    ...uploads.map(({ name, type, size, blob }) => ({ name, type, size, blob, contentId: null, inline: false })),
  ];
}

function uniqueAddresses(addresses: readonly Address[]): string[] {
  return [...new Map(addresses.map(({ addr }) => [addr.toLowerCase(), addr])).values()];
}

const firstWords = (text: string) => text.slice(0, 800).replace(/\s+/g, ' ').trim().slice(0, 200);
const gone = (field: string) => new Failure('invalid', { field, problems: [{ field, problem: 'gone' }] });
const tooLarge = ({ maxMailBytes }: Desk) =>
  new Failure('too-large', { field: 'uploadIds', params: { limit: megabytes(maxMailBytes) } });
