import type { GuidePage } from './tree.ts';

export const pages = import.meta.glob<GuidePage>('../../../../docs/guide/en/*.md', { eager: true, import: 'page' });
export const images = import.meta.glob<string>('../../../../docs/guide/images/en/*.png', {
  eager: true,
  query: '?url',
  import: 'default',
});
