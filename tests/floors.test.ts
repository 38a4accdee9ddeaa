import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { floorProblems, unknownFolders } from './support/floors.ts';
import { trackedFiles } from './support/tracked-files.ts';

const isCode = (path: string) => /\.tsx?$/.test(path);
const files = new Map(
  trackedFiles('src', 'web/src')
    .filter(isCode)
    .map((path) => [path, readFileSync(path, 'utf8')]),
);

// Reads every file as TypeScript does, for which a busy machine takes its time.
test('imports run downwards only, and every folder keeps to its task', { timeout: 120_000 }, () => {
  expect(files.size).toBeGreaterThan(20);
  expect(floorProblems(files)).toEqual([]);
});

test('every folder of src/ has its floor', () => {
  expect(unknownFolders(files.keys())).toEqual([]);
  expect(unknownFolders(['src/utils/x.ts', 'src/mail/x.ts', 'src/main.ts'])).toEqual(['utils']);
});

/** The one problem of a made-up file. */
function problemOf(path: string, source: string, ...others: [string, string][]): string | undefined {
  const problems = floorProblems(new Map([[path, source], ...others]));
  expect(problems.length).toBeLessThanOrEqual(1);
  return problems[0];
}

test.each([
  ['src/mail/a.ts', "import { b } from '../desk/b.ts';"],
  ['src/lib/a.ts', "export { b } from '../mail/b.ts';"],
  ['src/store/a.ts', "import { b } from '../sources/b.ts';"],
  ['src/desk/a.ts', "import type { B } from '../settings/b.ts';"],
  ['src/net/a.ts', "import { b } from '../desk/b.ts';"],
  ['src/oauth/a.ts', "import type { B } from '../desk/b.ts';"],
  ['src/flows/a.ts', "const b = await import('../api/b.ts');"],
  ['src/flows/a.ts', "import { serve } from '../main.ts';"],
  ['src/lib/a.ts', "type B = import('../mail/b.ts').B;"],
  ['src/mail/a.ts', "new Worker(new URL('../jobs/b.ts', import.meta.url));"],
  ['src/flows/a.ts', "import { b } from '../../tests/support/b.ts';"],
  ['src/mail/a.ts', "import { readFile } from 'node:fs/promises';"],
  ['src/settings/a.ts', "import { connect } from 'node:net';"],
  ['src/mail/a.ts', 'const now = new Date();'],
  ['src/mail/a.ts', 'const now = Date.now();'],
  ['src/api/a.ts', "import { sql } from 'kysely';"],
  ['src/jobs/a.ts', "import type { Kysely } from 'kysely';"],
  ['src/flows/a.ts', "import { sql } from 'kysely';"],
  ['src/api/a.ts', "import { ImapFlow } from 'imapflow';"],
  ['src/flows/a.ts', "import fastify from 'fastify';"],
  ['src/api/a.ts', "import { connect, isIP } from 'node:net';"],
  ['src/main.ts', "import { b } from '../web/src/b.ts';"],
  ['web/src/a.ts', "import { b } from '../../src/api/b.ts';"],
  ['web/src/a.ts', "import type { B } from '../../src/store/b.ts';"],
  ['web/src/a.ts', "import { join } from 'node:path';"],
])('%s with %s breaks the floors', (path, source) => {
  expect(problemOf(path, source)).toContain(path);
});

test.each([
  [
    'src/mail/a.ts',
    "import { c } from './b.ts';\nimport { d } from '../lib/d.ts';\nimport { createHash } from 'node:crypto';",
  ],
  ['src/mail/a.ts', 'const then = new Date(2026, 1, 1);'],
  ['src/lib/clock.ts', 'export const systemClock = () => new Date();'],
  ['src/postmaster/filters/a.ts', "import { b } from '../b.ts';\nimport { c } from '../../desk/c.ts';"],
  ['src/flows/a.ts', "import type { Transaction } from 'kysely';\nimport { b } from '../store/b.ts';"],
  ['src/api/a.ts', "import { BlockList, isIP } from 'node:net';"],
  ['src/main.ts', "const page = new URL('../web/dist', import.meta.url);"],
  ['src/main.ts', "import { b } from './config.ts';\nimport { c } from './api/c.ts';"],
  ['src/mail/a.test.ts', "import { b } from '../store/b.ts';"],
  [
    'web/src/a.ts',
    "import type { B } from '../../src/api/contract/b.ts';\nimport { c } from '../../src/settings/c.ts';",
  ],
])('%s with %s is in order', (path, source) => {
  expect(problemOf(path, source)).toBeUndefined();
});

test('what the page uses at any distance runs in a browser', () => {
  const page: [string, string] = ['web/src/a.ts', "import { b } from '../../src/desk/b.ts';"];
  const between: [string, string] = ['src/desk/b.ts', "import { c } from '../lib/c.ts';"];
  expect(problemOf(...page, between, ['src/lib/c.ts', "import { randomBytes } from 'node:crypto';"])).toContain(
    'src/lib/c.ts',
  );
  expect(problemOf(...page, between, ['src/lib/c.ts', "import type { Key } from 'node:crypto';"])).toBeUndefined();
});
