import { expect, test } from 'vitest';
import { failureStatus, failureText } from './failure-text.ts';
import { failures } from './failures.ts';

test('a code has its status and its text in both languages, values filled in', () => {
  expect(failureStatus('too-many-tries')).toBe(429);
  expect(failureText('de', 'too-many-tries', { seconds: 30 })).toBe('Zu viele Versuche. Bitte warten Sie 30 Sekunden.');
  expect(failureText('en', 'too-many-tries', { seconds: 30 })).toBe('Too many attempts. Please wait 30 seconds.');
});

test.each(['no-such-code', 'toString', '__proto__', ''])(
  'an unknown code %j says that something went wrong',
  (code) => {
    expect(failureStatus(code)).toBe(500);
    expect(failureText('en', code)).toBe(failures.internal.en);
  },
);

test('both languages use the same placeholders', () => {
  for (const [code, { de, en }] of Object.entries(failures)) {
    const names = (text: string) =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted((a = '', b = '') => (a < b ? -1 : 1));
    expect(names(de), code).toEqual(names(en));
  }
});
