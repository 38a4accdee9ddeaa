/**
 * What a CMS signature encloses (RFC 5652 §5.1, RFC 8551 §3.5.2 `signed-data`): the signed MIME entity, unverified; null if the bytes
 * are something else, such as an encrypted mail. Never throws.
 */
export function signedContent(bytes: Uint8Array): Uint8Array | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at: Cursor = { i: 0 };
  if (
    !enter(data, at, SEQUENCE) ||
    !readIs(data, at, SIGNED_DATA) ||
    !enter(data, at, EXPLICIT_0) ||
    !enter(data, at, SEQUENCE)
  )
    return null;
  // version, digestAlgorithms
  if (!skip(data, at, 0) || !skip(data, at, 0)) return null;
  if (!enter(data, at, SEQUENCE) || !skip(data, at, 0) || !enter(data, at, EXPLICIT_0)) return null;
  return octets(data, at);
}

type Cursor = { i: number };

/** ASN.1 tags of X.690; constructed ones have bit 0x20. */
const SEQUENCE = 0x30;
const EXPLICIT_0 = 0xa0;
const OCTET_STRING = 0x04;
const OCTET_STRING_IN_PIECES = 0x24;

/** The object identifier 1.2.840.113549.1.7.2 with tag and length. */
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex');

/** Levels of constructed values that are skipped; real ones have a handful. */
const MAX_DEPTH = 30;

/** Tag and length at the cursor, which moves behind them; length -1 is the indefinite form (X.690 §8.1.3.6). */
function readHead(data: Buffer, at: Cursor): { tag: number; length: number } | null {
  const tag = data[at.i];
  const first = data[at.i + 1];
  // Tags above 30 take more bytes; CMS has none.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null;
  at.i += 2;
  if (first === 0x80) return { tag, length: -1 };
  if (first < 0x80) return { tag, length: first };
  const count = first & 0x7f;
  if (count > 4 || at.i + count > data.length) return null;
  const length = data.readUIntBE(at.i, count);
  at.i += count;
  return { tag, length };
}

function enter(data: Buffer, at: Cursor, tag: number): boolean {
  return readHead(data, at)?.tag === tag;
}

function readIs(data: Buffer, at: Cursor, expected: Buffer): boolean {
  const found = data.subarray(at.i, at.i + expected.length).equals(expected);
  at.i += expected.length;
  return found;
}

function skip(data: Buffer, at: Cursor, depth: number): boolean {
  const head = readHead(data, at);
  if (!head || depth > MAX_DEPTH) return false;
  if (head.length >= 0) {
    at.i += head.length;
    return at.i <= data.length;
  }
  while (at.i + 1 < data.length && !isEnd(data, at)) if (!skip(data, at, depth + 1)) return false;
  at.i += 2;
  return at.i <= data.length;
}

/** X.690 §8.1.5 end-of-contents. */
function isEnd(data: Buffer, at: Cursor): boolean {
  return data[at.i] === 0 && data[at.i + 1] === 0;
}

/** An octet string in one piece or in many (X.690 §8.7.3), as streaming programs write it. A truncated one gives what is there. */
function octets(data: Buffer, at: Cursor): Uint8Array | null {
  const head = readHead(data, at);
  if (head?.tag === OCTET_STRING && head.length >= 0) return data.subarray(at.i, at.i + head.length);
  if (head?.tag !== OCTET_STRING_IN_PIECES) return null;
  const end = head.length >= 0 ? Math.min(at.i + head.length, data.length) : data.length;
  const pieces: Buffer[] = [];
  while (at.i < end && !isEnd(data, at)) {
    const piece = readHead(data, at);
    if (piece?.tag !== OCTET_STRING || piece.length < 0) break;
    pieces.push(data.subarray(at.i, at.i + piece.length));
    at.i += piece.length;
  }
  return Buffer.concat(pieces);
}
