import { domainToASCII } from 'node:url';
import { decodeEncodedWords } from './encoded-words.ts';
import { LIMITS } from './limits.ts';
import type { Address } from './message.ts';

/**
 * The mailboxes of an address field (RFC 5322 §3.4, groups flattened, RFC 6854 in From; obsolete forms of §4.4), at most
 * `LIMITS.addresses`. A domain comes as lower-case A-labels (RFC 5890), so that equal addresses are equal strings.
 * An entry without usable address keeps its name, with `addr: ''`.
 */
export function parseAddresses(value: string): Address[] {
  const found: Address[] = [];
  if (value === '') return found;
  const scanner: Scanner = { text: value, i: 0, noQuote: false, noParenthesis: false };
  let entry = emptyEntry();
  let pending: string | null = null;
  let inGroup = false;
  const finish = (byComma: boolean) => {
    const addresses = readEntry(entry);
    const angled = entry.angle !== null;
    const words = entry.pieces.length > 0;
    entry = emptyEntry();
    if (pending !== null) {
      const first = addresses[0];
      // Not by RFC: `Müller, Hans <h@x>` without quotes is one mailbox.
      if (angled && first && first.name !== '') first.name = `${pending}, ${first.name}`;
      else found.push({ name: pending, addr: '' });
      pending = null;
    }
    const only = addresses[0];
    if (byComma && !angled && words && only && only.addr === '') pending = only.name;
    else for (const address of addresses.slice(0, LIMITS.addresses)) found.push(address);
  };
  while (scanner.i < value.length && found.length < LIMITS.addresses) {
    const char = value[scanner.i] as string;
    if (char === ',') {
      finish(!inGroup);
      scanner.i++;
    } else if (char === ';') {
      // RFC 5322 §3.4 ends a group; not by RFC: Outlook users separate addresses with it.
      finish(false);
      inGroup = false;
      scanner.i++;
    } else if (char === ':' && entry.angle === null && !entry.hasAt) {
      entry = emptyEntry();
      inGroup = true;
      scanner.i++;
    } else {
      readToken(scanner, entry);
    }
  }
  finish(false);
  if (pending !== null) found.push({ name: pending, addr: '' });
  return found.slice(0, LIMITS.addresses);
}

/** The first usable mailbox of an address field, else the first named one, else null. */
export function firstAddress(value: string | undefined): Address | null {
  if (value === undefined) return null;
  const all = parseAddresses(value);
  return all.find((address) => address.addr !== '') ?? all[0] ?? null;
}

/** `local@domain` with the domain in lower-case A-labels; '' if the text is no address (RFC 5321 §4.1.2). */
export function normaliseAddress(text: string): string {
  const at = text.lastIndexOf('@');
  if (at <= 0 || at === text.length - 1 || text.length > 1_000) return '';
  const local = normaliseLocal(text.slice(0, at));
  const domain = normaliseDomain(text.slice(at + 1));
  return local === '' || domain === '' ? '' : `${local}@${domain}`;
}

/** A domain in lower-case A-labels, domain literals as written in lower case; '' if it cannot be one. */
export function normaliseDomain(text: string): string {
  const domain = text.trim().replace(/\.$/, '').toLowerCase();
  if (domain.startsWith('[')) return /^\[[0-9a-z:.-]{2,60}\]$/.test(domain) ? domain : '';
  if (/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(domain)) return domain;
  if (/^[\u0021-\u007e]*$/.test(domain) || /[\s\u0000-\u0020@<>()[\]\\,;:"]/.test(domain)) return '';
  return domainToASCII(domain).replace(/\.$/, '');
}

type Scanner = { text: string; i: number; noQuote: boolean; noParenthesis: boolean };

type Piece = { text: string; quoted: boolean; spaceBefore: boolean };

type Entry = { pieces: Piece[]; comments: string[]; angle: string | null; hasAt: boolean; space: boolean };

function emptyEntry(): Entry {
  return { pieces: [], comments: [], angle: null, hasAt: false, space: false };
}

const ENCODED_WORD = /=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=/iy;
const ATOM = /[^\s"(<,;:[=]+|[=:]/y;

function readToken(scanner: Scanner, entry: Entry): void {
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

function addPiece(entry: Entry, text: string, quoted: boolean): void {
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

function readEntry(entry: Entry): Address[] {
  if (entry.angle !== null) {
    const addr = readAddrSpec(entry.angle);
    const name = nameOf(entry.pieces) || decodeName(entry.comments[0] ?? '');
    // Not by RFC: `a@b <>` and `a@b <Max>` carry the address outside the brackets.
    if (addr === '' && entry.hasAt) return bareAddresses(entry);
    if (addr === '' && name === '') return [];
    return [{ name, addr }];
  }
  if (entry.pieces.length === 0) return [];
  if (entry.hasAt) return bareAddresses(entry);
  return [{ name: nameOf(entry.pieces) || decodeName(entry.comments[0] ?? ''), addr: '' }];
}

/** addr-spec without angle brackets; its name may stand in a comment (RFC 5322 appendix A.5) or, not by RFC, beside it. */
function bareAddresses(entry: Entry): Address[] {
  const tokens = joinAroundAt(entry.pieces);
  const usable = tokens.map((token) => (token.text.includes('@') ? readAddrSpec(token.text) : ''));
  const first = usable.findIndex((addr) => addr !== '');
  if (first === -1) return [{ name: nameOf(entry.pieces), addr: '' }];
  if (usable.every((addr) => addr !== '')) {
    return usable.map((addr, i) => ({ name: i === 0 ? decodeName(entry.comments[0] ?? '') : '', addr }));
  }
  const rest = tokens.filter((_, i) => i !== first).map((token) => token.text);
  return [{ name: decodeName(rest.join(' ')) || decodeName(entry.comments[0] ?? ''), addr: usable[first] as string }];
}

/** Glues `john . doe @ example . com` (RFC 5322 §4.4 obs-local-part) and `"john doe"@example.com` to single tokens. */
function joinAroundAt(pieces: readonly Piece[]): { text: string }[] {
  const tokens: { text: string }[] = [];
  for (const piece of pieces) {
    const text = piece.quoted ? `"${piece.text}"` : piece.text;
    const last = tokens.at(-1);
    const glued = last && (!piece.spaceBefore || /^[@.]/.test(text) || /[@.]$/.test(last.text));
    if (last && glued) last.text += text;
    else tokens.push({ text });
  }
  return tokens;
}

function readAddrSpec(text: string): string {
  let spec = text.includes('(') ? text.replace(/\([^()]*\)/g, '') : text;
  spec = spec.trim().replace(/^(?:mailto|smtp):/i, '');
  // RFC 5322 §4.4 obs-route: <@relay,@relay:user@domain>.
  if (spec.startsWith('@')) spec = spec.slice(spec.indexOf(':') + 1);
  if (spec.includes('=?')) spec = decodeEncodedWords(spec);
  if (!spec.startsWith('"')) spec = spec.replace(/\s+/g, '');
  spec = spec.replace(/^['"]+(?=[^'"]+@[^'"]+['"]+$)|(?<=@[^'"]{1,300})['"]+$/g, '');
  return normaliseAddress(spec.replace(/[.,;>]+$/, ''));
}

/** RFC 5322 §3.4.1: quotes that are not needed are dropped, needed ones kept. Case is kept, servers may tell it apart. */
function normaliseLocal(text: string): string {
  const local = text.trim();
  const quoted = /^"(.*)"$/s.exec(local);
  if (quoted) {
    const inner = (quoted[1] as string).replace(/\\(.)/gs, '$1');
    if (inner === '' || /[\u0000-\u001f]/.test(inner)) return '';
    if (/^[^\s"(),:;<>@[\\\]]+$/.test(inner)) return inner;
    return `"${inner.replace(/["\\]/g, '\\$&')}"`;
  }
  return /^[^\s\u0000-\u001f"(),;<>@[\\\]]+$/.test(local) ? local : '';
}

function nameOf(pieces: readonly Piece[]): string {
  let text = '';
  for (const piece of pieces) text += (piece.spaceBefore && text !== '' ? ' ' : '') + piece.text;
  return decodeName(text);
}

function decodeName(text: string): string {
  const name = decodeEncodedWords(text)
    .replace(/[ \u0000-\u001f]+/g, ' ')
    .trim();
  const quoted = /^(["'])(.*)\1$/s.exec(name);
  const bare = quoted && !(quoted[2] as string).includes(quoted[1] as string) ? (quoted[2] as string).trim() : name;
  return bare.slice(0, LIMITS.nameCharacters);
}
