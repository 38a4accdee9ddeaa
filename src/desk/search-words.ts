/** Longer runs of letters are no words (base64, keys); their beginning is enough to find them. */
const maxWordLength = 60;
/** More words than this make no search narrower. */
const maxQueryWords = 12;

/**
 * The words of a text in order, as search compares them: lower case, without accents (`Ü` = `u`, `ß` = `ss`), split at everything that is neither
 * letter nor digit, so that an address is found by each of its parts. At most `limit` words.
 */
export function words(text: string, limit: number): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (found.length >= limit) break;
    const word = plain(match[0]);
    if (word) found.push(word);
  }
  return found;
}

/** The distinct words of what somebody typed into a search box; the last one may be unfinished. */
export function searchWords(query: string): string[] {
  const typed = words(query, maxQueryWords);
  const last = typed.pop();
  if (last === undefined) return [];
  return [...new Set(typed.filter((word) => word !== last)), last];
}

function plain(word: string): string {
  const folded = word.slice(0, maxWordLength).normalize('NFKD').toLowerCase().replaceAll('ß', 'ss');
  // Compatibility forms may unfold into signs (`½` is `1⁄2`); what is left are letters and digits only.
  return folded.slice(0, maxWordLength).replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
