import { newStatusFits } from '../desk/status-fit.ts';
import type { Facts } from '../postmaster/filter.ts';
import type { Verdict } from '../postmaster/judge.ts';
import { contactFor } from '../store/contacts.ts';
import { customerForDomain } from '../store/customer-domains.ts';
import type { Trx } from '../store/schema.ts';
import { findStatus, insertTicket } from '../store/tickets.ts';
import type { Filing, FreshTicket } from './file-mail.ts';

/** Writes the ticket that a verdict `newTicket` asks for, with its contact and customer if they are new (SPEC §2.4); gives its number. */
export async function beginTicket(trx: Trx, filing: Filing, { facts }: Verdict, preview: string): Promise<number> {
  const { message } = filing.understood;
  const sender = message.from ?? { name: '', addr: '' };
  const customerId = await customerOf(trx, facts, filing.now);
  const contactId =
    facts.contact === 'create' ? await contactFor(trx, sender, customerId, filing.now) : (facts.contact?.id ?? null);
  const status = await startingStatus(trx, filing.fresh, facts);
  return insertTicket(trx, {
    subject: filing.ticketSubject,
    contactId,
    customerId,
    sender,
    teamId: facts.teamId,
    categoryId: facts.categoryId,
    labelIds: facts.labelIds,
    statusId: status.id,
    statusGroup: status.group,
    priorityId: facts.priorityId ?? filing.fresh.priorityId,
    mailboxId: facts.recipient.id,
    preview,
    at: filing.now,
  });
}

async function customerOf(trx: Trx, { customer }: Facts, now: number): Promise<number | null> {
  if (customer === null) return null;
  return 'id' in customer ? customer.id : customerForDomain(trx, customer.createForDomain, now);
}

async function startingStatus(trx: Trx, fresh: FreshTicket, { statusId, teamId }: Facts) {
  const chosen = statusId === null ? null : await findStatus(trx, statusId);
  if (chosen && newStatusFits(chosen.group, teamId !== null)) return chosen;
  return teamId === null ? fresh.inquiry : fresh.open;
}
