import type { TicketScope } from '../desk/can.ts';
import type { TieKind } from '../desk/ties.ts';
import type { ReportKind } from '../desk/reports.ts';
import type { Address } from '../mail/message.ts';
import { type AddressMark, addressMarks } from './address-marks.ts';
import type { FieldChange } from './entries.ts';
import type { Db, Schema, Trx } from './schema.ts';
import { type Delivery, deliveriesOf } from './spool-lists.ts';
import { type TicketLine, toLines } from './ticket-list.ts';
import { tiesOf } from './ticket-ties.ts';

/** One step as stored. Instants are milliseconds since 1970. */
export type EntryRow = {
  id: number;
  kind: Schema['entry']['kind'];
  at: number;
  agentName: string | null;
  from: Address;
  to: Address[];
  cc: Address[];
  /** Who got a mail of ours without the others seeing. */
  bcc: Address[];
  /** Whom an answer goes to by the mail's own words; empty where that is the sender. */
  answerTo: Address[];
  /** The mailbox that a mail belongs to; null for any other step. */
  mailboxId: number | null;
  subject: string;
  text: string;
  html: string | null;
  remoteImages: number;
  automatic: boolean;
  change: FieldChange | null;
  flags: string[];
  report: ReportKind | null;
  trace: TraceRow[];
  attachments: AttachmentRow[];
  hasSource: boolean;
  delivery: Delivery | null;
};
export type TraceRow = { filter: string; key: string; params: Record<string, string | number>; decided: boolean };
export type AttachmentRow = { id: number; name: string; type: string; size: number; inline: boolean };
/** Another ticket, in one line. */
export type TicketMention = { id: number; subject: string; statusGroup: string };

export type LinkedTicket = TicketMention & { kind: TieKind };

export type TicketPage = {
  line: TicketLine;
  contact: {
    id: number | null;
    name: string;
    addresses: string[];
    /** Those that do not work or want nothing. */
    addressMarks: AddressMark[];
    tickets: TicketMention[];
  };
  customerName: string | null;
  /** The incoming mailbox through which the ticket came, also a deleted one. */
  mailbox: { id: number; name: string } | null;
  /** In order of time. */
  entries: EntryRow[];
  linked: LinkedTicket[];
  /** The ticket that it was merged into; out of the viewer's scope it is told by its number only. */
  mergedInto: TicketMention | null;
  /** Resubmission, and whether its time came and the team was told. */
  resubmitAt: number | null;
  resubmitTold: boolean;
};

/** The team of a ticket, for asking desk/can; undefined if there is no such ticket. */
export async function teamOfTicket(db: Db, ticketId: number): Promise<number | null | undefined> {
  const row = await db.selectFrom('ticket').select('team_id').where('id', '=', ticketId).executeTakeFirst();
  return row === undefined ? undefined : row.team_id;
}

/** Everything the ticket page shows; other tickets (of the contact, linked) only within the scope. Null if there is no such ticket. */
export async function readTicketPage(db: Db, ticketId: number, scope: TicketScope): Promise<TicketPage | null> {
  const ticket = await db
    .selectFrom('ticket')
    .leftJoin('contact', 'contact.id', 'ticket.contact_id')
    .leftJoin('customer', 'customer.id', 'ticket.customer_id')
    .leftJoin('mailbox', 'mailbox.id', 'ticket.mailbox_id')
    .selectAll('ticket')
    .select(['contact.name as contact_name', 'contact.full_name as contact_full_name', 'mailbox.name as mailbox_name'])
    .select('customer.name as customer_name')
    .where('ticket.id', '=', ticketId)
    .executeTakeFirst();
  if (!ticket) return null;
  const [line] = await toLines(db, [ticket]);
  if (!line) return null;
  const { mailbox_id, mailbox_name } = ticket;
  const addresses = await addressesOf(db, ticket.contact_id, ticket.sender_addr);
  return {
    line,
    resubmitAt: ticket.resubmit_at,
    resubmitTold: ticket.resubmit_told_at !== null,
    contact: {
      id: ticket.contact_id,
      name: line.contactName,
      addresses,
      addressMarks: await addressMarks(db, addresses),
      tickets: ticket.contact_id === null ? [] : await otherTickets(db, ticket.contact_id, ticketId, scope),
    },
    customerName: ticket.customer_name,
    mailbox: mailbox_id === null || mailbox_name === null ? null : { id: mailbox_id, name: mailbox_name },
    entries: await entriesOf(db, ticketId),
    linked: await linkedTickets(db, ticketId, scope),
    mergedInto: ticket.merged_into === null ? null : await mergerMention(db, ticket.merged_into, scope),
  };
}

/** Whether a mail came in that no agent has opened yet; false if there is no such ticket. */
export async function isUnread(db: Db, ticketId: number): Promise<boolean> {
  const row = await db.selectFrom('ticket').select('unread').where('id', '=', ticketId).executeTakeFirst();
  return row?.unread === 1;
}

/** Sets the unread mark; gives whether it was not there. */
export async function markUnread(trx: Trx, ticketId: number): Promise<boolean> {
  const updated = await trx
    .updateTable('ticket')
    .set({ unread: 1 })
    .where('id', '=', ticketId)
    .where('unread', '=', 0)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Takes the unread mark off; gives whether there was one. */
export async function markRead(trx: Trx, ticketId: number): Promise<boolean> {
  const updated = await trx
    .updateTable('ticket')
    .set({ unread: 0 })
    .where('id', '=', ticketId)
    .where('unread', '=', 1)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Where a step's raw source or an attachment lies and to which team's ticket it belongs. */
export type StoredFile = { blob: string; name: string; type: string; teamId: number | null };

/** The raw mail of a step; null if it has none. */
export async function entrySource(db: Db, entryId: number): Promise<StoredFile | null> {
  const row = await db
    .selectFrom('entry')
    .innerJoin('ticket', 'ticket.id', 'entry.ticket_id')
    .leftJoin('inbound', 'inbound.id', 'entry.inbound_id')
    .leftJoin('outbound', 'outbound.entry_id', 'entry.id')
    .select(['entry.subject', 'ticket.team_id', 'inbound.blob as in_blob', 'outbound.blob as out_blob'])
    .where('entry.id', '=', entryId)
    .orderBy('outbound.id', 'desc')
    .executeTakeFirst();
  const blob = row?.in_blob ?? row?.out_blob;
  return row && blob ? { blob, name: row.subject, type: 'message/rfc822', teamId: row.team_id } : null;
}

/** One attachment; null if there is none. */
export async function findAttachment(db: Db, id: number): Promise<StoredFile | null> {
  const row = await db
    .selectFrom('attachment')
    .innerJoin('entry', 'entry.id', 'attachment.entry_id')
    .innerJoin('ticket', 'ticket.id', 'entry.ticket_id')
    .select(['attachment.blob', 'attachment.name', 'attachment.type', 'ticket.team_id'])
    .where('attachment.id', '=', id)
    .executeTakeFirst();
  return row ? { blob: row.blob, name: row.name, type: row.type, teamId: row.team_id } : null;
}

async function addressesOf(db: Db, contactId: number | null, sender: string): Promise<string[]> {
  if (contactId === null) return sender === '' ? [] : [sender];
  const rows = await db
    .selectFrom('contact_address')
    .select('address')
    .where('contact_id', '=', contactId)
    .orderBy('address_key')
    .execute();
  return rows.map((row) => row.address);
}

const shownOtherTickets = 10;

function mentions(db: Db, scope: TicketScope) {
  return db
    .selectFrom('ticket')
    .select(['ticket.id', 'ticket.subject', 'ticket.status_group as statusGroup'])
    .where((eb) =>
      scope === 'all' ? eb.lit(true) : scope.length === 0 ? eb.lit(false) : eb('ticket.team_id', 'in', scope),
    );
}

async function otherTickets(db: Db, contactId: number, ticketId: number, scope: TicketScope): Promise<TicketMention[]> {
  return mentions(db, scope)
    .where('contact_id', '=', contactId)
    .where('id', '<>', ticketId)
    .orderBy('id', 'desc')
    .limit(shownOtherTickets)
    .execute();
}

async function mergerMention(db: Db, id: number, scope: TicketScope): Promise<TicketMention> {
  const seen = await mentions(db, scope).where('id', '=', id).executeTakeFirst();
  return seen ?? { id, subject: '', statusGroup: 'open' };
}

async function linkedTickets(db: Db, ticketId: number, scope: TicketScope): Promise<LinkedTicket[]> {
  const ties = new Map((await tiesOf(db, ticketId)).map(({ id, kind }) => [id, kind]));
  if (ties.size === 0) return [];
  const rows = await mentions(db, scope)
    .where('id', 'in', [...ties.keys()])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, kind: ties.get(row.id) ?? 'related' }));
}

async function entriesOf(db: Db, ticketId: number): Promise<EntryRow[]> {
  const rows = await db
    .selectFrom('entry')
    .leftJoin('agent', 'agent.id', 'entry.agent_id')
    .leftJoin('inbound', 'inbound.id', 'entry.inbound_id')
    .selectAll('entry')
    .select(['agent.name as agent_name', 'inbound.trace', 'inbound.blob as in_blob'])
    .where('entry.ticket_id', '=', ticketId)
    // In the order of filing: times of receipt have whole seconds on most servers, and a reply must not stand before what it answers.
    .orderBy('entry.id')
    .execute();
  const files = await db
    .selectFrom('attachment')
    .innerJoin('entry', 'entry.id', 'attachment.entry_id')
    .selectAll('attachment')
    .where('entry.ticket_id', '=', ticketId)
    .orderBy('attachment.id')
    .execute();
  const filesOf = Map.groupBy(files, (file) => file.entry_id);
  const deliveries = await deliveriesOf(db, { ticketId });
  return rows.map((row) => {
    const {
      to = [],
      cc = [],
      bcc = [],
      answerTo = [],
    } = JSON.parse(row.recipients) as Partial<Record<'to' | 'cc' | 'bcc' | 'answerTo', Address[]>>;
    const delivery = deliveries.find((candidate) => candidate.entryId === row.id) ?? null;
    return {
      id: row.id,
      kind: row.kind,
      at: row.at,
      agentName: row.agent_name,
      from: { name: row.from_name, addr: row.from_addr },
      to,
      cc,
      bcc,
      answerTo,
      mailboxId: row.mailbox_id,
      subject: row.subject,
      text: row.text,
      html: row.html,
      remoteImages: row.remote_images,
      automatic: row.automatic === 1,
      change: row.change === null ? null : (JSON.parse(row.change) as FieldChange),
      flags: JSON.parse(row.flags) as string[],
      report: row.report,
      trace: JSON.parse(row.trace ?? '[]') as TraceRow[],
      attachments: (filesOf.get(row.id) ?? []).map(toAttachment),
      hasSource: (row.in_blob ?? delivery) !== null,
      delivery,
    };
  });
}

function toAttachment(row: { id: number; name: string; type: string; size: number; inline: number }): AttachmentRow {
  return { id: row.id, name: row.name, type: row.type, size: row.size, inline: row.inline === 1 };
}
