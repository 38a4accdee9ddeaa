import { attachmentName } from './attachment-name.ts';
import { isTnef, SIGNED_TYPES } from './body.ts';
import { readHeader } from './header.ts';
import { LIMITS } from './limits.ts';
import { newPart, type Part } from './parts.ts';
import { encodingName } from './transfer-encoding.ts';

/** A file taken out of a mail: its undecoded bytes, a view into the mail, and the short content that stands for it. */
export type LargePart = { body: Buffer; encoding: string; standIn: Buffer };

/** A mail without its large files: in `rest` each has its stand-in as content. */
export type SetAside = { rest: Buffer; parts: LargePart[] };

/**
 * Takes the large files (RFC 2046 §5.1 parts of other than text or message type) out of a mail, so that what is left is quickly read, wherever. Looks
 * only at what lies between two lines that may be boundaries and does not follow the part tree: each stand-in that comes out of `rest` as exactly one
 * attachment was a part, and if one does not, the mail must be read whole. Work is linear, with one pass over the bytes; nothing large is copied.
 */
export function setAsideLargeParts(raw: Buffer): SetAside {
  const parts: LargePart[] = [];
  const kept: Buffer[] = [];
  let copied = 0;
  for (const { from, to } of stretches(raw)) {
    const found = fileIn(raw, from, to);
    if (!found) continue;
    const standIn = standInFor(parts.length + 1, found.to - found.from);
    const { encoding } = found.part;
    parts.push({ body: raw.subarray(found.from, found.to), encoding, standIn });
    kept.push(
      raw.subarray(copied, found.from),
      encodingName(encoding) === 'base64' ? Buffer.from(standIn.toString('base64'), 'latin1') : standIn,
    );
    copied = found.to;
  }
  return { rest: Buffer.concat([...kept, raw.subarray(copied)]), parts };
}

/** A multiple of three bytes: padding would end its base64, and a file that goes on behind a line of dashes would be taken for whole. */
function standInFor(number: number, bytes: number): Buffer {
  const words = `In place of file ${number} of ${bytes} bytes`;
  return Buffer.from(words.padEnd(Math.ceil(words.length / 3) * 3, '.'));
}

type Stretch = { from: number; to: number };

/** What is long between two lines that begin with `--`; nothing if there are so many of them that the mail is not of the usual kind. */
function stretches(raw: Buffer): Stretch[] {
  const long: Stretch[] = [];
  let from = 0;
  for (let lines = 0; lines < LIMITS.boundaryLines; lines++) {
    const hit = raw.indexOf('\n--', from, 'latin1');
    const to = hit === -1 ? raw.length : hit + 1;
    if (to - from >= LIMITS.asideBytes) long.push({ from, to });
    if (hit === -1) return long;
    from = to;
  }
  return [];
}

/** The part that a stretch holds, with the range of its body, if it is one whose bytes say nothing about the mail. */
function fileIn(raw: Buffer, from: number, to: number): (Stretch & { part: Part }) | null {
  const headerAt = raw[from] === 0x2d ? raw.indexOf(0x0a, from) + 1 : from;
  const headerEnd = Math.min(to, headerAt + LIMITS.asideHeaderBytes);
  const { header, bodyStart, defects } = readHeader(raw, headerAt, headerEnd);
  if (defects.length > 0 || bodyStart >= headerEnd) return null;
  const part = newPart(header, 'text/plain');
  return isPlainFile(part) ? { from: bodyStart, to: withoutLineEnd(raw, to), part } : null;
}

/** Neither text nor message, envelope nor winmail.dat: it can only become one attachment, and is never looked into. It decodes piece by piece. */
function isPlainFile(part: Part): boolean {
  if (!['base64', 'identity'].includes(encodingName(part.encoding) ?? '')) return false;
  if (/^(?:multipart|message)\//.test(part.type) || SIGNED_TYPES.has(part.type)) return false;
  if (part.type.startsWith('text/') && (part.disposition !== 'attachment' || part.type === 'text/rfc822-headers'))
    return false;
  return !isTnef(part.type, attachmentName(part, 1, null));
}

/** RFC 2046 §5.1.1: the line end in front of a boundary belongs to the boundary. */
function withoutLineEnd(raw: Buffer, to: number): number {
  if (to === raw.length) return to;
  return raw[to - 2] === 0x0d ? to - 2 : to - 1;
}
