import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Failure } from '../lib/failure.ts';
import { account } from './account.samples.ts';
import { runCheck } from './check-run.ts';
import type { CheckStep } from './check-step.ts';
import type { Progress } from './progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that tells what it is told to tell and then waits for a server that never answers. */
function check(told: (progress: Progress) => void, signal = new AbortController().signal) {
  const steps: CheckStep[] = [];
  const done = runCheck(account, { report: (step) => steps.push(step), signal }, (progress, ended) => {
    told(progress);
    return new Promise((_resolve, reject) => {
      ended.addEventListener('abort', () => reject(new Error('the line was cut')));
    });
  });
  return { steps, done };
}

test('a step has 15 seconds, each of its own', async () => {
  const { steps, done } = check((progress) => {
    progress('resolve');
    setTimeout(() => {
      progress('resolve', { address: '192.0.2.1' });
      progress('connect');
    }, 14_000);
  });
  await vi.advanceTimersByTimeAsync(28_999);
  expect(steps.at(-1)).toEqual({ step: 'connect', state: 'running' });
  await vi.advanceTimersByTimeAsync(1);
  expect(await done).toBe(false);
  expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    'resolve running',
    'resolve ok',
    'connect running',
    'connect failed',
  ]);
  expect(steps.at(-1)).toMatchObject({
    failure: { code: 'step-timeout', params: { seconds: 15 } },
    hint: 'firewall',
  });
  expect(vi.getTimerCount()).toBe(0);
});

test('what hangs between two steps ends as well', async () => {
  const { steps, done } = check((progress) => {
    progress('count');
    progress('count', { total: 1 });
  });
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await done).toBe(false);
  expect(steps.at(-1)).toMatchObject({ step: 'count', failure: { code: 'step-timeout' } });
});

test('who cancels is told so, not that the line was cut', async () => {
  const stop = new AbortController();
  const { steps, done } = check((progress) => progress('capabilities'), stop.signal);
  stop.abort();
  expect(await done).toBe(false);
  expect(steps.at(-1)).toMatchObject({ step: 'capabilities', state: 'failed', failure: { code: 'cancelled' } });
  expect(steps.at(-1)?.hint).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

test('a refused certificate is shown with its fingerprint; nothing that is no failure of ours is shown in its own words', async () => {
  const params = {
    host: 'h',
    subject: 'mail.test',
    issuer: 'CA',
    validTo: '2030-01-01',
    fingerprint: 'AB:CD',
    names: '',
  };
  const steps: CheckStep[] = [];
  const options = { report: (step: CheckStep) => steps.push(step), signal: new AbortController().signal };
  await runCheck(account, options, (progress) => {
    progress('tls');
    return Promise.reject(new Failure('tls-untrusted', { params }));
  });
  expect(steps.at(-1)?.found).toEqual({
    subject: 'mail.test',
    issuer: 'CA',
    validTo: '2030-01-01',
    fingerprint: 'AB:CD',
  });
  await runCheck(account, options, () => Promise.reject(new Error('password x in a stack')));
  expect(steps.at(-1)).toMatchObject({ step: 'resolve', state: 'failed', failure: { code: 'internal', params: {} } });
  expect(JSON.stringify(steps)).not.toContain('in a stack');
});
