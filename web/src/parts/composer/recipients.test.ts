import { expect, test } from 'vitest';
import { isAddress, readRecipients, withoutDuplicates } from './recipients.ts';

test('reads a pasted list with names, quotes and several separators', () => {
  expect(
    readRecipients('"Petersen, Jana" <jana@hafenbau.example>; tom@baker.example,\nLena Vogt <lena@example.net>'),
  ).toEqual([
    { name: 'Petersen, Jana', addr: 'jana@hafenbau.example' },
    { name: '', addr: 'tom@baker.example' },
    { name: 'Lena Vogt', addr: 'lena@example.net' },
  ]);
});

test('keeps an unquoted comma inside a name', () => {
  expect(readRecipients('Petersen, Jana <jana@hafenbau.example>')).toEqual([
    { name: 'Petersen, Jana', addr: 'jana@hafenbau.example' },
  ]);
  expect(readRecipients('a@x.example, Petersen, Jana <j@x.example>')).toEqual([
    { name: '', addr: 'a@x.example' },
    { name: 'Petersen, Jana', addr: 'j@x.example' },
  ]);
});

test('gives back what is no address instead of dropping it', () => {
  expect(readRecipients('jana petersen')).toEqual([{ name: '', addr: 'jana petersen' }]);
  expect(readRecipients(' ; ,\n')).toEqual([]);
});

test('knows addresses from other text', () => {
  for (const good of ['a@b', 'max.mustermann+shop@firma.example', 'info@gärtnerei-lenz.example', "o'neil@x.example"]) {
    expect(isAddress(good), good).toBe(true);
  }
  for (const bad of [
    '',
    'a',
    'a@',
    '@b',
    'a b@c.example',
    'a@b@c.example',
    'a@-b.example',
    'a@b..example',
    'a@b.example\n',
  ]) {
    expect(isAddress(bad), bad).toBe(false);
  }
});

test('drops repeated addresses whatever their case', () => {
  expect(
    withoutDuplicates([
      { name: 'A', addr: 'a@x.example' },
      { name: '', addr: 'A@X.example' },
      { name: '', addr: 'b@x.example' },
    ]),
  ).toEqual([
    { name: 'A', addr: 'a@x.example' },
    { name: '', addr: 'b@x.example' },
  ]);
});
