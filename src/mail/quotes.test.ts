import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitQuoted } from './quotes.ts';
import { GERMAN_SAMPLES, type QuoteSample } from './quotes.samples.ts';
import { LANGUAGE_SAMPLES, TRAP_SAMPLES } from './quotes.samples-languages.ts';
import { SCRIPT_SAMPLES } from './quotes.samples-scripts.ts';

const SAMPLES = [...GERMAN_SAMPLES, ...LANGUAGE_SAMPLES, ...SCRIPT_SAMPLES, ...TRAP_SAMPLES];

function read(sample: QuoteSample): { text: string; kinds: string } {
  const lines = sample.lines.slice(1).split('\n');
  return { text: lines.map((line) => line.slice(2)).join('\n'), kinds: lines.map((line) => line.slice(0, 1)).join('') };
}

/** One letter a line, `.` for a blank one. */
function kindsOf(text: string, subject?: string): string {
  let kinds = '';
  for (const segment of splitQuoted(text, subject).segments) {
    for (const line of segment.text.replace(/\n$/u, '').split('\n'))
      kinds += line.trim() === '' ? '.' : segment.kind.slice(0, 1);
  }
  return kinds;
}

test.each(SAMPLES.map((sample) => [sample.name, sample] as const))('%s', (_name, sample) => {
  const { text, kinds } = read(sample);
  // A blank line within a segment and one at its edge are both `.`, so `q > ` counts as the quote it is.
  const expected = kinds;
  expect(kindsOf(text, sample.subject)).toBe(expected);
  expect(kindsOf(text.replaceAll('\n', '\r\n'), sample.subject)).toBe(expected);
  expect(kindsOf(text.replaceAll(' ', '\u00a0'), sample.subject)).toBe(expected);
});

test('there are samples of every kind', () => {
  expect(SAMPLES.length).toBeGreaterThanOrEqual(90);
  expect(new Set(SAMPLES.map(({ name }) => name)).size).toBe(SAMPLES.length);
});

test('fresh text is trimmed, answers between quotes are set off', () => {
  const text = '\n\n  Ja.  \n\n> eins\n\nzwei\n\n> drei\n\n-- \nMax\n';
  expect(splitQuoted(text).fresh).toBe('  Ja.\n\nzwei');
});

test('white space alone stays white space', () => {
  expect(splitQuoted(' \r\n')).toEqual({ fresh: ' \r\n', segments: [{ kind: 'fresh', text: ' \r\n' }] });
  expect(splitQuoted('')).toEqual({ fresh: '', segments: [] });
});

const piece = fc.oneof(
  fc.constantFrom(
    ...SAMPLES.flatMap((sample) =>
      sample.lines
        .slice(1)
        .split('\n')
        .map((line) => line.slice(2)),
    ),
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    '>',
    '-- ',
    '\r',
    '\u2028',
    'On',
    'Von:',
    '-----Original Message-----',
    '________________________________',
  ),
);
const anyText = fc
  .array(fc.tuple(piece, fc.constantFrom('\n', '\r\n', '', '\n\n')), { maxLength: 40 })
  .map((lines) => lines.flat().join(''));

test('property: the segments joined are the text, and fresh is blank only if the text is', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('', 'WG: x', 'Re: x'), (text, subject) => {
      const { fresh, segments } = splitQuoted(text, subject);
      expect(segments.map((segment) => segment.text).join('')).toBe(text);
      expect(fresh.trim() === '').toBe(text.trim() === '');
      expect(segments.every((segment, at) => at === 0 || segment.kind !== segments[at - 1]!.kind)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

// Linear work: each of these takes well under a second, what is quadratic runs into the time limit of the test.
test.each([
  ['blank lines', '\n'],
  ['blank lines of Windows', '\r\n'],
  ['spaces', ' '],
  ['marks', '>'],
  ['quoted lines', '> a\n'],
  ['quotes and answers in turn', '> a\nb\n'],
  ['separators', '-- \n'],
  ['rules', `${'_'.repeat(40)}\n\n\n`],
  ['beginnings of introductions', 'On \n'],
  ['beginnings of introductions on one line', 'On '],
  ['introductions without a verb', `Am ${'1.'.repeat(200)}:\n`],
  ['introductions', 'Am 05.02.2024 um 10:11 schrieb <a@b.example>\n'],
  ['labels', 'Von: a@b.example\n'],
  ['pairs of labels', 'Von: a\nGesendet: b\n'],
  ['times of Notes', '05.02.2024 10:11\nAn\n'],
  ['closings', 'Mit freundlichen Grüßen\n\n'],
  ['dashes and spaces', `${'-'.repeat(59)}${' '.repeat(59)}original message${' '.repeat(50)}x\n`],
  ['colons and spaces', `On a${':  '.repeat(150)}\n`],
  ['addresses that never end', `${'<a'.repeat(200)}:\n`],
])(
  'hostile text: %s',
  (_name, unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const { fresh, segments } = splitQuoted(text);
    expect(segments.reduce((sum, segment) => sum + segment.text.length, 0)).toBe(text.length);
    expect(fresh.trim() === '').toBe(text.trim() === '');
  },
  10_000,
);
