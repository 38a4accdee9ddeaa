import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { namedStandards, readStandards, standardsProblems } from '../scripts/check-standards.ts';
import { trackedFiles } from './support/tracked-files.ts';

const isCode = (path: string) => /\.tsx?$/.test(path) && !path.includes('.test.');
const code = new Map(
  trackedFiles('src', 'web/src')
    .filter(isCode)
    .map((path) => [path, readFileSync(path, 'utf8')]),
);

test('docs/standards.tsv lists every RFC that the code names, and its files name theirs', () => {
  const standards = readStandards(readFileSync('docs/standards.tsv', 'utf8'));
  expect(standards.length).toBeGreaterThan(40);
  expect(standardsProblems(standards, code)).toEqual([]);
});

const line = { rfc: '5322', title: 'Internet Message Format', status: 'done', where: ['src/mail/a.ts'] };
const obeys: [string, string] = ['src/mail/a.ts', '// RFC 5322 §3.6'];

test.each([
  ['an RFC that is not listed', [line], [obeys, ['src/mail/b.ts', '// RFC 2045 §6']], 'src/mail/b.ts names RFC 2045'],
  [
    'a file that is gone',
    [{ ...line, where: ['src/mail/a.ts', 'src/mail/gone.ts'] }],
    [obeys],
    'gone.ts, which does not exist',
  ],
  ['a file that names another RFC', [line], [['src/mail/a.ts', '']], 'src/mail/a.ts, which does not mention it'],
  ['an unknown status', [{ ...line, status: 'soon' }], [obeys], 'status “soon”'],
  ['no file', [{ ...line, where: [] }], [obeys], 'names no file'],
  ['a line twice', [line, line], [obeys], 'twice'],
  ['no title', [{ ...line, title: '' }], [obeys], 'title'],
] satisfies [string, (typeof line)[], [string, string][], string][])('%s is told', (_name, standards, files, told) => {
  const problems = standardsProblems(standards, new Map(files));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(told);
});

test('a sound list has no problem', () => {
  expect(standardsProblems([line], new Map([obeys]))).toEqual([]);
});

test('numbers are found in lists and ranges, and not in the name of an IMAP item', () => {
  expect([...namedStandards('RFC 2369/2919, RFC 2045–2049 and RFC822.SIZE, see RFC 821 §4 (2026)')]).toEqual([
    '2369',
    '2919',
    '2045',
    '2049',
    '821',
  ]);
});
