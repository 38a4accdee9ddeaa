import { replyRecipients } from '../mail/reply.ts';
import type { Verdict } from '../postmaster/judge.ts';
import { contactFor } from '../store/contacts.ts';
import type { Dialect } from '../store/dialect.ts';
import { insertAttachments, insertEntry, noMail, type NewAttachment, setEntryHtml } from '../store/entries.ts';
import type { Trx } from '../store/schema.ts';
import { linkTickets } from '../store/ticket-ties.ts';
import { getTicket, insertTicket, setStatus, touchTicket } from '../store/tickets.ts';
import { attachmentSlot, type Understood } from './understand.ts';

/** What a new or reopened ticket starts with: the first status of two groups, and the desk's priority. */
export type FreshTicket = { inquiry: Status; open: Status; priorityId: number };
type Status = { id: number; group: string };

/** A judged mail with its files already in the blob store. */
export type Filing = {
  inboundId: number;
  mailboxId: number;
  receivedAt: number;
  /** When it is filed. */
  now: number;
  understood: Understood;
  attachments: readonly NewAttachment[];
  fresh: FreshTicket;
};

/** Where the mail now stands. */
export type Filed = { ticketId: number; entryId: number };

/** Longest preview in characters. */
const previewLength = 200;

/** Writes what the verdict says — contact, ticket, step, files, links — in the caller's transaction. `to` must be `newTicket` or `ticket`. */
export async function fileMail(trx: Trx, dialect: Dialect, filing: Filing, verdict: Verdict): Promise<Filed> {
  const { disposition } = verdict;
  const ticketId =
    disposition.to === 'ticket'
      ? await continueTicket(trx, dialect, filing, disposition.ticketId, verdict)
      : await openTicket(trx, filing, verdict);
  const entryId = await addStep(trx, dialect, filing, ticketId, verdict);
  if (verdict.facts.linkTo !== null) await linkTickets(trx, ticketId, verdict.facts.linkTo, 'followUp');
  return { ticketId, entryId };
}

async function openTicket(trx: Trx, filing: Filing, { facts }: Verdict): Promise<number> {
  const { message } = filing.understood;
  const sender = message.from ?? { name: '', addr: '' };
  const contactId =
    facts.contact === 'create' ? await contactFor(trx, sender, filing.now) : (facts.contact?.id ?? null);
  const status = facts.teamId === null ? filing.fresh.inquiry : filing.fresh.open;
  return insertTicket(trx, {
    subject: message.subject,
    contactId,
    sender,
    teamId: facts.teamId,
    statusId: status.id,
    statusGroup: status.group,
    priorityId: facts.priorityId ?? filing.fresh.priorityId,
    mailboxId: filing.mailboxId,
    preview: preview(filing),
    at: filing.now,
  });
}

async function continueTicket(
  trx: Trx,
  dialect: Dialect,
  filing: Filing,
  ticketId: number,
  { facts }: Verdict,
): Promise<number> {
  // A machine's word is no news, but neither does it make a person's mail before it read.
  const unread = facts.automatic ? {} : { unread: true };
  await touchTicket(trx, ticketId, filing.now, { preview: preview(filing), ...unread });
  if (facts.reopen) await reopen(trx, dialect, filing, ticketId);
  return ticketId;
}

/** The mail opens its ticket again; the history says so. */
async function reopen(trx: Trx, dialect: Dialect, { fresh, now }: Filing, ticketId: number): Promise<void> {
  const ticket = await getTicket(trx, ticketId);
  const status = ticket.team_id === null ? fresh.inquiry : fresh.open;
  const change = { field: 'status', from: String(ticket.status_id), to: String(status.id) } as const;
  await insertEntry(trx, dialect, { ...noMail, ticketId, kind: 'change', at: now, agentId: null, text: '', change });
  await setStatus(trx, ticketId, status, now);
}

async function addStep(
  trx: Trx,
  dialect: Dialect,
  filing: Filing,
  ticketId: number,
  { facts }: Verdict,
): Promise<number> {
  const { message, html, remoteImages } = filing.understood;
  const entryId = await insertEntry(trx, dialect, {
    ticketId,
    kind: 'mailIn',
    at: filing.receivedAt,
    agentId: null,
    from: message.from ?? { name: '', addr: '' },
    to: message.to,
    cc: message.cc,
    answerTo: replyRecipients(message, [], false).to,
    subject: message.subject,
    text: message.text,
    html,
    remoteImages,
    automatic: facts.automatic,
    messageId: message.messageId,
    thread: message.references.length > 0 ? message.references : message.inReplyTo,
    inboundId: filing.inboundId,
    change: null,
    flags: facts.flags,
  });
  const ids = await insertAttachments(trx, entryId, filing.attachments);
  if (html !== null && ids.length > 0) {
    const withIds = ids.reduce(
      (text, id, index) => text.replaceAll(attachmentSlot(index), `/api/attachments/${id}?inline=1`),
      html,
    );
    if (withIds !== html) await setEntryHtml(trx, entryId, withIds);
  }
  return entryId;
}

function preview({ understood }: Filing): string {
  return understood.message.freshText
    .slice(0, previewLength * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, previewLength);
}
