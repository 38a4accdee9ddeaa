import { ticketReference, ticketTag } from '../desk/reference.ts';
import type { TemplateValues } from '../desk/templates/vocabulary.ts';
import { splitQuoted } from '../mail/quotes.ts';
import type { DeskSettings } from '../store/desk-settings.ts';
import type { TicketFacts } from '../store/template-facts.ts';
import type { Desk } from './desk.ts';

/** The first lines of a mail: so many of them, and so many characters. */
const startLines = 20;
const startLength = 2_000;
/** Any other value ends here. */
const valueLength = 500;

/** What the placeholders stand for in a mail about a ticket, in the reader's language. `agent` is who caused it. */
export function ticketValues(
  desk: Desk,
  settings: DeskSettings,
  facts: TicketFacts,
  locale: 'de' | 'en',
  more: { agent?: string; agentAddress?: string; mailboxAddress?: string } = {},
): TemplateValues {
  const reference = ticketReference(desk.identity, facts.id);
  const { mail } = facts;
  const values: TemplateValues = {
    'ticket.number': String(facts.id),
    'ticket.reference': reference,
    'ticket.tag': ticketTag(settings, reference),
    'ticket.subject': facts.subject,
    'ticket.status': facts.status[locale],
    'ticket.priority': facts.priority[locale],
    'ticket.category': facts.category,
    'ticket.created': instantText(facts.createdAt, locale, settings),
    'ticket.resubmission': facts.resubmitAt === null ? '' : instantText(facts.resubmitAt, locale, settings),
    'ticket.link': pageLink(desk, `/tickets/${facts.id}`),
    'contact.name': facts.person.name,
    'contact.address': facts.person.addr,
    'customer.name': facts.customer,
    'mail.sender': mail ? mail.from.name || mail.from.addr : '',
    'mail.subject': mail?.subject ?? '',
    'mail.received': mail ? instantText(mail.at, locale, settings) : '',
    'team.name': facts.team,
    'agent.name': more.agent ?? '',
    'agent.address': more.agentAddress ?? '',
    'mailbox.name': facts.mailbox,
    'mailbox.address': more.mailboxAddress ?? '',
    'desk.name': settings.name,
  };
  return { ...shortened(values), 'mail.start': mail ? startOf(mail.text, mail.subject) : '' };
}

/** What they stand for in a first mail: its ticket has no number yet, and nobody has written. */
export function firstMailValues(
  { name }: DeskSettings,
  about: { subject: string; mailbox: string } & Pick<TicketFacts, 'person' | 'customer' | 'team'>,
  more: { agent: string; agentAddress: string; mailboxAddress: string },
): TemplateValues {
  return shortened({
    'ticket.subject': about.subject,
    'contact.name': about.person.name,
    'contact.address': about.person.addr,
    'customer.name': about.customer,
    'team.name': about.team,
    'agent.name': more.agent,
    'agent.address': more.agentAddress,
    'mailbox.name': about.mailbox,
    'mailbox.address': more.mailboxAddress,
    'desk.name': name,
  });
}

const shortened = (values: TemplateValues): TemplateValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, oneLine(value).slice(0, valueLength)]));

/** The address of one of our pages; '' if the desk does not know where people reach it. */
export function pageLink({ publicUrl = '' }: Desk, path: string): string {
  return publicUrl === '' ? '' : `${publicUrl.replace(/\/+$/, '')}${path}`;
}

/** Without quotes and signature, and never so long that a mail becomes a burden. */
function startOf(text: string, subject: string): string {
  const { segments } = splitQuoted(text.slice(0, 20 * startLength), subject);
  const fresh = segments.filter(({ kind }) => kind === 'fresh').map((segment) => segment.text);
  const lines = fresh
    .join('\n')
    .replace(/\r\n?/g, '\n')
    .replace(/\n[\t ]*(?:\n[\t ]*)+/g, '\n\n')
    .trim()
    .split('\n');
  const start = lines.slice(0, startLines).join('\n').slice(0, startLength);
  return lines.length > startLines || start.length === startLength ? `${start.trimEnd()} …` : start;
}

function instantText(at: number, locale: 'de' | 'en', { timeZone }: DeskSettings): string {
  const language = locale === 'de' ? 'de-DE' : 'en-GB';
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
}

const oneLine = (value: string) => value.replace(/\s+/g, ' ').trim();
