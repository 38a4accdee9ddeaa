import { createHmac, timingSafeEqual } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const checkLetters = 3;

/** A reference as found in a subject, not yet checked. */
export type FoundReference = { number: number; letters: string; text: string };

/** A ticket's reference as people write it: number and three check letters keyed to this desk, e.g. `500OOJ`. */
export function ticketReference(key: Buffer, number: number): string {
  return `${number}${keyedLetters(key, number)}`;
}

/** What stands in subjects, e.g. `[TicketID 500OOJ]`. */
export function ticketTag(keyword: string, reference: string): string {
  return `[${keyword} ${reference}]`;
}

/**
 * Every reference that one of the keywords announces in a decoded subject, in order. Case, missing brackets and white space that broken RFC 2047
 * splits leave inside are forgiven.
 */
export function findReferences(subject: string, keywords: readonly string[]): FoundReference[] {
  const words = keywords.map((keyword) => keyword.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  if (words === '') return [];
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${words})\\s{0,3}[:#]?\\s{0,3}(\\d{1,12})\\s{0,2}([a-z]{${checkLetters}})(?![\\p{L}\\p{N}])`,
    'giu',
  );
  return [...subject.matchAll(pattern)].map((match) => ({
    number: Number(match[1]),
    letters: (match[2] ?? '').toUpperCase(),
    text: `${match[1]}${(match[2] ?? '').toUpperCase()}`,
  }));
}

/** Whether the letters belong to the number on this desk, compared in constant time. */
export function referenceFits(key: Buffer, found: FoundReference): boolean {
  return timingSafeEqual(
    Buffer.from(keyedLetters(key, found.number)),
    Buffer.from(found.letters.padEnd(checkLetters).slice(0, checkLetters)),
  );
}

function keyedLetters(key: Buffer, number: number): string {
  const mac = createHmac('sha256', key).update(`ticket ${number}`).digest();
  let value = mac.readUIntBE(0, 6);
  let text = '';
  for (let i = 0; i < checkLetters; i++) {
    text += letters[value % letters.length];
    value = Math.floor(value / letters.length);
  }
  return text;
}
