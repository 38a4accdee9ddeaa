import { blockText, type GuidePage, plainText } from './tree.ts';

/** A section of the guide in which all searched words occur, with the words around the first. `id` is empty for what stands above the first heading. */
export type Found = { name: string; page: string; id: string; heading: string; excerpt: string };

/** Sections that hold all words of the query, ahead those whose heading holds one; accents and case do not count. At most 30. */
export function findInGuide(pages: ReadonlyMap<string, GuidePage>, query: string): Found[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const all = [...pages].flatMap(([name, page]) =>
    sectionsOf(page)
      .filter(({ heading, text }) => {
        const hay = folded(`${page.title} ${heading} ${text}`);
        return words.every((word) => hay.includes(word));
      })
      .map(({ id, heading, text }) => ({ name, page: page.title, id, heading, excerpt: around(text, words[0] ?? '') })),
  );
  const inHeading = ({ page, heading }: Found) => words.some((word) => folded(heading || page).includes(word));
  return [...all.filter(inHeading), ...all.filter((found) => !inHeading(found))].slice(0, 30);
}

type Section = { id: string; heading: string; text: string };

function sectionsOf({ about, blocks }: GuidePage): Section[] {
  const sections: Section[] = [{ id: '', heading: '', text: about }];
  for (const block of blocks) {
    const last = sections.at(-1);
    if (block.kind === 'heading') sections.push({ id: block.id, heading: plainText(block.children), text: '' });
    else if (last) last.text = `${last.text} ${blockText(block)}`.trim();
  }
  return sections;
}

function around(text: string, word: string): string {
  // Folding keeps the length: every letter stays one.
  const at = Math.max(0, folded(text).indexOf(word) - 60);
  const from = at === 0 ? 0 : text.indexOf(' ', at) + 1;
  const isCut = from + 160 < text.length;
  const shown = isCut ? text.slice(from, text.lastIndexOf(' ', from + 160)) : text.slice(from);
  return `${from > 0 ? '… ' : ''}${shown}${isCut ? ' …' : ''}`;
}

function folded(text: string): string {
  return text.toLowerCase().replaceAll(/\p{L}/gu, (letter) => letter.normalize('NFD').replaceAll(/\p{M}/gu, ''));
}
