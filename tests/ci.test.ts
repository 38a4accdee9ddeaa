import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Runs .ci/run in a folder where `npm` is the given shell script, which is told its arguments; an old summary already lies there. */
function runCi(npm: string) {
  const folder = mkdtempSync(join(tmpdir(), 'poststelle-ci-'));
  for (const name of ['.ci', 'bin', 'tests/artefacts']) mkdirSync(join(folder, name), { recursive: true });
  cpSync('.ci/run', join(folder, '.ci/run'));
  writeFileSync(join(folder, 'tests/artefacts/summary.txt'), '99 passed, 0 failed\n');
  writeFileSync(join(folder, 'bin/npm'), `#!/bin/sh\nsummary=tests/artefacts/summary.txt\necho "npm $*"\n${npm}\n`);
  chmodSync(join(folder, 'bin/npm'), 0o755);
  const env = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, CI: 'true' };
  const ended = spawnSync('bash', [join(folder, '.ci/run')], {
    cwd: tmpdir(),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  return { code: ended.status, lines: ended.stdout.trimEnd().split('\n') };
}

test('CI calls the two commands of the README and closes with the figures', () => {
  const { code, lines } = runCi('[ "$1" = ci ] || echo "12 passed, 0 failed" > $summary');
  expect(lines).toEqual(['npm ci', 'npm test', '12 passed, 0 failed']);
  expect(code).toBe(0);
});

test('a failed test fails CI, with its figures', () => {
  const { code, lines } = runCi('[ "$1" = ci ] && exit 0; echo "11 passed, 1 failed" > $summary; exit 1');
  expect(lines.at(-1)).toBe('11 passed, 1 failed');
  expect(code).toBe(1);
});

test('a set-up that breaks fails CI, and the figures of an earlier run do not count', () => {
  const { code, lines } = runCi('exit 7');
  expect(lines).toEqual(['npm ci', '0 passed, 1 failed']);
  expect(code).toBe(7);
});

test('a run that ends badly after good figures is a failure', () => {
  const { code, lines } = runCi('[ "$1" = ci ] && exit 0; echo "12 passed, 0 failed" > $summary; exit 137');
  expect(lines.at(-1)).toBe('12 passed, 1 failed');
  expect(code).toBe(137);
});

test('a run that says it went well but left no figures is a failure', () => {
  const { code, lines } = runCi('exit 0');
  expect(lines.at(-1)).toBe('0 passed, 1 failed');
  expect(code).toBe(1);
});
