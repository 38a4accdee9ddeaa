/** Bounds of what is given to the signature checks: the library's work grows with the square of some of these. */
export const VERIFIABLE_LIMITS = {
  /** Bytes of the mail. Each byte is hashed once for every way of signing it, at 10 to 100 MB/s, without a pause. */
  mailBytes: 32 * 1024 * 1024,
  /** Bytes hashed for all signatures together; a larger mail gets fewer of its signatures checked, at least two. */
  hashedBytes: 64 * 1024 * 1024,
  /** Bytes of the header. Long relay paths with ARC sets reach 100 kB. */
  headerBytes: 256 * 1024,
  /** Lines of the header. Unfolding costs the square of the lines: 100,000 took 78 s, 5,000 take 20 ms. */
  headerLines: 5_000,
  /** Bytes of one line of the body. Hashing costs the square of it: 31 MB took 159 s. RFC 5322 §2.1.1 allows 998. */
  bodyLineBytes: 1024 * 1024,
  /** Bytes of one Received field. Reading it costs the square: 200 kB took 7 s. Real ones have some 500. */
  receivedBytes: 8 * 1024,
  /** White space in a row. Stripping it costs the square: 256 kB took 78 s. Folded fields have some ten. */
  headerBlanks: 1_000,
} as const;

/** A mail as it can be verified, and how many signatures were left out of it; or the reason why it cannot. */
export type Verifiable = { bytes: Buffer; unchecked: number } | { tooLarge: string };

/**
 * Prepares a mail for the signature checks: lines end in CRLF (RFC 6376 §5.3), the `From ` line of mbox files is dropped, and only the topmost
 * `maxSignatures` DKIM-Signature fields stay (RFC 6376 §6.1 lets a verifier limit them).
 */
export function verifiable(raw: Buffer, maxSignatures: number): Verifiable {
  if (raw.length > VERIFIABLE_LIMITS.mailBytes) return { tooLarge: 'the mail is too large to be verified' };
  const header = splitHeader(raw.toString('latin1', 0, 5) === 'From ' ? raw.subarray(lineEnd(raw, 0)) : raw);
  if (!header) return { tooLarge: 'the header is too large to be verified' };
  if (hasEndlessLine(header.rest)) return { tooLarge: 'a line is too long to be verified' };
  const affordable = Math.max(2, Math.floor(VERIFIABLE_LIMITS.hashedBytes / Math.max(raw.length, 1)));
  const allowed = Math.min(maxSignatures, affordable);
  let signatures = 0;
  const kept = header.fields.filter((field) => !isSignature(field) || ++signatures <= allowed);
  const bytes = withCrlf(Buffer.concat([Buffer.from(kept.join(''), 'latin1'), header.rest]));
  return { bytes, unchecked: Math.max(0, signatures - allowed) };
}

/** The fields with their folded lines, and all from the blank line on. A line that begins no field belongs to the field above, as the library reads it. */
function splitHeader(mail: Buffer): { fields: string[]; rest: Buffer } | null {
  const lines: string[] = [];
  let at = 0;
  while (at < mail.length) {
    const next = lineEnd(mail, at);
    if (next > VERIFIABLE_LIMITS.headerBytes || lines.length >= VERIFIABLE_LIMITS.headerLines) return null;
    const line = mail.toString('latin1', at, next);
    if (line === '\n' || line === '\r\n') break;
    lines.push(line);
    at = next;
  }
  if (BLANKS.test(lines.join(''))) return null;
  const fields: string[] = [];
  lines.forEach((line, i) => {
    if (fields.length === 0 || startsField(line, lines[i + 1])) fields.push(line);
    else fields[fields.length - 1] += line;
  });
  const isEndless = (field: string) =>
    field.length > VERIFIABLE_LIMITS.receivedBytes && /^received[ \t\r\n]*:/i.test(field);
  return fields.some(isEndless) ? null : { fields, rest: mail.subarray(at) };
}

const BLANKS = new RegExp(`[ \\t\\r\\n]{${VERIFIABLE_LIMITS.headerBlanks}}`);

/** RFC 5322 §3.6.8, §4.5: a name, and a colon that may stand on the folded line after it. */
function startsField(line: string, next = ''): boolean {
  return /^[!-9;-~]+[ \t]*:/.test(line) || (/^[!-9;-~]+[ \t]*\r?\n$/.test(line) && /^[ \t]+:/.test(next));
}

function isSignature(field: string): boolean {
  return /^dkim-signature[ \t\r\n]*:/i.test(field);
}

/** The offset behind the line that begins at `from`. */
function lineEnd(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(LF, from);
  return end === -1 ? bytes.length : end + 1;
}

function hasEndlessLine(body: Buffer): boolean {
  let at = 0;
  while (at < body.length) {
    const next = lineEnd(body, at);
    if (next - at > VERIFIABLE_LIMITS.bodyLineBytes) return true;
    at = next;
  }
  return false;
}

/** All line ends as CRLF, in one pass: the library would take a mail with bare LF apart line by line. */
function withCrlf(bytes: Buffer): Buffer {
  let bare = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === LF && bytes[i - 1] !== CR) bare++;
  if (bare === 0) return bytes;
  const out = Buffer.allocUnsafe(bytes.length + bare);
  let to = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === LF && bytes[i - 1] !== CR) out[to++] = CR;
    out[to++] = byte;
  }
  return out;
}

const LF = 0x0a;
const CR = 0x0d;
