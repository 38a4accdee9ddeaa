import { expect, test } from 'vitest';
import { sizeText } from './size-text.ts';

test('sizes are given in the unit that people would choose', () => {
  expect(sizeText(512, 'en')).toBe('512 byte');
  expect(sizeText(48_211, 'de')).toBe('48 kB');
  expect(sizeText(1_250_000, 'de')).toBe('1,3 MB');
  expect(sizeText(61_000_000, 'en')).toBe('61 MB');
});
