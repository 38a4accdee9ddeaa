import { decodeCharset } from './charset.ts';
import { charsetName } from './charset-names.ts';
import { decodeEncodedWords } from './encoded-words.ts';
import { LIMITS } from './limits.ts';

/** A structured MIME field: `value` in lower case without comments, parameters by lower-case name, decoded. */
export type Parameterised = { value: string; parameters: Map<string, string> };

/**
 * Reads `value; name=value; …` (RFC 2045 §5.1) with continuations, charsets and percent encoding (RFC 2231 §3–4).
 * The first of two equal parameters wins. Encoded words in parameters, values with spaces and missing quotes are read as meant.
 */
export function parseParameterised(field: string): Parameterised {
  const semicolon = field.indexOf(';');
  const head = semicolon === -1 ? field : field.slice(0, semicolon);
  const value = stripComments(head).trim().toLowerCase();
  const parameters = new Map<string, string>();
  if (semicolon === -1) return { value, parameters };
  const pieces = readPieces(field, semicolon + 1);
  for (const piece of pieces)
    if (piece.section === null && !piece.extended && !parameters.has(piece.name))
      parameters.set(piece.name, plainValue(piece));
  // RFC 2231 beside the plain form: the extended one is the better one (RFC 6266 §4.3 says the same for HTTP).
  for (const [name, sections] of bySection(pieces)) parameters.set(name, joinSections(sections));
  return { value, parameters };
}

type Piece = { name: string; section: number | null; extended: boolean; value: string; quoted: boolean };

function readPieces(field: string, from: number): Piece[] {
  const pieces: Piece[] = [];
  const at = { i: from };
  while (at.i < field.length && pieces.length < LIMITS.parameters) {
    const piece = readPiece(field, at);
    if (piece) pieces.push(piece);
  }
  return pieces;
}

/** Reads one `name=value`, leaves `at.i` behind its semicolon. */
function readPiece(field: string, at: { i: number }): Piece | null {
  const equals = nextOf(field, at.i, '=;');
  if (equals === -1 || field[equals] === ';') {
    at.i = equals === -1 ? field.length : equals + 1;
    return null;
  }
  const name = stripComments(field.slice(at.i, equals)).trim().toLowerCase();
  let i = equals + 1;
  while (i < field.length && isSpace(field.charCodeAt(i))) i++;
  let value: string;
  let quoted = false;
  if (field[i] === '"') {
    quoted = true;
    const read = readQuoted(field, i + 1);
    value = read.value;
    i = nextOf(field, read.end, ';');
  } else {
    const end = nextOf(field, i, ';');
    value = field.slice(i, end === -1 ? undefined : end).trim();
    if (!value.includes('=?')) value = value.replace(/\s\([^()]*\)$/, '');
    i = end;
  }
  at.i = i === -1 ? field.length : i + 1;
  const shape = /^([^*]{1,60})(?:\*(\d{1,4}))?(\*)?$/.exec(name);
  if (!shape) return null;
  return {
    name: shape[1] as string,
    section: shape[2] === undefined ? null : Number(shape[2]),
    extended: shape[3] !== undefined,
    value,
    quoted,
  };
}

/** RFC 5322 §3.2.4. A quote that never closes ends at the next semicolon. */
function readQuoted(field: string, from: number): { value: string; end: number } {
  let value = '';
  for (let i = from; i < field.length; i++) {
    const char = field[i] as string;
    if (char === '"') return { value, end: i + 1 };
    // Not by RFC: Internet Explorer and its friends wrote unescaped Windows paths; a backslash only escapes \ and ".
    if (char === '\\' && (field[i + 1] === '"' || field[i + 1] === '\\')) value += field[++i];
    else value += char;
  }
  const end = field.indexOf(';', from);
  const stop = end === -1 ? field.length : end;
  return { value: field.slice(from, stop), end: stop };
}

function nextOf(field: string, from: number, wanted: string): number {
  for (let i = from; i < field.length; i++) if (wanted.includes(field[i] as string)) return i;
  return -1;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Not by RFC 2231 but by habit: encoded words as parameter values, quoted or not. */
function plainValue(piece: Piece): string {
  return decodeEncodedWords(piece.value);
}

function bySection(pieces: readonly Piece[]): Map<string, Piece[]> {
  const groups = new Map<string, Piece[]>();
  for (const piece of pieces) {
    if (piece.section === null && !piece.extended) continue;
    const group = groups.get(piece.name);
    if (group) group.push(piece);
    else groups.set(piece.name, [piece]);
  }
  return groups;
}

/** RFC 2231 §4.1: sections in the order of their numbers; only the first names charset and language. */
function joinSections(sections: readonly Piece[]): string {
  // `name*=` (no number) is complete in itself and wins over numbered sections.
  const whole = sections.find((piece) => piece.section === null);
  const ordered = whole ? [whole] : sections.toSorted((a, b) => (a.section ?? 0) - (b.section ?? 0));
  let charset: string | null = null;
  const bytes: Buffer[] = [];
  let sawExtended = false;
  for (const [index, piece] of ordered.entries()) {
    let value = piece.value;
    if (index === 0 && piece.extended) {
      const marked = /^([^']{0,60})'([^']{0,60})'/.exec(value);
      if (marked) {
        charset = marked[1] || null;
        value = value.slice(marked[0].length);
      }
    }
    if (piece.extended) sawExtended = true;
    bytes.push(piece.extended ? percentBytes(value) : Buffer.from(value, 'utf8'));
  }
  const joined = Buffer.concat(bytes);
  if (!sawExtended) return decodeEncodedWords(joined.toString('utf8'));
  return decodeCharset(joined, charset !== null && charsetName(charset) === null ? null : charset).text;
}

function percentBytes(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  let at = 0;
  for (let i = 0; i < bytes.length; i++) {
    const pair = bytes[i] === 0x25 ? bytes.toString('latin1', i + 1, i + 3) : '';
    if (pair.length === 2 && /^[0-9a-f]{2}$/i.test(pair)) {
      bytes[at++] = Number.parseInt(pair, 16);
      i += 2;
    } else {
      bytes[at++] = bytes[i] as number;
    }
  }
  return bytes.subarray(0, at);
}

/** RFC 5322 §3.2.2 comments, without nesting: enough for the tokens of MIME fields. */
function stripComments(text: string): string {
  return text.includes('(') ? text.replace(/\([^()]*\)/g, ' ') : text;
}
