import { withoutReferences } from '../desk/reference.ts';
import { Failure } from '../lib/failure.ts';
import { contactByAddress } from '../store/contacts.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { countSteps, type MovableEntry, movableEntries, moveEntries } from '../store/moved-entries.ts';
import type { Trx } from '../store/schema.ts';
import { linkTickets } from '../store/ticket-ties.ts';
import { firstStatus, insertTicket, touchTicket } from '../store/tickets.ts';
import { transact } from '../store/transact.ts';
import type { Actor, Desk } from './desk.ts';
import { holdTicket, type TicketRow } from './hold-ticket.ts';
import { noteTie, previewOf } from './tie-step.ts';

/**
 * Makes mails and notes of a ticket the steps of a new one, with their Message-IDs, so that later mail of their threads follows; gives its number. It is for
 * the writer of the first of these mails, and has team, priority and category of the old one. Throws Failure `not-found`, `ticket-merged`, or `invalid` at
 * `entryIds`: `gone`, `not-movable`, or `nothing-left`.
 */
export async function splitTicket(
  desk: Desk,
  actor: Actor,
  ticketId: number,
  wanted: { entryIds: readonly number[]; subject?: string | undefined },
): Promise<number> {
  const now = desk.clock().getTime();
  return transact(desk.store, async (trx, announce) => {
    const ticket = await holdTicket(trx, desk.store.dialect, ticketId);
    const entries = await movableEntries(trx, ticketId);
    const chosen = await chosenOf(trx, ticketId, entries, new Set(wanted.entryIds));
    const subject = wanted.subject ?? (await subjectOf(trx, desk, ticket, chosen));
    const newId = await insertSplit(trx, ticket, chosen, subject, now);
    await moveEntries(
      trx,
      chosen.map(({ id }) => id),
      ticketId,
      newId,
      now,
    );
    await linkTickets(trx, newId, ticketId, 'split');
    await noteTie(trx, desk, actor, newId, { field: 'splitFrom', otherId: ticketId });
    await noteTie(trx, desk, actor, ticketId, { field: 'splitInto', otherId: newId });
    await touchTicket(trx, ticketId, now, { preview: previewOf(await movableEntries(trx, ticketId)) });
    announce('ticket', ticketId);
    announce('ticket', newId);
    return newId;
  });
}

async function chosenOf(
  trx: Trx,
  ticketId: number,
  entries: readonly MovableEntry[],
  wanted: ReadonlySet<number>,
): Promise<MovableEntry[]> {
  const chosen = entries.filter(({ id }) => wanted.has(id));
  if (chosen.length < wanted.size) {
    throw wrong((await countSteps(trx, ticketId, [...wanted])) === wanted.size ? 'not-movable' : 'gone');
  }
  if (chosen.length === entries.length) throw wrong('nothing-left');
  return chosen;
}

async function subjectOf(trx: Trx, desk: Desk, ticket: TicketRow, chosen: readonly MovableEntry[]): Promise<string> {
  const { ticketKeyword, moreKeywords } = await readDeskSettings(trx);
  const first = chosen.find(({ subject }) => subject !== '')?.subject ?? '';
  return withoutReferences(desk.identity, [ticketKeyword, ...moreKeywords], first) || ticket.subject;
}

async function insertSplit(
  trx: Trx,
  ticket: TicketRow,
  chosen: readonly MovableEntry[],
  subject: string,
  at: number,
): Promise<number> {
  const mail = chosen.find(({ kind }) => kind === 'mailIn');
  const sender = mail
    ? { name: mail.fromName, addr: mail.fromAddr }
    : { name: ticket.sender_name, addr: ticket.sender_addr };
  const isSame = sender.addr.toLowerCase() === ticket.sender_addr.toLowerCase();
  const contact = isSame ? null : await contactByAddress(trx, sender.addr);
  const status = await firstStatus(trx, ticket.team_id === null ? 'inquiry' : 'open');
  return insertTicket(trx, {
    subject,
    contactId: isSame ? ticket.contact_id : (contact?.id ?? null),
    customerId: isSame ? ticket.customer_id : (contact?.customerId ?? null),
    sender,
    teamId: ticket.team_id,
    categoryId: ticket.category_id,
    statusId: status.id,
    statusGroup: status.group,
    priorityId: ticket.priority_id,
    mailboxId: mail?.mailboxId ?? ticket.mailbox_id,
    preview: previewOf(chosen),
    at,
  });
}

const wrong = (problem: string) =>
  new Failure('invalid', { field: 'entryIds', problems: [{ field: 'entryIds', problem }] });
