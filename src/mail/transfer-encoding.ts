import type { Defect } from './message.ts';
import { cutUuencoded } from './uuencode.ts';

/**
 * The bytes of a body after its Content-Transfer-Encoding (RFC 2045 §6) is undone; an unknown encoding leaves them as they are.
 * `defect` says what was broken; as much as possible is decoded all the same.
 */
export function decodeTransfer(bytes: Uint8Array, encoding: string): { content: Uint8Array; defect: Defect | null } {
  switch (encodingName(encoding)) {
    case 'base64':
      return decodeBase64(bytes);
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes);
    case 'uuencode':
      return decodeUuencode(bytes);
    case 'identity':
      return { content: bytes, defect: null };
    default:
      return {
        content: bytes,
        defect: `transfer-encoding-unknown:${encoding
          .toLowerCase()
          .replace(/[^a-z0-9._-]/g, '')
          .slice(0, 30)}`,
      };
  }
}

/** A piece in which a large part is decoded is 1 MB of blocks: a millisecond or two of work. */
const blocksPerSlice = 16;
const sliceBytes = 1024 * 1024;

/**
 * The same piece by piece, for parts too large to be held decoded: each piece is good until the next is asked for. Only for base64 in lines of one length
 * and for what is not encoded; where that does not hold it ends early, and the generator's result is false.
 */
export function* decodeSlices(bytes: Uint8Array, encoding: string): Generator<Uint8Array, boolean> {
  const name = encodingName(encoding);
  if (name === 'identity') {
    for (let i = 0; i < bytes.length; i += sliceBytes) yield bytes.subarray(i, i + sliceBytes);
    return true;
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lines = name === 'base64' ? regularLines(buffer) : null;
  if (!lines) return false;
  const step = blockOf(lines.stride) * blocksPerSlice;
  const out = Buffer.allocUnsafe(decodedBytes(Math.min(step, lines.end - lines.start)));
  for (let i = lines.start; i < lines.end; i += step) {
    const written = decodeLines(buffer, lines, i, Math.min(i + step, lines.end), out);
    if (written === -1) return false;
    yield out.subarray(0, written);
  }
  return true;
}

/** RFC 2045 §6.8. White space and foreign characters are skipped, padding inside the data (joined pieces) is understood. */
export function decodeBase64(bytes: Uint8Array): { content: Uint8Array; defect: Defect | null } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const regular = decodeRegularLines(buffer);
  if (regular) return { content: regular, defect: null };
  // Not by RFC: text that only claims to be base64.
  if (isPlain(buffer)) return { content: bytes, defect: 'base64-not-encoded' };
  return decodeLoose(buffer);
}

/** RFC 2045 §6.7. A `=` that starts no valid pair stays as written. */
export function decodeQuotedPrintable(bytes: Uint8Array): { content: Uint8Array; defect: Defect | null } {
  const encoded = hasTrailingSpace(bytes) ? withoutTrailingSpace(bytes) : bytes;
  if (!encoded.includes(0x3d)) return { content: encoded, defect: null };
  const out = Buffer.allocUnsafe(encoded.length);
  let at = 0;
  let defect: Defect | null = null;
  for (let i = 0; i < encoded.length; i++) {
    const byte = encoded[i] as number;
    if (byte !== 0x3d) {
      out[at++] = byte;
      continue;
    }
    const soft = softBreak(encoded, i + 1);
    const value = soft > 0 ? -1 : hexPair(encoded, i + 1);
    if (soft > 0) {
      i += soft;
    } else if (value === -1) {
      out[at++] = byte;
      defect = 'quoted-printable-broken';
    } else {
      out[at++] = value;
      i += 2;
    }
  }
  return { content: out.subarray(0, at), defect };
}

/** RFC 2045 §6.7 rule 3: white space at the end of a line was added on the way. */
function withoutTrailingSpace(bytes: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(bytes.length);
  let at = 0;
  let filled = 0;
  for (const byte of bytes) {
    if (isLineEnd(byte)) at = filled;
    out[at++] = byte;
    if (byte !== 0x20 && byte !== 0x09) filled = at;
  }
  return out.subarray(0, filled);
}

/** Not by RFC 2045, but written before it: the part is one uuencoded file. */
function decodeUuencode(bytes: Uint8Array): { content: Uint8Array; defect: Defect | null } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const file = cutUuencoded(text.replace(/\r\n?/g, '\n')).files[0];
  return file ? { content: file.content, defect: null } : { content: bytes, defect: 'uuencode-broken' };
}

const HEX = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) {
  HEX['0123456789ABCDEF'.charCodeAt(i)] = i;
  // RFC 2045 §6.7 forbids lower-case digits; they are common and unambiguous.
  HEX['0123456789abcdef'.charCodeAt(i)] = i;
}

function hexPair(bytes: Uint8Array, at: number): number {
  const high = HEX[bytes[at] ?? 0] as number;
  const low = HEX[bytes[at + 1] ?? 0] as number;
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/** How many bytes after `=` make a soft line break: optional white space and the line end, or the end of the data. */
function softBreak(bytes: Uint8Array, from: number): number {
  let i = from;
  while (bytes[i] === 0x20 || bytes[i] === 0x09) i++;
  if (i >= bytes.length) return Math.max(i - from, 1);
  if (bytes[i] === 0x0a) return i + 1 - from;
  if (bytes[i] === 0x0d) return (bytes[i + 1] === 0x0a ? i + 2 : i + 1) - from;
  return 0;
}

function hasTrailingSpace(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = buffer.at(-1);
  return last === 0x20 || last === 0x09 || TRAILING_SPACES.some((pair) => buffer.includes(pair));
}

const TRAILING_SPACES = [' \r', ' \n', '\t\r', '\t\n'].map((pair) => Buffer.from(pair));
const isLineEnd = (byte: number) => byte === 0x0a || byte === 0x0d;

/**
 * The usual case, fast: all lines of one length that is a multiple of four, so that blocks of lines decode on their own.
 * Works in blocks, so that a 50 MB part never becomes one 50 MB string. Null if the data is not of that kind.
 */
function decodeRegularLines(buffer: Buffer): Buffer | null {
  const lines = regularLines(buffer);
  if (!lines) return null;
  const out = Buffer.allocUnsafe(decodedBytes(lines.end - lines.start));
  const written = decodeLines(buffer, lines, lines.start, lines.end, out);
  return written === -1 ? null : out.subarray(0, written);
}

/** Where the data lies, and its lines: `stride` bytes from one to the next, of them `eol` for the line end. */
type Lines = { start: number; end: number; stride: number; eol: number };

function regularLines(buffer: Buffer): Lines | null {
  let end = buffer.length;
  while (end > 0 && isBlank(buffer[end - 1] as number)) end--;
  let start = 0;
  while (start < end && isBlank(buffer[start] as number)) start++;
  const newline = buffer.indexOf(0x0a, start);
  const stride = newline === -1 || newline >= end ? end - start + 2 : newline + 1 - start;
  const eol = newline === -1 || newline >= end ? 2 : buffer[newline - 1] === 0x0d ? 2 : 1;
  return (stride - eol) % 4 === 0 ? { start, end, stride, eol } : null;
}

const decodedBytes = (encoded: number) => Math.ceil((encoded * 3) / 4) + 3;

/** Decodes the lines of `[from, to)`, both at the start of a line or at the end of the data, into `out`. Gives how many bytes, -1 if they are not regular. */
function decodeLines(buffer: Buffer, { end, stride, eol }: Lines, from: number, to: number, out: Buffer): number {
  const block = blockOf(stride);
  let at = 0;
  for (let i = from; i < to; i += block) {
    const stop = Math.min(i + block, to);
    const lines = Math.ceil((stop - i) / stride);
    const characters = stop - i - (lines - (stop === end ? 1 : 0)) * eol;
    const padding = stop === end ? paddingBefore(buffer, stop) : 0;
    const written = out.write(buffer.toString('latin1', i, stop), at, 'base64');
    if (characters % 4 !== 0 || written !== (characters / 4) * 3 - padding) return -1;
    at += written;
  }
  return at;
}

/** So many bytes are decoded at once: whole lines. */
const blockOf = (stride: number) => stride * Math.max(1, Math.floor(65_536 / stride));

function paddingBefore(buffer: Buffer, end: number): number {
  if (buffer[end - 1] !== 0x3d) return 0;
  return buffer[end - 2] === 0x3d ? 2 : 1;
}

const BASE64 = new Int8Array(256).fill(-1);
for (let i = 0; i < 64; i++)
  BASE64['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.charCodeAt(i)] = i;

function decodeLoose(buffer: Buffer): { content: Uint8Array; defect: Defect | null } {
  const out = Buffer.allocUnsafe(Math.ceil((buffer.length * 3) / 4) + 3);
  let at = 0;
  let bits = 0;
  let held = 0;
  let foreign = 0;
  for (let i = 0; i < buffer.length; i++) {
    const byte = buffer[i] as number;
    const value = BASE64[byte] as number;
    if (value >= 0) {
      held = ((held << 6) | value) & 0xffffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        out[at++] = (held >> bits) & 0xff;
      }
    } else if (byte === 0x3d) {
      bits = 0;
      held = 0;
      // Padding ends one piece. Another may follow, or a footer that a mailing list wrote behind the data.
      if (!goesOn(buffer, i + 1)) return { content: out.subarray(0, at), defect: 'base64-trailing-text' };
    } else if (!isBlank(byte)) {
      foreign++;
    }
  }
  const defect = foreign > 0 ? 'base64-broken' : bits === 6 ? 'base64-truncated' : null;
  return { content: out.subarray(0, at), defect };
}

/** Words with blanks and punctuation between them: more than a tenth of the first line (of 400 bytes at most) is no base64. */
function isPlain(buffer: Buffer): boolean {
  let start = 0;
  while (start < buffer.length && isBlank(buffer[start] as number)) start++;
  let foreign = 0;
  let end = start;
  for (; end < buffer.length && end < start + 400 && buffer[end] !== 0x0a && buffer[end] !== 0x0d; end++) {
    const byte = buffer[end] as number;
    if ((BASE64[byte] as number) < 0 && byte !== 0x3d) foreign++;
  }
  return end - start >= 20 && foreign > (end - start) / 10;
}

/** Whether the next line that is not empty can be base64: only its characters, in groups of four. True at the end of the data. */
function goesOn(buffer: Buffer, from: number): boolean {
  let start = from;
  while (start < buffer.length && (isBlank(buffer[start] as number) || buffer[start] === 0x3d)) start++;
  if (start >= buffer.length) return true;
  let i = start;
  while (i < buffer.length && buffer[i] !== 0x0a && buffer[i] !== 0x0d) {
    if ((BASE64[buffer[i] as number] as number) < 0 && buffer[i] !== 0x3d) return false;
    i++;
    // A long line is data; no footer looks like this.
    if (i - start >= 80) return true;
  }
  return (i - start) % 4 === 0;
}

function isBlank(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x09;
}

/** What a Content-Transfer-Encoding means as written, null if nothing known. Not by RFC: quotes, comments, trailing words, `8-bit`, names of old gateways. */
export function encodingName(written: string): 'base64' | 'quoted-printable' | 'uuencode' | 'identity' | null {
  const name = written
    .toLowerCase()
    .replace(/^"/, '')
    .split(/[(";,\s]/, 1)[0] as string;
  if (/^(?:x-)?base-?64$/.test(name)) return 'base64';
  if (/^(?:quoted-?print[ai]ble|qp)$/.test(name)) return 'quoted-printable';
  if (/^(?:x-)?uue(?:ncode)?$/.test(name)) return 'uuencode';
  return /^(?:|[78]-?bit|binary|none|utf-8|us-ascii|x-yencode)$/.test(name) ? 'identity' : null;
}
