import { statusFits } from '../desk/status-fit.ts';
import { needsAttention } from '../desk/reports.ts';
import { replyRecipients } from '../mail/reply.ts';
import type { Facts } from '../postmaster/filter.ts';
import type { Verdict } from '../postmaster/judge.ts';
import type { Dialect } from '../store/dialect.ts';
import { insertAttachments, insertEntry, noMail, type NewAttachment, setEntryHtml } from '../store/entries.ts';
import type { Trx } from '../store/schema.ts';
import { linkTickets } from '../store/ticket-ties.ts';
import { findStatus, getTicket, setStatus, touchTicket } from '../store/tickets.ts';
import { beginTicket } from './begin-ticket.ts';
import { fillSlots, type Understood } from './understand.ts';

/** What a new or reopened ticket starts with: the first status of two groups, and the desk's priority. */
export type FreshTicket = { inquiry: Status; open: Status; priorityId: number };
type Status = { id: number; group: string };

/** A judged mail with its files already in the blob store. */
export type Filing = {
  inboundId: number;
  receivedAt: number;
  /** When it is filed. */
  now: number;
  understood: Understood;
  /** What a new ticket is called: the subject without references to other tickets, which its answers must not carry on. */
  ticketSubject: string;
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
      : await beginTicket(trx, filing, verdict, preview(filing));
  const entryId = await addStep(trx, dialect, filing, ticketId, verdict);
  if (verdict.facts.linkTo !== null) await linkTickets(trx, ticketId, verdict.facts.linkTo, 'followUp');
  return { ticketId, entryId };
}

async function continueTicket(
  trx: Trx,
  dialect: Dialect,
  filing: Filing,
  ticketId: number,
  { facts }: Verdict,
): Promise<number> {
  if (facts.report) {
    // What did not get through must be seen; every other report is a quiet step. None of them is news of the case: its preview stays.
    if (needsAttention(facts.report.kind)) await touchTicket(trx, ticketId, filing.now, { unread: true });
    return ticketId;
  }
  // A machine's word is no news, but neither does it make a person's mail before it read. An order that goes on is news, whoever wrote it.
  const unread = facts.automatic && !facts.bundled ? {} : { unread: true };
  await touchTicket(trx, ticketId, filing.now, { preview: preview(filing), ...unread });
  await changeStatus(trx, dialect, filing, ticketId, facts);
  return ticketId;
}

/** The mail opens its ticket again or gives it the mailbox's status for replies; the history says so. The caller holds the row. */
async function changeStatus(trx: Trx, dialect: Dialect, filing: Filing, ticketId: number, facts: Facts): Promise<void> {
  if (!facts.reopen && facts.statusId === null) return;
  const { fresh, now } = filing;
  const ticket = await getTicket(trx, ticketId);
  // Asked again: an agent may have locked or assigned it since it was judged.
  if (ticket.status_group === 'locked') return;
  const chosen = facts.statusId === null ? null : await findStatus(trx, facts.statusId);
  const fits = chosen !== null && statusFits(chosen.group, ticket.team_id !== null);
  const opened = ticket.team_id === null ? fresh.inquiry : fresh.open;
  const status = fits ? chosen : facts.reopen ? opened : null;
  if (status === null || status.id === ticket.status_id) return;
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
    mailboxId: facts.recipient.id,
    change: null,
    flags: facts.flags,
    report: facts.report?.kind ?? null,
  });
  const ids = await insertAttachments(trx, entryId, filing.attachments);
  if (html !== null && ids.length > 0) {
    const withIds = fillSlots(html, ids);
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
