import { expect, test } from 'vitest';
import { blamesAddress, isHard, refusesAddress } from './reports.ts';

test.each([
  ['failed', '5.1.1', true],
  ['failed', null, true],
  ['failed', '4.4.7', false],
  ['delayed', '5.1.1', false],
  ['delivered', '2.0.0', false],
] as const)('%s with %s is final: %s', (action, status, hard) => {
  expect(isHard({ action, status })).toBe(hard);
});

test.each([
  ['5.1.1', true, true],
  ['5.1.10', true, true],
  ['5.2.1', true, true],
  ['5.2.2', true, true],
  ['5.4.4', true, false],
  ['5.0.0', true, false],
  [null, true, false],
  ['5.1.8', false, false],
  ['5.2.3', false, false],
  ['5.3.4', false, false],
  ['5.6.1', false, false],
  ['5.7.1', false, false],
  ['5.7.606', false, false],
] as const)('%s: a bounce blames the address %s, a refusal %s', (status, bounce, refusal) => {
  expect([blamesAddress(status), refusesAddress(status)]).toEqual([bounce, refusal]);
});
