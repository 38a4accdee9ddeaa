/** Writes MIME parts: seven bits, lines of at most 76 columns, CRLF. */
import { isUtf8 } from 'node:buffer';
import { encodedWords, hex, headerSafe } from './compose-header.ts';

/** One entity: header lines without the closing blank line, and the encoded body. */
export type Entity = { header: string[]; body: Buffer[] };

export type Draftable = {
  name: string;
  type: string;
  content: Uint8Array;
  /** Without angle brackets. */
  contentId?: string;
  inline?: boolean;
};

/** RFC 2045 §6.7: encoded lines have at most 76 characters. */
const LINE = 76;
/** A multiple of 57 bytes, which is one line of base64; keeps the intermediate strings small. */
const BASE64_CHUNK = 57 * 16_384;
/** Characters of a file name; RFC 2231 would allow any, file systems do not. */
const MAX_NAME = 255;

/** RFC 5322 §2.1.1: the field cannot be folded, and nobody refers to a part by a page of text. */
const MAX_CONTENT_ID = 400;

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/u;

/** A text part: as it is if it is ASCII in short lines, else quoted-printable, or base64 for scripts that would triple. */
export function textEntity(type: 'text/plain' | 'text/html', text: string): Entity {
  const lines = text.toWellFormed().replace(/\r\n?|\n/gu, '\r\n');
  const bytes = Buffer.from(lines.endsWith('\r\n') || lines === '' ? lines : `${lines}\r\n`);
  const contentType = `Content-Type: ${type}; charset=utf-8`;
  if (isPlain(bytes, 78) && !/^(?:From |\.)/mu.test(lines)) {
    return { header: [contentType, 'Content-Transfer-Encoding: 7bit'], body: [bytes] };
  }
  if (bytes.filter((byte) => byte > 126).length * 3 > bytes.length) {
    return { header: [contentType, 'Content-Transfer-Encoding: base64'], body: base64(bytes) };
  }
  return { header: [contentType, 'Content-Transfer-Encoding: quoted-printable'], body: [quotedPrintable(bytes)] };
}

/** A file as a part with its name for old and new readers (RFC 2183, 2231; RFC 2047 as the fallback that Outlook reads). */
export function fileEntity(file: Draftable): Entity {
  const name = fileName(file.name);
  const content = Buffer.from(file.content.buffer, file.content.byteOffset, file.content.byteLength);
  const type = headerSafe('type', file.type).trim().toLowerCase();
  const header = [`Content-Type: ${partType(type, content)};\r\n ${fallbackName(name)}`];
  // RFC 2046 §5.2.1: an attached mail must not be encoded.
  const plain = type === 'message/rfc822' && isPlain(content, 998);
  header.push(`Content-Transfer-Encoding: ${plain ? '7bit' : 'base64'}`);
  header.push(disposition(file.inline ? 'inline' : 'attachment', name));
  const id = contentId(file.contentId ?? '');
  if (id !== '' && id.length <= MAX_CONTENT_ID) header.push(`Content-ID: <${id}>`);
  return { header, body: plain ? [content] : base64(content) };
}

/** RFC 2046 §5.1 multipart over finished parts. `boundary` must not occur in them. */
export function multipart(subtype: string, boundary: string, parts: readonly Entity[]): Entity {
  const body: Buffer[] = [];
  for (const [at, part] of parts.entries()) {
    body.push(
      Buffer.from(`${at === 0 ? '' : '\r\n'}--${boundary}\r\n${part.header.join('\r\n')}\r\n\r\n`),
      ...part.body,
    );
  }
  body.push(Buffer.from(`\r\n--${boundary}--\r\n`));
  return { header: [`Content-Type: multipart/${subtype};\r\n boundary="${boundary}"`], body };
}

/** A mail that has 8-bit or over-long lines cannot travel as message/rfc822 in seven bits; its bytes can, as a file. */
function partType(type: string, content: Buffer): string {
  const unfit =
    !MEDIA_TYPE.test(type) ||
    type.startsWith('multipart/') ||
    (type.startsWith('message/') && !(type === 'message/rfc822' && isPlain(content, 998)));
  if (unfit) return 'application/octet-stream';
  return type.startsWith('text/') && isUtf8(content) ? `${type}; charset=utf-8` : type;
}

function fileName(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029/\\]+/gu, ' ')
    .trim();
  return plain.slice(0, MAX_NAME).toWellFormed().trim() || 'file';
}

/** `name="…"` of Content-Type; encoded words there are no standard, but what Outlook and others look for. */
function fallbackName(name: string): string {
  return /^[ !#-[\]-~]{1,60}$/u.test(name) ? `name="${name}"` : `name="${encodedWords(name).join('\r\n ')}"`;
}

/** RFC 2183 §2 with RFC 2231 §3 and §4: long names in pieces, others than ASCII by percent. */
function disposition(kind: string, name: string): string {
  if (/^[ !#-[\]-~]{1,60}$/u.test(name)) return `Content-Disposition: ${kind};\r\n filename="${name}"`;
  const pieces: string[] = [];
  let piece = "utf-8''";
  for (const character of name) {
    const encoded = percent(character);
    if (piece.length + encoded.length > 60) {
      pieces.push(piece);
      piece = '';
    }
    piece += encoded;
  }
  pieces.push(piece);
  const parameters = pieces.length === 1 ? [`filename*=${piece}`] : pieces.map((each, at) => `filename*${at}*=${each}`);
  return `Content-Disposition: ${kind};\r\n ${parameters.join(';\r\n ')}`;
}

function percent(character: string): string {
  if (/^[\w.-]$/u.test(character)) return character;
  return [...Buffer.from(character)].map((byte) => `%${hex(byte)}`).join('');
}

function contentId(id: string): string {
  const plain = headerSafe('contentId', id).replace(/^<|>$/gu, '');
  return plain.replace(/[^!#-;=?-~]/gu, (character) => encodeURIComponent(character).replaceAll('%', '.'));
}

/** Seven bits, CRLF only in pairs, no NUL, no line longer than `longest`. */
function isPlain(bytes: Buffer, longest: number): boolean {
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte > 126 || byte === 0 || byte === 0x0a) return false;
    if (byte === 0x0d) {
      if (bytes[at + 1] !== 0x0a) return false;
      if (at - start > longest) return false;
      start = at + 2;
      at++;
    }
  }
  return bytes.length - start <= longest;
}

/** RFC 2045 §6.7, and `From ` and a lone `.` at the start of a line encoded, which mailbox files and bad relays change. */
function quotedPrintable(bytes: Buffer): Buffer {
  const out: string[] = [];
  let line = '';
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === 0x0d && bytes[at + 1] === 0x0a) {
      out.push(line, '\r\n');
      line = '';
      at++;
      continue;
    }
    const encoded = mustEncode(bytes, at, line) ? `=${hex(byte)}` : String.fromCharCode(byte);
    if (line.length + encoded.length > LINE - 1) {
      out.push(line, '=\r\n');
      line = '';
    }
    line += encoded;
  }
  return Buffer.from(out.join('') + line, 'latin1');
}

function mustEncode(bytes: Buffer, at: number, line: string): boolean {
  const byte = bytes[at]!;
  if (byte === 0x20 || byte === 0x09) return bytes[at + 1] === 0x0d || at + 1 === bytes.length;
  if (line === '' && (byte === 0x2e || (byte === 0x46 && bytes.toString('latin1', at, at + 5) === 'From ')))
    return true;
  return byte < 0x21 || byte > 0x7e || byte === 0x3d;
}

/** RFC 2045 §6.8 in lines of 76. */
function base64(bytes: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += BASE64_CHUNK) {
    const text = bytes.toString('base64', at, Math.min(at + BASE64_CHUNK, bytes.length));
    chunks.push(Buffer.from(text.replace(/.{76}(?=.)/gu, '$&\r\n') + '\r\n', 'latin1'));
  }
  return chunks;
}
