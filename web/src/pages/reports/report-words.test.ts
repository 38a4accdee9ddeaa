import { expect, test } from 'vitest';
import { changeText, durationText, periodText, pieceText, weekdays } from './report-words.ts';

// Intl writes narrow and unbreakable spaces of its own.
const plain = (text: string | undefined) => text?.replaceAll(/\s/g, ' ');
const minute = 60_000;

test.each([
  [0, '0 Min.', '0 min'],
  [34.6 * minute, '35 Min.', '35 min'],
  [60 * minute, '1 Std.', '1 hr'],
  [200 * minute, '3 Std. 20 Min.', '3 hr 20 min'],
  [119.8 * minute, '2 Std.', '2 hr'],
  [52 * 60 * minute, '2 Tg. 4 Std.', '2 days 4 hr'],
])('%d ms are told as %s', (ms, german, english) => {
  expect([plain(durationText(ms, 'de')), plain(durationText(ms, 'en'))]).toEqual([german, english]);
});

test('a piece is named by the clock of the desk, wherever the reader sits', () => {
  const at = '2026-10-25T23:00:00.000Z';
  const zone = 'Europe/Berlin';
  expect(plain(pieceText({ zone, unit: 'day' }, at, 'de'))).toBe('26. Okt.');
  expect(plain(pieceText({ zone, unit: 'day' }, at, 'en'))).toBe('26 Oct');
  expect(plain(pieceText({ zone, unit: 'hour' }, at, 'de'))).toBe('00:00');
});

test('a period and a change are told in the language', () => {
  expect(plain(periodText({ from: '2026-10-24', to: '2026-11-22' }, 'en'))).toBe('24 Oct – 22 Nov 2026');
  expect(plain(changeText(112, 100, 'de'))).toBe('+12 %');
  expect(plain(changeText(50, 100, 'en'))).toBe('-50%');
  expect(changeText(5, 0, 'en')).toBeUndefined();
  expect(weekdays('de')[0]).toBe('Mo');
  expect(weekdays('en')[6]).toBe('Sun');
});
