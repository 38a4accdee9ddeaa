import type { Desk } from '../flows/desk.ts';
import type { Tried } from '../flows/dry-run.ts';
import { planNames } from '../store/plan-names.ts';
import { ticketSubject } from '../store/tickets.ts';
import { referenceOf } from './answers.ts';
import type { DryRun } from './contract/dry-run.ts';

/** What would become of a mail, in names that people read. */
export async function dryRunAnswer(desk: Desk, locale: 'de' | 'en', tried: Tried): Promise<DryRun> {
  const { disposition, facts, trace } = tried.verdict;
  const { message } = tried.understood;
  return {
    outcome: disposition.to,
    ticket: await mentionOf(desk, 'ticketId' in disposition ? disposition.ticketId : null),
    linkedTo: await mentionOf(desk, facts.linkTo),
    reopens: facts.reopen,
    mailbox: facts.recipient.name,
    plan: await planAnswer(desk, locale, tried),
    automatic: facts.automatic,
    flags: facts.flags,
    trace,
    message: {
      from: message.from,
      subject: message.subject,
      date: message.date,
      attachments: message.attachments.length,
      defects: message.defects.length,
    },
  };
}

/** A ticket in one line; null if there is none. */
export async function mentionOf(desk: Desk, ticketId: number | null): Promise<DryRun['ticket']> {
  if (ticketId === null) return null;
  const subject = await ticketSubject(desk.store.db, ticketId);
  return subject === null ? null : { id: ticketId, reference: referenceOf(desk, ticketId), subject };
}

async function planAnswer(desk: Desk, locale: 'de' | 'en', tried: Tried): Promise<DryRun['plan']> {
  if (tried.plan === null) return null;
  const { facts } = tried.verdict;
  const { contact, customer, ...names } = await planNames(desk.store.db, locale, tried.plan);
  const { from } = tried.understood.message;
  const newContact = facts.contact === 'create' ? (from?.name ?? '') || (from?.addr ?? '') : null;
  const newCustomer =
    facts.customer !== null && 'createForDomain' in facts.customer ? facts.customer.createForDomain : null;
  return { ...names, contact: person(contact, newContact), customer: person(customer, newCustomer) };
}

function person(known: string | null, made: string | null): { name: string; isNew: boolean } | null {
  if (known !== null) return { name: known, isNew: false };
  return made === null ? null : { name: made, isNew: true };
}
