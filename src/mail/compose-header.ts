/** Writes header fields: ASCII only, folded at 78 columns, no line break that a value could smuggle in. */
import { domainToASCII } from 'node:url';
import { Failure } from '../lib/failure.ts';
import type { Address } from './message.ts';

/** RFC 5322 §2.1.1: lines should not be longer than this, and must not be longer than 998. */
const LINE = 78;
/** RFC 2047 §2: an encoded word has at most 75 characters. */
const ENCODED_WORD = 75;
/** A single word beyond this cannot be folded and is encoded, which can be. */
const MAX_PLAIN_WORD = 200;

/** A value without control characters; throws Failure `header-injection` naming the field otherwise (RFC 5322 §2.2). */
export function headerSafe(field: string, value: string): string {
  if (/[\u0000-\u001f\u007f\u0085\u2028\u2029]/u.test(value)) throw new Failure('header-injection', { field });
  return value.toWellFormed();
}

/** RFC 5322 §2.2.1 unstructured field with RFC 2047 encoded words where needed, folded. */
export function textField(name: string, value: string): string {
  const words = headerSafe(name, value.replaceAll('\t', ' ')).trim().split(/ +/u);
  const first = words.findIndex(needsEncoding);
  if (first < 0) return folded(name, words);
  const last = words.findLastIndex(needsEncoding);
  return folded(name, [
    ...words.slice(0, first),
    ...encodedWords(words.slice(first, last + 1).join(' ')),
    ...words.slice(last + 1),
  ]);
}

/** RFC 5322 §3.4 address-list, one address never split but at its display name; throws Failure `address-invalid` for one that cannot be written. */
export function addressField(name: string, addresses: readonly Address[]): string {
  const words = addresses.flatMap((address, at) => {
    const written = addressWords(name, address);
    if (at < addresses.length - 1) written[written.length - 1] += ',';
    return written;
  });
  return folded(name, words);
}

/** A field of words that are never split, such as Message-IDs. Longer than 998 octets they are left out. */
export function wordsField(name: string, words: readonly string[]): string {
  return folded(
    name,
    words.map((word) => headerSafe(name, word)),
  );
}

/** RFC 5321 §4.1.2 mailbox: domain in ASCII (RFC 5891), local part quoted if it has to be. Throws Failure `address-invalid`. */
export function writtenAddress(field: string, addr: string): string {
  const at = headerSafe(field, addr).lastIndexOf('@');
  const local = addr.slice(0, at);
  const domain = asciiDomain(addr.slice(at + 1));
  // Quoted, `<` and `>` could stand in a header (RFC 5322 §3.2.4); in a command of SMTP they would end the path.
  if (at < 1 || domain === '' || addr.length > 320 || /[<>]/u.test(local))
    throw new Failure('address-invalid', { field, params: { address: addr } });
  return `${writtenLocal(local)}@${domain}`;
}

function writtenLocal(local: string): string {
  if (
    /^[\p{L}\p{M}\p{N}\p{S}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}\p{S}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local) &&
    !/[<>]/u.test(local)
  )
    return local;
  const bare = /^"(?:[^"\\]|\\.)*"$/u.test(local) ? local.slice(1, -1).replace(/\\(.)/gu, '$1') : local;
  return quotedString(bare);
}

function asciiDomain(domain: string): string {
  if (/^\[[\dA-Za-z:.]+\]$/u.test(domain)) return domain;
  const ascii = domainToASCII(domain);
  return /^[a-z\d_](?:[a-z\d_.-]{0,252}[a-z\d_])?$/u.test(ascii) && !ascii.includes('..') ? ascii : '';
}

function addressWords(field: string, { name, addr }: Address): string[] {
  const written = writtenAddress(field, addr);
  const display = headerSafe(field, name.replaceAll('\t', ' ')).trim();
  if (display === '') return [written];
  return [...phrase(display), `<${written}>`];
}

/** RFC 5322 §3.2.5 phrase: atoms, else a quoted string, else encoded words (RFC 2047 §5 rule 3). */
function phrase(display: string): string[] {
  const words = display.split(/ +/u);
  if (words.some(needsEncoding)) return encodedWords(words.join(' '));
  const plain = words.join(' ');
  return /^[\w!#$%&'*+/=?^`{|}~ -]+$/u.test(plain) ? words : quotedString(plain).split(' ');
}

function quotedString(text: string): string {
  return `"${text.replace(/["\\]/gu, '\\$&')}"`;
}

/** What a reader would decode although it is meant literally is encoded as well. */
function needsEncoding(word: string): boolean {
  return word.length > MAX_PLAIN_WORD || word.includes('=?') || !/^[ -~]*$/u.test(word);
}

/** The text as encoded words of at most 75 characters (RFC 2047 §2 and §4): UTF-8, Q unless B is much shorter, never splitting a character. */
export function encodedWords(text: string): string[] {
  const bytes = Buffer.from(text);
  // Q can be read by the eye; it may cost a little more.
  const q = [...bytes].reduce((sum, byte) => sum + qLength(byte), 0) <= Math.ceil(bytes.length / 3) * 6;
  const room = ENCODED_WORD - '=?UTF-8?Q??='.length;
  const words: string[] = [];
  let chunk: number[] = [];
  let used = 0;
  for (const character of text) {
    const encoded = [...Buffer.from(character)];
    const cost = q ? encoded.reduce((sum, byte) => sum + qLength(byte), 0) : encoded.length;
    if (chunk.length > 0 && used + cost > (q ? room : Math.floor(room / 4) * 3)) {
      words.push(encodedWord(chunk, q));
      chunk = [];
      used = 0;
    }
    chunk.push(...encoded);
    used += cost;
  }
  words.push(encodedWord(chunk, q));
  return words;
}

function encodedWord(bytes: readonly number[], q: boolean): string {
  if (!q) return `=?UTF-8?B?${Buffer.from(bytes).toString('base64')}?=`;
  const text = bytes.map((byte) =>
    byte === 0x20 ? '_' : qLength(byte) === 1 ? String.fromCharCode(byte) : `=${hex(byte)}`,
  );
  return `=?UTF-8?Q?${text.join('')}?=`;
}

/** RFC 2047 §5 rule 3: in a phrase only letters, digits and `!*+-/` stand for themselves. */
function qLength(byte: number): number {
  return byte === 0x20 || /[A-Za-z0-9!*+/-]/u.test(String.fromCharCode(byte)) ? 1 : 3;
}

/** Two upper-case hexadecimal digits. */
export function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

/** RFC 5322 §2.2.3: breaks only between words, so that unfolding gives the words back with one space between. */
function folded(name: string, words: readonly string[]): string {
  let line = `${name}:`;
  const lines: string[] = [];
  for (const word of words) {
    if (line.length + 1 + word.length > LINE && line.trimEnd() !== `${name}:` && line.trim() !== '') {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\r\n');
}
