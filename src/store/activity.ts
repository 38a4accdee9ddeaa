import { sql } from 'kysely';
import type { TicketScope } from '../desk/can.ts';
import type { Db } from './schema.ts';

/** Tickets of a contact or a customer; those beyond this many are not counted, since nobody acts differently on them. */
export const countedTickets = 10_000;
/** Mails are counted over so many tickets, the latest ones. */
const lookedAt = 2000;

export type TicketCounts = { open: number; done: number };
/** Mails at the tickets of a contact. `lastAt` is milliseconds, null if there is none. */
export type MailCounts = { received: number; sent: number; lastAt: number | null };

type Whose = { contact_id: number } | { customer_id: number };

/** How many tickets of a contact or customer are open and done, of those that the reader may see. */
export async function ticketCountsOf(db: Db, whose: Whose, scope: TicketScope): Promise<TicketCounts> {
  const { rows } = await sql<{ is_done: number; n: number }>`
    select is_done, count(*) as n from (
      select is_done from ticket where ${owned(whose, scope)} limit ${sql.lit(countedTickets)}
    ) as own group by is_done`.execute(db);
  const of = (done: number) => rows.find(({ is_done }) => is_done === done)?.n ?? 0;
  return { open: of(0), done: of(1) };
}

/** How many mails came in at the tickets of a contact and how many were written to them, automatic ones among both. */
export async function mailCountsOf(db: Db, contactId: number, scope: TicketScope): Promise<MailCounts> {
  const { rows } = await sql<{ kind: 'mailIn' | 'mailOut'; n: number; last_at: number }>`
    select kind, count(*) as n, max(at) as last_at from entry where kind in ('mailIn', 'mailOut') and ticket_id in (
      select id from ticket where ${owned({ contact_id: contactId }, scope)} order by id desc limit ${sql.lit(lookedAt)}
    ) group by kind`.execute(db);
  const of = (kind: 'mailIn' | 'mailOut') => rows.find((row) => row.kind === kind)?.n ?? 0;
  const last = rows.map(({ last_at }) => last_at);
  return { received: of('mailIn'), sent: of('mailOut'), lastAt: last.length === 0 ? null : Math.max(...last) };
}

/** How many contacts belong to a customer. */
export async function contactCountOf(db: Db, customerId: number): Promise<number> {
  const { n } = await db
    .selectFrom('contact')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  return n;
}

function owned(whose: Whose, scope: TicketScope) {
  const own =
    'contact_id' in whose
      ? sql`ticket.contact_id = ${whose.contact_id}`
      : sql`ticket.customer_id = ${whose.customer_id}`;
  if (scope === 'all') return own;
  return scope.length === 0 ? sql`1 = 0` : sql`${own} and ticket.team_id in (${sql.join(scope)})`;
}
