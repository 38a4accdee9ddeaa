import { addressKey } from '../mail/addresses.ts';
import type { FollowUpLookups, FoundStep, TicketState } from '../postmaster/lookups.ts';
import type { Dialect } from './dialect.ts';
import { lockRow } from './lock-row.ts';
import { mailboxRecipient } from './mailboxes.ts';
import { prepared } from './prepared.ts';
import type { Db, Trx } from './schema.ts';

/** Longest way back over tickets that continue one another. */
const longestWay = 20;

// What runs with every mail has neither join nor "order by": with them SQLite (STAT4) plans a query anew for each value, which costs five times its work.

/**
 * Answers what deciding about follow-ups asks; `own` are our own addresses and `freemail` the domains that tell nothing, in lower case. Tickets are held
 * within a transaction on `dialect`; without one (a dry run) nothing is.
 */
export function followUpLookups(
  db: Db,
  own: ReadonlySet<string>,
  freemail: ReadonlySet<string>,
  dialect: Dialect | null,
): FollowUpLookups {
  return {
    recipient: (mailboxId) => mailboxRecipient(db, mailboxId),
    ticket: (id) => ticketState(db, id),
    holdTicket: async (id) => {
      if (dialect !== null) await lockRow(db as Trx, dialect, 'ticket', id);
      return ticketState(db, id);
    },
    stepsByMessageId: (messageIds, mailboxId) => stepsByMessageId(db, messageIds, mailboxId),
    comesFrom: (ticketId, otherId) => comesFrom(db, ticketId, otherId),
    sameMail: (messageId, contentHash, mailboxId) =>
      sameMail(db, messageId, contentHash, { column: 'mailbox_id', id: mailboxId }),
    sameMailIn: (ticketId, messageId, contentHash) =>
      sameMail(db, messageId, contentHash, { column: 'ticket_id', id: ticketId }),
    isParticipant: (ticketId, address) => isParticipant(db, own, freemail, ticketId, addressKey(address)),
  };
}

const stateSelect = prepared((db, { id }: { id: number }) =>
  db.selectFrom('ticket').select(['id', 'status_group', 'team_id', 'done_at', 'merged_into']).where('id', '=', id),
);

async function ticketState(db: Db, id: number): Promise<TicketState | null> {
  const { rows } = await stateSelect(db, { id });
  const row = rows[0];
  return row
    ? {
        id: row.id,
        statusGroup: row.status_group,
        teamId: row.team_id,
        doneAt: row.done_at === null ? null : new Date(row.done_at),
        mergedInto: row.merged_into,
      }
    : null;
}

async function stepsByMessageId(
  db: Db,
  messageIds: readonly string[],
  mailboxId: number,
): Promise<Map<string, FoundStep>> {
  const rows = await db
    .selectFrom('message_ref')
    .select(['message_id', 'ticket_id', 'entry_id'])
    .select((eb) =>
      eb.selectFrom('ticket').select('mailbox_id').whereRef('ticket.id', '=', 'message_ref.ticket_id').as('mailbox_id'),
    )
    .where('message_id', 'in', [...messageIds])
    .execute();
  const steps = new Map<string, FoundStep & { here: boolean }>();
  for (const row of rows.toSorted((a, b) => a.entry_id - b.entry_id)) {
    const here = row.mailbox_id === mailboxId;
    if (steps.get(row.message_id)?.here === true && !here) continue;
    steps.set(row.message_id, { ticketId: row.ticket_id, entryId: row.entry_id, here });
  }
  return steps;
}

async function comesFrom(db: Db, ticketId: number, otherId: number): Promise<boolean> {
  const reached = new Set([ticketId]);
  let ends = [ticketId];
  for (let hop = 0; hop < longestWay && ends.length > 0; hop++) {
    const rows = await db
      .selectFrom('ticket_link')
      .select('other_id')
      .where('ticket_id', 'in', ends)
      .where('kind', 'in', ['followUp', 'split'])
      .execute();
    ends = rows.map((row) => row.other_id).filter((id) => !reached.has(id));
    if (ends.includes(otherId)) return true;
    for (const id of ends) reached.add(id);
  }
  return false;
}

type SameMail = { messageId: string; contentHash: string; within: number };
const sameMailQuery = (db: Db, { messageId, contentHash }: SameMail) =>
  db
    .selectFrom('inbound')
    .select(['id', 'ticket_id', 'entry_id'])
    .where('message_id', '=', messageId)
    .where('content_hash', '=', contentHash)
    .where('entry_id', 'is not', null);
const sameMailAnywhere = prepared(sameMailQuery);
const sameMailWithin = {
  mailbox_id: prepared((db, values: SameMail) => sameMailQuery(db, values).where('mailbox_id', '=', values.within)),
  ticket_id: prepared((db, values: SameMail) => sameMailQuery(db, values).where('ticket_id', '=', values.within)),
};

async function sameMail(
  db: Db,
  messageId: string,
  contentHash: string,
  within: { column: 'mailbox_id' | 'ticket_id'; id: number | null },
): Promise<FoundStep | null> {
  const find = within.id === null ? sameMailAnywhere : sameMailWithin[within.column];
  const { rows } = await find(db, { messageId, contentHash, within: within.id ?? 0 });
  const [row] = rows.toSorted((a, b) => a.id - b.id);
  return row && row.ticket_id !== null && row.entry_id !== null
    ? { ticketId: row.ticket_id, entryId: row.entry_id }
    : null;
}

const participantSelect = prepared((db, { ticketId }: { ticketId: number }) =>
  db
    .selectFrom('entry')
    .select(['from_addr', 'recipients'])
    .where('ticket_id', '=', ticketId)
    .where('kind', 'in', ['mailIn', 'mailOut'])
    // A server that reported to us takes no part.
    .where('report', 'is', null)
    // Nor does a stranger vouch for themselves or for others, until an agent writes to them.
    .where('flags', 'not like', '%"unknownSender"%'),
);

async function isParticipant(
  db: Db,
  own: ReadonlySet<string>,
  freemail: ReadonlySet<string>,
  ticketId: number,
  address: string,
): Promise<boolean> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (await belongsToContact(db, ticketId, address, domain)) return true;
  const { rows } = await participantSelect(db, { ticketId });
  for (const row of rows) {
    const { to = [], cc = [], bcc = [] } = JSON.parse(row.recipients) as Partial<Record<string, { addr: string }[]>>;
    const addresses = [row.from_addr, ...[...to, ...cc, ...bcc].map(({ addr }) => addr)];
    // What an agent typed may spell the domain in its own letters (RFC 5890 §2.3.2.1).
    for (const known of addresses.map(addressKey)) {
      if (known === address) return true;
      const isOurs = own.has(known) || own.has(known.replace(/\+[^@]*@/u, '@'));
      if (!isOurs && !freemail.has(domain) && known.endsWith(`@${domain}`)) return true;
    }
  }
  return false;
}

type OfTicket = { ticketId: number; value: string };
const ownerAddressSelect = prepared((db, { ticketId, value }: OfTicket) =>
  db
    .selectFrom('contact_address')
    .select('address_key')
    .where('address_key', '=', value)
    .where('contact_id', '=', (eb) => eb.selectFrom('ticket').select('contact_id').where('id', '=', ticketId)),
);
const ownerDomainSelect = prepared((db, { ticketId, value }: OfTicket) =>
  db
    .selectFrom('customer_domain')
    .select('domain')
    .where('domain', '=', value)
    .where('customer_id', '=', (eb) => eb.selectFrom('ticket').select('customer_id').where('id', '=', ticketId)),
);

/** Another address of the person for whom the ticket is, or one under a domain of the customer. */
async function belongsToContact(db: Db, ticketId: number, address: string, domain: string): Promise<boolean> {
  const contact = await ownerAddressSelect(db, { ticketId, value: address });
  if (contact.rows.length > 0) return true;
  const customer = await ownerDomainSelect(db, { ticketId, value: domain });
  return customer.rows.length > 0;
}
