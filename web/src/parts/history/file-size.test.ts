import { expect, test } from 'vitest';
import { sizeInWords } from './file-size.ts';

test('says sizes in the steps and signs of the language', () => {
  expect(sizeInWords(0, 'de')).toBe('0 Byte');
  expect(sizeInWords(999, 'en')).toBe('999 bytes');
  expect(sizeInWords(184_320, 'de')).toBe('184 kB');
  expect(sizeInWords(2_457_600, 'de')).toBe('2,5 MB');
  expect(sizeInWords(2_457_600, 'en')).toBe('2.5 MB');
  expect(sizeInWords(999_700, 'en')).toBe('1 MB');
  expect(sizeInWords(61_000_000, 'en')).toBe('61 MB');
});
