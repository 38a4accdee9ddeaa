import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { incomingMailbox } from '../src/settings/incoming-mailbox.ts';
import { outgoingMailbox } from '../src/settings/outgoing-mailbox.ts';

const defined = [incomingMailbox, outgoingMailbox].flatMap(({ name, fields }) =>
  Object.keys(fields).map((field) => `${name}.${field}`),
);

test('every setting of a mailbox has a test that shows what it does', () => {
  const covered = coveredSettings();
  expect(defined.length).toBeGreaterThan(40);
  expect(defined.filter((setting) => !covered.has(setting))).toEqual([]);
});

test('no test claims to cover a setting that does not exist', () => {
  expect([...coveredSettings().keys()].filter((setting) => !defined.includes(setting))).toEqual([]);
});

/** Setting → the test files that name it, by the calls of tests/support/covers.ts within a test's body. */
function coveredSettings(): Map<string, string[]> {
  const covered = new Map<string, string[]>();
  for (const file of testFiles()) {
    const text = readFileSync(file, 'utf8');
    for (const [, names = ''] of text.matchAll(/^ {2,}covers\(([^)]*)\)/gm))
      for (const [, name = ''] of names.matchAll(/'([\w.]+)'/g))
        covered.set(name, [...(covered.get(name) ?? []), file]);
  }
  return covered;
}

function testFiles(): string[] {
  return readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.join('tests', file));
}
