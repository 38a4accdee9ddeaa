import { createHmac, timingSafeEqual } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const checkLetters = 3;

/** What signs references: the desk's public id and its key. */
export type DeskMark = { serverId: string; signingKey: Buffer };

/** How a reference is written in subjects: `[` `TicketID` … `]`. */
export type TagStyle = { ticketPrefix: string; ticketKeyword: string; ticketSuffix: string };

/** A reference as found in a subject, not yet checked. */
export type FoundReference = { number: number; letters: string; text: string };

/** A ticket's reference as people write it: number and three check letters keyed to this desk, e.g. `500OOJ`. */
export function ticketReference(mark: DeskMark, number: number): string {
  return `${number}${keyedLetters(mark, number)}`;
}

/** What stands in subjects, e.g. `[TicketID 500OOJ]`. */
export function ticketTag({ ticketPrefix, ticketKeyword, ticketSuffix }: TagStyle, reference: string): string {
  return `${ticketPrefix}${ticketKeyword} ${reference}${ticketSuffix}`;
}

/**
 * Every reference that one of the keywords announces in a decoded subject, in order. Forgiven are case, missing brackets, letters of full width, and
 * blanks or underscores that broken RFC 2047 splits leave inside.
 */
export function findReferences(subject: string, keywords: readonly string[]): FoundReference[] {
  const pattern = referencePattern(keywords);
  return pattern === null ? [] : [...subject.normalize('NFKC').matchAll(pattern)].map(toFound);
}

/** Whether the letters belong to the number on this desk, compared in constant time. */
export function referenceFits(mark: DeskMark, found: FoundReference): boolean {
  const expected = Buffer.from(keyedLetters(mark, found.number));
  const given = Buffer.from(found.letters);
  return given.length === expected.length && timingSafeEqual(expected, given);
}

/** The subject without references of this desk, brackets included, but for that of the ticket `except`. Foreign ones stay. */
export function withoutReferences(
  mark: DeskMark,
  keywords: readonly string[],
  subject: string,
  except: number | null = null,
): string {
  const pattern = referencePattern(keywords);
  // Few mails name a ticket: what stands around the reference is looked at only there.
  if (pattern === null || subject.search(pattern) < 0) return subject;
  const around = new RegExp(`[[({<#*|~]{0,3}\\s?${pattern.source}\\s?[\\])}>#*|~]{0,3}`, pattern.flags);
  const without = subject.replace(around, (text, ...groups: string[]) => {
    const found = toFound([text, groups[0] ?? '', groups[1] ?? '']);
    return found.number === except || !referenceFits(mark, found) ? text : ' ';
  });
  return without === subject ? subject : without.replace(/\s+/g, ' ').trim();
}

/** The subject of a mail that leaves from this ticket: with its tag, which replies bring back when a mail program drops the thread, and no other ticket's. */
export function taggedSubject(
  mark: DeskMark,
  style: TagStyle & { moreKeywords: readonly string[] },
  subject: string,
  ticketId: number,
): string {
  const tag = ticketTag(style, ticketReference(mark, ticketId));
  // One that the desk wrote in an earlier style goes, too.
  const kept = subject.includes(tag) ? ticketId : null;
  const bare = withoutReferences(mark, [style.ticketKeyword, ...style.moreKeywords], subject, kept);
  return kept === null ? `${bare} ${tag}`.trim() : bare;
}

/** White space, and what stands for it where a program took an encoded word apart wrongly. */
const blank = '[\\s_\\u200B\\u00AD]';

/** Built once for each list of keywords: every mail that comes in is searched by the same. */
const patterns = new WeakMap<readonly string[], RegExp | null>();

function referencePattern(keywords: readonly string[]): RegExp | null {
  let pattern = patterns.get(keywords);
  if (pattern === undefined) patterns.set(keywords, (pattern = buildPattern(keywords)));
  return pattern;
}

function buildPattern(keywords: readonly string[]): RegExp | null {
  const words = keywords.map((keyword) => keyword.normalize('NFKC').trim()).filter((keyword) => keyword !== '');
  if (words.length === 0) return null;
  const anyWord = words.map((word) => Array.from(word, literal).join(`${blank}?`)).join('|');
  const number = `(\\d(?:${blank}?\\d){0,11})`;
  const check = `([a-z](?:${blank}?[a-z]){${checkLetters - 1}})`;
  return new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${anyWord})${blank}{0,4}[:#=-]?${blank}{0,4}${number}${blank}{0,3}${check}(?![\\p{L}\\p{N}])`,
    'giu',
  );
}

// Under the flag `u` nothing but these may be escaped: a keyword with a hyphen would be no pattern at all.
const literal = (character: string) =>
  /\s/.test(character) ? `${blank}{1,4}` : character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function toFound(match: ArrayLike<string | undefined>): FoundReference {
  const number = (match[1] ?? '').replace(/\D/g, '');
  const found = (match[2] ?? '').replace(/[^a-z]/gi, '').toUpperCase();
  return { number: Number(number), letters: found, text: `${number}${found}` };
}

function keyedLetters({ serverId, signingKey }: DeskMark, number: number): string {
  const mac = createHmac('sha256', signingKey).update(`ticket ${serverId} ${number}`).digest();
  let value = mac.readUIntBE(0, 6);
  let text = '';
  for (let i = 0; i < checkLetters; i++) {
    text += letters[value % letters.length];
    value = Math.floor(value / letters.length);
  }
  return text;
}
