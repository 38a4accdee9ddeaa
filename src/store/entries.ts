import type { Insertable } from 'kysely';
import type { TieField } from '../desk/ties.ts';
import type { ReportKind } from '../desk/reports.ts';
import type { Address } from '../mail/message.ts';
import { readDeskSettings } from './desk-settings.ts';
import type { Dialect } from './dialect.ts';
import { prepared } from './prepared.ts';
import type { Db, Schema, Trx } from './schema.ts';
import { indexEntry, unindexEntry } from './search.ts';

/** A field that an agent or a rule changed, with the values as people read them at that time. */
export type FieldChange = {
  field: 'team' | 'status' | 'priority' | 'subject' | 'resubmission' | 'category' | 'labels' | 'contact' | TieField;
  from: string;
  to: string;
};

/** One step to add. Text fields are '' where they do not apply. */
export type NewEntry = {
  ticketId: number;
  kind: 'mailIn' | 'mailOut' | 'note' | 'change';
  at: number;
  agentId: number | null;
  from: Address;
  to: readonly Address[];
  cc: readonly Address[];
  /** Who got a mail of ours without the others seeing. */
  bcc?: readonly Address[];
  /** Whom an answer goes to by the mail's own words (Reply-To, lists understood); empty where that is the sender. */
  answerTo: readonly Address[];
  subject: string;
  text: string;
  /** By our own list (`listHtml`); shown through `showListed`. */
  html: string | null;
  remoteImages: number;
  automatic: boolean;
  messageId: string | null;
  /** The mail's own References (RFC 5322 §3.6.4), for answers to it. */
  thread: readonly string[];
  inboundId: number | null;
  /** The mailbox that a mail belongs to, whichever it was fetched from. */
  mailboxId?: number | null;
  change: FieldChange | null;
  flags: readonly string[];
  /** What a mail reports about another one; absent for what is no report. */
  report?: ReportKind | null;
};

/** What every entry that is not a mail leaves empty. */
export const noMail = {
  from: { name: '', addr: '' },
  to: [],
  cc: [],
  answerTo: [],
  subject: '',
  html: null,
  remoteImages: 0,
  automatic: false,
  messageId: null,
  thread: [],
  inboundId: null,
  change: null,
  flags: [],
} as const satisfies Partial<NewEntry>;

const entryInsert = prepared((db, row: Insertable<Schema['entry']>) =>
  db.insertInto('entry').values(row).returning('id'),
);
const messageRefInsert = prepared((db, row: Schema['message_ref']) => db.insertInto('message_ref').values(row));

/** Inserts a step, enters it in the full text and its Message-ID in the register; gives its id. */
export async function insertEntry(trx: Trx, dialect: Dialect, entry: NewEntry): Promise<number> {
  const { rows } = await entryInsert(trx, {
    ticket_id: entry.ticketId,
    kind: entry.kind,
    at: entry.at,
    agent_id: entry.agentId,
    from_name: entry.from.name,
    from_addr: entry.from.addr,
    recipients: JSON.stringify({ to: entry.to, cc: entry.cc, answerTo: entry.answerTo, ...hidden(entry.bcc) }),
    subject: entry.subject,
    text: entry.text,
    html: entry.html,
    remote_images: entry.remoteImages,
    automatic: entry.automatic ? 1 : 0,
    message_id: entry.messageId,
    thread: JSON.stringify(entry.thread),
    inbound_id: entry.inboundId,
    mailbox_id: entry.mailboxId ?? null,
    change: entry.change === null ? null : JSON.stringify(entry.change),
    flags: JSON.stringify(entry.flags),
    report: entry.report ?? null,
  });
  const { id } = rows[0] as { id: number };
  if (entry.messageId !== null) {
    await messageRefInsert(trx, { message_id: entry.messageId, ticket_id: entry.ticketId, entry_id: id });
  }
  if (entry.change?.field === 'subject') {
    await indexEntry(trx, dialect, { entryId: id, subject: entry.change.to, sender: '', body: '' });
  }
  if (entry.kind !== 'change') {
    const sender = `${entry.from.name} ${entry.from.addr}`;
    await indexEntry(trx, dialect, { entryId: id, subject: entry.subject, sender, body: entry.text });
  }
  return id;
}

/** The Message-ID and References of a mail step of this ticket; null if the step is none. */
export async function threadOf(
  db: Db,
  ticketId: number,
  entryId: number,
): Promise<{ messageId: string; references: string[] } | null> {
  const row = await db
    .selectFrom('entry')
    .select(['message_id', 'thread'])
    .where('id', '=', entryId)
    .where('ticket_id', '=', ticketId)
    .executeTakeFirst();
  return row?.message_id ? { messageId: row.message_id, references: JSON.parse(row.thread) as string[] } : null;
}

/** What was written in a mail step, for writing it once more; null if there is no such step. */
export async function entryDraft(db: Db, entryId: number) {
  const row = await db
    .selectFrom('entry')
    .select(['recipients', 'subject', 'text', 'html', 'thread'])
    .where('id', '=', entryId)
    .executeTakeFirst();
  if (!row) return null;
  const { to = [], cc = [], bcc = [] } = JSON.parse(row.recipients) as Partial<Record<'to' | 'cc' | 'bcc', Address[]>>;
  const thread = JSON.parse(row.thread) as string[];
  const { subject, text, html } = row;
  return { to, cc, bcc, subject, text, html, thread, files: await filesOf(db, entryId) };
}

/** A mail step of this ticket as one that is quoted or forwarded, with its files; null if there is no such step. */
export async function entryQuoted(db: Db, ticketId: number, entryId: number) {
  const row = await db
    .selectFrom('entry')
    .select(['from_name', 'from_addr', 'recipients', 'subject', 'text', 'html', 'at'])
    .where('id', '=', entryId)
    .where('ticket_id', '=', ticketId)
    .where('kind', 'in', ['mailIn', 'mailOut'])
    .executeTakeFirst();
  if (!row) return null;
  const { to = [], cc = [] } = JSON.parse(row.recipients) as Partial<Record<'to' | 'cc', Address[]>>;
  const from = row.from_addr === '' ? null : { name: row.from_name, addr: row.from_addr };
  const { subject, text, html } = row;
  const { timeZone } = await readDeskSettings(db);
  return { from, to, cc, subject, text, html, at: new Date(row.at), timeZone, files: await filesOf(db, entryId) };
}

/** The files with these ids that belong to steps of this ticket. */
export async function ticketAttachments(db: Db, ticketId: number, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('attachment')
    .innerJoin('entry', 'entry.id', 'attachment.entry_id')
    .select(['attachment.id', 'attachment.name', 'attachment.type', 'attachment.size', 'attachment.blob'])
    .where('entry.ticket_id', '=', ticketId)
    .where('attachment.id', 'in', ids)
    .execute();
}

/** The step of a ticket that carries a Message-ID; null if there is none. */
export async function answeredEntry(db: Db, ticketId: number, messageId: string): Promise<number | null> {
  const row = await db
    .selectFrom('entry')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The mailbox that a mail of this ticket belongs to; null if the step is none that came in. */
export async function mailboxOfEntry(db: Db, ticketId: number, entryId: number): Promise<number | null> {
  const row = await db
    .selectFrom('entry')
    .select('mailbox_id')
    .where('id', '=', entryId)
    .where('ticket_id', '=', ticketId)
    .executeTakeFirst();
  return row?.mailbox_id ?? null;
}

/** A file of a step, its bytes already in the blob store. */
export type NewAttachment = {
  name: string;
  type: string;
  size: number;
  blob: string;
  inline: boolean;
  contentId: string | null;
};

const attachmentInsert = prepared((db, row: Insertable<Schema['attachment']>) =>
  db.insertInto('attachment').values(row).returning('id'),
);

/** Inserts the files of a step and gives their ids in order. */
export async function insertAttachments(
  trx: Trx,
  entryId: number,
  attachments: readonly NewAttachment[],
): Promise<number[]> {
  if (attachments.length === 0) return [];
  const values = attachments.map((attachment) => ({
    entry_id: entryId,
    name: attachment.name,
    type: attachment.type,
    size: attachment.size,
    blob: attachment.blob,
    inline: attachment.inline ? (1 as const) : (0 as const),
    content_id: attachment.contentId,
  }));
  const [only] = values;
  const rows =
    only && values.length === 1
      ? (await attachmentInsert(trx, only)).rows
      : await trx.insertInto('attachment').values(values).returning('id').execute();
  return rows.map((row) => row.id).toSorted((a, b) => a - b);
}

async function filesOf(db: Db, entryId: number) {
  const files = await db
    .selectFrom('attachment')
    .select(['id', 'name', 'type', 'size', 'blob', 'inline'])
    .where('entry_id', '=', entryId)
    .orderBy('id')
    .execute();
  return files.map((file) => ({ ...file, inline: file.inline === 1 }));
}

const hidden = (bcc: readonly Address[] | undefined) => (bcc && bcc.length > 0 ? { bcc } : {});

/** Replaces the HTML of a step, once the ids of its inline images are known. */
export async function setEntryHtml(trx: Trx, entryId: number, html: string): Promise<void> {
  await trx.updateTable('entry').set({ html }).where('id', '=', entryId).execute();
}

/** Takes a step back as if it had never been; only for a mail that never left. Its files stay in the blob store. */
export async function removeEntry(trx: Trx, dialect: Dialect, entryId: number): Promise<void> {
  await trx.deleteFrom('attachment').where('entry_id', '=', entryId).execute();
  await trx.deleteFrom('message_ref').where('entry_id', '=', entryId).execute();
  await unindexEntry(trx, dialect, entryId);
  await trx.deleteFrom('entry').where('id', '=', entryId).execute();
}

/** Whether an agent has answered on the ticket after a step; the desk's own mail does not count, nor what was taken back. */
export async function answeredSince(db: Db, ticketId: number, entryId: number): Promise<boolean> {
  const answer = await db
    .selectFrom('entry')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('id', '>', entryId)
    .where('kind', '=', 'mailOut')
    .where('agent_id', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return answer !== undefined;
}
