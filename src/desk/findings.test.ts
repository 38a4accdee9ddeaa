import { expect, test } from 'vitest';
import { type Expiry, isLow, lifeFindings, lowDiskBytes, worstOf } from './findings.ts';

const certificate = (days: number): Expiry => ({ kind: 'certificate', name: 'Support', days, to: '/x' });

test.each([
  [31, []],
  [30, ['certificateExpires warning']],
  [14, ['certificateExpires warning']],
  [4, ['certificateExpires warning']],
  [3, ['certificateExpires error']],
  [0, ['certificateToday error']],
  [-1, ['certificateExpired error']],
])('a certificate %i days before its end', (days, expected) => {
  expect(lifeFindings(lowDiskBytes, [certificate(days)]).map(({ key, level }) => `${key} ${level}`)).toEqual(expected);
});

test('the most urgent comes first, room on the disk before it', () => {
  const found = lifeFindings(lowDiskBytes - 1, [certificate(20), { ...certificate(2), kind: 'secret', name: 'M365' }]);
  expect(found.map(({ key }) => key)).toEqual(['diskLow', 'secretExpires', 'certificateExpires']);
  expect(found[0]?.params).toEqual({ free: 2047 });
});

test('a disk that could not be asked is neither low nor full', () => {
  expect(lifeFindings(null, [])).toEqual([]);
  expect(isLow(null)).toBe(false);
});

test('the whole is as bad as its worst part', () => {
  expect(worstOf([])).toBe('ok');
  expect(worstOf(['warning'])).toBe('warning');
  expect(worstOf(['warning', 'error'])).toBe('error');
});
