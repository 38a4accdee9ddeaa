import { LIMITS } from './limits.ts';

/** Where we are in an address field; the flags remember that a search found nothing, so that it is not repeated. */
export type Scanner = { text: string; i: number; noQuote: boolean; noParenthesis: boolean };

/** A word or quoted string of a phrase, still encoded. */
export type Piece = { text: string; quoted: boolean; spaceBefore: boolean };

/** What stands between two commas: words, comments, and the inside of angle brackets (null if there are none). */
export type Entry = { pieces: Piece[]; comments: string[]; angle: string | null; hasAt: boolean; space: boolean };

/** An entry before its first token. */
export function emptyEntry(): Entry {
  return { pieces: [], comments: [], angle: null, hasAt: false, space: false };
}

const ENCODED_WORD = /=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=/iy;
const ATOM = /[^\s"(<,;:[=]+|[=:]/y;

/** Reads the next token (RFC 5322 §3.2) into the entry and moves the scanner behind it. */
export function readToken(scanner: Scanner, entry: Entry): void {
  const { text } = scanner;
  const char = text[scanner.i] as string;
  if (char === ' ' || char === '\t' || char === '\r' || char === '\n' || char === '\u00a0') {
    entry.space = true;
    scanner.i++;
  } else if (char === '"' && !scanner.noQuote) {
    readQuotedString(scanner, entry);
  } else if (char === '(' && !scanner.noParenthesis) {
    readComment(scanner, entry);
  } else if (char === '<') {
    readAngle(scanner, entry);
  } else if (char === '[') {
    // RFC 5321 §4.1.3 address literals are short; a bounded look keeps the scan linear.
    const end = text.slice(scanner.i, scanner.i + 100).indexOf(']');
    const stop = end === -1 ? scanner.i + 1 : scanner.i + end + 1;
    addPiece(entry, text.slice(scanner.i, stop), false);
    scanner.i = stop;
  } else {
    ENCODED_WORD.lastIndex = scanner.i;
    ATOM.lastIndex = scanner.i;
    const match = (char === '=' && ENCODED_WORD.exec(text)) || ATOM.exec(text);
    const atom = match ? match[0] : char;
    addPiece(entry, atom, false);
    if (atom.includes('@')) entry.hasAt = true;
    scanner.i += atom.length;
  }
}

/** Adds a word to the phrase of the entry. */
export function addPiece(entry: Entry, text: string, quoted: boolean): void {
  entry.pieces.push({ text, quoted, spaceBefore: entry.space });
  entry.space = false;
}

/** RFC 5322 §3.2.4. If no closing quote follows, quotes are ordinary characters from there on. */
function readQuotedString(scanner: Scanner, entry: Entry): void {
  const { text } = scanner;
  let content = '';
  for (let i = scanner.i + 1; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '"') {
      addPiece(entry, content, true);
      scanner.i = i + 1;
      return;
    }
    if (char === '\\' && i + 1 < text.length) content += text[++i];
    else content += char;
  }
  scanner.noQuote = true;
  scanner.i++;
}

/** RFC 5322 §3.2.2, nested. */
function readComment(scanner: Scanner, entry: Entry): void {
  const { text } = scanner;
  let depth = 0;
  let content = '';
  for (let i = scanner.i; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '\\' && i + 1 < text.length) {
      content += text[++i];
    } else if (char === '(' && depth < LIMITS.commentNesting) {
      if (depth++ > 0) content += char;
    } else if (char === ')') {
      if (--depth === 0) {
        entry.comments.push(content);
        entry.space = true;
        scanner.i = i + 1;
        return;
      }
      content += char;
    } else {
      content += char;
    }
  }
  scanner.noParenthesis = true;
  addPiece(entry, '(', false);
  scanner.i++;
}

/** RFC 5322 §3.4 angle-addr with the obsolete route of §4.4. A missing `>` ends at the next comma. */
function readAngle(scanner: Scanner, entry: Entry): void {
  const { text } = scanner;
  let start = scanner.i + 1;
  while (text[start] === '<') start++;
  let end = text.indexOf('>', start);
  if (end !== -1 && text[start] === '"') {
    const quote = text.indexOf('"@', start + 1);
    if (quote !== -1 && quote > end) end = text.indexOf('>', quote);
  }
  if (end === -1 || end - start > 2_000) {
    const comma = text.indexOf(',', start);
    end = comma === -1 ? text.length : comma;
    scanner.i = end;
  } else {
    scanner.i = end + 1;
    while (text[scanner.i] === '>') scanner.i++;
  }
  const inner = text.slice(start, Math.min(end, start + 2_000));
  // `name <not an address> <a@b>`: the last one that looks like an address counts.
  if (entry.angle === null || !entry.angle.includes('@')) entry.angle = inner;
  entry.space = true;
}
