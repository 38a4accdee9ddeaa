import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { completeLock, type Lock, missingFromLock } from './complete-lock.ts';

test('the lock file has an entry for every optional package, so that npm ci accepts it', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  expect(Object.keys(lock.packages).length).toBeGreaterThan(300);
  expect([...missingFromLock(lock).keys()]).toEqual([]);
});

const lock = (...names: string[]): Lock => ({
  packages: {
    '': {},
    'node_modules/tool': {
      version: '1.0.0',
      optionalDependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])),
    },
    'node_modules/@tool/linux-x64': { version: '1.0.0', os: ['linux'], cpu: ['x64'] },
  },
});

test('an entry says for which machines the package is', () => {
  const { packages } = completeLock(
    lock('@tool/linux-x64', '@tool/linux-arm64-musl', '@tool/win32-x64-msvc', '@tool/linux-arm-gnueabihf'),
  );
  expect(packages['node_modules/@tool/linux-arm64-musl']).toMatchObject({
    os: ['linux'],
    cpu: ['arm64'],
    libc: ['musl'],
    optional: true,
  });
  expect(packages['node_modules/@tool/win32-x64-msvc']).toMatchObject({
    version: '1.0.0',
    os: ['win32'],
    cpu: ['x64'],
  });
  expect(packages['node_modules/@tool/linux-arm-gnueabihf']).toMatchObject({ cpu: ['arm'], libc: ['glibc'] });
  expect(packages['node_modules/@tool/linux-x64']).toEqual({ version: '1.0.0', os: ['linux'], cpu: ['x64'] });
  expect(Object.keys(packages)).toEqual(Object.keys(packages).toSorted());
});

test('a missing package that is for no platform is not made up', () => {
  expect(() => completeLock(lock('@tool/extra'))).toThrow('@tool/extra');
});
