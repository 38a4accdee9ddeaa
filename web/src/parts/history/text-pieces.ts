/** A stretch of plain text, or a link found in it with the address to open. */
export type TextPiece = { text: string; href: string | null };

/**
 * Plain text cut at the web and mail addresses in it. The pieces joined are the text, unchanged. Only `http:`, `https:` and `mailto:` become links,
 * so a mail cannot make anything else clickable; punctuation that ends a sentence stays outside.
 */
export function textPieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const found = withoutTrailing(match[0]);
    if (found === '') continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), href: null });
    pieces.push({ text: found, href: hrefOf(found) });
    from = match.index + found.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), href: null });
  return pieces;
}

/** How many lines a text takes at least, for deciding whether to fold it. */
export function lineCount(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

// Bounded repetitions and no nesting: hostile text cannot make these slow.
const LINK =
  /\bhttps?:\/\/[^\s<>"'`]{1,2000}|\bwww\.[^\s<>"'`]{3,2000}|[\p{L}\p{N}_.+%-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/giu;

function withoutTrailing(link: string): string {
  let end = link.length;
  while (end > Math.max(0, link.length - 100)) {
    const last = link[end - 1] as string;
    const unmatched = last === ')' && closesMore(link.slice(0, end));
    if (!unmatched && !'.,;:!?]}*_'.includes(last)) break;
    end--;
  }
  return link.slice(0, end);
}

function closesMore(text: string): boolean {
  return text.split(')').length > text.split('(').length;
}

function hrefOf(link: string): string {
  if (/^https?:/i.test(link)) return link;
  return /^www\./i.test(link) && !link.includes('@') ? `https://${link}` : `mailto:${link}`;
}
