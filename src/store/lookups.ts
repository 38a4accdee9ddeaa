import type { Lookups } from '../postmaster/lookups.ts';
import { contactByAddress } from './contacts.ts';
import type { Db } from './schema.ts';

/** Answers the filters' questions from the database or an open transaction; `own` are our own addresses and `freemail` the domains that tell nothing, in lower case. */
export function storeLookups(db: Db, own: ReadonlySet<string>, freemail: ReadonlySet<string>): Lookups {
  return {
    ticket: async (id) => {
      const row = await db
        .selectFrom('ticket')
        .select(['id', 'status_group', 'done_at'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row
        ? { id: row.id, statusGroup: row.status_group, doneAt: row.done_at === null ? null : new Date(row.done_at) }
        : null;
    },
    entryByMessageId: async (messageIds) => {
      const rows = await db
        .selectFrom('message_ref')
        .select(['message_id', 'ticket_id', 'entry_id'])
        .where('message_id', 'in', [...messageIds])
        .orderBy('entry_id', 'desc')
        .execute();
      for (const messageId of messageIds) {
        const row = rows.find((candidate) => candidate.message_id === messageId);
        if (row) return { ticketId: row.ticket_id, entryId: row.entry_id, messageId };
      }
      return null;
    },
    sameMail: async (messageId, contentHash) =>
      place(
        await db
          .selectFrom('inbound')
          .select(['ticket_id', 'entry_id'])
          .where('message_id', '=', messageId)
          .where('content_hash', '=', contentHash)
          .where('entry_id', 'is not', null)
          .orderBy('id')
          .executeTakeFirst(),
      ),
    sameNamelessMail: async (mailboxId, receivedAt, contentHash) =>
      place(
        await db
          .selectFrom('inbound')
          .select(['ticket_id', 'entry_id'])
          .where('message_id', 'is', null)
          .where('content_hash', '=', contentHash)
          .where('mailbox_id', '=', mailboxId)
          .where('received_at', '=', receivedAt.getTime())
          .where('entry_id', 'is not', null)
          .orderBy('id')
          .executeTakeFirst(),
      ),
    contactByAddress: (address) => contactByAddress(db, address),
    isParticipant: (ticketId, address) => isParticipant(db, own, freemail, ticketId, address.toLowerCase()),
    isOwnAddress: async (address) => own.has(address.toLowerCase()),
  };
}

function place(row: { ticket_id: number | null; entry_id: number | null } | undefined) {
  return row && row.ticket_id !== null && row.entry_id !== null
    ? { ticketId: row.ticket_id, entryId: row.entry_id }
    : null;
}

async function isParticipant(
  db: Db,
  own: ReadonlySet<string>,
  freemail: ReadonlySet<string>,
  ticketId: number,
  address: string,
): Promise<boolean> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const rows = await db
    .selectFrom('entry')
    .select(['from_addr', 'recipients'])
    .where('ticket_id', '=', ticketId)
    .where('kind', 'in', ['mailIn', 'mailOut'])
    .execute();
  for (const row of rows) {
    const recipients = JSON.parse(row.recipients) as { to?: { addr: string }[]; cc?: { addr: string }[] };
    const addresses = [
      row.from_addr,
      ...(recipients.to ?? []).map(({ addr }) => addr),
      ...(recipients.cc ?? []).map(({ addr }) => addr),
    ];
    for (const known of addresses.map((addr) => addr.toLowerCase())) {
      if (known === address) return true;
      if (!own.has(known) && !freemail.has(domain) && known.endsWith(`@${domain}`)) return true;
    }
  }
  return false;
}
