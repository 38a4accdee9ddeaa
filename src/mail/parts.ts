import { headerValue, readHeader } from './header.ts';
import { LIMITS } from './limits.ts';
import type { Defect, Header } from './message.ts';
import { parseParameterised } from './parameters.ts';

/** One MIME entity (RFC 2045 §2.4). `body` is undecoded; multipart parts have `children` instead. */
export type Part = {
  header: Header;
  /** Lower-case media type without parameters. */
  type: string;
  parameters: Map<string, string>;
  /** Lower case: `inline`, `attachment` or another word; '' if the part names none (RFC 2183). */
  disposition: string;
  dispositionParameters: Map<string, string>;
  /** Content-Transfer-Encoding as written, '' if absent. */
  encoding: string;
  body: Buffer;
  children: Part[];
};

/**
 * Splits a mail into its part tree (RFC 2046 §5.1) in one pass over the bytes, without recursion and without copying.
 * Missing end boundaries, missing boundaries and too deep trees give `defects` and the best tree there is.
 */
export function readParts(raw: Buffer): { root: Part; bodyStart: number; defects: Defect[] } {
  const defects: Defect[] = [];
  const top = readHeader(raw, 0, raw.length);
  defects.push(...top.defects);
  const root = newPart(top.header, 'text/plain');
  root.body = raw.subarray(top.bodyStart);
  if (isMultipart(root))
    readTree({ raw, defects, open: [], boundaries: new Map(), count: 1, searches: 0 }, root, top.bodyStart);
  return { root, bodyStart: top.bodyStart, defects };
}

/** A part made of a header, body still empty. `defaultType` holds if the header names none (RFC 2045 §5.2, RFC 2046 §5.1.5). */
export function newPart(header: Header, defaultType: string): Part {
  const contentType = headerValue(header, 'Content-Type');
  const disposition = headerValue(header, 'Content-Disposition');
  const read = contentType === undefined ? null : parseParameterised(contentType);
  const readDisposition = disposition === undefined ? null : parseParameterised(disposition);
  return {
    header,
    type: read === null ? defaultType : mediaType(read.value, read.parameters, defaultType),
    parameters: read?.parameters ?? NO_PARAMETERS,
    disposition: readDisposition?.value.split(/\s/, 1)[0] ?? '',
    dispositionParameters: readDisposition?.parameters ?? NO_PARAMETERS,
    encoding: headerValue(header, 'Content-Transfer-Encoding')?.trim() ?? '',
    body: EMPTY,
    children: [],
  };
}

const EMPTY = Buffer.alloc(0);
const NO_PARAMETERS: Map<string, string> = new Map();
const LF = 0x0a;
const CR = 0x0d;

type Tree = {
  raw: Buffer;
  defects: Defect[];
  /** The multiparts we are inside of, outermost first. */
  open: Open[];
  /** Boundary → depths in `open` (a stack: broken mail uses one boundary on two levels). */
  boundaries: Map<string, number[]>;
  count: number;
  /** How often the rest of the mail was searched for a boundary, which may cost a pass over all of it. */
  searches: number;
};

/** `from` is where its body begins, `reopened` that an end boundary before the first part was passed over. */
type Open = { part: Part; boundary: string; from: number; reopened: boolean };

/** A line that is a boundary of an open multipart: `[start, end)` with its line end, `depth` an index into `open`. */
type Delimiter = { start: number; end: number; depth: number; isClose: boolean };

function isMultipart(part: Part): boolean {
  return part.type.startsWith('multipart/');
}

function readTree(tree: Tree, root: Part, bodyStart: number): void {
  enter(tree, root, bodyStart);
  // Preamble and epilogue (RFC 2046 §5.1.1) belong to no part.
  let leaf: { part: Part; from: number } | null = null;
  let at = bodyStart;
  while (tree.open.length > 0) {
    const found = nextDelimiter(tree, at);
    if (!found) {
      if (!leaf && correctBoundary(tree)) continue;
      if (leaf) leaf.part.body = tree.raw.subarray(leaf.from);
      leaveTo(tree, 0, tree.raw.length);
      note(tree.defects, 'boundary-end-missing');
      return;
    }
    if (leaf) leaf.part.body = tree.raw.subarray(leaf.from, Math.max(leaf.from, beforeLineEnd(tree.raw, found.start)));
    leaf = null;
    at = found.end;
    // RFC 2046 §5.1.2: an outer boundary also ends all inner parts.
    if (found.depth < tree.open.length - 1) note(tree.defects, 'boundary-end-missing');
    if (found.isClose && isPremature(tree, found)) continue;
    leaveTo(tree, found.isClose ? found.depth : found.depth + 1, found.start);
    if (found.isClose) continue;
    if (tree.count >= LIMITS.parts) {
      note(tree.defects, 'too-many-parts');
      leaveTo(tree, 0, at);
      return;
    }
    const parent = (tree.open[found.depth] as { part: Part }).part;
    const head = readHeader(tree.raw, at, tree.raw.length, (start, end) => delimiterOf(tree, start, end) !== null);
    for (const defect of head.defects) note(tree.defects, defect);
    // RFC 2046 §5.1.5: inside a digest the default is a message.
    const part = newPart(head.header, parent.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain');
    parent.children.push(part);
    tree.count++;
    at = head.bodyStart;
    if (isMultipart(part) && enter(tree, part, at)) continue;
    leaf = { part, from: at };
  }
}

/** Opens a multipart; false if it must be taken as a leaf: no boundary to be found, or too deep. */
function enter(tree: Tree, part: Part, bodyStart: number): boolean {
  if (tree.open.length >= LIMITS.nesting) {
    note(tree.defects, 'nesting-too-deep');
    return false;
  }
  let boundary = part.parameters.get('boundary')?.trimEnd() ?? '';
  if (boundary === '' || boundary.length > LIMITS.boundary) {
    note(tree.defects, 'boundary-missing');
    boundary = guessBoundary(tree, bodyStart);
    if (boundary === '') return false;
  }
  const depths = tree.boundaries.get(boundary);
  if (depths) depths.push(tree.open.length);
  else tree.boundaries.set(boundary, [tree.open.length]);
  tree.open.push({ part, boundary, from: bodyStart, reopened: false });
  return true;
}

/** Not by RFC: the innermost multipart names a boundary that never comes; the first one in its body is tried instead. */
function correctBoundary(tree: Tree): boolean {
  const { part, from } = tree.open.at(-1) as Open;
  if (part.children.length > 0) return false;
  const boundary = guessBoundary(tree, from);
  if (boundary === '' || tree.boundaries.has(boundary)) return false;
  note(tree.defects, 'boundary-wrong');
  leaveTo(tree, tree.open.length - 1, from);
  part.parameters = new Map(part.parameters).set('boundary', boundary);
  return enter(tree, part, from);
}

/** Not by RFC: an end boundary in front of all parts is passed over once, if a part follows. */
function isPremature(tree: Tree, found: Delimiter): boolean {
  const open = tree.open[found.depth] as Open;
  if (open.part.children.length > 0 || open.reopened || tree.searches >= LIMITS.boundarySearches) return false;
  tree.searches++;
  open.reopened = true;
  const next = tree.raw.indexOf(`\n--${open.boundary}`, found.end - 1, 'latin1');
  return next !== -1 && !tree.raw.toString('latin1', next, next + open.boundary.length + 5).endsWith('--');
}

/** Closes multiparts until `depth` of them are open; one without parts keeps its bytes up to `end` as its body. */
function leaveTo(tree: Tree, depth: number, end: number): void {
  while (tree.open.length > depth) {
    const { part, boundary, from } = tree.open.pop() as Open;
    if (part.children.length === 0) part.body = tree.raw.subarray(from, Math.max(from, beforeLineEnd(tree.raw, end)));
    const depths = tree.boundaries.get(boundary) as number[];
    depths.pop();
    if (depths.length === 0) tree.boundaries.delete(boundary);
  }
}

function nextDelimiter(tree: Tree, from: number): Delimiter | null {
  const { raw } = tree;
  let start = raw[from] === 0x2d && raw[from + 1] === 0x2d ? from : nextDashes(raw, from);
  while (start !== -1) {
    const newline = raw.indexOf(LF, start);
    const end = newline === -1 ? raw.length : newline + 1;
    const found = delimiterOf(tree, start, end);
    if (found) return found;
    start = nextDashes(raw, end - 1);
  }
  return null;
}

function nextDashes(raw: Buffer, from: number): number {
  const hit = raw.indexOf('\n--', Math.max(0, from), 'latin1');
  return hit === -1 ? -1 : hit + 1;
}

function delimiterOf(tree: Tree, start: number, end: number): Delimiter | null {
  const { raw } = tree;
  if (raw[start] !== 0x2d || raw[start + 1] !== 0x2d || end - start > LIMITS.boundary + 100) return null;
  const line = raw.toString('latin1', start + 2, end).trimEnd();
  const opening = tree.boundaries.get(line)?.at(-1);
  if (opening !== undefined) return { start, end: endOfLine(raw, end), depth: opening, isClose: false };
  if (!line.endsWith('--')) return null;
  const closing = tree.boundaries.get(line.slice(0, -2).trimEnd())?.at(-1);
  return closing === undefined ? null : { start, end: endOfLine(raw, end), depth: closing, isClose: true };
}

function endOfLine(raw: Buffer, end: number): number {
  return raw[end - 1] !== LF && raw[end] === LF ? end + 1 : end;
}

/** RFC 2046 §5.1.1: the line end in front of a boundary belongs to the boundary. */
function beforeLineEnd(raw: Buffer, lineStart: number): number {
  if (raw[lineStart - 1] !== LF) return lineStart;
  return raw[lineStart - 2] === CR ? lineStart - 2 : lineStart - 1;
}

/** Not by RFC: without a boundary parameter the first line `--something` of the body is taken for it, if it comes again. */
function guessBoundary(tree: Tree, bodyStart: number): string {
  if (tree.searches >= LIMITS.boundarySearches) return '';
  tree.searches++;
  const { raw } = tree;
  const start = raw[bodyStart] === 0x2d && raw[bodyStart + 1] === 0x2d ? bodyStart : nextDashes(raw, bodyStart - 1);
  if (start === -1) return '';
  const newline = raw.indexOf(LF, start);
  if (newline === -1 || newline - start > LIMITS.boundary) return '';
  const line = raw.toString('latin1', start + 2, newline).trimEnd();
  return line !== '' && raw.indexOf(`\n--${line}`, newline, 'latin1') !== -1 ? line : '';
}

function mediaType(value: string, parameters: Map<string, string>, defaultType: string): string {
  if (/^[!#$%&'*+.^_`|~0-9a-z-]{1,127}\/[!#$%&'*+.^_`|~0-9a-z-]{1,127}$/.test(value)) return value;
  // RFC 1049 style: `text`, `html`; RFC 2045 §5.2: what cannot be read is plain text, but a named part is a file.
  const word = /^[a-z]+/.exec(value)?.[0] ?? '';
  const loose = /^([a-z]+)\s*\/\s*([a-z0-9.+-]+)/.exec(value);
  if (loose) return `${loose[1]}/${loose[2]}`;
  if (word === 'html') return 'text/html';
  if (word === 'multipart' && parameters.has('boundary')) return 'multipart/mixed';
  return parameters.has('name')
    ? 'application/octet-stream'
    : word === 'text' || word === ''
      ? 'text/plain'
      : defaultType;
}

function note(defects: Defect[], defect: Defect): void {
  if (!defects.includes(defect)) defects.push(defect);
}
