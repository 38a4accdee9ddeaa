import { addressKey } from '../mail/addresses.ts';
import type { Lookups } from '../postmaster/lookups.ts';
import { bundleTarget } from './bundling.ts';
import { contactByAddress } from './contacts.ts';
import type { Dialect } from './dialect.ts';
import { followUpLookups } from './follow-up-lookups.ts';
import { masterLookups } from './master-lookups.ts';
import type { Db } from './schema.ts';
import { sentByEnvelopeId, sentByMessageId, sentTo } from './sent-mail.ts';

/** Answers the filters' questions from the database or an open transaction; `own` are our own addresses and `freemail` the domains that tell nothing, in lower case. `holds`: tickets are held until the transaction on this kind of database ends. */
export function storeLookups(
  db: Db,
  own: ReadonlySet<string>,
  freemail: ReadonlySet<string>,
  holds: Dialect | null = null,
): Lookups {
  return {
    ...followUpLookups(db, own, freemail, holds),
    ...masterLookups(db),
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
    sentByEnvelopeId: (envelopeId) => sentByEnvelopeId(db, envelopeId),
    sentByMessageId: (messageIds) => sentByMessageId(db, messageIds),
    sentTo: (addresses, since, until) => sentTo(db, addresses, since, until),
    bundleTarget: (mailboxId, key, window, before) => bundleTarget(db, mailboxId, key, window, before),
    isOwnAddress: async (address) => {
      const key = addressKey(address);
      return own.has(key) || own.has(key.replace(/\+[^@]*@/u, '@')); // RFC 5233
    },
  };
}

function place(row: { ticket_id: number | null; entry_id: number | null } | undefined) {
  return row && row.ticket_id !== null && row.entry_id !== null
    ? { ticketId: row.ticket_id, entryId: row.entry_id }
    : null;
}
