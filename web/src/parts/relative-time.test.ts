import { expect, test } from 'vitest';
import { timeInWords } from './relative-time.tsx';

const now = Date.parse('2026-11-21T12:00:00Z');
const at = (minutes: number) => new Date(now + minutes * 60_000);

test('up to a day the time is relative, in both directions and languages', () => {
  expect(timeInWords(at(-3), now, 'de')).toBe('vor 3 Min.');
  expect(timeInWords(at(-3), now, 'en')).toBe('3 min. ago');
  expect(timeInWords(at(4), now, 'de')).toBe('in 4 Min.');
  expect(timeInWords(at(-23 * 60), now, 'en')).toBe('23 hr. ago');
  expect(timeInWords(at(0), now, 'de')).toBe('jetzt');
});

test('older than a day it is the date, with the year if that is another one', () => {
  expect(timeInWords(at(-60 * 24 * 3), now, 'de')).toMatch(/^18\. Nov\.?,? /);
  expect(timeInWords(at(-60 * 24 * 400), now, 'en')).toBe('17 Oct 2025');
});
