import { expect, test } from 'vitest';
import { circuitNeeded, type Exchange, guardLimits, isEcho } from './loop-guard.ts';

const minute = 60_000;
const sent = (at: number, byMail = true): Exchange => ({ at, outcome: 'sent', reason: null, byMail });
const held = (at: number, reason = 'reaction'): Exchange => ({ at, outcome: 'held', reason, byMail: true });

test('an echo comes after the automatic mail and soon; whole seconds of servers are forgiven', () => {
  expect(isEcho(null, 0, minute)).toBe(false);
  expect(isEcho(10_500, 10_000, minute)).toBe(true);
  expect(isEcho(10_500, 9_000, minute)).toBe(false);
  expect(isEcho(10_500, 10_500 + minute, minute)).toBe(true);
  expect(isEcho(10_500, 10_501 + minute, minute)).toBe(false);
});

test('two answers, each with an echo, are a ping-pong; one answer with many is not', () => {
  expect(circuitNeeded([sent(0), held(1), held(2), held(3)])).toBeNull();
  expect(circuitNeeded([sent(0), held(1), sent(100), held(101)])).toBe('pingPong');
  expect(circuitNeeded([sent(0), held(1, 'hourly'), sent(100), held(101)])).toBeNull();
  expect(circuitNeeded([sent(0), sent(100), held(101), held(102)])).toBeNull();
});

test('many answers are too many even without an echo', () => {
  const answers = Array.from({ length: guardLimits.answers }, (_, index) => sent(index));
  expect(circuitNeeded(answers)).toBe('tooMany');
  expect(circuitNeeded(answers.slice(1))).toBeNull();
  // What agents cause, agents can count.
  expect(circuitNeeded([sent(0, false), ...answers.slice(1)])).toBeNull();
  expect(circuitNeeded([])).toBeNull();
});
