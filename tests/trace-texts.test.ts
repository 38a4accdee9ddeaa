import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deskTexts } from '../src/desk/texts/index.ts';

const folder = 'src/postmaster/filters/';

test('whatever a filter says of a mail, there is a sentence for it in both languages', () => {
  const keys = saidKeys();
  expect(keys.length).toBeGreaterThan(40);
  const missing = keys.filter((key) => !deskTexts.de[`trace.${key}`] || !deskTexts.en[`trace.${key}`]);
  expect(missing).toEqual([]);
});

test('both languages tell the same of a mail', () => {
  const traceKeys = (locale: 'de' | 'en') =>
    Object.keys(deskTexts[locale])
      .filter((key) => key.startsWith('trace.') || key.startsWith('flag.'))
      .toSorted();
  expect(traceKeys('en')).toEqual(traceKeys('de'));
});

/** The keys that stand in the filters and in judge.ts as they are. */
function saidKeys(): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const texts = [
    ...files.map((name) => readFileSync(folder + name, 'utf8')),
    readFileSync('src/postmaster/judge.ts', 'utf8'),
  ];
  return texts.flatMap((text) => [...text.matchAll(/\bkey: '(\w+)'/g)].map(([, key = '']) => key));
}
