import { expect, test } from 'vitest';
import { outcomeOf, wireAddress } from './smtp-outcomes.ts';

test.each([
  ['250 2.1.5 Ok', 'sent', 250, '2.1.5'],
  ['250 Ok', 'sent', 250, null],
  ['550-5.1.1 The account does not exist.\n550 5.1.1 Really.', 'failed', 550, '5.1.1'],
  ['451 4.7.1 Greylisted, 5.1.1 is not meant', 'deferred', 451, '4.7.1'],
  ['421 Service not available', 'deferred', 421, null],
  ['nonsense', 'deferred', null, null],
  ['', 'deferred', null, null],
])('reply %j', (reply, result, code, status) => {
  expect(outcomeOf('a@b.test', reply)).toEqual({ address: 'a@b.test', result, code, status, reply });
});

test('international domains go out in ASCII, international local parts only with SMTPUTF8', () => {
  expect(wireAddress('post@müller.test', false)).toBe('post@xn--mller-kva.test');
  expect(wireAddress('post@müller.test', true)).toBe('post@müller.test');
  expect(wireAddress('größe@müller.test', false)).toBeUndefined();
  expect(wireAddress('größe@müller.test', true)).toBe('größe@müller.test');
  expect(wireAddress('', false)).toBe('');
});
