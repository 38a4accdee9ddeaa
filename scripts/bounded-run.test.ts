import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runBounded } from './bounded-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'poststelle-bounded-'));
let runs = 0;
const bounds = (graceMs: number, limitMs: number) => ({
  reportFile: join(folder, `report-${++runs}`),
  graceMs,
  limitMs,
});
const shell = (script: string) => ['sh', '-c', script];
/** Whether a process runs, by Linux's /proc; one that has ended but that nobody asked after still has its entry, as Z. */
const isRunning = (pid: number) => {
  const status = `/proc/${pid}/stat`;
  return existsSync(status) && !/\) Z /.test(readFileSync(status, 'utf8'));
};

test('a command that ends by itself gives its exit code', async () => {
  expect(await runBounded(shell('exit 3'), bounds(5000, 5000))).toEqual({ code: 3, problem: undefined });
});

test('a command that does not end after its report is ended, with what it started', async () => {
  const limits = bounds(300, 60_000);
  const pidFile = join(folder, 'pid');
  const ended = await runBounded(shell(`sleep 60 & echo $! > ${pidFile}; touch ${limits.reportFile}; wait`), limits);
  expect(ended.problem).toBe('a test left something running');
  await expect.poll(() => isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
});

test('what a command leaves behind when it ends is ended too', async () => {
  const pidFile = join(folder, 'left');
  expect(await runBounded(shell(`sleep 60 & echo $! > ${pidFile}`), bounds(5000, 5000))).toMatchObject({ code: 0 });
  await expect.poll(() => isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
});

test('a command that takes too long is ended', async () => {
  expect(await runBounded(shell('sleep 60'), bounds(5000, 400))).toMatchObject({
    problem: expect.stringContaining('longer than'),
  });
});

test('a command that does not exist is a problem', async () => {
  expect((await runBounded(['no-such-program-here'], bounds(5000, 5000))).problem).toContain('no-such-program-here');
});
