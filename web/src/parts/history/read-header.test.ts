import { expect, test } from 'vitest';
import { headerOf } from './read-header.ts';

test('takes what stands before the empty line, with either line end', () => {
  expect(headerOf('From: a@x.example\r\nSubject: b\r\n c\r\n\r\nText\r\n\r\nmore')).toBe(
    'From: a@x.example\nSubject: b\n c',
  );
  expect(headerOf('From: a@x.example\n\nText')).toBe('From: a@x.example');
});

test('a mail that is only a header is shown whole', () => {
  expect(headerOf('From: a@x.example\r\nSubject: b\r\n')).toBe('From: a@x.example\nSubject: b');
});
