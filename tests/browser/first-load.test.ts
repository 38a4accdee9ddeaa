import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { buildPage } from '../../scripts/build-page.ts';

const dist = 'web/dist';
/** Bytes of compressed script that the ticket list needs to stand: what a slow line has to carry before anything can be read. */
const budget = 250_000;

beforeAll(() => buildPage(), 120_000);

test('the ticket list needs little script', () => {
  const needed = new Set<string>();
  for (const name of namesIn(readFileSync(path.join(dist, 'index.html'), 'utf8'))) add(needed, name);
  // The page itself and the texts of one language, the larger one, are fetched by it.
  add(needed, chunkOf('tickets-or-greeting'));
  add(needed, chunkOf('list'));
  add(needed, chunkOf('first'));
  const sum = [...needed].reduce((total, name) => total + sizeOf(name), 0);
  expect(needed.size).toBeGreaterThan(5);
  expect(sum).toBeGreaterThan(100_000);
  expect(sum).toBeLessThan(budget);
});

/** The file of a chunk; the largest where there are several of the name. */
function chunkOf(name: string): string {
  const found = readdirSync(path.join(dist, 'assets')).filter((file) =>
    new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file),
  );
  const [largest] = found.toSorted((one, other) => sizeOf(other) - sizeOf(one));
  if (!largest) throw new Error(`there is no chunk ${name}`);
  return largest;
}

/** Adds a file and all that it imports before it runs. */
function add(needed: Set<string>, name: string): void {
  if (needed.has(name)) return;
  needed.add(name);
  const source = textOf(name);
  for (const [, imported] of source.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
    add(needed, imported ?? '');
}

const namesIn = (html: string) => [...html.matchAll(/assets\/([\w.-]+\.js)/g)].map(([, name]) => name ?? '');
const textOf = (name: string) => readFileSync(path.join(dist, 'assets', name), 'utf8');
const sizeOf = (name: string) => gzipSync(textOf(name), { level: 9 }).length;
