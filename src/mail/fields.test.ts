import { expect, test } from 'vitest';
import { parseDate } from './date.ts';
import { decodeEncodedWords, decodeHeaderText } from './encoded-words.ts';
import { unflow } from './flowed.ts';
import { headerValue, headerValues, readHeader } from './header.ts';
import { firstMessageId, messageIds } from './message-id.ts';
import { parseParameterised } from './parameters.ts';

test.each([
  ['=?utf-8?Q?St=C3=B6rung?=', 'Störung'],
  ['a =?utf-8?Q?b?= c', 'a b c'],
  ['=?utf-8?Q?a?= =?utf-8?Q?b?=', 'ab'],
  ['=?utf-8?Q?a?= =?iso-8859-1?Q?=FC?=', 'aü'],
  ['=?utf-8?B?w7w?=', 'ü'],
  ['=?utf-8?Q?a?=x=?utf-8?Q?b?=', 'axb'],
  ['=?utf-8?X?a?=', '=?utf-8?X?a?='],
  ['=??Q?a?=', '=??Q?a?='],
  ['=?utf-8?Q?=0D=0ABcc:x?=', ' Bcc:x'],
  ["=?us-ascii'en?Q?Hallo?=", 'Hallo'],
])('%s → %s', (value, expected) => {
  expect(decodeEncodedWords(value)).toBe(expected);
});

test('white space of unstructured text folds to single spaces', () => {
  expect(decodeHeaderText('  a \t b\r\n c ')).toBe('a b c');
});

test.each([
  ['text/plain', 'text/plain', {}],
  ['TEXT/Plain; Charset=UTF-8', 'text/plain', { charset: 'UTF-8' }],
  ['text/plain (Kommentar); charset=utf-8 (noch einer)', 'text/plain', { charset: 'utf-8' }],
  ['attachment; filename="a;b\\"c.pdf"', 'attachment', { filename: 'a;b"c.pdf' }],
  ['attachment; filename=a b.pdf; size=3', 'attachment', { filename: 'a b.pdf', size: '3' }],
  ["attachment; filename*=utf-8''%C3%BC.pdf", 'attachment', { filename: 'ü.pdf' }],
  ["attachment; filename*0*=iso-8859-1''%FC; filename*1=.pdf", 'attachment', { filename: 'ü.pdf' }],
  ['attachment; filename="C:\\dir\\a.pdf"', 'attachment', { filename: 'C:\\dir\\a.pdf' }],
  ['attachment; filename="offen.pdf', 'attachment', { filename: 'offen.pdf' }],
  ['attachment; a=1; a=2', 'attachment', { a: '1' }],
  ['; a=b', '', { a: 'b' }],
  ['multipart/mixed; boundary==x=', 'multipart/mixed', { boundary: '=x=' }],
  ['text/plain;;; charset = "utf-8" ;', 'text/plain', { charset: 'utf-8' }],
])('%s', (field, value, parameters) => {
  const read = parseParameterised(field);
  expect(read.value).toBe(value);
  expect(Object.fromEntries(read.parameters)).toEqual(parameters);
});

test.each([
  ['Fri, 20 Nov 2026 10:15:00 +0100', '2026-11-20T09:15:00.000Z'],
  ['20 Nov 2026 10:15 GMT', '2026-11-20T10:15:00.000Z'],
  ['Fri, 20 Nov 26 10:15:00 Z', '2026-11-20T10:15:00.000Z'],
  ['Mo, 2 März 2026 08:00:00 MEZ', '2026-03-02T07:00:00.000Z'],
  ['20-Nov-2026 10:15:00 -0000', '2026-11-20T10:15:00.000Z'],
  ['Fri, 20 Nov 2026 10.15.00 +0100', '2026-11-20T09:15:00.000Z'],
  ['Fri, 20 Nov 2026 10:15:00 PM +0000', '2026-11-20T22:15:00.000Z'],
  ['Пт, 20 ноября 2026 13:15:00 +0300', '2026-11-20T10:15:00.000Z'],
  ['2026/11/20 19:15:00 +0900', '2026-11-20T10:15:00.000Z'],
  ['20.11.2026 10:15:00', '2026-11-20T10:15:00.000Z'],
  ['20.11.2026, 10:15 MEZ', '2026-11-20T09:15:00.000Z'],
  ['11.20.2026 10:15', null],
  ['Sun, 29 Feb 2026 10:15:00 +0000', null],
  ['Fri, 20 Nov 2026 25:15:00 +0000', null],
  ['Fri, 32 Nov 2026 10:15:00 +0000', null],
  ['20 Nov', null],
  ['', null],
])('%s', (value, expected) => {
  expect(parseDate(value)).toBe(expected);
});

test('identifiers keep their brackets', () => {
  expect(messageIds('<a@b> Text <c@d> <a@b>')).toEqual(['<a@b>', '<c@d>']);
  expect(messageIds('a@b')).toEqual(['<a@b>']);
  expect(messageIds('<a\t@b>')).toEqual(['<a@b>']);
  expect(messageIds('kein Bezeichner')).toEqual([]);
  expect(messageIds(undefined)).toEqual([]);
  expect(messageIds(`<${'ü'.repeat(490)}@b> <${'ü'.repeat(500)}@b>`)).toEqual([`<${'ü'.repeat(490)}@b>`]);
  expect(messageIds(`${'ü'.repeat(500)}@b`)).toEqual([]);
  expect(firstMessageId('<>')).toBeNull();
  const many = Array.from({ length: 3_000 }, (_, i) => `<${i}@example.com>`);
  const kept = messageIds(many.join(' '));
  expect(kept).toHaveLength(1_000);
  expect([kept[0], kept.at(-1)]).toEqual(['<0@example.com>', '<2999@example.com>']);
});

test('flowed text', () => {
  expect(unflow('a \nb\n\n> c \n> d\n-- \nMax', false)).toBe('a b\n\n> c d\n-- \nMax');
  expect(unflow('a \nb', true)).toBe('ab');
  expect(unflow(' > kein Zitat', false)).toBe('> kein Zitat');
});

test('looks up header fields without case, in order', () => {
  const raw = Buffer.from('A: 1\r\nb: 2\r\nB : 3\r\n\r\nbody');
  const { header, bodyStart } = readHeader(raw, 0, raw.length);
  expect(headerValue(header, 'B')).toBe('2');
  expect(headerValues(header, 'b')).toEqual(['2', '3']);
  expect(headerValue(header, 'c')).toBeUndefined();
  expect(bodyStart).toBe(raw.length - 4);
});
