import { useQueries } from '@tanstack/react-query';
import { inlineImageUrls } from './mail-document.ts';

const LARGEST = 20 * 1024 * 1024;
const none: ReadonlyMap<string, string> = new Map();

/**
 * The inline images of a mail as data URLs, read by the page because the mail's frame may load nothing.
 * `ready` once every image is there or missing; `missing` counts those that could not be read.
 */
export function useInlineImages(html: string): { ready: boolean; found: ReadonlyMap<string, string>; missing: number } {
  const urls = inlineImageUrls(html);
  return useQueries({
    queries: urls.map((url) => ({
      queryKey: ['attachment-image', url],
      queryFn: ({ signal }: { signal: AbortSignal }) => readImage(url, signal),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
    combine: (results) => ({
      ready: results.every((result) => !result.isPending),
      found:
        results.length === 0
          ? none
          : new Map(results.flatMap(({ data }, at) => (data ? [[urls[at] as string, data] as const] : []))),
      missing: results.filter((result) => result.isError).length,
    }),
  });
}

async function readImage(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { credentials: 'same-origin', signal });
  if (!response.ok) throw new Error(`image: ${response.status}`);
  const blob = await response.blob();
  if (!blob.type.startsWith('image/') || blob.size > LARGEST)
    throw new Error(`image: ${blob.type}, ${blob.size} bytes`);
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () =>
      typeof reader.result === 'string' ? resolve(reader.result) : reject(new Error('image: unreadable')),
    );
    reader.addEventListener('error', () => reject(new Error('image: unreadable')));
    reader.readAsDataURL(blob);
  });
}
