import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { trackedFiles } from './support/tracked-files.ts';

/** Pictures and the like; everything else is text that people and machines elsewhere read. */
const isBinary = (path: string) => /\.(png|ico|woff2|pdf|gz)$/.test(path);

/** What only means something on the machine where it was written, or sends others to a server that is not theirs. */
const foreign: readonly { what: string; pattern: RegExp }[] = [
  { what: 'the path of this checkout', pattern: literal(process.cwd()) },
  // Not `/`, which some accounts have for a home.
  ...(homedir().length > 1
    ? [{ what: 'the home folder of whoever runs this', pattern: literal(`${homedir()}/`) }]
    : []),
  { what: 'a home folder', pattern: /(?<![\w.])\/(home|Users|root)\/[\w.-]+/ },
  {
    what: 'a package registry',
    pattern: /\b(registry|npm|packages)\.[a-z0-9-]+\.(org|com|net|io|dev|internal|local)\b/i,
  },
  { what: 'a package from a fixed address', pattern: /"resolved":/ },
];

function literal(text: string): RegExp {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(text.endsWith('/') ? escaped : `${escaped}(?![\\w-])`);
}

/** What is foreign in a text: `<line>: <what>`. */
function foreignIn(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      foreign.filter(({ pattern }) => pattern.test(line)).map(({ what }) => `${index + 1}: ${what}`),
    );
}

// This file writes such things down to look for them.
const files = trackedFiles().filter((path) => !isBinary(path) && path !== 'tests/tracked-files.test.ts');

test('no file names this machine or a package registry', () => {
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((path) => foreignIn(readFileSync(path, 'utf8')).map((problem) => `${path}:${problem}`));
  expect(found).toEqual([]);
});

test.each([
  [`const data = '${process.cwd()}/data';`],
  ['/home/anna/poststelle'],
  ['registry=https://registry.example.org/'],
  ['"resolved": "https://mirror.example/x.tgz"'],
])('%s is found', (line) => {
  expect(foreignIn(`first\n${line}\n`).length).toBeGreaterThan(0);
});

test.each([['https://example.org/home/page'], ["path.join(folder, 'data')"], ['the root of the repository']])(
  '%s is in order',
  (line) => {
    expect(foreignIn(line)).toEqual([]);
  },
);
