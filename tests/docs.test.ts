import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { documentedGroups, generatedDocs, withTable } from '../scripts/generate-docs.ts';
import { settingsPage } from '../scripts/docs/settings.ts';
import { defineSettings } from '../src/settings/field.ts';
import { trackedFiles } from './support/tracked-files.ts';

test.each([...generatedDocs()])('%s is what npm run docs writes', (path, content) => {
  expect(readFileSync(path, 'utf8')).toBe(content);
});

test('every settings group is documented', () => {
  const defined = trackedFiles('src/settings')
    .filter((path) => path.endsWith('.ts') && !path.includes('.test.'))
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/= defineSettings\(\{\s*name: '(\w+)'/g)].map((match) => match[1]),
    );
  expect(defined.length).toBeGreaterThan(1);
  expect(new Set(documentedGroups.map(({ group }) => group.name))).toEqual(new Set(defined));
});

const group = defineSettings({
  name: 'probe',
  sections: ['only'],
  fields: {
    mode: {
      schema: z.enum(['a', 'b']).default('a'),
      section: 'only',
      widget: 'choice',
      choices: ['a', 'b'],
      required: true,
    },
  },
});
const texts: Record<string, string> = {
  'settings.section.only': 'Only',
  'settings.probe.mode.title': 'Mode',
  'settings.probe.mode.help': 'How | it works.',
  'settings.probe.mode.choice.a': 'First',
  'settings.probe.mode.choice.b': 'Second',
};

test('a field is documented with title, default, choices and help', () => {
  const page = settingsPage([{ title: 'Probe', group }], (_locale, key) => texts[key]);
  expect(page).toContain(
    '| Mode `mode` | Mode | `a` | How \\| it works. One of `a` (First), `b` (Second). Required. |',
  );
});

test.each(Object.keys(texts))('without the text %s there is no documentation', (gone) => {
  const german = (locale: string, key: string) => (locale === 'de' && key === gone ? undefined : texts[key]);
  expect(() => settingsPage([{ title: 'Probe', group }], german)).toThrow(`de ${gone}`);
});

test('a README without its marks is an error', () => {
  expect(() => withTable('# no marks', '|')).toThrow('marks');
});

test('every link between documents leads somewhere', () => {
  const documents = trackedFiles().filter((path) => path.endsWith('.md'));
  expect(documents.length).toBeGreaterThan(5);
  const all = new Set(trackedFiles());
  const isThere = (path: string) =>
    all.has(path) || [...all].some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`));
  const broken = documents.flatMap((document) =>
    [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:|#|mailto:|\/)([^)#\s]+)/g)]
      // Links that begin with `/` are places of the product; tests/guide.test.ts knows them.
      .map(([, link = '']) => new URL(link, `file:///${document}`).pathname.slice(1))
      .filter((target) => !isThere(target))
      .map((target) => `${document} → ${target}`),
  );
  expect(broken).toEqual([]);
});
