import { decodeCharset } from './charset.ts';
import { charsetName } from './charset-names.ts';
import { decodeBase64 } from './transfer-encoding.ts';

/**
 * Text of an unstructured field, phrase or comment with its encoded words (RFC 2047 §2) decoded; white space between two
 * encoded words is dropped (§6.2). Words that are split inside a character, lack their end or hold spaces are read as meant.
 * Line breaks and other controls that were hidden in a word come out as spaces.
 */
export function decodeEncodedWords(value: string): string {
  if (!value.includes('=?')) return value;
  let out = '';
  let pending: Word[] = [];
  let at = 0;
  for (const word of words(value)) {
    const between = value.slice(at, word.start);
    const adjacent = pending.length > 0 && between.trim() === '';
    if (!adjacent) {
      out += decodeRun(pending) + between;
      pending = [];
    }
    pending.push(word);
    at = word.end;
  }
  out += decodeRun(pending) + value.slice(at);
  return out.replace(CONTROLS, ' ');
}

/** An unstructured field (Subject, RFC 5322 §2.2.1) as a person reads it: decoded, white space folded to single spaces, trimmed. */
export function decodeHeaderText(value: string): string {
  return oneLine(decodeEncodedWords(value));
}

/** Text with controls and line ends of any kind, C1 and Unicode ones included, as single spaces: what can stand in a field that we write. */
export function oneLine(text: string): string {
  return text.replace(/[ \u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}

const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f]+/g;

type Word = { start: number; end: number; charset: string; base64: boolean; text: string };

/** Finds the encoded words from left to right; every search position only moves forward, so the work is linear. */
function* words(value: string): Generator<Word> {
  let at = value.indexOf('=?');
  let nextEnd = -2;
  while (at !== -1) {
    const start = at;
    const opening = OPENING.exec(value.slice(start, start + 80));
    if (!opening) {
      at = value.indexOf('=?', start + 2);
      continue;
    }
    const textStart = start + opening[0].length;
    if (nextEnd !== -1 && nextEnd < textStart) nextEnd = value.indexOf('?=', textStart);
    const following = value.indexOf('=?', textStart);
    const { textEnd, end } = closing(value, textStart, nextEnd, following);
    const charset = (opening[1] as string).replace(/\*.*$/, ''); // RFC 2231 §5: charset*language
    yield { start, end, charset, base64: /b/i.test(opening[2] as string), text: value.slice(textStart, textEnd) };
    at = following !== -1 && following >= end ? following : value.indexOf('=?', end);
  }
}

const OPENING = /^=\?([^?\s"<>]{1,60})\?([bq])\?/i;

/** Not by RFC: a word without `?=` reaches to the next word, or to the next white space, or to the end. */
function closing(
  value: string,
  textStart: number,
  nextEnd: number,
  following: number,
): { textEnd: number; end: number } {
  if (
    nextEnd !== -1 &&
    (following === -1 || nextEnd <= following || !OPENING.test(value.slice(following, following + 80)))
  ) {
    return { textEnd: nextEnd, end: nextEnd + 2 };
  }
  const limit = following === -1 ? value.length : following;
  const rest = value.slice(textStart, limit);
  const blank = rest.search(/\s/);
  const length = blank === -1 ? rest.length : blank;
  const text = rest.slice(0, length).replace(/\?$/, '');
  return { textEnd: textStart + text.length, end: textStart + length };
}

/** Adjacent words of one charset are joined as bytes first: many programs split inside a character (against RFC 2047 §5). */
function decodeRun(run: Word[]): string {
  let out = '';
  for (let i = 0; i < run.length; ) {
    const first = run[i] as Word;
    const charset = first.charset.toLowerCase();
    const pieces: Uint8Array[] = [];
    let base64 = '';
    for (; i < run.length && (run[i] as Word).charset.toLowerCase() === charset; i++) {
      const word = run[i] as Word;
      if (word.base64) {
        base64 += word.text.replace(/\s+/g, '');
        // A quartet that goes on in the next word: keep collecting.
        if (base64.length % 4 !== 0 && !base64.endsWith('=') && run[i + 1]?.base64) continue;
        pieces.push(decodeBase64(Buffer.from(base64, 'latin1')).content);
        base64 = '';
      } else {
        pieces.push(decodeQ(word.text));
      }
    }
    if (base64) pieces.push(decodeBase64(Buffer.from(base64, 'latin1')).content);
    const bytes = pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
    out += decodeCharset(bytes, charsetName(charset) === null ? null : charset).text;
  }
  return out;
}

/** RFC 2047 §4.2: `_` is a space, `=XX` a byte. Characters above ASCII (against the RFC) count as UTF-8. */
function decodeQ(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'utf8');
  let at = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === 0x5f) {
      bytes[at++] = 0x20;
    } else if (byte === 0x3d) {
      const pair = bytes.toString('latin1', i + 1, i + 3);
      if (/^[0-9a-f]{2}$/i.test(pair)) {
        bytes[at++] = Number.parseInt(pair, 16);
        i += 2;
      } else {
        bytes[at++] = byte;
      }
    } else {
      bytes[at++] = byte;
    }
  }
  return bytes.subarray(0, at);
}
