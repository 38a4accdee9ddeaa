import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { guessLegacy } from './charset-guess.ts';
import type { Defect } from './message.ts';

/**
 * Bytes as text. `label` is the charset the mail names, null if none. A missing, unknown or plainly wrong label
 * (RFC 2046 §4.1.2 makes it US-ASCII) is replaced by what the bytes say: UTF-8 if they are valid UTF-8, else a legacy charset
 * guessed from them (charset-guess.ts).
 * Never throws; U+FFFD stands for what has no meaning.
 */
export function decodeCharset(bytes: Uint8Array, label: string | null): { text: string; defect: Defect | null } {
  const buffer = asBuffer(bytes);
  const marked = byteOrderMark(buffer);
  if (marked !== null) return { text: decodeAs(buffer, marked), defect: null };
  const charset = label === null ? 'us-ascii' : charsetName(label);
  if (isAscii(buffer) && (charset === null || isAsciiSuperset(charset))) {
    return decodeSevenBit(buffer, charset, label);
  }
  if (charset === null) return { text: guess(buffer), defect: `charset-unknown:${shortLabel(label ?? '')}` };
  if (charset === 'us-ascii') {
    // Not by RFC: raw 8-bit text without a charset is common from scripts and scanners.
    return { text: guess(buffer), defect: label === null ? 'charset-missing' : 'charset-wrong:us-ascii' };
  }
  if (charset === 'utf-8') return decodeUtf8(buffer);
  // Not by RFC: web forms label UTF-8 as Latin. Text that is valid UTF-8 by chance does not occur in single-byte charsets.
  if (isSingleByte(charset) && isUtf8(buffer))
    return { text: buffer.toString('utf8'), defect: `charset-wrong:${charset}` };
  return { text: decodeAs(buffer, charset), defect: null };
}

/** The canonical lower-case name of a charset label (RFC 2978, with the WHATWG supersets), null if we cannot decode it. */
export function charsetName(label: string): string | null {
  const plain = label
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
    .replace(/\*.*$/, '');
  const known = ALIASES.get(plain) ?? ALIASES.get(plain.replace(/[\s_]+/g, '-'));
  if (known) return known;
  const loose = plain.replace(/[\s_]+/g, '-');
  const windows = /^(?:x-)?(?:windows|win|cp|ms|microsoft-cp|windows-cp)-?(125[0-8]|874)$/.exec(loose);
  if (windows) return `windows-${windows[1]}`;
  const iso = /^(?:x-)?iso-?8859-?(\d{1,2})(?:[-:](?:\d{4}|e|i))?$/.exec(loose);
  if (iso) return iso[1] === '1' ? 'windows-1252' : iso[1] === '9' ? 'windows-1254' : `iso-8859-${iso[1]}`;
  if (!/^[a-z0-9][a-z0-9.:_-]{1,38}$/.test(loose) || NOT_CHARSETS.has(loose)) return null;
  return iconv.encodingExists(loose) ? loose : null;
}

/** Supersets are taken for their subsets (WHATWG Encoding §4.2): what is labelled gb2312 contains gb18030 and so on. */
const ALIASES = new Map<string, string>(
  Object.entries({
    'us-ascii': 'us-ascii',
    ascii: 'us-ascii',
    'ansi-x3.4-1968': 'us-ascii',
    'iso646-us': 'us-ascii',
    '7bit': 'us-ascii',
    unknown: 'us-ascii',
    'x-unknown': 'us-ascii',
    'unknown-8bit': 'us-ascii',
    'x-user-defined': 'us-ascii',
    default: 'us-ascii',
    'default-charset': 'us-ascii',
    '8bit': 'us-ascii',
    binary: 'us-ascii',
    'utf-8': 'utf-8',
    utf8: 'utf-8',
    utf8mb4: 'utf-8',
    'unicode-1-1-utf-8': 'utf-8',
    'utf-8-sig': 'utf-8',
    'x-utf-8': 'utf-8',
    'utf 8': 'utf-8',
    cp65001: 'utf-8',
    'utf-8n': 'utf-8',
    'utf-7': 'utf-7',
    utf7: 'utf-7',
    'unicode-1-1-utf-7': 'utf-7',
    'x-unicode-2-0-utf-7': 'utf-7',
    cp65000: 'utf-7',
    'utf-16': 'utf-16',
    unicode: 'utf-16',
    'iso-10646-ucs-2': 'utf-16',
    'ucs-2': 'utf-16',
    'utf-16le': 'utf-16le',
    'utf-16be': 'utf-16be',
    'utf-32': 'utf-32',
    'utf-32le': 'utf-32le',
    'utf-32be': 'utf-32be',
    latin1: 'windows-1252',
    'latin-1': 'windows-1252',
    l1: 'windows-1252',
    ansi: 'windows-1252',
    'iso-latin-1': 'windows-1252',
    cp819: 'windows-1252',
    ibm819: 'windows-1252',
    western: 'windows-1252',
    latin2: 'iso-8859-2',
    'latin-2': 'iso-8859-2',
    latin5: 'windows-1254',
    latin9: 'iso-8859-15',
    'latin-9': 'iso-8859-15',
    cyrillic: 'iso-8859-5',
    greek: 'iso-8859-7',
    hebrew: 'iso-8859-8',
    'iso-8859-8-i': 'iso-8859-8',
    logical: 'iso-8859-8',
    visual: 'iso-8859-8',
    arabic: 'iso-8859-6',
    gb2312: 'gb18030',
    'gb-2312': 'gb18030',
    'gb2312-80': 'gb18030',
    gbk: 'gb18030',
    'x-gbk': 'gb18030',
    gb18030: 'gb18030',
    'gb-18030': 'gb18030',
    cp936: 'gb18030',
    ms936: 'gb18030',
    'euc-cn': 'gb18030',
    'x-euc-cn': 'gb18030',
    'iso-ir-58': 'gb18030',
    chinese: 'gb18030',
    'gb-2312-80': 'gb18030',
    csgb2312: 'gb18030',
    'hz-gb-2312': 'hz-gb-2312',
    hz: 'hz-gb-2312',
    big5: 'big5hkscs',
    'big-5': 'big5hkscs',
    'big5-hkscs': 'big5hkscs',
    'x-x-big5': 'big5hkscs',
    'x-big5': 'big5hkscs',
    cp950: 'big5hkscs',
    'cn-big5': 'big5hkscs',
    csbig5: 'big5hkscs',
    'big5-eten': 'big5hkscs',
    'euc-kr': 'cp949',
    euckr: 'cp949',
    'ks-c-5601-1987': 'cp949',
    'ks_c_5601-1987': 'cp949',
    'ks-c-5601-1989': 'cp949',
    ksc5601: 'cp949',
    'ksc-5601': 'cp949',
    ksc_5601: 'cp949',
    'ks-c-5601': 'cp949',
    korean: 'cp949',
    uhc: 'cp949',
    'windows-949': 'cp949',
    ms949: 'cp949',
    cp949: 'cp949',
    'iso-2022-kr': 'iso-2022-kr',
    'iso-2022-jp': 'iso-2022-jp',
    'iso-2022-jp-1': 'iso-2022-jp',
    'iso-2022-jp-2': 'iso-2022-jp',
    'iso-2022-jp-3': 'iso-2022-jp',
    'iso-2022-jp-2004': 'iso-2022-jp',
    'iso-2022-jp-ms': 'iso-2022-jp',
    cp50220: 'iso-2022-jp',
    cp50221: 'iso-2022-jp',
    cp50222: 'iso-2022-jp',
    csiso2022jp: 'iso-2022-jp',
    jis: 'iso-2022-jp',
    'shift-jis': 'cp932',
    shift_jis: 'cp932',
    sjis: 'cp932',
    'x-sjis': 'cp932',
    'ms-kanji': 'cp932',
    'windows-31j': 'cp932',
    cp932: 'cp932',
    ms932: 'cp932',
    shiftjis: 'cp932',
    cswindows31j: 'cp932',
    'euc-jp': 'eucjp',
    'x-euc-jp': 'eucjp',
    eucjp: 'eucjp',
    'x-euc': 'eucjp',
    ujis: 'eucjp',
    'koi8-r': 'koi8-r',
    koi8r: 'koi8-r',
    koi8: 'koi8-r',
    koi: 'koi8-r',
    'koi8-u': 'koi8-u',
    'koi8-ru': 'koi8-ru',
    cp866: 'cp866',
    ibm866: 'cp866',
    dos: 'cp437',
    'x-mac-roman': 'macroman',
    macintosh: 'macroman',
    mac: 'macroman',
    'x-mac-cyrillic': 'maccyrillic',
    'x-mac-ce': 'maccenteuro',
    'x-mac-centraleurroman': 'maccenteuro',
    'x-mac-turkish': 'macturkish',
    'x-mac-greek': 'macgreek',
    'tis-620': 'windows-874',
    tis620: 'windows-874',
    'iso-8859-11': 'windows-874',
    'dos-874': 'windows-874',
    ibm850: 'cp850',
    'cp-850': 'cp850',
    ibm437: 'cp437',
    viscii: 'viscii',
    ibm852: 'cp852',
    ibm858: 'cp858',
  }),
);

/** Encodings that iconv-lite offers but that are no charsets: a mail naming one must not have its body read as hex. */
const NOT_CHARSETS = new Set(['base64', 'hex', 'binary', 'utf7imap', 'utf-7-imap', 'cesu8', 'ucs2']);

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
  if (isUtf8(buffer)) return { text: stripMark(buffer.toString('utf8')), defect: null };
  const text = buffer.toString('utf8');
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

/**
 * RFC 1468 (Japanese) and RFC 1557 (Korean): seven-bit escapes rewritten to the eight-bit EUC form, which iconv-lite knows.
 * A line end resets to ASCII, so that a lost escape spoils one line at most.
 */
function decodeIso2022(buffer: Buffer, language: 'jp' | 'kr'): string {
  const out = Buffer.allocUnsafe(buffer.length * 2 + 8);
  let at = 0;
  let set: 'ascii' | 'kana' | 'double' | 'supplement' = 'ascii';
  for (let i = 0; i < buffer.length; i++) {
    const byte = buffer[i] as number;
    if (byte === 0x1b) {
      const escape = buffer.toString('latin1', i + 1, i + 4);
      const [next, length] = escapeSequence(escape);
      if (next !== null) set = next;
      i += length;
    } else if (language === 'kr' && (byte === 0x0e || byte === 0x0f)) {
      set = byte === 0x0e ? 'double' : 'ascii';
    } else if (byte === 0x0a || byte === 0x0d) {
      set = 'ascii';
      out[at++] = byte;
    } else if (set === 'ascii' || byte <= 0x20 || byte > 0x7e) {
      out[at++] = byte;
    } else if (set === 'kana') {
      out[at++] = 0x8e;
      out[at++] = byte | 0x80;
    } else {
      const second = buffer[i + 1];
      if (second === undefined || second < 0x21 || second > 0x7e) continue;
      if (set === 'supplement') out[at++] = 0x8f;
      out[at++] = byte | 0x80;
      out[at++] = second | 0x80;
      i++;
    }
    if (at + 4 > out.length) break;
  }
  return iconv.decode(out.subarray(0, at), language === 'jp' ? 'eucjp' : 'cp949');
}

function escapeSequence(after: string): ['ascii' | 'kana' | 'double' | 'supplement' | null, number] {
  if (after.startsWith('(B') || after.startsWith('(J')) return ['ascii', 2];
  if (after.startsWith('(I')) return ['kana', 2];
  if (after.startsWith('$(D')) return ['supplement', 3];
  if (after.startsWith('$)C') || after.startsWith('$(')) return [after.startsWith('$(') ? 'double' : null, 3];
  if (after.startsWith('$@') || after.startsWith('$B')) return ['double', 2];
  return [null, 0];
}

/** RFC 1843: `~{` … `~}` encloses GB 2312 with the high bits off. */
function decodeHz(buffer: Buffer): string {
  const out = Buffer.allocUnsafe(buffer.length);
  let at = 0;
  let chinese = false;
  for (let i = 0; i < buffer.length; i++) {
    const byte = buffer[i] as number;
    const next = buffer[i + 1];
    if (byte === 0x7e && (next === 0x7b || next === 0x7d || next === 0x7e || next === 0x0a)) {
      if (next === 0x7b) chinese = true;
      else if (next === 0x7d) chinese = false;
      else if (next === 0x7e) out[at++] = byte;
      i++;
    } else {
      if (byte === 0x0a) chinese = false;
      out[at++] = chinese && byte > 0x20 ? byte | 0x80 : byte;
    }
  }
  return iconv.decode(out.subarray(0, at), 'gb18030');
}

const NOT_SINGLE_BYTE = /^(?:utf|gb|big5|cp9(?:32|36|49|50)|euc|iso-2022|hz|shift|ucs)/;

function isSingleByte(charset: string): boolean {
  return !NOT_SINGLE_BYTE.test(charset);
}

function isAsciiSuperset(charset: string): boolean {
  return !/^(?:utf-7|utf-16|utf-32|iso-2022|hz)/.test(charset);
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

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
