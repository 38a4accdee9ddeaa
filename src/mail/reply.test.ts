import { expect, test } from 'vitest';
import type { Address } from './message.ts';
import {
  type Answerable,
  forwardSubject,
  quoteForReply,
  replyRecipients,
  replyReferences,
  replySubject,
} from './reply.ts';
import { splitQuoted } from './quotes.ts';

const at = (addr: string, name = ''): Address => ({ name, addr });
const own = ['Hilfe@Beispiel.de', 'support@beispiel.de'];
const mail = (more: Partial<Answerable>): Answerable => ({
  from: at('max@kunde.example'),
  replyTo: [],
  to: [at('hilfe@beispiel.de')],
  cc: [],
  ...more,
});
const reached = (message: Answerable, all: boolean) => {
  const { to, cc } = replyRecipients(message, own, all);
  return [to.map(({ addr }) => addr), cc.map(({ addr }) => addr)];
};

test.each<[string, Partial<Answerable>, boolean, [string[], string[]]]>([
  ['the writer', {}, false, [['max@kunde.example'], []]],
  [
    'Reply-To instead of From',
    { replyTo: [at('a@x.example'), at('b@x.example')] },
    false,
    [['a@x.example', 'b@x.example'], []],
  ],
  ['Sender if there is no From', { from: null, sender: at('s@x.example') }, false, [['s@x.example'], []]],
  [
    'all, without own addresses',
    { to: [at('HILFE@beispiel.de'), at('o@x.example')], cc: [at('c@x.example'), at('support@BEISPIEL.de')] },
    true,
    [['max@kunde.example'], ['o@x.example', 'c@x.example']],
  ],
  [
    'all, without own plus addresses',
    { cc: [at('hilfe+t500@beispiel.de'), at('c+d@x.example')] },
    true,
    [['max@kunde.example'], ['c+d@x.example']],
  ],
  [
    'all, each once whatever the case',
    { to: [at('MAX@kunde.example'), at('o@x.example')], cc: [at('O@x.example')] },
    true,
    [['max@kunde.example'], ['o@x.example']],
  ],
  [
    'all, Reply-To takes the place of From',
    { replyTo: [at('a@x.example')], cc: [at('max@kunde.example')] },
    true,
    [['a@x.example'], ['max@kunde.example']],
  ],
  [
    'Reply-To that names only us falls to those the mail went to',
    { from: at('hilfe@beispiel.de'), to: [at('kunde@x.example')] },
    false,
    [['kunde@x.example'], []],
  ],
  [
    'our own mail, all',
    { from: at('hilfe@beispiel.de'), to: [at('k@x.example')], cc: [at('c@x.example')] },
    true,
    [['k@x.example'], ['c@x.example']],
  ],
  [
    'our own mail to a copy only',
    { from: at('hilfe@beispiel.de'), to: [], cc: [at('c@x.example')] },
    true,
    [['c@x.example'], []],
  ],
  [
    'addresses without use are left out',
    { replyTo: [at('')], to: [at('')], cc: [at('')] },
    true,
    [['max@kunde.example'], []],
  ],
  ['nobody', { from: null, to: [] }, true, [[], []]],
])('recipients: %s', (_name, more, all, expected) => {
  expect(reached(mail(more), all)).toEqual(expected);
});

test('a list that names itself in Reply-To: the answer goes to the writer, the one to all also to the list', () => {
  const header = [{ name: 'List-Post', value: '<mailto:liste@x.example?subject=x>' }];
  const message = mail({ header, replyTo: [at('Liste@x.example')], to: [at('liste@x.example')] });
  expect(reached(message, false)).toEqual([['max@kunde.example'], []]);
  expect(reached(message, true)).toEqual([['max@kunde.example'], ['liste@x.example']]);
});

test.each([
  ['Heizung', 'Re: Heizung'],
  ['Re: Heizung', 'Re: Heizung'],
  ['AW: Re: Antwort: WG: Heizung', 'Re: Heizung'],
  ['Re[2]: Heizung', 'Re: Heizung'],
  ['[EXTERN] AW: Heizung', 'Re: Heizung'],
  ['AW: [TicketID 500OOJ] Heizung', 'Re: [TicketID 500OOJ] Heizung'],
  ['[TicketID 500OOJ] AW: Heizung', 'Re: [TicketID 500OOJ] Heizung'],
  ['Termin: 12:30', 'Re: Termin: 12:30'],
  ['', 'Re:'],
])('answer to “%s”', (subject, answer) => {
  expect(replySubject(subject)).toBe(answer);
});

test('forwarding takes the marks off, too', () => {
  expect(forwardSubject('AW: WG: Heizung')).toBe('Fwd: Heizung');
});

test('a subject of nothing but marks costs bounded work', () => {
  expect(replySubject('Re: '.repeat(2000)).length).toBeLessThan(8100);
  expect(replySubject('[a] Re: '.repeat(1000)).length).toBeLessThan(8100);
});

test.each([
  [{ messageId: '<c@x>', references: ['<a@x>', '<b@x>'], inReplyTo: ['<b@x>'] }, '<c@x>', ['<a@x>', '<b@x>', '<c@x>']],
  [{ messageId: '<c@x>', references: [], inReplyTo: ['<b@x>'] }, '<c@x>', ['<b@x>', '<c@x>']],
  [{ messageId: '<c@x>', references: [], inReplyTo: ['<a@x>', '<b@x>'] }, '<c@x>', ['<c@x>']],
  [{ messageId: '<c@x>', references: ['<c@x>', '<b@x>', '<b@x>'], inReplyTo: [] }, '<c@x>', ['<b@x>', '<c@x>']],
  [{ messageId: null, references: ['<a@x>'], inReplyTo: [] }, undefined, ['<a@x>']],
])('references by RFC 5322 §3.6.4 (%#)', (message, inReplyTo, references) => {
  expect(replyReferences(message)).toEqual({ inReplyTo, references });
});

const when = new Date('2024-07-05T08:11:00Z');

test('a quote with its introduction in both languages', () => {
  expect(quoteForReply('Guten Tag,\n\n> ach\nja\n', at('e@x.example', 'Erika Muster'), when, 'de')).toBe(
    'Am 5. Juli 2024 um 10:11 schrieb Erika Muster:\n> Guten Tag,\n>\n>> ach\n> ja\n',
  );
  expect(quoteForReply('x\r\ny', at('e@x.example'), when, 'en')).toBe(
    'On 5 July 2024 at 10:11, e@x.example wrote:\n> x\n> y\n',
  );
  expect(quoteForReply('x', null, null, 'de')).toBe('Der Absender schrieb:\n> x\n');
  expect(quoteForReply('x', at('e@x.example', 'E\r\nBcc: x'), new Date('nonsense'), 'en')).toBe(
    'E Bcc: x wrote:\n> x\n',
  );
});

test('our own quotes are recognised when they come back', () => {
  for (const locale of ['de', 'en'] as const) {
    const quote = quoteForReply('Geht das?\n\nErika', at('e@x.example', 'Erika Muster'), when, locale);
    expect(splitQuoted(`Ja.\n\n${quote}`).segments.map(({ kind }) => kind)).toEqual(['fresh', 'quoted']);
    expect(splitQuoted(`${quote}\nJa.`).fresh).toBe('Ja.');
  }
});
