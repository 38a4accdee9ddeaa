import { LIMITS } from './limits.ts';

/** A file cut out of a text: its name as written and its bytes. */
export type UuencodedFile = { name: string; content: Uint8Array };

/**
 * Cuts uuencoded files (POSIX `uuencode`: `begin 644 name` … `end`) out of a plain text with \n line ends; at most
 * `LIMITS.uuencodedFiles`. What only looks like one (no data lines, no end) stays in the text.
 */
export function cutUuencoded(text: string): { text: string; files: UuencodedFile[] } {
  const files: UuencodedFile[] = [];
  if (!BEGIN.test(text)) return { text, files };
  const kept: string[] = [];
  const lines = text.split('\n');
  let lastEnd = lines.lastIndexOf('end');
  if (lastEnd === -1) lastEnd = lines.findLastIndex((line) => line.trim() === 'end');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const begin = i < lastEnd && files.length < LIMITS.uuencodedFiles ? BEGIN_LINE.exec(line) : null;
    const block = begin ? readBlock(lines, i + 1) : null;
    if (!begin || !block) {
      kept.push(line);
      continue;
    }
    files.push({ name: (begin[1] as string).trim(), content: block.content });
    i = block.end;
  }
  return { text: kept.join('\n'), files };
}

const BEGIN = /(?:^|\n)begin [0-7]{3,4} \S/;
const BEGIN_LINE = /^begin [0-7]{3,4} (\S.{0,250})$/;

function readBlock(lines: readonly string[], from: number): { content: Uint8Array; end: number } | null {
  const pieces: Buffer[] = [];
  for (let i = from; i < lines.length; i++) {
    const line = (lines[i] as string).trimEnd();
    if (line === 'end') return pieces.length > 0 ? { content: Buffer.concat(pieces), end: i } : null;
    if (line === '`' || line === '') continue;
    const piece = readLine(line);
    if (!piece) return null;
    pieces.push(piece);
  }
  return null;
}

/** One line: a length character, then groups of four for three bytes. Null if it cannot be one. */
function readLine(line: string): Buffer | null {
  const length = (line.charCodeAt(0) - 32) & 63;
  const groups = Math.ceil(length / 3);
  // Trailing blanks may be lost on the way; a checksum character may follow.
  if (line.length > 1 + groups * 4 + 2 || line.length < 1 + Math.ceil((length * 4) / 3) - 3) return null;
  const out = Buffer.alloc(groups * 3);
  for (let group = 0; group < groups; group++) {
    let bits = 0;
    for (let k = 0; k < 4; k++) {
      const code = line.charCodeAt(1 + group * 4 + k);
      const value = Number.isNaN(code) ? 0 : code - 32;
      if (value < 0 || value > 64) return null;
      bits = (bits << 6) | (value & 63);
    }
    out.writeUIntBE(bits, group * 3, 3);
  }
  return out.subarray(0, length);
}
