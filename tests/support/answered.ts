import { reply } from '../../src/flows/reply.ts';
import type { TestDesk } from './desk.ts';

/** An answer that left, with everything by which a report can name it. */
export type Answered = {
  ticketId: number;
  entryId: number;
  outboundId: number;
  messageId: string;
  envelopeId: string;
  subject: string;
};

let customers = 0;

/** A customer nobody wrote to before. */
export function newCustomer(domain = 'kunde.example'): string {
  customers += 1;
  return `kundin${customers}@${domain}`;
}

/** A mail of the first customer came in, was answered to all the addresses, and the answer left; the ticket is read. */
export async function answered(testDesk: TestDesk, ...to: string[]): Promise<Answered> {
  const { desk, arrives, later, send, outgoingId } = testDesk;
  const [addr = ''] = to;
  const { ticketId } = await arrives({ subject: `Frage von ${addr}`, from: { name: '', addr }, text: 'Eine Frage.' });
  const outboundId = await reply(desk, null, ticketId ?? 0, {
    outgoingId,
    to: to.map((address) => ({ name: '', addr: address })),
    cc: [],
    subject: `Re: Frage von ${addr}`,
    text: 'Die Antwort.',
    uploadIds: [],
    answersEntryId: null,
  });
  later(11_000);
  await send();
  const { db } = desk.store;
  const row = await db.selectFrom('outbound').selectAll().where('id', '=', outboundId).executeTakeFirstOrThrow();
  return {
    ticketId: ticketId ?? 0,
    entryId: row.entry_id ?? 0,
    outboundId,
    messageId: row.message_id,
    envelopeId: row.envelope_id ?? '',
    subject: row.subject,
  };
}

/** How the mail and its recipients stand in the outbox. */
export async function deliveryOf({ desk }: TestDesk, outboundId: number) {
  const { db } = desk.store;
  const { state } = await db
    .selectFrom('outbound')
    .select('state')
    .where('id', '=', outboundId)
    .executeTakeFirstOrThrow();
  const recipients = await db
    .selectFrom('outbound_recipient')
    .select([
      'address',
      'state',
      'report',
      'report_status as status',
      'report_text as text',
      'report_entry_id as entryId',
    ])
    .where('outbound_id', '=', outboundId)
    .orderBy('position')
    .execute();
  return { state, recipients };
}

/** A step as the history has it. */
export async function stepOf({ desk }: TestDesk, entryId: number | null) {
  const row = await desk.store.db
    .selectFrom('entry')
    .select(['ticket_id as ticketId', 'kind', 'automatic', 'report', 'flags'])
    .where('id', '=', entryId ?? 0)
    .executeTakeFirstOrThrow();
  return { ...row, flags: JSON.parse(row.flags) as string[] };
}

export async function ticketRow({ desk }: TestDesk, ticketId: number) {
  return desk.store.db
    .selectFrom('ticket')
    .select(['status_group', 'unread', 'preview', 'contact_id'])
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow();
}

/** How many tickets and contacts there are: what a report must never change. */
export async function population({ desk }: TestDesk) {
  const { db } = desk.store;
  const tickets = await db.selectFrom('ticket').select('id').execute();
  const contacts = await db.selectFrom('contact').select('id').execute();
  return { tickets: tickets.length, contacts: contacts.length };
}
