import { expect, test } from 'vitest';
import { isLoose, tieFrom, tieKinds } from './ties.ts';

test.each([
  ['related', 'related', 'related'],
  ['followUp', 'continues', 'continuedBy'],
  ['split', 'splitFrom', 'splitInto'],
  ['merged', 'mergedInto', 'mergedFrom'],
] as const)('%s is %s from the one and %s from the other', (kind, here, there) => {
  const link = { ticketId: 2, otherId: 1, kind };
  expect([tieFrom(link, 2), tieFrom(link, 1)]).toEqual([here, there]);
});

test('splits and mergers are history', () => {
  expect(tieKinds.filter(isLoose)).toEqual(['related', 'continues', 'continuedBy']);
});
