/** Longer runs of letters are no words (base64, keys); their beginning is enough to find them. */
const maxWordLength = 60;
/** Characters of a text whose words may all be held at once. */
const usualLength = 100_000;
/** More words than this make no search narrower. */
const maxQueryWords = 12;

/**
 * The words of a text in order, as search compares them: lower case, without accents (`Ü` = `u`, `ß` = `ss`), split at everything that is neither
 * letter nor digit, so that an address is found by each of its parts. At most `limit` words.
 */
export function words(text: string, limit: number): string[] {
  const lower = text.toLowerCase();
  const bareText = usual(lower);
  if (bareText !== null) {
    const runsOf = bareText.match(/[a-z0-9]+/g) ?? [];
    const kept = runsOf.length > limit ? runsOf.slice(0, limit) : runsOf;
    return kept.some(isLong) ? kept.map((word) => word.slice(0, maxWordLength)) : kept;
  }
  const found: string[] = [];
  for (const match of allRuns(lower, isWestern.test(lower) ? westernRuns : runs)) {
    if (found.length >= limit) break;
    const word = isPlain.test(match) ? match.slice(0, maxWordLength) : plain(match);
    if (word) found.push(word);
  }
  return found;
}

/** A text of usual length without its accents, if that leaves no other letters in it: then all its words are plain, as nearly always. */
function usual(lower: string): string | null {
  if (lower.length > usualLength) return null;
  const bareText = isAccentedText.test(lower) ? lower.replace(accented, (letter) => bare.get(letter) ?? letter) : lower;
  return isUsual.test(bareText) ? bareText : null;
}

const isLong = (word: string) => word.length > maxWordLength;

/** At once for a text of usual length, which is three times as fast; one after the other for one that may have more words than anybody wants. */
function allRuns(lower: string, pattern: RegExp): Iterable<string> {
  return lower.length <= usualLength ? (lower.match(pattern) ?? []) : runByRun(lower, pattern);
}

function* runByRun(lower: string, pattern: RegExp): Generator<string> {
  for (const [match] of lower.matchAll(pattern)) yield match;
}

/** The distinct words of what somebody typed into a search box; the last one may be unfinished. */
export function searchWords(query: string): string[] {
  const typed = words(query, maxQueryWords);
  const last = typed.pop();
  if (last === undefined) return [];
  return [...new Set(typed.filter((word) => word !== last)), last];
}

/** Runs of letters and digits, and the same for texts that hold nothing but Latin letters and usual signs: asking for properties costs ten times as much. */
const runs = /[\p{L}\p{N}\p{M}]+/gu;
const westernRuns = /[0-9a-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00bc-\u00be\u00df-\u00f6\u00f8-\u024f]+/g;
// Control characters separate words like any sign.
const isWestern = /^[\0-\u024f\u2000-\u206f\u20a0-\u20cf]*$/;
/** Most words of most mails: nothing to fold. */
const isPlain = /^[a-z0-9]+$/;

/** Latin-1 but for its letters and raised figures, and the usual signs of Western texts. */
const isUsual = /^[\0-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf]*$/;

/** The letters of Latin-1 with an accent, and ß: what nearly all other words of Western mails are made of. */
const accented = /[ßà-åçèéêëìíîïñòóôõöùúûüýÿ]/g;
const isAccentedText = /[ß-ÿ]/;
const isAccented = /^[a-z0-9ßà-åçèéêëìíîïñòóôõöùúûüýÿ]+$/;
const bare = new Map(
  Array.from('ßàáâãäåçèéêëìíîïñòóôõöùúûüýÿ', (letter) => [
    letter,
    letter === 'ß' ? 'ss' : letter.normalize('NFD').slice(0, 1),
  ]),
);

function plain(word: string): string {
  if (isAccented.test(word) && word.length <= maxWordLength) {
    return word.replace(accented, (letter) => bare.get(letter) ?? letter).slice(0, maxWordLength);
  }
  const folded = word.slice(0, maxWordLength).normalize('NFKD').toLowerCase().replaceAll('ß', 'ss');
  // Compatibility forms may unfold into signs (`½` is `1⁄2`); what is left are letters and digits only.
  return folded.slice(0, maxWordLength).replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
