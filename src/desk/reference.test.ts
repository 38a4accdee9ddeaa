import { describe, expect, test } from 'vitest';
import {
  findReferences,
  referenceFits,
  taggedSubject,
  ticketReference,
  ticketTag,
  withoutReferences,
} from './reference.ts';

const mark = { serverId: 'ab12cd34', signingKey: Buffer.alloc(32, 7) };
const style = { ticketPrefix: '[', ticketKeyword: 'TicketID', ticketSuffix: ']', moreKeywords: ['Vorgang'] };
const keywords = ['TicketID', 'Vorgang'];
const reference = ticketReference(mark, 500);
const tag = `[TicketID ${reference}]`;
const numbersIn = (subject: string) => findReferences(subject, keywords).map(({ number }) => number);

test('a reference is the number and three letters that key and server id decide', () => {
  expect(reference).toMatch(/^500[A-Z]{3}$/);
  expect(ticketReference(mark, 500)).toBe(reference);
  const others = [
    ticketReference({ ...mark, serverId: 'ab12cd35' }, 500),
    ticketReference({ ...mark, signingKey: Buffer.alloc(32, 8) }, 500),
    ticketReference(mark, 501).replace('501', '500'),
  ];
  expect(others).not.toContain(reference);
});

test('the tag has the edges that the desk chose', () => {
  expect(ticketTag(style, reference)).toBe(tag);
  expect(ticketTag({ ticketPrefix: '##', ticketKeyword: 'Fall', ticketSuffix: '' }, reference)).toBe(
    `##Fall ${reference}`,
  );
});

test.each(['Ticket-Nr.', 'Case/No', 'Fall #', 'a+b', '(x)', 'T^|$', 'x\\y', '{n}', '[k]', 'a*?'])(
  'the keyword %s is taken as it is written',
  (keyword) => {
    const subject = `Re: [${keyword} ${reference}] Frage`;
    expect(findReferences(subject, [keyword]).map(({ text }) => text)).toEqual([reference]);
    expect(withoutReferences(mark, [keyword], subject)).not.toContain(reference);
  },
);

describe('finding', () => {
  test.each([
    ['[TicketID 500ABC]'],
    ['AW: [EXTERN] WG: [TicketID 500ABC]'],
    ['ticketid:500abc'],
    ['TicketID #500ABC'],
    ['TicketID_500_ABC'],
    ['[TicketID  5 0 0  A B C]'],
    ['[T i c k e t I D 500ABC]'],
    ['ＴｉｃｋｅｔＩＤ　５００ＡＢＣ'],
    ['Vorgang-500ABC!'],
  ])('%s', (subject) => {
    expect(findReferences(subject, keywords)).toEqual([{ number: 500, letters: 'ABC', text: '500ABC' }]);
  });

  test.each([
    ['TicketID 500'],
    ['TicketID 500AB'],
    ['TicketID 500ABCD'],
    ['MyTicketID 500ABC'],
    ['Ticket 500ABC'],
    ['500ABC'],
    ['TicketID 1234567890123ABC'],
  ])('not in: %s', (subject) => {
    expect(findReferences(subject, keywords)).toEqual([]);
  });

  test('all of them, in order', () => {
    expect(numbersIn('Re: [Vorgang 12XYZ] [TicketID 500ABC]')).toEqual([12, 500]);
  });

  test('without a keyword nothing is found', () => {
    expect(findReferences(tag, [])).toEqual([]);
    expect(findReferences(tag, ['', ' '])).toEqual([]);
  });

  test('keywords are words and no patterns', () => {
    expect(findReferences('Fall (neu)+ 500ABC', ['Fall (neu)+'])).toHaveLength(1);
    expect(findReferences('TicketXD 500ABC', ['Ticket.D'])).toEqual([]);
    expect(findReferences('Case   No 500ABC', ['Case No'])).toHaveLength(1);
  });

  test('a long hostile subject ends soon', () => {
    const started = performance.now();
    for (const piece of ['TicketID ', 'TicketID 1', 'TicketID 5 0 0 ', 't i c k e t i d '])
      findReferences(piece.repeat(20_000), keywords);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

test('letters fit in either case, and nothing else does, not even what merely looks like a letter', () => {
  const [found] = findReferences(tag.toLowerCase(), keywords);
  expect(found && referenceFits(mark, found)).toBe(true);
  for (const letters of ['', 'AB', 'ABCD', 'AB\u212a', 'äöü'])
    expect(referenceFits(mark, { number: 500, letters, text: '' })).toBe(false);
});

describe('a subject carries one reference of ours', () => {
  test.each([
    [`Re: Drucker ${tag}`, 'Re: Drucker'],
    [`${tag} Drucker`, 'Drucker'],
    [`Drucker (TicketID ${reference}) defekt`, 'Drucker defekt'],
    [`Drucker ##Vorgang ${reference}##`, 'Drucker'],
    [tag, ''],
    ['Drucker [TicketID 500XXX]', 'Drucker [TicketID 500XXX]'],
    ['Zwei  Blanks bleiben', 'Zwei  Blanks bleiben'],
  ])('%s', (subject, bare) => {
    expect(withoutReferences(mark, keywords, subject)).toBe(bare);
  });

  test('the tag is added once, and that of another ticket goes', () => {
    expect(taggedSubject(mark, style, 'Re: Drucker', 500)).toBe(`Re: Drucker ${tag}`);
    expect(taggedSubject(mark, style, `Re: ${tag} Drucker`, 500)).toBe(`Re: ${tag} Drucker`);
    const other = `[TicketID ${ticketReference(mark, 12)}]`;
    expect(taggedSubject(mark, style, `Re: Drucker ${other}`, 500)).toBe(`Re: Drucker ${tag}`);
    expect(taggedSubject(mark, style, '', 500)).toBe(tag);
    const earlier = `Re: Drucker [Vorgang ${reference}]`;
    expect(taggedSubject(mark, style, earlier, 500)).toBe(`Re: Drucker ${tag}`);
    expect(taggedSubject(mark, style, `${earlier} ${tag}`, 500)).toBe(`${earlier} ${tag}`);
  });
});
