import type { TemplateKind } from '../auto-mail-events.ts';

/** What may name placeholders: templates, and the signature of an outgoing mailbox. */
export type PlaceholderKind = TemplateKind | 'signature';

/** A placeholder by both its names, what it stands for, and what a desk without tickets shows instead. */
export type Placeholder = {
  en: string;
  de: string;
  /** Kinds of templates that may use it. */
  kinds: readonly PlaceholderKind[];
  about: { de: string; en: string };
  sample: { de: string; en: string };
};

const everywhere = ['ticket', 'answer', 'mailbox', 'signature'] as const;
const ticket = ['ticket', 'answer'] as const;
const agent = ['ticket', 'answer', 'signature'] as const;
const mailbox = ['mailbox'] as const;
const same = (sample: string) => ({ de: sample, en: sample });

/** Everything that may stand between `{{` and `}}`; a new placeholder is one line here and its value in flows/template-values.ts. */
export const placeholders = [
  {
    en: 'ticket.number',
    de: 'ticket.nummer',
    kinds: ticket,
    about: { de: 'Nummer des Tickets', en: 'Number of the ticket' },
    sample: same('500'),
  },
  {
    en: 'ticket.reference',
    de: 'ticket.referenz',
    kinds: ticket,
    about: { de: 'Nummer mit Prüfbuchstaben', en: 'Number with its check letters' },
    sample: same('500OOJ'),
  },
  {
    en: 'ticket.tag',
    de: 'ticket.kennung',
    kinds: ticket,
    about: {
      de: 'Referenz, wie sie im Betreff steht; fehlt sie dort, wird sie angefügt',
      en: 'Reference as it stands in subjects; added to the subject if it is not there',
    },
    sample: same('[TicketID 500OOJ]'),
  },
  {
    en: 'ticket.subject',
    de: 'ticket.betreff',
    kinds: ticket,
    about: { de: 'Betreff des Tickets', en: 'Subject of the ticket' },
    sample: { de: 'Drucker druckt nicht', en: 'Printer does not print' },
  },
  {
    en: 'ticket.status',
    de: 'ticket.status',
    kinds: ticket,
    about: { de: 'Status in der Sprache der E-Mail', en: 'Status in the language of the mail' },
    sample: { de: 'Offen', en: 'Open' },
  },
  {
    en: 'ticket.priority',
    de: 'ticket.priorität',
    kinds: ticket,
    about: { de: 'Priorität in der Sprache der E-Mail', en: 'Priority in the language of the mail' },
    sample: { de: 'Normal', en: 'Normal' },
  },
  {
    en: 'ticket.category',
    de: 'ticket.kategorie',
    kinds: ticket,
    about: { de: 'Kategorie, leer ohne', en: 'Category, empty if there is none' },
    sample: { de: 'Hardware', en: 'Hardware' },
  },
  {
    en: 'ticket.created',
    de: 'ticket.erstellt',
    kinds: ticket,
    about: { de: 'Wann es angelegt wurde', en: 'When it was made' },
    sample: { de: '2. November 2026 um 10:00', en: '2 November 2026 at 10:00' },
  },
  {
    en: 'ticket.resubmission',
    de: 'ticket.wiedervorlage',
    kinds: ticket,
    about: { de: 'Wiedervorlage, leer ohne', en: 'Resubmission, empty if there is none' },
    sample: { de: '9. November 2026 um 09:00', en: '9 November 2026 at 09:00' },
  },
  {
    en: 'ticket.link',
    de: 'ticket.link',
    kinds: ticket,
    about: {
      de: 'Adresse der Ticketseite; nur Bearbeiter können sie öffnen',
      en: 'Address of the ticket page; only agents can open it',
    },
    sample: same('https://desk.example.org/tickets/500'),
  },
  {
    en: 'contact.name',
    de: 'benutzer.name',
    kinds: ticket,
    about: {
      de: 'Name des Benutzers, sonst der des Absenders, sonst seine Adresse',
      en: 'Name of the user, else of the sender, else the address',
    },
    sample: same('Carla Kundin'),
  },
  {
    en: 'contact.address',
    de: 'benutzer.adresse',
    kinds: ticket,
    about: { de: 'Adresse, von der das Ticket kam', en: 'Address that the ticket came from' },
    sample: same('carla@kunde.example'),
  },
  {
    en: 'customer.name',
    de: 'kunde.name',
    kinds: ticket,
    about: { de: 'Ort/Kunde, leer ohne', en: 'Location/customer, empty if there is none' },
    sample: same('Muster GmbH'),
  },
  {
    en: 'mail.sender',
    de: 'mail.absender',
    kinds: ticket,
    about: {
      de: 'Wer die letzte E-Mail geschrieben hat, mit Namen, sonst die Adresse',
      en: 'Who wrote the last mail, by name, else by address',
    },
    sample: same('Carla Kundin'),
  },
  {
    en: 'mail.subject',
    de: 'mail.betreff',
    kinds: ticket,
    about: { de: 'Betreff der letzten E-Mail', en: 'Subject of the last mail' },
    sample: { de: 'Drucker druckt nicht', en: 'Printer does not print' },
  },
  {
    en: 'mail.start',
    de: 'mail.anfang',
    kinds: ticket,
    about: {
      de: 'Die ersten Zeilen der letzten E-Mail, ohne Zitate und Signatur',
      en: 'The first lines of the last mail, without quotes and signature',
    },
    sample: {
      de: 'Guten Tag,\n\nunser Drucker druckt seit heute nicht mehr.',
      en: 'Hello,\n\nour printer has not been printing since this morning.',
    },
  },
  {
    en: 'mail.received',
    de: 'mail.eingegangen',
    kinds: ticket,
    about: { de: 'Wann die letzte E-Mail eintraf', en: 'When the last mail arrived' },
    sample: { de: '2. November 2026 um 10:00', en: '2 November 2026 at 10:00' },
  },
  {
    en: 'team.name',
    de: 'ressource.name',
    kinds: ticket,
    about: { de: 'Ressource, leer bei einer Anfrage', en: 'Team, empty for an inquiry' },
    sample: { de: 'Kundendienst', en: 'Customer care' },
  },
  {
    en: 'agent.name',
    de: 'bearbeiter.name',
    kinds: agent,
    about: {
      de: 'Wer schreibt oder es ausgelöst hat; leer, wenn es eine E-Mail war',
      en: 'Who writes or caused it; empty if a mail did',
    },
    sample: same('Anna Agentin'),
  },
  {
    en: 'agent.address',
    de: 'bearbeiter.adresse',
    kinds: ['answer', 'signature'],
    about: { de: 'E-Mail-Adresse dessen, der schreibt', en: 'Mail address of the one who writes' },
    sample: same('anna@desk.example'),
  },
  {
    en: 'mailbox.name',
    de: 'postfach.name',
    kinds: everywhere,
    about: { de: 'Name des Postfachs', en: 'Name of the mailbox' },
    sample: same('Support'),
  },
  {
    en: 'mailbox.address',
    de: 'postfach.adresse',
    kinds: everywhere,
    about: { de: 'Adresse des Postfachs', en: 'Address of the mailbox' },
    sample: same('support@desk.example'),
  },
  {
    en: 'mailbox.error',
    de: 'postfach.fehler',
    kinds: mailbox,
    about: { de: 'Warum es sich nicht abrufen lässt', en: 'Why it cannot be fetched' },
    sample: { de: 'Der Server hat die Anmeldung abgelehnt.', en: 'The server refused the sign-in.' },
  },
  {
    en: 'mailbox.failures',
    de: 'postfach.fehlversuche',
    kinds: mailbox,
    about: { de: 'Wie oft hintereinander', en: 'How many times in a row' },
    sample: same('3'),
  },
  {
    en: 'mailbox.link',
    de: 'postfach.link',
    kinds: mailbox,
    about: { de: 'Adresse der Einstellungen', en: 'Address of its settings' },
    sample: same('https://desk.example.org/admin/mailboxes/1'),
  },
  {
    en: 'desk.name',
    de: 'poststelle.name',
    kinds: everywhere,
    about: { de: 'Name Ihrer Poststelle', en: 'Name of your desk' },
    sample: same('Poststelle'),
  },
] as const satisfies readonly Placeholder[];

/** The English names: keys of the values. */
export type PlaceholderName = (typeof placeholders)[number]['en'];

/** What the placeholders of one mail stand for, already in its language; what is left out is empty. */
export type TemplateValues = Partial<Record<PlaceholderName, string>>;

/** The placeholders of a kind of template. */
export function placeholdersOf(kind: PlaceholderKind): readonly Placeholder[] {
  return (placeholders as readonly Placeholder[]).filter(({ kinds }) => kinds.includes(kind));
}

/** Values as in the examples of the documentation. */
export function sampleValues(locale: 'de' | 'en'): TemplateValues {
  return Object.fromEntries(placeholders.map(({ en, sample }) => [en, sample[locale]]));
}
