import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isEntry } from './entry.ts';

const output = 'web/dist';
const stampFile = join(output, '.sources');

/** What the built page depends on: its own files, the floors it imports from, and the versions of all packages. */
const sources = [
  'web',
  'src/settings',
  'src/desk',
  'src/mail',
  'src/lib',
  'src/api/contract',
  'docs/guide',
  'package-lock.json',
];

/** Builds web/dist with Vite unless it already fits its sources. Throws what the build complains about. */
export async function buildPage(): Promise<void> {
  const stamp = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.log('Building the page (once after every change of its sources) …');
  const { build } = await import('vite');
  // The test runner sets another environment, which would give the slow build with React's warnings in it.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    // The licences of what is built in travel with it.
    await build({ root: 'web', logLevel: 'warn', build: { license: { fileName: 'licenses.md' } } });
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  }
  writeFileSync(stampFile, stamp);
}

/** A hash over names and contents of all sources. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesBelow).toSorted())
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (path.endsWith('.json')) return [path];
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const child = join(path, entry.name);
    if (entry.name === 'dist' || entry.name.includes('.test.')) return [];
    return entry.isDirectory() ? filesBelow(child) : [child];
  });
}

if (isEntry(import.meta.url)) await buildPage();
