import { expect, test } from 'vitest';
import { countTests } from './test-counts.ts';

const file = (status: string, ...results: string[]) => ({
  status,
  assertionResults: results.map((result) => ({ status: result })),
});

test('tests are counted over all files', () => {
  const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')] };
  expect(countTests(report)).toEqual({ passed: 3, failed: 1 });
});

test('a skipped, pending or planned test is not a passed one', () => {
  expect(countTests({ testResults: [file('passed', 'passed', 'skipped', 'pending', 'todo')] })).toEqual({
    passed: 1,
    failed: 3,
  });
});

test('a file that did not load counts as failed', () => {
  expect(countTests({ testResults: [file('failed'), file('failed', 'passed')] })).toEqual({ passed: 1, failed: 2 });
});

test('a report of another shape is an error, not zero failures', () => {
  expect(() => countTests({})).toThrow();
});
