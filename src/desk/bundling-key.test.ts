import { expect, test } from 'vitest';
import { bundlingKey } from './bundling-key.ts';

const key = (subject: string, sender = 'Alarm@server.example', mailboxId = 1) =>
  bundlingKey(mailboxId, sender, subject);

test('the same sender and subject share a key, however they are written', () => {
  expect(key('Platte  voll\t90 %')).toBe(key(' Platte voll 90 % '));
  expect(key('Platte voll', 'alarm@SERVER.example')).toBe(key('Platte voll'));
});

test.each([
  ['an answer', key('Re: Platte voll')],
  ['another case', key('platte voll')],
  ['another sender', key('Platte voll', 'alarm@andere.example')],
  ['another mailbox', key('Platte voll', 'Alarm@server.example', 2)],
])('%s has another key', (_what, other) => {
  expect(other).not.toBeNull();
  expect(other).not.toBe(key('Platte voll'));
});

test('without subject or sender there is no key', () => {
  expect([key(''), key(' \t '), key('Platte voll', '')]).toEqual([null, null, null]);
});
