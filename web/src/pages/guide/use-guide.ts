import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import type { Locale } from '../../i18n/locale.ts';
import { guideNames } from './chapters.ts';
import type { GuidePage } from './tree.ts';

/** The guide of one language: its pages in their order, and the addresses of its pictures by name. */
export type Guide = { pages: ReadonlyMap<string, GuidePage>; images: ReadonlyMap<string, string> };

const contents = { de: () => import('./content-de.ts'), en: () => import('./content-en.ts') };

/** The guide in the language of the page, fetched when first opened. */
export function useGuide() {
  const { locale } = useTexts();
  return useQuery({ queryKey: ['guide', locale], queryFn: () => loadGuide(locale), staleTime: Infinity });
}

async function loadGuide(locale: Locale): Promise<Guide> {
  const content = await contents[locale]().catch(() => {
    throw new ApiError(0, { code: 'page-missing', params: {}, text: '' });
  });
  const found = byName(content.pages);
  return {
    pages: new Map(guideNames.flatMap((name) => (found.has(name) ? [[name, found.get(name)!] as const] : []))),
    images: byName(content.images),
  };
}

function byName<T>(files: Record<string, T>): Map<string, T> {
  return new Map(
    Object.entries(files).map(([path, content]) => [path.replace(/^.*\//, '').replace(/\.\w+$/, ''), content]),
  );
}
