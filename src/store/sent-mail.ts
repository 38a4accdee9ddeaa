import { domainToUnicode } from 'node:url';
import { sql } from 'kysely';
import type { SentMail } from '../postmaster/lookups.ts';
import type { Db } from './schema.ts';

/** More than these have hardly been sent to one person within some days. */
const longestList = 50;

/** The mail that was sent under an envelope id; null if none was. */
export async function sentByEnvelopeId(db: Db, envelopeId: string): Promise<SentMail | null> {
  const row = await sentRows(db).where('outbound.envelope_id', '=', envelopeId).executeTakeFirst();
  return row ? toSent(db, row) : null;
}

/** The mail that was sent with one of the Message-IDs, looked up in their order; null if none was. */
export async function sentByMessageId(db: Db, messageIds: readonly string[]): Promise<SentMail | null> {
  const rows = await sentRows(db)
    .where('outbound.message_id', 'in', messageIds.slice(0, 500))
    .orderBy('outbound.id', 'desc')
    .execute();
  for (const messageId of messageIds) {
    const row = rows.find(({ message_id }) => message_id === messageId);
    if (row) return toSent(db, row);
  }
  return null;
}

/** What was tried to any of the addresses between two instants, newest first. */
export async function sentTo(db: Db, addresses: readonly string[], since: Date, until: Date): Promise<SentMail[]> {
  const keys = addresses.slice(0, 500).flatMap(spellings);
  const rows = await sentRows(db)
    .where('outbound.id', 'in', (eb) =>
      eb
        .selectFrom('outbound_recipient')
        .select('outbound_recipient.outbound_id')
        .where(
          sql`lower(outbound_recipient.address)`,
          'in',
          keys.map((address) => sql`lower(${address})`),
        ),
    )
    .where('outbound.attempts', '>', 0)
    .where('outbound.created_at', '>=', since.getTime())
    .where('outbound.created_at', '<=', until.getTime())
    .orderBy('outbound.id', 'desc')
    .limit(longestList)
    .execute();
  const mails: SentMail[] = [];
  for (const row of rows) mails.push(await toSent(db, row));
  return mails;
}

/** An address as a report writes it, and as a person may have: the domain in A-labels or in its own letters (RFC 5890 §2.3.2.1). */
function spellings(address: string): string[] {
  const at = address.lastIndexOf('@') + 1;
  return [...new Set([address, address.slice(0, at) + domainToUnicode(address.slice(at))])];
}

const sentRows = (db: Db) =>
  db
    .selectFrom('outbound')
    .leftJoin('entry', 'entry.id', 'outbound.entry_id')
    .select([
      'outbound.id',
      'outbound.message_id',
      'outbound.subject',
      'outbound.ticket_id',
      'entry.ticket_id as entry_ticket_id',
    ]);

async function toSent(
  db: Db,
  row: { id: number; subject: string; ticket_id: number | null; entry_ticket_id: number | null },
): Promise<SentMail> {
  const recipients = await db
    .selectFrom('outbound_recipient')
    .select('address')
    .where('outbound_id', '=', row.id)
    .orderBy('position')
    .execute();
  return {
    outboundId: row.id,
    // The step may have moved with a split; the row of the outbox stays as it was written.
    ticketId: row.entry_ticket_id ?? row.ticket_id,
    subject: row.subject,
    recipients: recipients.map(({ address }) => address),
  };
}
