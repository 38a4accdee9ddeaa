import { expect, test } from 'vitest';
import { sizeText } from './size-text.ts';

test('says sizes in the steps and signs of the language', () => {
  expect(sizeText(0, 'de')).toBe('0 Byte');
  expect(sizeText(999, 'en')).toBe('999 bytes');
  expect(sizeText(184_320, 'de')).toBe('184 kB');
  expect(sizeText(2_457_600, 'de')).toBe('2,5 MB');
  expect(sizeText(2_457_600, 'en')).toBe('2.5 MB');
  expect(sizeText(999_700, 'en')).toBe('1 MB');
  expect(sizeText(61_000_000, 'en')).toBe('61 MB');
});
