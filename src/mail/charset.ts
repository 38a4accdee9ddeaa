import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { guessLegacy } from './charset-guess.ts';
import { charsetName, isAsciiSuperset, isSingleByte } from './charset-names.ts';
import { decodeHz, decodeIso2022 } from './charset-seven-bit.ts';
import type { Defect } from './message.ts';

/**
 * Bytes as text. `label` is the charset the mail names, null if none. A missing, unknown or plainly wrong label
 * (RFC 2046 §4.1.2 makes it US-ASCII) is replaced by what the bytes say: UTF-8 if they are valid UTF-8, else a legacy charset
 * guessed from them (charset-guess.ts). Never throws; U+FFFD stands for what has no meaning.
 */
export function decodeCharset(bytes: Uint8Array, label: string | null): { text: string; defect: Defect | null } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marked = byteOrderMark(buffer);
  if (marked !== null) return { text: decodeAs(buffer, marked), defect: null };
  const charset = label === null ? 'us-ascii' : charsetName(label);
  if ((charset === null || isAsciiSuperset(charset)) && isAscii(buffer)) return decodeSevenBit(buffer, charset, label);
  if (charset === null) return { text: guess(buffer), defect: `charset-unknown:${shortLabel(label ?? '')}` };
  if (charset === 'us-ascii') {
    // Not by RFC: raw 8-bit text without a charset is common from scripts and scanners.
    return { text: guess(buffer), defect: label === null ? 'charset-missing' : 'charset-wrong:us-ascii' };
  }
  if (charset === 'utf-8') return decodeUtf8(buffer);
  // Not by RFC: web forms label UTF-8 as Latin. Text that is valid UTF-8 by chance does not occur in single-byte charsets.
  if (isSingleByte(charset) && isUtf8(buffer)) {
    return { text: buffer.toString('utf8'), defect: `charset-wrong:${charset}` };
  }
  if (hasUtf8Words(buffer, charset)) return { text: buffer.toString('utf8'), defect: `charset-wrong:${charset}` };
  // Not by RFC 1468, which has seven bits only: telephones and forms that name it and write Shift-JIS or EUC.
  if (charset === 'iso-2022-jp' && !isAscii(buffer) && !buffer.includes(ESC)) {
    return { text: fewestBroken(buffer, ['cp932', 'eucjp']), defect: `charset-wrong:${charset}` };
  }
  return { text: decodeAs(buffer, charset), defect: null };
}

const ESC = 0x1b;

/** Bytes that decide between charsets: no word of a text is longer than this. */
const JUDGED = 64 * 1024;

/**
 * Not by RFC: UTF-8 under the label of an East Asian charset. Two characters of those can be valid UTF-8 by chance, but not three or
 * more three-byte ones in a text that is valid throughout.
 */
function hasUtf8Words(buffer: Buffer, charset: string): boolean {
  if (!isAsciiSuperset(charset) && charset !== 'iso-2022-jp') return false;
  if (isAscii(buffer) || !isUtf8(buffer)) return false;
  let long = 0;
  const end = Math.min(buffer.length, JUDGED);
  for (let i = 0; i < end && long < 3; i++) if (((buffer[i] as number) & 0xf0) === 0xe0) long++;
  return long === 3;
}

/** The reading with the fewest characters that have no meaning; the first one of equals. */
function fewestBroken(buffer: Buffer, charsets: readonly string[]): string {
  const start = buffer.subarray(0, JUDGED);
  const broken = charsets.map((charset) => decodeAs(start, charset).split('\ufffd').length);
  return decodeAs(buffer, charsets[broken.indexOf(Math.min(...broken))] as string);
}

/** One charset that is known by name, no guessing. */
function decodeAs(buffer: Buffer, charset: string): string {
  if (charset === 'utf-8') return stripMark(buffer.toString('utf8'));
  if (charset === 'us-ascii') return buffer.toString('latin1');
  if (charset === 'iso-2022-jp') return decodeIso2022(buffer, 'jp');
  if (charset === 'iso-2022-kr') return decodeIso2022(buffer, 'kr');
  if (charset === 'hz-gb-2312') return decodeHz(buffer);
  return iconv.decode(buffer, charset);
}

function decodeSevenBit(
  buffer: Buffer,
  charset: string | null,
  label: string | null,
): { text: string; defect: Defect | null } {
  // Not by RFC: Japanese mail without a label. The escape sequence of RFC 1468 says it all.
  const text = buffer.includes('\x1b$') ? decodeIso2022(buffer, 'jp') : buffer.toString('latin1');
  return { text, defect: charset === null ? `charset-unknown:${shortLabel(label ?? '')}` : null };
}

function decodeUtf8(buffer: Buffer): { text: string; defect: Defect | null } {
  const text = buffer.toString('utf8');
  if (isUtf8(buffer)) return { text: stripMark(text), defect: null };
  let broken = 0;
  let whole = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) broken++;
    else if (code > 0x7f) whole++;
  }
  // A cut-off or damaged UTF-8 text keeps its whole characters; one where nothing fits was never UTF-8.
  if (whole >= broken) return { text, defect: 'charset-broken:utf-8' };
  return { text: decodeAs(buffer, guessLegacy(buffer)), defect: 'charset-wrong:utf-8' };
}

function guess(buffer: Buffer): string {
  return isUtf8(buffer) ? stripMark(buffer.toString('utf8')) : decodeAs(buffer, guessLegacy(buffer));
}

function byteOrderMark(buffer: Buffer): string | null {
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return 'utf-8';
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le';
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'utf-16be';
  return null;
}

function stripMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function shortLabel(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^a-z0-9._:+-]/g, '')
    .slice(0, 40);
}
