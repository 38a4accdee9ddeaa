import { expect, test } from 'vitest';
import { imapRef, portions, uidOf, uidSet } from './imap-refs.ts';

const view = { folder: 'Büro/Ein;gang', uidValidity: 4_294_967_295n };

test('a ref names folder, validity and UID, and is read back only in the same view', () => {
  const ref = imapRef(view, 42);
  expect(ref).toBe('B%C3%BCro%2FEin%3Bgang;UIDVALIDITY=4294967295;UID=42');
  expect(uidOf(ref, view)).toBe(42);
  expect(uidOf(ref, { ...view, uidValidity: 8n })).toBeUndefined();
  expect(uidOf(ref, { ...view, folder: 'INBOX' })).toBeUndefined();
  expect(uidOf('INBOX', view)).toBeUndefined();
  expect(uidOf(`${ref}0000000000`, view)).toBeUndefined();
  expect(imapRef({ folder: 'INBOX', uidValidity: 7n }, 1)).toBe('INBOX;UIDVALIDITY=7;UID=1');
});

test('a UID set joins neighbours, ascending, without repeats', () => {
  expect(uidSet([3, 1, 2, 7, 9, 10, 7])).toBe('1:3,7,9:10');
  expect(uidSet([])).toBe('');
});

test('portions keep the order', () => {
  expect(portions([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});
