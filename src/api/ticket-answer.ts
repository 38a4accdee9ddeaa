import { answerIdentity, outgoingFor } from '../desk/answer-identity.ts';
import { ticketTag } from '../desk/reference.ts';
import type { Desk } from '../flows/desk.ts';
import type { Address } from '../mail/message.ts';
import { splitQuoted } from '../mail/quotes.ts';
import { quoteForReply, replyRecipients, replySubject } from '../mail/reply.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { incomingIdentity, outgoingIdentities, ownAddresses } from '../store/mailboxes.ts';
import type { EntryRow, TicketMention, TicketPage } from '../store/ticket-page.ts';
import { deliveryAnswer, instant, referenceOf, ticketRow } from './answers.ts';
import type { Entry, Ticket } from './contract/tickets.ts';
import { shownHtml } from './shown-html.ts';

/** The ticket page as the contract has it, in the reader's language; `mayWrite` tells whether the reader may work on it. */
export async function ticketAnswer(
  desk: Desk,
  locale: 'de' | 'en',
  page: TicketPage,
  mayWrite: boolean,
): Promise<Ticket> {
  const settings = await readDeskSettings(desk.store.db);
  const row = ticketRow(desk, page.line);
  const mention = ({ id, subject, statusGroup }: TicketMention) => ({
    id,
    reference: referenceOf(desk, id),
    subject,
    statusGroup: statusGroup as Ticket['statusGroup'],
  });
  return {
    ...row,
    resubmitTold: page.resubmitTold,
    tag: ticketTag(settings, row.reference),
    contact: {
      ...page.contact,
      addressMarks: page.contact.addressMarks.map((mark) => ({ ...mark, at: instant(mark.at) })),
      tickets: page.contact.tickets.map(mention),
    },
    mailboxName: page.mailbox?.name ?? null,
    entries: page.entries.map((entry) => entryAnswer(locale, entry)),
    answer: await preparedAnswer(desk, locale, page),
    mergedInto: page.mergedInto && mention(page.mergedInto),
    linked: page.linked.map((other) => ({ ...mention(other), kind: other.kind })),
    mayWrite,
  };
}

function entryAnswer(locale: 'de' | 'en', entry: EntryRow): Entry {
  const isMail = entry.kind === 'mailIn' || entry.kind === 'mailOut';
  const { answerTo: _answerTo, mailboxId: _mailboxId, text, html, ...rest } = entry;
  return {
    ...rest,
    at: instant(entry.at),
    from: isMail ? entry.from : null,
    html: html === null ? null : shownHtml(html),
    // Only what people wrote in a mail is taken apart; a note is all its writer's.
    segments: isMail ? splitQuoted(text, entry.subject).segments : text === '' ? [] : [{ kind: 'fresh', text }],
    delivery: entry.delivery && deliveryAnswer(locale, entry.delivery),
  };
}

/** What the composer starts with: an answer to the last mail, through the outgoing mailbox of the incoming one (SPEC §2.3 replyVia). */
async function preparedAnswer(desk: Desk, locale: 'de' | 'en', page: TicketPage): Promise<Ticket['answer']> {
  const { db } = desk.store;
  const answered = lastMail(page.entries);
  const mailboxId = answered?.mailboxId ?? page.mailbox?.id ?? null;
  const incoming = mailboxId === null ? null : await incomingIdentity(db, mailboxId);
  const outgoing = outgoingFor(incoming, await outgoingIdentities(db));
  if (!outgoing) return null;
  const through = { outgoingId: outgoing.id, from: answerIdentity(incoming, outgoing, true).from };
  if (!answered) {
    const to = page.contact.addresses
      .slice(0, 1)
      .map((addr) => ({ name: page.contact.name === addr ? '' : page.contact.name, addr }));
    return { entryId: null, to, allTo: to, allCc: [], subject: page.line.subject, ...through, quote: '' };
  }
  const { timeZone } = await readDeskSettings(db);
  const own = [...(await ownAddresses(db))];
  const mail = { from: someone(answered.from), replyTo: answered.answerTo, to: answered.to, cc: answered.cc };
  const one = replyRecipients(mail, own, false);
  const all = replyRecipients(mail, own, true);
  return {
    entryId: answered.id,
    to: one.to,
    allTo: all.to,
    allCc: all.cc,
    subject: replySubject(answered.subject),
    ...through,
    quote: quoteForReply(answered.text, someone(answered.from), new Date(answered.at), locale, timeZone),
  };
}

/** The last mail that a person wrote to us; without one, the last mail at all. */
function lastMail(entries: readonly EntryRow[]): EntryRow | undefined {
  return (
    entries.findLast((entry) => entry.kind === 'mailIn' && !entry.automatic) ??
    entries.findLast((entry) => entry.kind === 'mailIn' || entry.kind === 'mailOut')
  );
}

const someone = (address: Address) => (address.addr === '' ? null : address);
