import { domainToASCII } from 'node:url';
import { addPiece, emptyEntry, type Entry, type Piece, readToken, type Scanner } from './address-scan.ts';
import { decodeEncodedWords, decodeHeaderText } from './encoded-words.ts';
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
  // RFC 5322 §3.4: a group ends with a semicolon. Not by RFC: `Firma: Max <max@x>` without one is a name.
  const lastGroupEnd = value.lastIndexOf(';');
  let entry = emptyEntry();
  let pending: string | null = null;
  let inGroup = false;
  while (scanner.i <= value.length && found.length < LIMITS.addresses) {
    const char = value[scanner.i];
    if (char === undefined || char === ',' || char === ';') {
      pending = takeEntry(entry, pending, char === ',' && !inGroup, found);
      entry = emptyEntry();
      // Not by RFC: Outlook users separate addresses with semicolons.
      if (char === ';') inGroup = false;
      scanner.i++;
    } else if (char === ':' && entry.angle === null && !entry.hasAt) {
      if (scanner.i < lastGroupEnd) {
        entry = emptyEntry();
        inGroup = true;
      } else {
        addPiece(entry, ':', false);
      }
      scanner.i++;
    } else {
      readToken(scanner, entry);
    }
  }
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
  if (at <= 0 || at === text.length - 1 || Buffer.byteLength(text) > LIMITS.addressBytes) return '';
  const local = normaliseLocal(text.slice(0, at));
  const domain = normaliseDomain(text.slice(at + 1));
  return local === '' || domain === '' ? '' : `${local}@${domain}`;
}

/** What two spellings of one address have in common: lower case, the domain in A-labels; as written where it can be no address. */
export function addressKey(address: string): string {
  return (normaliseAddress(address) || address.trim()).toLowerCase();
}

/** A domain in lower-case A-labels, domain literals as written in lower case; '' if it cannot be one. */
export function normaliseDomain(text: string): string {
  const domain = text.trim().replace(/\.$/, '').toLowerCase();
  if (domain.startsWith('[')) return /^\[[0-9a-z:.-]{2,60}\]$/.test(domain) ? domain : '';
  if (/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(domain)) return domain;
  if (/^[\u0021-\u007e]*$/.test(domain) || /[\s\u0000-\u0020@<>()[\]\\,;:"]/.test(domain)) return '';
  return domainToASCII(domain).replace(/\.$/, '');
}

/** The domain of an address as normaliseAddress gives it; '' for an address without one or with a domain literal (RFC 5321 §4.1.3). */
export function domainOf(addr: string): string {
  const domain = addr.slice(addr.lastIndexOf('@') + 1);
  return domain === addr || domain.startsWith('[') ? '' : domain;
}

/**
 * Puts the mailboxes of one entry into `found`. Not by RFC: `Müller, Hans <h@x>` without quotes is one mailbox, so a name that a comma
 * ended is returned to wait for its other half.
 */
function takeEntry(entry: Entry, pending: string | null, byComma: boolean, found: Address[]): string | null {
  const addresses = readEntry(entry).slice(0, LIMITS.addresses);
  const first = addresses[0];
  if (pending !== null) {
    if (entry.angle !== null && first && first.name !== '') first.name = `${pending}, ${first.name}`;
    else found.push({ name: pending, addr: '' });
  }
  if (byComma && entry.angle === null && entry.pieces.length > 0 && first?.addr === '') return first.name;
  for (const address of addresses) found.push(address);
  return null;
}

function readEntry(entry: Entry): Address[] {
  const name = nameOf(entry.pieces) || decodeName(entry.comments[0] ?? '');
  if (entry.angle !== null) {
    const addr = readAddrSpec(entry.angle);
    // Not by RFC: `a@b <>` and `a@b <Max>` carry the address outside the brackets.
    if (addr === '' && entry.hasAt) return bareAddresses(entry);
    if (addr === '' && name === '') return [];
    return [addr === '' ? salvaged(name, entry) : { name, addr }];
  }
  if (entry.pieces.length === 0) return [];
  return entry.hasAt ? bareAddresses(entry) : [salvaged(name, entry)];
}

/** Not by RFC: the only address stands in quotes, in a comment, in `[mailto:…]`, or the whole mailbox in one encoded word. */
function salvaged(name: string, entry: Entry): Address {
  for (const text of [name, ...entry.comments.slice(0, 5)]) {
    const match = text.includes('@') ? ADDRESS_LIKE.exec(text.slice(0, 2_000)) : null;
    const addr = match ? normaliseAddress(match[1] as string) : '';
    if (match && addr !== '') return { name: decodeName(name.replace(match[0], ' ')), addr };
  }
  return { name, addr: '' };
}

const ADDRESS_LIKE = /[<[]?(?:mailto:)?([^\s<>"'()[\],;:@]{1,64}@[^\s<>"'()[\],;:@]{3,253})[>\]]?/i;

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
  // Also keeps the patterns below from running over hundreds of kilobytes.
  if (text.length > 2_000) return '';
  let spec = text.includes('(') ? text.replace(/\([^()]*\)/g, '') : text;
  spec = spec.trim().replace(/^(?:mailto|smtp):/i, '');
  // RFC 5322 §4.4 obs-route: <@relay,@relay:user@domain>.
  if (spec.startsWith('@')) spec = spec.slice(spec.indexOf(':') + 1);
  if (spec.includes('=?')) spec = decodeEncodedWords(spec);
  if (!spec.startsWith('"')) spec = spec.replace(/\s+/g, '');
  spec = spec.replace(/^['"]+(?=[^'"]+@[^'"]+['"]+$)|(?<=@[^'"]{1,300})['"]+$/g, '');
  // The look back keeps a long run from being tried from each of its characters.
  return normaliseAddress(spec.replace(/(?<![.,;>])[.,;>]+$/, ''));
}

/** RFC 5322 §3.4.1: quotes that are not needed are dropped, needed ones kept. Case is kept, servers may tell it apart. */
function normaliseLocal(text: string): string {
  const local = text.trim();
  const quoted = /^"(.*)"$/s.exec(local);
  if (quoted) {
    const inner = (quoted[1] as string).replace(/\\(.)/gs, '$1');
    if (inner === '' || /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(inner)) return '';
    if (/^[^\s"(),:;<>@[\\\]]+$/.test(inner)) return inner;
    return `"${inner.replace(/["\\]/g, '\\$&')}"`;
  }
  return /^[^\s\u0000-\u001f\u007f-\u009f"(),;<>@[\\\]]+$/.test(local) ? local : '';
}

function nameOf(pieces: readonly Piece[]): string {
  let text = '';
  for (const piece of pieces) text += (piece.spaceBefore && text !== '' ? ' ' : '') + piece.text;
  return decodeName(text);
}

function decodeName(text: string): string {
  const name = decodeHeaderText(text);
  const quoted = /^(["'])(.*)\1$/s.exec(name);
  const bare = quoted && !(quoted[2] as string).includes(quoted[1] as string) ? (quoted[2] as string).trim() : name;
  return bare.slice(0, LIMITS.nameCharacters);
}
