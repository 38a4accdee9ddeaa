import { expect, test } from 'vitest';
import { namedRecipients } from './named-recipients.ts';
import { parseMessage } from './parse.ts';

const named = (...lines: string[]) => namedRecipients(parseMessage(Buffer.from([...lines, '', 'Text'].join('\r\n'))));

test('To comes before Cc, and both before what servers noted; each once', () => {
  expect(
    named(
      'Delivered-To: d@firma.example',
      'Envelope-To: e@firma.example, c@firma.example',
      'X-Original-To: o@firma.example',
      'Cc: Chef <c@firma.example>',
      'To: a@firma.example, b@Firma.Example',
    ),
  ).toEqual([
    'a@firma.example',
    'b@firma.example',
    'c@firma.example',
    'd@firma.example',
    'o@firma.example',
    'e@firma.example',
  ]);
});

test('several deliveries, the last on top, are all named', () => {
  expect(
    named('Delivered-To: new@firma.example', 'Delivered-To: old@firma.example', 'To: undisclosed-recipients:;'),
  ).toEqual(['new@firma.example', 'old@firma.example']);
});

test('Bcc and what is no address name nobody', () => {
  expect(named('Bcc: secret@firma.example', 'To: Max Muster', 'Delivered-To: ')).toEqual([]);
});

test('a crowd in To does not hide what the server noted', () => {
  const crowd = Array.from({ length: 400 }, (_, index) => `p${index}@elsewhere.example`).join(', ');
  expect(named(`To: ${crowd}`, 'Delivered-To: d@firma.example').at(-1)).toBe('d@firma.example');
});
