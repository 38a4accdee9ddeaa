import { expect, test } from 'vitest';
import { decodeVerbatim } from './verbatim.ts';

test('bytes are UTF-8 if they can be, else Latin-1', () => {
  expect(decodeVerbatim(Buffer.from('Grüße  "zwei" <b>x</b>'))).toBe('Grüße  "zwei" <b>x</b>');
  expect(decodeVerbatim(Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65]))).toBe('Grüße');
});
