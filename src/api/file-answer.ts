import type { FastifyReply } from 'fastify';
import type { Blobs } from '../store/blobs.ts';

/** Shown in the page or a tab of its own; everything else is only ever saved. No SVG: it is a document that runs scripts. */
const shownImages = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);

/** Runs nothing and loads nothing, should a browser open the file after all. The page may show a PDF in a frame; viewers work in the sandbox. */
const locked = (framedBy: "'self'" | "'none'") => `default-src 'none'; sandbox; frame-ancestors ${framedBy}`;

/** Sends a stored file to be saved, or with `inline` to be shown if it is an image or PDF. The sender's word on its type counts for nothing else. */
export async function sendFile(
  answer: FastifyReply,
  blobs: Blobs,
  file: { blob: string; name: string; type: string },
  inline: boolean,
): Promise<void> {
  const isPdf = file.type === 'application/pdf';
  const shown = inline && (isPdf || shownImages.has(file.type));
  answer.header('content-type', shown ? file.type : 'application/octet-stream');
  answer.header('content-disposition', disposition(shown ? 'inline' : 'attachment', file.name));
  answer.header('content-security-policy', locked(shown && isPdf ? "'self'" : "'none'"));
  if (shown && isPdf) answer.header('x-frame-options', 'SAMEORIGIN');
  // Files never change under their number, but rights may: asked each time, sent once (RFC 9110 §13.1.2).
  const tag = `"${file.blob.slice(0, 32)}"`;
  answer.header('cache-control', 'private, no-cache').header('etag', tag);
  if (answer.request.headers['if-none-match'] === tag) await answer.code(304).send();
  else await answer.send(await blobs.get(file.blob));
}

/** RFC 6266 with the name twice: plain ASCII, and RFC 8187 for everything else. Without characters that file systems or shells take for something. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const clean = name
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .replace(/^[.\s]+/, '')
    .slice(0, 200)
    .trim();
  const safe = clean === '' ? 'file' : clean;
  const ascii =
    safe
      .normalize('NFKD')
      .replaceAll(/[^\x20-\x7e]/g, '')
      .replaceAll(/[%;]/g, '_')
      .trim() || 'file';
  const encoded = encodeURIComponent(safe).replaceAll(
    /['()*!]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
