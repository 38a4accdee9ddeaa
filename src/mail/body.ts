import { hash } from 'node:crypto';
import { attachmentName, safeFileName, typeByName } from './attachment-name.ts';
import { decodeCharset } from './charset.ts';
import { charsetName } from './charset-names.ts';
import { signedContent } from './cms.ts';
import { decodeHeaderText, oneLine } from './encoded-words.ts';
import { unflow } from './flowed.ts';
import { headerValue, readHeader } from './header.ts';
import { htmlToText } from './html-text.ts';
import { LIMITS } from './limits.ts';
import type { Attachment, Defect } from './message.ts';
import { type Part, readParts } from './parts.ts';
import { readTnef } from './tnef.ts';
import { decodeTransfer } from './transfer-encoding.ts';
import { cutUuencoded, type UuencodedFile } from './uuencode.ts';

/** What a reader sees: the text, the HTML as sent (null if none), and everything else as attachments. */
export type Body = { text: string; html: string | null; attachments: Attachment[] };

/** Chooses body and attachments of a part tree as mail clients do (RFC 2046 §5.1.3–4, RFC 2183, RFC 2387). Notes go to `defects`. */
export function readBody(root: Part, defects: Defect[]): Body {
  const reader: Reader = { defects, hasText: false, unpacked: 0 };
  const view = collect(root, reader, false);
  const all = view.files.flatMap((file, index) => toFiles(file, index + 1, view, defects));
  const files = all.slice(0, LIMITS.attachments);
  if (files.length < all.length) note(defects, 'too-many-attachments');
  const html = joinHtml(view.pieces);
  const text = joinText(view.pieces);
  const shown = html === null ? NONE : contentIds(html);
  return { text, html, attachments: files.map((file) => toAttachment(file, shown)) };
}

/** The decoded text of one part with \n line ends: transfer encoding, charset and format=flowed undone. */
export function partText(part: Part, defects: Defect[]): string {
  const { content, defect } = decodeTransfer(part.body, part.encoding);
  note(defects, defect);
  if (content.length > LIMITS.bodyBytes) note(defects, 'body-too-long');
  const bytes = content.length > LIMITS.bodyBytes ? content.subarray(0, LIMITS.bodyBytes) : content;
  const label = part.parameters.get('charset') ?? (part.type === 'text/html' ? metaCharset(bytes) : null);
  const decoded = decodeCharset(bytes, label || null);
  note(defects, decoded.defect);
  const text = plainLines(decoded.text);
  // RFC 3676 §4: only text/plain flows.
  const flowed = part.type === 'text/plain' && /^flowed$/i.test(part.parameters.get('format') ?? '');
  return flowed ? unflow(text, /^yes$/i.test(part.parameters.get('delsp') ?? '')) : text;
}

type Piece = { plain: string | null; html: string | null };
type View = { pieces: Piece[]; files: (Part | UuencodedFile)[] };
/** `unpacked` counts the signed envelopes we are inside of. */
type Reader = { defects: Defect[]; hasText: boolean; unpacked: number };

const NONE: ReadonlySet<string> = new Set();

/** Walks the tree; `LIMITS.nesting` bounds the recursion. */
function collect(part: Part, reader: Reader, inAlternative: boolean): View {
  if (part.children.length > 0) {
    if (part.type === 'multipart/alternative') return collectAlternative(part, reader);
    const view: View = { pieces: [], files: [] };
    for (const child of part.children) {
      // RFC 1740: the part with what only a Macintosh file system stores.
      if (part.type === 'multipart/appledouble' && child.type === 'application/applefile') continue;
      const inner = collect(child, reader, false);
      view.pieces.push(...inner.pieces);
      view.files.push(...inner.files);
    }
    return view;
  }
  // A multipart without any part is an empty one, or a text whose boundaries are lost.
  if (part.type.startsWith('multipart/')) {
    const text = part.body.length > 0 ? partText({ ...part, type: 'text/plain' }, reader.defects) : '';
    return { pieces: [{ plain: text, html: null }], files: [] };
  }
  if (SIGNED_TYPES.has(part.type)) return collectSigned(part, reader);
  if (!isBodyText(part, reader, inAlternative)) return { pieces: [], files: [part] };
  reader.hasText = true;
  const text = partText(part, reader.defects);
  if (part.type === 'text/html') return { pieces: [{ plain: null, html: text }], files: [] };
  const cut = cutUuencoded(part.type === 'text/plain' ? text : withoutEnriched(text));
  return { pieces: [{ plain: cut.text, html: null }], files: cut.files };
}

/** Files that are looked into for a mail wrapped into its signature. */
export const SIGNED_TYPES: ReadonlySet<string> = new Set(['application/pkcs7-mime', 'application/x-pkcs7-mime']);

/** RFC 8551 §3.5.2: a mail wrapped into its signature is shown as what it wraps, the envelope stays beside it for whoever verifies. */
function collectSigned(part: Part, reader: Reader): View {
  const envelope: View = { pieces: [], files: [part] };
  if (reader.unpacked >= LIMITS.unpacking) return envelope;
  const content = signedContent(decodeTransfer(part.body, part.encoding).content);
  if (content === null) return envelope;
  reader.unpacked++;
  const { root } = readParts(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  const inner = collect(root, reader, false);
  reader.unpacked--;
  return { pieces: inner.pieces, files: [...inner.files, part] };
}

/** RFC 2046 §5.1.4: the last form is the richest. One piece with the plain form beside the HTML form. */
function collectAlternative(part: Part, reader: Reader): View {
  const hadText = reader.hasText;
  let plain: string | null = null;
  let html: Piece[] | null = null;
  const files: View['files'] = [];
  for (const child of part.children) {
    if (RENDERINGS.has(child.type)) continue;
    reader.hasText = hadText;
    const view = collect(child, reader, true);
    files.push(...view.files);
    if (view.pieces.some((piece) => piece.html !== null)) {
      html = view.pieces;
    } else if (view.pieces.length > 0) {
      const text = joinText(view.pieces);
      if (plain === null || text.trim() !== '') plain = text;
    }
  }
  reader.hasText = true;
  const chosen = html === null ? null : joinHtml(html);
  // Not by RFC: an empty plain form beside real HTML is no text.
  const usable = plain !== null && (plain.trim() !== '' || chosen === null) ? plain : null;
  if (usable === null && chosen === null) return { pieces: [], files };
  return { pieces: [{ plain: usable ?? joinText(html ?? []), html: chosen }], files };
}

/** Further renderings of the same text for special readers: nothing that a person would miss. */
const RENDERINGS = new Set(['text/x-amp-html', 'text/watch-html']);

const BODY_TYPES = new Set(['text/plain', 'text/html', 'text/enriched', 'text/richtext']);

/** RFC 1896: formatting commands in angle brackets go, `<<` is a bracket, one line end is a blank. */
function withoutEnriched(text: string): string {
  return text
    .replace(/<param>[^<]{0,1000}<\/param>/gi, '')
    .replace(/<<|<\/?[a-z-]{1,60}>/gi, (found) => (found === '<<' ? '<' : ''))
    .replace(/\n(\n*)/g, (_, more: string) => more || ' ');
}

/** A text part without a wish to be a file; a named one only if it is the first text (scanners name their body). */
function isBodyText(part: Part, reader: Reader, inAlternative: boolean): boolean {
  if (!BODY_TYPES.has(part.type)) return false;
  if (part.disposition === 'attachment') return false;
  const name = part.dispositionParameters.get('filename') ?? part.parameters.get('name') ?? '';
  const isNamed = name.trim() !== '';
  return !isNamed || inAlternative || !reader.hasText;
}

function joinText(pieces: readonly Piece[]): string {
  const texts = pieces.map((piece) => piece.plain ?? textOfHtml(piece.html ?? ''));
  return texts.length === 1 ? (texts[0] as string) : texts.filter((text) => text.trim() !== '').join('\n\n');
}

function textOfHtml(html: string): string {
  return htmlToText(html.length > LIMITS.quoteCharacters ? html.slice(0, LIMITS.quoteCharacters) : html);
}

/** Apple Mail writes several HTML parts with files between them: one document, in order. */
function joinHtml(pieces: readonly Piece[]): string | null {
  if (!pieces.some((piece) => piece.html !== null)) return null;
  if (pieces.length === 1) return (pieces[0] as Piece).html;
  return pieces
    .filter((piece) => piece.html !== null || (piece.plain ?? '').trim() !== '')
    .map((piece) => piece.html ?? `<div style="white-space: pre-wrap">${escapeHtml(piece.plain ?? '')}</div>`)
    .join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** RFC 2392: which parts the HTML shows by `cid:`. */
function contentIds(html: string): ReadonlySet<string> {
  if (!html.includes('cid:') && !html.includes('CID:')) return NONE;
  const found = new Set<string>();
  for (const match of html.matchAll(/cid:([^"'\s<>)\\]{1,500})/gi))
    found.add(percentDecoded(match[1] as string).toLowerCase());
  return found;
}

function percentDecoded(text: string): string {
  if (!text.includes('%')) return text.replace(/&amp;/g, '&');
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded after all: the name stands for itself.
    return text;
  }
}

type File = {
  name: string;
  type: string;
  contentId: string | null;
  isInlineImage: boolean;
  content: Uint8Array;
};

/** One part gives one file, a winmail.dat gives what it holds; a body inside it fills a mail without one. */
function toFiles(file: Part | UuencodedFile, index: number, view: View, defects: Defect[]): File[] {
  if (!('header' in file)) {
    const name = safeFileName(file.name) || `attachment-${index}.bin`;
    return [{ name, type: typeByName(name), contentId: null, isInlineImage: false, content: file.content }];
  }
  const { content, defect } = decodeTransfer(file.body, file.encoding);
  note(defects, defect);
  const name = attachmentName(file, index, MESSAGE_TYPES.has(file.type) ? subjectOf(content) : null);
  const unpacked = isTnef(file.type, name) ? readTnef(content) : null;
  // One that holds nothing we understand stays a file.
  if (!unpacked || (unpacked.files.length === 0 && unpacked.text === null && unpacked.html === null)) {
    const isInlineImage = file.disposition === 'inline' && file.type.startsWith('image/');
    return [{ name, type: file.type, contentId: contentIdOf(file), isInlineImage, content }];
  }
  if (
    !view.pieces.some((piece) => (piece.plain ?? piece.html ?? '').trim() !== '') &&
    (unpacked.text ?? unpacked.html) !== null
  ) {
    view.pieces = [{ plain: unpacked.text, html: unpacked.html }];
  }
  return unpacked.files.map((inner) => ({ ...inner, isInlineImage: false }));
}

const MESSAGE_TYPES = new Set(['message/rfc822', 'message/global']);
const TNEF_TYPES = new Set(['application/ms-tnef', 'application/vnd.ms-tnef']);

/** Whether a file is looked into as a winmail.dat. */
export function isTnef(type: string, name: string): boolean {
  return TNEF_TYPES.has(type) || /^win(?:mail)?\d*\.dat$/i.test(name);
}

function toAttachment(file: File, shown: ReadonlySet<string>): Attachment {
  const isShown = file.contentId !== null && shown.has(file.contentId.toLowerCase());
  return {
    name: file.name,
    type: file.type,
    size: file.content.length,
    sha256: hash('sha256', file.content, 'hex'),
    inline: isShown || file.isInlineImage,
    contentId: file.contentId,
    content: file.content,
  };
}

function contentIdOf(part: Part): string | null {
  const value = headerValue(part.header, 'Content-ID');
  if (value === undefined) return null;
  // Cut first: the patterns are quadratic on long runs of blanks.
  const id = oneLine(value.slice(0, LIMITS.messageIdBytes)).replace(/^<\s*|(?<!\s)\s*>.*$/g, '');
  return id === '' ? null : id;
}

function subjectOf(content: Uint8Array): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 64 * 1024));
  return decodeHeaderText(headerValue(readHeader(bytes, 0, bytes.length).header, 'Subject') ?? '').slice(0, 120);
}

/** HTML without a charset parameter may name one itself (HTML §4.2.5.4, in the first 1,024 bytes; mail programs are less strict). */
function metaCharset(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4_096)).toString('latin1');
  const label = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})/i.exec(start)?.[1];
  const charset = label === undefined ? null : charsetName(label);
  // What we could read as ASCII is not UTF-16.
  return charset?.startsWith('utf-16') ? 'utf-8' : charset;
}

function plainLines(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return lines.includes('\0') ? lines.replaceAll('\0', '') : lines;
}

function note(defects: Defect[], defect: Defect | null): void {
  if (defect !== null && defects.length < LIMITS.defects && !defects.includes(defect)) defects.push(defect);
}
