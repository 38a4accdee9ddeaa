import { addressKey } from '../mail/addresses.ts';
import type { Db } from './schema.ts';

type Names = { de: string; en: string };

/** What templates may name of a ticket; names in both languages where they have two. */
export type TicketFacts = {
  id: number;
  subject: string;
  createdAt: number;
  resubmitAt: number | null;
  status: Names;
  priority: Names;
  category: string;
  team: string;
  teamId: number | null;
  customer: string;
  mailboxId: number | null;
  mailbox: string;
  /** Who the ticket really came from; the contact may be one that the mailbox names for unknown senders. */
  person: { name: string; addr: string };
  /** The person's language; null = the desk's. */
  locale: 'de' | 'en' | null;
  /** The last mail that came in. */
  mail: { entryId: number; from: { name: string; addr: string }; subject: string; text: string; at: number } | null;
};

/** Reads it; null if there is no such ticket. */
export async function ticketFacts(db: Db, ticketId: number): Promise<TicketFacts | null> {
  const row = await db
    .selectFrom('ticket')
    .innerJoin('status', 'status.id', 'ticket.status_id')
    .innerJoin('priority', 'priority.id', 'ticket.priority_id')
    .leftJoin('category', 'category.id', 'ticket.category_id')
    .leftJoin('team', 'team.id', 'ticket.team_id')
    .leftJoin('customer', 'customer.id', 'ticket.customer_id')
    .leftJoin('mailbox', 'mailbox.id', 'ticket.mailbox_id')
    .selectAll('ticket')
    .select([
      'status.name_de as status_de',
      'status.name_en as status_en',
      'priority.name_de as priority_de',
      'priority.name_en as priority_en',
      'category.name as category_name',
      'team.name as team_name',
      'customer.name as customer_name',
      'mailbox.name as mailbox_name',
    ])
    .where('ticket.id', '=', ticketId)
    .executeTakeFirst();
  if (!row) return null;
  const { person, locale } = await personOf(db, row);
  return {
    id: row.id,
    subject: row.subject,
    createdAt: row.created_at,
    resubmitAt: row.resubmit_at,
    status: { de: row.status_de, en: row.status_en },
    priority: { de: row.priority_de, en: row.priority_en },
    category: row.category_name ?? '',
    team: row.team_name ?? '',
    teamId: row.team_id,
    customer: row.customer_name ?? '',
    mailboxId: row.mailbox_id,
    mailbox: row.mailbox_name ?? '',
    person,
    locale,
    mail: await lastMail(db, ticketId),
  };
}

/** Whom a first mail goes to and for which team, as templates may name them; '' and null for what is not known. */
export async function firstMailFacts(
  db: Db,
  to: { name: string; addr: string } | null,
  teamId: number | null,
): Promise<Pick<TicketFacts, 'person' | 'locale' | 'customer' | 'team'>> {
  const contact = await db
    .selectFrom('contact_address')
    .innerJoin('contact', 'contact.id', 'contact_address.contact_id')
    .leftJoin('customer', 'customer.id', 'contact.customer_id')
    .select(['contact.name', 'contact.full_name', 'contact.locale', 'customer.name as customer_name'])
    .where('address_key', '=', addressKey(to?.addr ?? ''))
    .executeTakeFirst();
  const team = await db.selectFrom('team').select('name').where('id', '=', teamId).executeTakeFirst();
  return {
    person: { name: contact?.full_name || contact?.name || to?.name || (to?.addr ?? ''), addr: to?.addr ?? '' },
    locale: contact?.locale ?? null,
    customer: contact?.customer_name ?? '',
    team: team?.name ?? '',
  };
}

/** The mail that opened a ticket: whether a machine wrote it, and its raw source if that is kept; null if no mail did. */
export async function openingMail(
  db: Db,
  ticketId: number,
): Promise<{ automatic: boolean; blob: string | null } | null> {
  const row = await db
    .selectFrom('entry')
    .leftJoin('inbound', 'inbound.id', 'entry.inbound_id')
    .select(['entry.automatic', 'inbound.blob'])
    .where('entry.ticket_id', '=', ticketId)
    .where('entry.kind', '=', 'mailIn')
    .orderBy('entry.id')
    .limit(1)
    .executeTakeFirst();
  return row ? { automatic: row.automatic === 1, blob: row.blob } : null;
}

/** The newest ticket; null if there is none. */
export async function newestTicket(db: Db): Promise<number | null> {
  return (await db.selectFrom('ticket').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst())?.id ?? null;
}

type PersonRow = { contact_id: number | null; sender_name: string; sender_addr: string };

/** SPEC §2.4: mail goes to the real sender. Only what has none, such as a ticket made by hand, goes to the contact's address. */
async function personOf(db: Db, ticket: PersonRow): Promise<Pick<TicketFacts, 'person' | 'locale'>> {
  const sender = { name: ticket.sender_name || ticket.sender_addr, addr: ticket.sender_addr };
  const contact = await db
    .selectFrom('contact_address')
    .innerJoin('contact', 'contact.id', 'contact_address.contact_id')
    .select(['contact.name', 'contact.full_name', 'contact.locale', 'contact_address.address'])
    .$if(sender.addr !== '', (query) => query.where('address_key', '=', addressKey(sender.addr)))
    .$if(sender.addr === '', (query) => query.where('contact.id', '=', ticket.contact_id ?? 0))
    .orderBy('address_key')
    .executeTakeFirst();
  if (!contact) return { person: sender, locale: null };
  return {
    person: { name: contact.full_name || contact.name, addr: sender.addr || contact.address },
    locale: contact.locale,
  };
}

async function lastMail(db: Db, ticketId: number): Promise<TicketFacts['mail']> {
  const row = await db
    .selectFrom('entry')
    .select(['id', 'from_name', 'from_addr', 'subject', 'text', 'at'])
    .where('ticket_id', '=', ticketId)
    .where('kind', '=', 'mailIn')
    .orderBy('automatic')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row
    ? {
        entryId: row.id,
        from: { name: row.from_name, addr: row.from_addr },
        subject: row.subject,
        text: row.text,
        at: row.at,
      }
    : null;
}
