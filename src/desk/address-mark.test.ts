import { expect, test } from 'vitest';
import { markedAddress, readAddressMark, withoutAddressMark } from './address-mark.ts';

const mark = { serverId: 'ab12cd34', signingKey: Buffer.alloc(32, 7) };
const address = markedAddress(mark, 500, 'support@firma.example') ?? '';

test('an address names its ticket, in either case', () => {
  expect(address).toMatch(/^support\+t500-[a-z2-7]{12}@firma\.example$/);
  expect(readAddressMark(mark, address)).toBe(500);
  expect(readAddressMark(mark, address.toUpperCase())).toBe(500);
});

test('one that has a detail already keeps it', () => {
  const marked = markedAddress(mark, 500, 'support+de@firma.example') ?? '';
  expect(readAddressMark(mark, marked)).toBe(500);
  expect(withoutAddressMark(marked)).toBe('support+de@firma.example');
});

test('forged, foreign and plain addresses name nothing', () => {
  for (const other of [
    address.replace('t500', 't501'),
    address.replace(/-./, (found) => (found === '-a' ? '-b' : '-a')),
    markedAddress({ ...mark, serverId: 'other' }, 500, 'support@firma.example') ?? '',
    markedAddress({ ...mark, signingKey: Buffer.alloc(32, 8) }, 500, 'support@firma.example') ?? '',
    'support@firma.example',
    'support+t500@firma.example',
    '',
  ])
    expect(readAddressMark(mark, other)).toBeNull();
});

test('a local part that would be too long for SMTP is left alone', () => {
  expect(markedAddress(mark, 500, `${'a'.repeat(46)}@firma.example`)).not.toBeNull();
  expect(markedAddress(mark, 500, `${'a'.repeat(47)}@firma.example`)).toBeNull();
  expect(markedAddress(mark, 500, 'nothing')).toBeNull();
});
