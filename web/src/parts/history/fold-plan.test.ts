import { expect, test } from 'vitest';
import type { Entry } from '../../../../src/api/contract/tickets.ts';
import { foldPlan } from './fold-plan.ts';

type Step = Parameters<typeof foldPlan>[0][number];
const steps = (count: number, kind: Entry['kind'] = 'mailIn'): Step[] =>
  Array.from({ length: count }, (_, at) => ({ id: at + 1, kind, delivery: null }));

test('a short history is open', () => {
  expect(foldPlan(steps(5)).folded.size).toBe(0);
  expect(foldPlan(steps(40, 'change')).hidden.size).toBe(0);
});

test('earlier mails of a longer history are one line each', () => {
  expect([...foldPlan(steps(8)).folded]).toEqual([1, 2, 3, 4]);
});

test('a very long history keeps its first step, its end and every mail that did not get through', () => {
  const long = steps(100);
  const failed = {
    outboundId: 1,
    state: 'failed' as const,
    attempts: 1,
    writableAgain: true,
    nextAttemptAt: null,
    recipients: [],
    error: null,
  };
  long[50] = { id: 51, kind: 'mailOut', delivery: failed };
  const { hidden } = foldPlan(long);
  expect(hidden.size).toBe(100 - 1 - 25 - 1);
  expect(hidden.has(1)).toBe(false);
  expect(hidden.has(51)).toBe(false);
  expect(hidden.has(76)).toBe(false);
});
