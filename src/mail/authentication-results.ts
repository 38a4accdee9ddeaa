import { headerValues } from './header.ts';
import type { Header } from './message.ts';

/** One method of an Authentication-Results field (RFC 8601 §2.2), all words in lower case, `properties` by `ptype.property`. */
export type AuthenticationResult = {
  method: string;
  result: string;
  reason: string | null;
  properties: Record<string, string>;
};

/**
 * The results that servers we trust wrote down (RFC 8601 §5: all others may be forged), in the order of the mail.
 * `trustedIds` are authserv-ids, compared without case.
 */
export function trustedResults(header: Header, trustedIds: readonly string[]): AuthenticationResult[] {
  const trusted = new Set(trustedIds.map((id) => id.toLowerCase()));
  return headerValues(header, 'Authentication-Results').flatMap((value) => {
    const read = parseAuthenticationResults(value);
    return trusted.has(read.serverId) ? read.results : [];
  });
}

/** One Authentication-Results value (RFC 8601 §2.2); what cannot be read is left out. */
export function parseAuthenticationResults(value: string): { serverId: string; results: AuthenticationResult[] } {
  const [head = '', ...rest] = splitOutside(withoutComments(value.slice(0, MAX_CHARACTERS)), ';');
  const serverId = unquoted(head.trim().split(/\s/, 1)[0] ?? '').toLowerCase();
  const results: AuthenticationResult[] = [];
  for (const piece of rest) {
    const result = readResult(piece);
    if (result) results.push(result);
  }
  return { serverId, results };
}

/** A line of a large gateway has about 2,000 characters. */
const MAX_CHARACTERS = 20_000;

/** `method[/version]=result [reason="…"] [ptype.property=value …]` */
function readResult(piece: string): AuthenticationResult | null {
  const tokens = splitOutside(
    piece
      .trim()
      .replace(/\s+/g, ' ')
      .replace(/ ?([=.]) ?/g, '$1'),
    ' ',
  ).filter((token) => token !== '');
  const first = /^([a-z0-9-]+)(?:\/\d+)?=([a-z]+)$/i.exec(tokens[0] ?? '');
  if (!first) return null;
  const result: AuthenticationResult = {
    method: (first[1] as string).toLowerCase(),
    result: (first[2] as string).toLowerCase(),
    reason: null,
    properties: {},
  };
  for (const token of tokens.slice(1)) {
    const pair = /^([a-z0-9.-]{1,60})=(.+)$/is.exec(token);
    if (!pair) continue;
    const name = (pair[1] as string).toLowerCase();
    const text = unquoted(pair[2] as string);
    if (name === 'reason') result.reason = text;
    else if (name.includes('.')) result.properties[name] = text;
  }
  return result;
}

/** Splits at a character outside of quoted strings. */
function splitOutside(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '\\') i++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === separator || (separator === ' ' && char === '\t'))) {
      pieces.push(text.slice(start, i));
      start = i + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** RFC 5322 §3.2.2, nested; a quoted parenthesis is none. */
function withoutComments(text: string): string {
  let out = '';
  let depth = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '\\') {
      if (depth === 0) out += text.slice(i, i + 2);
      i++;
    } else if (depth === 0 && char === '"') {
      isQuoted = !isQuoted;
      out += char;
    } else if (!isQuoted && char === '(') {
      depth++;
      out += ' ';
    } else if (!isQuoted && char === ')' && depth > 0) {
      depth--;
    } else if (depth === 0) {
      out += char;
    }
  }
  return out;
}

function unquoted(text: string): string {
  const inner = /^"(.*)"$/s.exec(text)?.[1];
  return inner === undefined ? text : inner.replace(/\\(.)/gs, '$1');
}
