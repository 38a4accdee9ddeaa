import { isForwardSubject } from './base-subject.ts';
import { attributionAt } from './quotes-attribution.ts';
import {
  headerBlockAt,
  isForwardMarker,
  isOriginalMarker,
  isReplyDelimiter,
  isReplyDelimiterEnd,
  isRule,
  isUnknownMarker,
  type Labels,
  labelsOf,
  notesHeaderAt,
} from './quotes-headers.ts';
import { signatureIn } from './signature.ts';

export type Segment = { kind: 'fresh' | 'quoted' | 'signature'; text: string };
export type SplitText = { fresh: string; segments: Segment[] };

/** All that is written above a mail that is handed on. */
const HANDED_ON =
  /^(?:fyi|for your information|z\.? ?k\.?|z\.? ?k\.? ?g\.?|zur (?:kenntnis|info(?:rmation)?|kenntnisnahme|bearbeitung|erledigung)|(?:bitte )?siehe unten|s\.? ?u\.?|see below|weiterleitung|pour info(?:rmation)?|ter info(?:rmatie)?|per conoscenza|para su información|do wiadomości)[\s.!,:]*$/iu;

/**
 * New text apart from quoted text and signature. Joining the texts of `segments` gives back `text`; `fresh` is what the writer added,
 * trimmed, and blank only if `text` is. Answers between `>` lines are fresh, and so is a mail that was forwarded as such
 * (`subject` helps to know). Linear in the length; never throws.
 */
export function splitQuoted(text: string, subject = ''): SplitText {
  const raw = text.match(/[^\n]*\n|[^\n]+/gu) ?? [];
  const lines = raw.map(bareLine);
  const kinds = markLines(lines, isForwardSubject(subject));
  if (!lines.some((line, at) => kinds[at] === 'fresh' && line !== '')) unhide(lines, kinds);
  const segments: Segment[] = [];
  for (const [at, line] of raw.entries()) {
    const last = segments.at(-1);
    if (last && last.kind === kinds[at]) last.text += line;
    else segments.push({ kind: kinds[at]!, text: line });
  }
  return { fresh: freshOf(segments) || text, segments };
}

/** Line by line what it is; a blank line goes with the one above it. */
function markLines(lines: readonly string[], forwarded: boolean): Segment['kind'][] {
  const labels = labelsOf(lines);
  const kinds: Segment['kind'][] = Array.from({ length: lines.length }, () => 'fresh');
  let runStart = 0;
  let written = false;
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    if (isForwardMarker(line) || isHandedOnAt(lines, labels, at)) {
      markSignature(lines, kinds, runStart, at);
      return kinds;
    }
    const quote = quoteAt(lines, labels, at);
    if (quote === null || (quote.toEnd && !written)) {
      written ||= line !== '';
      at += quote === null ? 1 : quote.lines;
      continue;
    }
    if (quote.toEnd && quote.headers && (forwarded || isHandedOn(lines.slice(0, at)))) return kinds;
    markSignature(lines, kinds, runStart, at);
    const end = quote.toEnd ? endOf(lines, at) : withBlanks(lines, at + quote.lines);
    kinds.fill('quoted', at, end);
    at = end;
    runStart = end;
  }
  markSignature(lines, kinds, runStart, lines.length);
  return kinds;
}

/** A mail within a mail that a program announces in words we do not know is shown rather than hidden. */
function isHandedOnAt(lines: readonly string[], labels: Labels, at: number): boolean {
  if (!isUnknownMarker(lines[at]!)) return false;
  const below = withBlanks(lines, at + 1);
  return below < lines.length && headerBlockAt(lines, labels, below, true) > 0;
}

/** A ticket system may say where its own text ends. */
function endOf(lines: readonly string[], at: number): number {
  const end = isReplyDelimiter(lines[at]!)
    ? lines.findIndex((line, index) => index > at && isReplyDelimiterEnd(line))
    : -1;
  return end < 0 ? lines.length : withBlanks(lines, end + 1);
}

type Quote = {
  /** Lines that belong to the quote for sure. */
  lines: number;
  /** True: everything below belongs to it, too. */
  toEnd: boolean;
  /** True for a block of header lines, which also introduces forwarded mail. */
  headers: boolean;
};

function quoteAt(lines: readonly string[], labels: Labels, at: number): Quote | null {
  const line = lines[at]!;
  if (line === '') return null;
  const found = introductionAt(lines, labels, at);
  if (found) {
    const next = withBlanks(lines, at + found.lines);
    if (lines[next]?.startsWith('>')) return { lines: next + 1 - at, toEnd: false, headers: found.headers };
    if (found.sure) return { lines: found.lines, toEnd: true, headers: found.headers };
  }
  return line.startsWith('>') ? { lines: 1, toEnd: false, headers: false } : null;
}

function introductionAt(
  lines: readonly string[],
  labels: Labels,
  at: number,
): { lines: number; sure: boolean; headers: boolean } | null {
  const line = lines[at]!;
  if (isReplyDelimiter(line)) return { lines: 1, sure: true, headers: false };
  const original = isOriginalMarker(line);
  if (original || isRule(line)) {
    const below = withBlanks(lines, at + 1);
    const block = below < lines.length ? headerBlockAt(lines, labels, below, original || below === at + 1) : 0;
    if (block > 0) return { lines: below + block - at, sure: true, headers: true };
    if (!original) return null;
    const nested = below < lines.length ? attributionAt(lines, below) : null;
    return { lines: nested ? below + nested.lines - at : 1, sure: true, headers: false };
  }
  const block = headerBlockAt(lines, labels, at, false) || notesHeaderAt(lines, at);
  if (block > 0) return { lines: block, sure: true, headers: true };
  const attribution = attributionAt(lines, at);
  return attribution && { ...attribution, headers: false };
}

function withBlanks(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at] === '') at++;
  return at;
}

function markSignature(lines: readonly string[], kinds: Segment['kind'][], start: number, end: number): void {
  if (start >= end) return;
  const range = signatureIn(lines.slice(start, end));
  if (range) kinds.fill('signature', start + range.start, start + range.end);
}

function isHandedOn(above: readonly string[]): boolean {
  const filled = above.slice(0, 200).filter((line) => line !== '');
  if (filled.length === 0 || filled.length > 12 || !HANDED_ON.test(filled[0]!)) return false;
  return filled.length === 1 || signatureIn(filled.slice(1))?.start === 0;
}

/** A mail without a word of its own shows its signature or, failing that, its quote. */
function unhide(lines: readonly string[], kinds: Segment['kind'][]): void {
  const signed = lines.some((line, at) => kinds[at] === 'signature' && line !== '');
  for (const [at, kind] of kinds.entries()) if (!signed || kind === 'signature') kinds[at] = 'fresh';
}

function freshOf(segments: readonly Segment[]): string {
  const fresh = segments
    .filter(({ kind }) => kind === 'fresh')
    .map(({ text }) => text.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd());
  return fresh.filter((text) => text.trim() !== '').join('\n\n');
}

/** Without line end, outer white space and invisible marks, so that comparing is easy. */
function bareLine(line: string): string {
  if (!/[\u00a0\u061c\u200b-\u206f\ufeff]/u.test(line)) return line.trim();
  return line
    .replace(/[\u00a0\u202f]/gu, ' ')
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim();
}
