import { isAscii, isUtf8 } from 'node:buffer';
import { decodeCharset } from './charset.ts';
import { charsetName } from './charset-names.ts';
import { LIMITS } from './limits.ts';
import type { Defect, Header, HeaderField } from './message.ts';

/** The value of the first field of that name (case-insensitive, RFC 5322 §1.2.2), undefined if there is none. */
export function headerValue(header: Header, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const field of header) if (isNamed(field, name, wanted)) return field.value;
  return undefined;
}

/** The values of all fields of that name (case-insensitive), in the order of the mail. */
export function headerValues(header: Header, name: string): string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const field of header) if (isNamed(field, name, wanted)) values.push(field.value);
  return values;
}

/** What `readHeader` found: the fields, where the body begins (an offset into the bytes), and what was broken. */
export type HeaderRead = { header: HeaderField[]; bodyStart: number; defects: Defect[] };

/**
 * Reads one header (RFC 5322 §2.2, obsolete forms of §4.5) from `start` to the blank line, to a line for which `isEnd`
 * holds (a boundary), or to `end`. Values are unfolded and decoded: UTF-8 (RFC 6532) if valid, else the charset the
 * Content-Type names, else windows-1252.
 */
export function readHeader(
  raw: Buffer,
  start: number,
  end: number,
  isEnd: ((lineStart: number, lineEnd: number) => boolean) | null = null,
): HeaderRead {
  const isPart = isEnd !== null;
  const defects: Defect[] = [];
  const fields: RawField[] = [];
  let kept = 0;
  let at = start;
  while (at < end) {
    const first = raw[at];
    if (first === LF) return finish(fields, at + 1, defects);
    if (first === CR && raw[at + 1] === LF) return finish(fields, at + 2, defects);
    const next = fieldEnd(raw, at, end);
    const lineEnd = raw[next - 1] === LF ? next - 1 : next;
    if (first === DASH && isEnd?.(at, lineEnd)) return finish(fields, at, defects);
    const colon = colonOf(raw, at, lineEnd);
    if (colon === -1) {
      const blank = isBlankLine(raw, at, lineEnd);
      if (blank) return finish(fields, next, defects);
      if (!headerGoesOn(raw, next, end, isPart)) {
        defects.push('header-end-missing');
        return finish(fields, at, defects);
      }
      note(defects, 'header-line-unreadable');
    } else if (fields.length >= LIMITS.headerFields || kept > LIMITS.headerBytes) {
      note(defects, 'header-too-long');
    } else {
      let stop = lineEnd;
      if (lineEnd - at > LIMITS.headerFieldBytes) {
        stop = at + LIMITS.headerFieldBytes;
        note(defects, 'header-field-too-long');
      }
      kept += stop - at;
      fields.push({ from: at, colon, to: stop, bytes: raw });
    }
    at = next;
  }
  return finish(fields, at, defects);
}

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;
const COLON = 0x3a;
const ESC = 0x1b;

type RawField = { bytes: Buffer; from: number; colon: number; to: number };

function isNamed(field: HeaderField, name: string, wanted: string): boolean {
  return field.name.length === name.length && (field.name === name || field.name.toLowerCase() === wanted);
}

/** The offset behind the field that starts at `from`: its line and all lines that begin with white space (RFC 5322 §2.2.3). */
function fieldEnd(raw: Buffer, from: number, end: number): number {
  let at = from;
  for (;;) {
    const newline = raw.indexOf(LF, at);
    if (newline === -1 || newline >= end) return end;
    at = newline + 1;
    const next = raw[at];
    if (at >= end || (next !== 0x20 && next !== 0x09)) return at;
    const stop = lineStop(raw, at, end);
    if (isBlankLine(raw, at, stop) && !knownFieldAt(raw, stop + 1, end)) return at;
  }
}

function lineStop(raw: Buffer, from: number, end: number): number {
  // Only the first bytes matter: a line of more than 1,000 blanks is no blank line for us.
  const stop = Math.min(end, from + 1_000);
  const newline = raw.subarray(from, stop).indexOf(LF);
  return newline === -1 ? stop : from + newline;
}

/** Not by RFC: a line of white space ends the header, as mail clients read it. */
function isBlankLine(raw: Buffer, from: number, lineEnd: number): boolean {
  for (let i = from; i < lineEnd; i++) {
    const byte = raw[i];
    if (byte !== 0x20 && byte !== 0x09 && byte !== CR) return false;
  }
  return true;
}

/** RFC 5322 §4.2 lets a fold hold nothing but white space: it is one if a field that surely belongs to a header follows. */
function knownFieldAt(raw: Buffer, from: number, end: number): boolean {
  if (from >= end) return false;
  const colon = colonOf(raw, from, Math.min(end, from + 80));
  return colon !== -1 && KNOWN_FIELD.test(raw.toString('latin1', from, colon).trimEnd());
}

const KNOWN_FIELD =
  /^(?:x-[!-~]+|content-[a-z-]+|list-[a-z-]+|arc-[a-z-]+|mime-version|received|return-path|delivered-to|from|to|cc|subject|date|message-id|references|in-reply-to|reply-to|sender|dkim-signature|status|precedence)$/i;

/** RFC 5322 §3.6.8: a field name is printable ASCII without colon; §4.5 allows white space before the colon. -1 if this is no field. */
function colonOf(raw: Buffer, from: number, lineEnd: number): number {
  let i = from;
  while (i < lineEnd) {
    const byte = raw[i] as number;
    if (byte === COLON) return i > from ? i : -1;
    if (byte <= 0x20 || byte >= 0x7f) break;
    i++;
  }
  if (i === from) return -1;
  while (i < lineEnd && (raw[i] === 0x20 || raw[i] === 0x09)) i++;
  return raw[i] === COLON && i < lineEnd ? i : -1;
}

/** After a line that is no field: do fields follow before the blank line? Then the line is broken, else the blank line is missing. */
function headerGoesOn(raw: Buffer, from: number, end: number, isPart: boolean): boolean {
  let at = from;
  for (let i = 0; i < LIMITS.headerLookahead && at < end; i++) {
    const stop = lineStop(raw, at, end);
    if (isBlankLine(raw, at, stop)) return false;
    const colon = colonOf(raw, at, stop);
    // A part has only Content-* and X-* fields (RFC 2045 §9); `Product: printer` is already its text.
    if (colon !== -1) return !isPart || /^(?:content-|x-)/i.test(raw.toString('latin1', at, Math.min(colon, at + 10)));
    at = stop + 1;
  }
  return false;
}

function finish(raw: RawField[], bodyStart: number, defects: Defect[]): HeaderRead {
  const header: HeaderField[] = [];
  let charset: string | null | undefined;
  for (const { bytes, from, colon, to } of raw) {
    const name = bytes.toString('latin1', from, colon).trimEnd();
    const value = bytes.subarray(colon + 1, to);
    let text: string;
    if (isAscii(value)) {
      // Not by RFC: ISO-2022-JP without encoded words, as old Japanese programs write it.
      text = value.includes(ESC) ? decodeCharset(value, null).text : value.toString('latin1');
    } else {
      if (isUtf8(value)) {
        text = value.toString('utf8');
      } else {
        charset ??= declaredCharset(raw, bodyStart);
        text = decodeCharset(value, charset).text;
        note(defects, 'header-eight-bit');
      }
    }
    header.push({ name, value: unfold(text) });
  }
  return { header, bodyStart, defects };
}

/** RFC 5322 §2.2.3: the line break goes, the white space stays. NUL and lone CR (§4.1) become spaces. */
function unfold(text: string): string {
  const value = text.trim();
  if (!UNWANTED.test(value)) return value;
  return value
    .replace(/\r?\n(?=[ \t])/g, '')
    .replace(/[\0\r\n]+/g, ' ')
    .trim();
}

const UNWANTED = /[\0\r\n]/;

/** Not by RFC: raw 8-bit header fields are mostly in the charset of the body, or of its first part. Null: guess. */
function declaredCharset(fields: readonly RawField[], bodyStart: number): string | null {
  const { bytes, from } = fields[0] as RawField;
  const near = bytes.toString('latin1', from, Math.min(bodyStart + 4_096, from + 64 * 1024));
  for (const match of near.matchAll(/^content-type:[^\n]{0,200}(?:\n[ \t][^\n]{0,200}){0,3}/gim)) {
    const label = /charset\s*=\s*"?([A-Za-z0-9._:-]{2,40})/i.exec(match[0])?.[1];
    const charset = label === undefined ? null : charsetName(label);
    if (charset && !/^(?:utf-|us-ascii|iso-2022|hz)/.test(charset)) return charset;
  }
  return null;
}

function note(defects: Defect[], defect: Defect): void {
  if (!defects.includes(defect)) defects.push(defect);
}
