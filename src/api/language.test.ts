import { expect, test } from 'vitest';
import { acceptedLanguage } from './language.ts';

test.each([
  ['de', 'de'],
  ['en-US,en;q=0.9,de;q=0.8', 'en'],
  ['fr, de-AT;q=0.5, en;q=0.4', 'de'],
  ['de;q=0.1, en;q=0.9', 'en'],
  ['de;q=0', null],
  ['*', null],
  ['', null],
  ['deutsch;q=x,,;;', null],
])('%j means %j', (header, expected) => {
  expect(acceptedLanguage(header)).toBe(expected);
});
