import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { guidePage } from './markdown.ts';

/** Turns the Markdown files of the guide into modules whose `page` is the tree. */
export function guidePlugin(): Plugin {
  return {
    name: 'guide',
    transform: {
      filter: { id: /\/docs\/guide\/(?:de|en)\/[\w-]+\.md$/ },
      handler(markdown, id) {
        const page = guidePage(markdown, (address) => pngSize(readFileSync(join(dirname(id), address))));
        return { code: `export const page = ${JSON.stringify(page)};`, map: null, moduleType: 'js' };
      },
    },
  };
}

/** Width and height of a PNG in pixels, which stand in its first chunk. */
export function pngSize(file: Buffer): { width: number; height: number } {
  if (file.toString('latin1', 1, 4) !== 'PNG') throw new Error('not a PNG');
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}
