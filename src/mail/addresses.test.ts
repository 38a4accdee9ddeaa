import { expect, test } from 'vitest';
import { firstAddress, normaliseAddress, normaliseDomain, parseAddresses } from './addresses.ts';

const read = (value: string) => parseAddresses(value).map(({ name, addr }) => `${name} <${addr}>`);

test.each([
  ['', []],
  ['max@example.com', [' <max@example.com>']],
  ['Max <max@example.com>', ['Max <max@example.com>']],
  ['"Mustermann, Max" <max@example.com>, eva@example.com', ['Mustermann, Max <max@example.com>', ' <eva@example.com>']],
  ['Mustermann, Max <max@example.com>', ['Mustermann, Max <max@example.com>']],
  ['Dr. Max Mustermann <max@example.com>', ['Dr. Max Mustermann <max@example.com>']],
  ['max@example.com (Max)', ['Max <max@example.com>']],
  ['(Anfang) Max (Mitte) <max@example.com> (Ende)', ['Max <max@example.com>']],
  ['undisclosed-recipients:;', []],
  ['Gruppe: a@example.com, b@example.com; c@example.com', [' <a@example.com>', ' <b@example.com>', ' <c@example.com>']],
  ['a@example.com; b@example.com', [' <a@example.com>', ' <b@example.com>']],
  ['<@relay.example:max@example.com>', [' <max@example.com>']],
  ['"max mustermann"@example.com', [' <"max mustermann"@example.com>']],
  ['max . mustermann @ example . com', [' <max.mustermann@example.com>']],
  ['Max <max@example.com', ['Max <max@example.com>']],
  ['<>', []],
  ['MAILER-DAEMON', ['MAILER-DAEMON <>']],
  ['Max <kein Konto>', ['Max <>']],
  ['=?utf-8?Q?M=C3=BCller=2C_Eva?= <eva@example.com>', ['Müller, Eva <eva@example.com>']],
  [',,, a@example.com,,', [' <a@example.com>']],
  ['"a@b.example" <max@example.com>', ['a@b.example <max@example.com>']],
  ['max@example.com <max@example.com>', ['max@example.com <max@example.com>']],
  ['Support [Desk] <support@desk.example>', ['Support [Desk] <support@desk.example>']],
  ['"foo@example.com"', [' <foo@example.com>']],
  ['Foo [mailto:foo@example.com]', ['Foo <foo@example.com>']],
  ['Foo (foo@example.com)', ['Foo <foo@example.com>']],
  ['=?utf-8?B?Rm9vIDxmb29AZXhhbXBsZS5jb20+?=', ['Foo <foo@example.com>']],
  ['Firma: Max <max@example.com>', ['Firma: Max <max@example.com>']],
  ['Firma: max@example.com;', [' <max@example.com>']],
])('%s', (value, expected) => {
  expect(read(value)).toEqual(expected);
});

test.each([
  ['Max@EXAMPLE.com', 'Max@example.com'],
  ['max@müller.example', 'max@xn--mller-kva.example'],
  ['max@example.com.', 'max@example.com'],
  ['"max"@example.com', 'max@example.com'],
  ['max@[192.0.2.1]', 'max@[192.0.2.1]'],
  ['max', ''],
  ['@example.com', ''],
  ['max@', ''],
  ['max@exa mple.com', ''],
  ['max@example..com', ''],
  ['m x@example.com', ''],
  ['ma\r\nx@example.com', ''],
  [`${'ü'.repeat(490)}@example.com`, `${'ü'.repeat(490)}@example.com`],
  [`${'ü'.repeat(500)}@example.com`, ''],
])('%j is %j', (text, addr) => {
  expect(normaliseAddress(text)).toBe(addr);
});

test('domains that cannot be one are empty', () => {
  expect(normaliseDomain('a<b>.example')).toBe('');
  expect(normaliseDomain('')).toBe('');
  expect(normaliseDomain('under_score.example')).toBe('under_score.example');
});

test('the first usable mailbox is the sender', () => {
  expect(firstAddress('Max, root, eva@example.com')).toEqual({ name: '', addr: 'eva@example.com' });
  expect(firstAddress('Max')).toEqual({ name: 'Max', addr: '' });
  expect(firstAddress(undefined)).toBeNull();
});
