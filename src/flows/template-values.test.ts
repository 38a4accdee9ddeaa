import { expect, test } from 'vitest';
import type { DeskSettings } from '../store/desk-settings.ts';
import type { TicketFacts } from '../store/template-facts.ts';
import { placeholdersOf } from '../desk/templates/vocabulary.ts';
import type { Desk } from './desk.ts';
import { ticketValues } from './template-values.ts';

const desk = {
  identity: { serverId: 'abcd1234', signingKey: Buffer.alloc(32) },
  publicUrl: 'https://desk.example/',
} as unknown as Desk;
const settings = {
  name: 'Firma Hilfe',
  timeZone: 'Europe/Berlin',
  ticketPrefix: '[',
  ticketKeyword: 'TicketID',
  ticketSuffix: ']',
} as DeskSettings;
const facts: TicketFacts = {
  id: 500,
  subject: 'Drucker\r\nBcc: x',
  createdAt: Date.UTC(2026, 10, 2, 9, 0),
  resubmitAt: null,
  status: { de: 'Offen', en: 'Open' },
  priority: { de: 'Hoch', en: 'High' },
  category: '',
  team: 'Technik',
  teamId: 1,
  customer: 'Muster GmbH',
  mailboxId: 1,
  mailbox: 'Support',
  person: { name: 'Carla Kundin', addr: 'carla@kunde.example' },
  locale: null,
  mail: {
    entryId: 1,
    from: { name: '', addr: 'kollege@kunde.example' },
    subject: 'Re: Drucker',
    text: 'Noch etwas:\n\n\n\nFarbe fehlt.\n\nAm 1. November 2026 um 10:00 schrieb Anna Agentin:\n> Was ist los?\n',
    at: Date.UTC(2026, 10, 2, 9, 30),
  },
};

test('what a ticket has is named in the reader’s language, what it lacks is empty', () => {
  const german = ticketValues(desk, settings, facts, 'de', { agent: 'Anna', mailboxAddress: 'support@desk.example' });
  expect(german).toMatchObject({
    'ticket.number': '500',
    'ticket.subject': 'Drucker Bcc: x',
    'ticket.status': 'Offen',
    'ticket.priority': 'Hoch',
    'ticket.category': '',
    'ticket.created': '2. November 2026 um 10:00',
    'ticket.resubmission': '',
    'ticket.link': 'https://desk.example/tickets/500',
    'contact.name': 'Carla Kundin',
    'mail.sender': 'kollege@kunde.example',
    'mail.start': 'Noch etwas:\n\nFarbe fehlt.',
    'agent.name': 'Anna',
    'mailbox.address': 'support@desk.example',
    'desk.name': 'Firma Hilfe',
  });
  expect(german['ticket.tag']).toBe(`[TicketID ${german['ticket.reference']}]`);
  const english = ticketValues(desk, settings, facts, 'en');
  expect(english).toMatchObject({ 'ticket.status': 'Open', 'ticket.created': '2 November 2026 at 10:00' });
});

test('every placeholder of a ticket has a value', () => {
  const values = ticketValues(desk, settings, facts, 'de');
  expect(Object.keys(values).toSorted()).toEqual(
    placeholdersOf('answer')
      .map(({ en }) => en)
      .toSorted(),
  );
});

test('without an address of the desk there is no link, without a mail nothing of it', () => {
  const { publicUrl: _gone, ...unknown } = desk;
  const values = ticketValues(unknown, settings, { ...facts, mail: null }, 'de');
  expect([values['ticket.link'], values['mail.start'], values['mail.sender']]).toEqual(['', '', '']);
});

test('a long mail gives its first lines only', () => {
  const long = (text: string) =>
    ticketValues(desk, settings, { ...facts, mail: { ...facts.mail!, text } }, 'de')['mail.start'] ?? '';
  expect(long('Zeile\n'.repeat(50)).split('\n')).toHaveLength(20);
  expect(long('x'.repeat(100_000)).length).toBeLessThan(2_010);
  expect(long('x'.repeat(100_000))).toMatch(/ …$/);
});

test('times are given in the time zone of the desk', () => {
  const there = ticketValues(desk, { ...settings, timeZone: 'America/New_York' }, facts, 'de');
  expect(there['ticket.created']).toBe('2. November 2026 um 04:00');
});
