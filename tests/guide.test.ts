import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentedGroups } from '../scripts/generate-docs.ts';
import { explainedFailures } from '../src/desk/failure-help.ts';
import { failures } from '../src/desk/failures.ts';
import { fillIn } from '../src/lib/fill-in.ts';
import { guidePage } from '../web/guide/markdown.ts';
import { pngSize } from '../web/guide/plugin.ts';
import { guideNames } from '../web/src/pages/guide/chapters.ts';
import { findInGuide } from '../web/src/pages/guide/find.ts';
import { type Block, blockText, type GuidePage, type Inline } from '../web/src/pages/guide/tree.ts';

const locales = ['de', 'en'] as const;
type Locale = (typeof locales)[number];
const namesIn = (folder: string, end: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(end))
    .map((name) => basename(name, end));
const guide = { de: readGuide('de'), en: readGuide('en') };

describe.each(locales)('guide (%s)', (locale) => {
  test('its files are the pages of the product', () => {
    expect(new Set(guideNames)).toEqual(new Set(namesIn(`docs/guide/${locale}`, '.md')));
  });

  test('every link leads somewhere', () => {
    const routes = readFileSync('web/src/router.tsx', 'utf8');
    const isThere = (from: string, href: string) => {
      const [, name = from, id = ''] = /^(?:([\w-]+)\.md)?(?:#([\w-]+))?$/.exec(href) ?? [];
      if (href.startsWith('https://')) return true;
      if (href.startsWith('/')) return isRoute(routes, href);
      const page = guide[locale].get(name);
      return page !== undefined && (id === '' || idsOf(page).includes(id));
    };
    const links = [...guide[locale]].flatMap(([name, page]) => linksOf(page).map((href) => ({ name, href })));
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter(({ name, href }) => !isThere(name, href))).toEqual([]);
  });

  test('an anchor names one place of its page', () => {
    for (const [name, page] of guide[locale])
      expect({ name, ids: idsOf(page) }).toEqual({ name, ids: [...new Set(idsOf(page))] });
  });

  test('every picture is there, and shown', () => {
    const shown = [...guide[locale].values()].flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'image' ? [block.name] : [])),
    );
    expect(new Set(shown)).toEqual(new Set(namesIn(`docs/guide/images/${locale}`, '.png')));
  });
});

test.each(locales)(
  'every failure that a person can mend has its section, with the words that the product says (%s)',
  (locale) => {
    const page = guide[locale].get('troubleshooting');
    const sections = sectionsOf(page?.blocks ?? []).filter(({ id }) => id in failures);
    expect(new Set(sections.map(({ id }) => id))).toEqual(explainedFailures);
    const said = (id: string) => blank(failures[id as keyof typeof failures][locale]);
    expect(sections.filter(({ id, quote }) => quote !== said(id))).toEqual([]);
  },
);

test.each(locales)('every section of a form has its place in the page of options (%s)', (locale) => {
  const anchors = documentedGroups.flatMap(({ group }) => group.sections.map((section) => `${group.name}-${section}`));
  expect(idsOf(guide[locale].get('options') ?? { title: '', about: '', blocks: [] })).toEqual(
    expect.arrayContaining(anchors),
  );
});

test('every failure of a mail server, a certificate or a provider is explained', () => {
  const fromOutside = /^(?:tls|starttls|connection|host|folder|oauth|server|sign-in|left)-/;
  // What ends by itself, or tells all there is.
  const plain = ['oauth-busy', 'sign-in-wrong'];
  const missing = Object.keys(failures).filter((code) => fromOutside.test(code) && !explainedFailures.has(code));
  expect(missing.filter((code) => !plain.includes(code))).toEqual([]);
});

test('its pictures stay small', () => {
  const files = locales.flatMap((locale) =>
    namesIn(`docs/guide/images/${locale}`, '.png').map((name) =>
      readFileSync(`docs/guide/images/${locale}/${name}.png`),
    ),
  );
  expect(files.filter((file) => pngSize(file).width > 1280)).toEqual([]);
  expect(files.reduce((sum, file) => sum + file.length, 0)).toBeLessThan(6_000_000);
});

test('both languages say the same in the same order', () => {
  const shape = (locale: Locale) =>
    Object.fromEntries([...guide[locale]].map(([name, page]) => [name, outline(page)] as const));
  expect(shape('en')).toEqual(shape('de'));
});

test('a page is read as a tree', () => {
  const markdown = `# Title

About.

## Head *in* form {#head}

One **strong** \`code\` [link](other.md#x).

- first
- second

| A | B |
| --- | --- |
| 1 | 2 \\| 3 |

> Remark

![Words](../images/de/list.png)
`;
  expect(guidePage(markdown, () => ({ width: 2, height: 1 }))).toEqual({
    title: 'Title',
    about: 'About.',
    blocks: [
      { kind: 'heading', level: 2, id: 'head', children: ['Head ', { kind: 'em', children: ['in'] }, ' form'] },
      {
        kind: 'paragraph',
        children: [
          'One ',
          { kind: 'strong', children: ['strong'] },
          ' ',
          { kind: 'code', text: 'code' },
          ' ',
          { kind: 'link', href: 'other.md#x', children: ['link'] },
          '.',
        ],
      },
      {
        kind: 'list',
        ordered: false,
        items: [[{ kind: 'paragraph', children: ['first'] }], [{ kind: 'paragraph', children: ['second'] }]],
      },
      { kind: 'table', head: [['A'], ['B']], rows: [[['1'], ['2 | 3']]] },
      { kind: 'quote', children: [{ kind: 'paragraph', children: ['Remark'] }] },
      { kind: 'image', name: 'list', alt: 'Words', width: 2, height: 1 },
    ],
  });
});

test.each([
  ['no title', 'text'],
  ['no sentence below the title', '# Title\n\n## Head {#head}'],
  ['a heading without anchor', '# Title\n\nAbout.\n\n## Head'],
  ['raw HTML', '# Title\n\nAbout.\n\n<script>alert(1)</script>'],
  ['HTML within a line', '# Title\n\nAbout.\n\nText <b>bold</b>'],
  ['a picture without words', '# Title\n\nAbout.\n\n![](../images/de/list.png)'],
])('the build refuses %s', (_what, markdown) => {
  expect(() => guidePage(markdown, () => ({ width: 1, height: 1 }))).toThrow();
});

test('a search finds sections by all its words, whatever their accents', () => {
  const page = guidePage(
    '# Töne\n\nAbout.\n\n## Größe {#size}\n\nDas Postfach ist groß.\n\n## Other {#other}\n\nNothing.',
    () => {
      throw new Error('no pictures here');
    },
  );
  const pages = new Map([['tones', page]]);
  expect(findInGuide(pages, 'POSTFACH gross').map(({ id }) => id)).toEqual([]);
  expect(findInGuide(pages, 'postfach große')).toEqual([
    { name: 'tones', page: 'Töne', id: 'size', heading: 'Größe', excerpt: 'Das Postfach ist groß.' },
  ]);
  expect(findInGuide(pages, ' ')).toEqual([]);
});

function readGuide(locale: Locale): Map<string, GuidePage> {
  const folder = `docs/guide/${locale}`;
  return new Map(
    namesIn(folder, '.md').map((name) => {
      const sizeOf = (address: string) => pngSize(readFileSync(`${folder}/${address}`));
      return [name, guidePage(readFileSync(`${folder}/${name}.md`, 'utf8'), sizeOf)];
    }),
  );
}

const idsOf = ({ blocks }: GuidePage) => blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : []));

/** The text of a failure as the guide quotes it: with … for what it names. */
function blank(text: string): string {
  const names = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => [name, '…'] as const);
  return fillIn(text, Object.fromEntries(names)).replace('….', '…');
}

/** Every heading with the words of the quote right below it. */
function sectionsOf(blocks: Block[]): { id: string; quote: string }[] {
  return blocks.flatMap((block, at) => {
    const next = blocks[at + 1];
    return block.kind === 'heading' ? [{ id: block.id, quote: next?.kind === 'quote' ? blockText(next) : '' }] : [];
  });
}

/** What both languages must share: headings with their anchors, pictures, the rows of tables, and the targets of links. */
function outline({ blocks }: GuidePage): unknown {
  return {
    headings: blocks.flatMap((block) =>
      block.kind === 'heading' ? [`${block.level} ${block.id}`] : block.kind === 'image' ? [block.name] : [],
    ),
    tables: blocks.flatMap((block) => (block.kind === 'table' ? [`${block.head.length} × ${block.rows.length}`] : [])),
    links: linksIn(blocks).filter((href) => !href.startsWith('https://')),
  };
}

const linksOf = ({ blocks }: GuidePage) => linksIn(blocks);

function linksIn(blocks: Block[]): string[] {
  return blocks.flatMap((block): string[] => {
    if (block.kind === 'list') return linksIn(block.items.flat());
    if (block.kind === 'quote') return linksIn(block.children);
    if (block.kind === 'table') return [block.head, ...block.rows].flat().flatMap(linksAmong);
    return 'children' in block ? linksAmong(block.children) : [];
  });
}

function linksAmong(inlines: Inline[]): string[] {
  return inlines.flatMap((each) => {
    if (typeof each === 'string' || each.kind === 'code') return [];
    return each.kind === 'link' ? [each.href, ...linksAmong(each.children)] : linksAmong(each.children);
  });
}

/** Whether the router knows the place; `/admin/data/teams` fits `/admin/data/$kind`. */
function isRoute(router: string, href: string): boolean {
  const parts = (path: string) => path.split('/').filter(Boolean);
  const asked = parts(href.replace(/[?#].*$/, ''));
  const paths = [...router.matchAll(/path: '(\/[^']*)'/g)].map(([, path = '']) => parts(path));
  // Paths of children stand without that of their parent.
  const all = [...paths, ...paths.map((path) => ['admin', 'mailboxes', ...path])];
  return all.some(
    (path) => path.length === asked.length && path.every((part, at) => part.startsWith('$') || part === asked[at]),
  );
}
