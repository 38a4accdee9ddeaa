import { type Selectable, sql } from 'kysely';
import { cursorText, pageOf, readCursor } from './cursor.ts';
import { containing } from './master-store.ts';
import type { Dialect } from './dialect.ts';
import { writableAgain } from './outbound.ts';
import type { TicketScope } from '../desk/can.ts';
import type { StoredError } from './stored-error.ts';
import type { Db, Schema } from './schema.ts';
import type { TraceRow } from './ticket-page.ts';

/** A line of the intake log. Instants are milliseconds since 1970. */
export type InboundLine = {
  id: number;
  mailboxId: number;
  mailboxName: string;
  state: Schema['inbound']['state'];
  from: string;
  subject: string;
  receivedAt: number;
  fetchedAt: number;
  size: number;
  ticketId: number | null;
  reason: { code: string; params: Record<string, string | number> } | null;
  trace: TraceRow[];
  /** SHA-256 of the raw mail, null if only the server has it. */
  blob: string | null;
  /** How much of it has come, of one that is being fetched and comes in pieces. */
  fetchedBytes: number | null;
};

/** How a mail fares on its way out. */
export type Delivery = {
  outboundId: number;
  entryId: number | null;
  /** Whether it can be the draft of a new one; see writableAgain. */
  writableAgain: boolean;
  state: Schema['outbound']['state'];
  attempts: number;
  nextAttemptAt: number | null;
  recipients: {
    address: string;
    state: Schema['outbound_recipient']['state'];
    status: string | null;
    reply: string | null;
    at: number | null;
    report: {
      action: NonNullable<Schema['outbound_recipient']['report']>;
      status: string | null;
      text: string;
      at: number;
      entryId: number | null;
    } | null;
    read: { at: number; as: string } | null;
  }[];
  error: StoredError | null;
};

/** A line of the outbox. */
export type OutboundLine = {
  id: number;
  mailboxId: number;
  mailboxName: string;
  ticketId: number | null;
  /** The team of that ticket. */
  teamId: number | null;
  subject: string;
  createdAt: number;
  blob: string;
  delivery: Delivery;
};

export type SpoolQuery<State> = { state?: State; mailboxId?: number; after?: string; limit: number };

/** Which lines of the intake log: of these states, all but what was skipped on purpose unless told; of a mailbox; with a word in sender or subject. */
export type InboundQuery = SpoolQuery<readonly Schema['inbound']['state'][]> & { q?: string };

/** What is skipped because its download broke off again and again is nobody's wish. */
const notOnPurpose = '%"fetch-broke-off"%';

/** One page of the intake log, newest first. What was skipped on purpose is in no list but its own: it may be a whole archive. */
export async function listInbound(
  db: Db,
  dialect: Dialect,
  query: InboundQuery,
): Promise<{ rows: InboundLine[]; next: string | null }> {
  const { state, mailboxId, after, limit, q: word = '' } = query;
  const pattern = containing(word.toLowerCase());
  // SQLite's own lower() knows ASCII only; ours is slower and not needed for a word of nothing else.
  const folded = dialect === 'sqlite' && /[^\u0000-\u007f]/u.test(word) ? sql.raw('folded') : sql.raw('lower');
  const rows = await inboundRows(db)
    .$if(state !== undefined, (q) => q.where('inbound.state', 'in', state ?? []))
    .$if(word !== '', (q) =>
      q.where(sql<boolean>`${folded}(inbound.sender || ' ' || inbound.subject) like ${pattern} escape '\\'`),
    )
    .$if(state === undefined, (q) =>
      q.where((eb) => eb.or([eb('inbound.state', '<>', 'skipped'), eb('inbound.reason', 'like', notOnPurpose)])),
    )
    .$if(mailboxId !== undefined, (q) => q.where('inbound.mailbox_id', '=', mailboxId ?? 0))
    .$if(after !== undefined, (q) => q.where('inbound.id', '<', readCursor(after ?? '', 1)[0] ?? 0))
    .orderBy('inbound.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(rows.map(toInbound), limit, (last) => cursorText([last.id]));
}

/** One line of the intake log; null if there is none. */
export async function inboundLine(db: Db, id: number): Promise<InboundLine | null> {
  const row = await inboundRows(db).where('inbound.id', '=', id).executeTakeFirst();
  return row ? toInbound(row) : null;
}

/** One page of the outbox, newest first; mails of tickets outside the scope are left out, and mails without a ticket unless the scope is `all`. */
export async function listOutbound(
  db: Db,
  query: SpoolQuery<Schema['outbound']['state']> & { scope: TicketScope },
): Promise<{ rows: OutboundLine[]; next: string | null }> {
  const { state, mailboxId, after, limit, scope } = query;
  if (scope !== 'all' && scope.length === 0) return { rows: [], next: null };
  const rows = await outboundRows(db)
    .$if(state !== undefined, (q) => q.where('outbound.state', '=', state ?? 'sent'))
    .$if(mailboxId !== undefined, (q) => q.where('outbound.mailbox_id', '=', mailboxId ?? 0))
    .$if(after !== undefined, (q) => q.where('outbound.id', '<', readCursor(after ?? '', 1)[0] ?? 0))
    .$if(scope !== 'all', (q) => q.where('ticket.team_id', 'in', scope === 'all' ? [] : scope))
    .orderBy('outbound.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (last) => cursorText([last.id]));
  const deliveries = await deliveriesOf(db, { ids: page.rows.map((row) => row.id) });
  return { rows: page.rows.flatMap((row) => toOutbound(row, deliveries)), next: page.next };
}

/** One line of the outbox; null if there is none. */
export async function outboundLine(db: Db, id: number): Promise<OutboundLine | null> {
  const row = await outboundRows(db).where('outbound.id', '=', id).executeTakeFirst();
  return row ? (toOutbound(row, await deliveriesOf(db, { ids: [id] }))[0] ?? null) : null;
}

/** The deliveries of the mails with these ids, or of all mails of a ticket; the newest first. */
export async function deliveriesOf(
  db: Db,
  which: { ids: readonly number[] } | { ticketId: number },
): Promise<Delivery[]> {
  if ('ids' in which && which.ids.length === 0) return [];
  const mails = await db
    .selectFrom('outbound')
    .select(['id', 'entry_id', 'mail_from', 'state', 'attempts', 'next_attempt_at', 'error'])
    .where((eb) =>
      'ids' in which ? eb('id', 'in', which.ids) : eb('entry_id', 'in', entriesWithTicket(db, which.ticketId)),
    )
    .orderBy('id', 'desc')
    .execute();
  if (mails.length === 0) return [];
  const recipients = await db
    .selectFrom('outbound_recipient')
    .selectAll()
    .where(
      'outbound_id',
      'in',
      mails.map((mail) => mail.id),
    )
    .orderBy('position')
    .execute();
  const recipientsOf = Map.groupBy(recipients, (recipient) => recipient.outbound_id);
  return mails.map((mail) => ({
    outboundId: mail.id,
    entryId: mail.entry_id,
    writableAgain: writableAgain(mail),
    state: mail.state,
    attempts: mail.attempts,
    nextAttemptAt: mail.next_attempt_at,
    recipients: (recipientsOf.get(mail.id) ?? []).map(toRecipient),
    error: mail.error === null ? null : (JSON.parse(mail.error) as StoredError),
  }));
}

function toRecipient(row: Selectable<Schema['outbound_recipient']>): Delivery['recipients'][number] {
  const { address, state, status, reply, at } = row;
  const report = row.report && {
    action: row.report,
    status: row.report_status,
    text: row.report_text ?? '',
    at: row.reported_at ?? 0,
    entryId: row.report_entry_id,
  };
  const read = row.read_at === null ? null : { at: row.read_at, as: row.read_as ?? '' };
  return { address, state, status, reply, at, report, read };
}

const entriesWithTicket = (db: Db, ticketId: number) =>
  db.selectFrom('entry').select('entry.id').where('ticket_id', '=', ticketId);

const inboundRows = (db: Db) =>
  db
    .selectFrom('inbound')
    .innerJoin('mailbox', 'mailbox.id', 'inbound.mailbox_id')
    .selectAll('inbound')
    .select('mailbox.name as mailbox_name');

const outboundRows = (db: Db) =>
  db
    .selectFrom('outbound')
    .innerJoin('mailbox', 'mailbox.id', 'outbound.mailbox_id')
    .leftJoin('ticket', 'ticket.id', 'outbound.ticket_id')
    .select([
      'outbound.id',
      'outbound.mailbox_id',
      'mailbox.name as mailbox_name',
      'outbound.ticket_id',
      'ticket.team_id',
      'outbound.subject',
      'outbound.created_at',
      'outbound.blob',
    ]);

function toInbound(row: Selectable<Schema['inbound']> & { mailbox_name: string }): InboundLine {
  return {
    id: row.id,
    mailboxId: row.mailbox_id,
    mailboxName: row.mailbox_name,
    state: row.state,
    from: row.sender,
    subject: row.subject,
    receivedAt: row.received_at,
    fetchedAt: row.fetched_at,
    size: row.size,
    ticketId: row.ticket_id,
    reason: row.reason === null ? null : (JSON.parse(row.reason) as InboundLine['reason']),
    trace: JSON.parse(row.trace) as TraceRow[],
    blob: row.blob,
    fetchedBytes: row.fetched_bytes,
  };
}

type OutboundJoined = {
  id: number;
  mailbox_id: number;
  mailbox_name: string;
  ticket_id: number | null;
  team_id: number | null;
  subject: string;
  created_at: number;
  blob: string;
};

function toOutbound(row: OutboundJoined, deliveries: readonly Delivery[]): OutboundLine[] {
  const delivery = deliveries.find((candidate) => candidate.outboundId === row.id);
  if (!delivery) return [];
  return [
    {
      id: row.id,
      mailboxId: row.mailbox_id,
      mailboxName: row.mailbox_name,
      ticketId: row.ticket_id,
      teamId: row.team_id,
      subject: row.subject,
      createdAt: row.created_at,
      blob: row.blob,
      delivery,
    },
  ];
}
