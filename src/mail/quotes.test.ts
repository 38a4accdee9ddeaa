import { expect, test } from 'vitest';
import { splitQuoted } from './quotes.ts';
import { GERMAN_SAMPLES, type QuoteSample } from './quotes.samples.ts';

function read(sample: QuoteSample): { text: string; kinds: string[] } {
  const lines = sample.lines.slice(1).split('\n');
  return { text: lines.map((line) => line.slice(2)).join('\n'), kinds: lines.map((line) => line.slice(0, 1)) };
}

function kindsOf(text: string, subject?: string): string[] {
  const kinds: string[] = [];
  for (const segment of splitQuoted(text, subject).segments) {
    for (const line of segment.text.replace(/\n$/u, '').split('\n'))
      kinds.push(line.trim() === '' ? '.' : segment.kind.slice(0, 1));
  }
  return kinds;
}

test.each([...GERMAN_SAMPLES])('$name', (sample) => {
  const { text, kinds } = read(sample);
  expect(kindsOf(text, sample.subject)).toEqual(kinds);
  expect(kindsOf(text.replaceAll('\n', '\r\n'), sample.subject)).toEqual(kinds);
});
