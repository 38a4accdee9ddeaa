import iconv from 'iconv-lite';

/**
 * RFC 1468 (Japanese) and RFC 1557 (Korean) bytes as text: seven-bit escapes rewritten to the eight-bit EUC form, which iconv-lite
 * knows. A line end resets to ASCII, so that a lost escape spoils one line at most.
 */
export function decodeIso2022(buffer: Buffer, language: 'jp' | 'kr'): string {
  const out = Buffer.allocUnsafe(buffer.length * 2 + 8);
  let at = 0;
  let set: CodeSet = 'ascii';
  for (let i = 0; i < buffer.length; i++) {
    const byte = buffer[i] as number;
    if (byte === 0x1b) {
      const escape = escapeSequence(buffer.toString('latin1', i + 1, i + 4));
      set = escape.set ?? set;
      i += escape.length;
    } else if (language === 'kr' && (byte === 0x0e || byte === 0x0f)) {
      set = byte === 0x0e ? 'double' : 'ascii';
    } else if (byte === 0x0a || byte === 0x0d) {
      set = 'ascii';
      out[at++] = byte;
    } else if (set === 'ascii' || byte <= 0x20 || byte > 0x7e) {
      out[at++] = byte;
    } else if (set === 'kana') {
      out[at++] = 0x8e;
      out[at++] = byte | 0x80;
    } else {
      const second = buffer[i + 1];
      if (second === undefined || second < 0x21 || second > 0x7e) continue;
      if (set === 'supplement') out[at++] = 0x8f;
      out[at++] = byte | 0x80;
      out[at++] = second | 0x80;
      i++;
    }
  }
  return iconv.decode(out.subarray(0, at), language === 'jp' ? 'eucjp' : 'cp949');
}

/** RFC 1843: `~{` … `~}` encloses GB 2312 with the high bits off. */
export function decodeHz(buffer: Buffer): string {
  const out = Buffer.allocUnsafe(buffer.length);
  let at = 0;
  let chinese = false;
  for (let i = 0; i < buffer.length; i++) {
    const byte = buffer[i] as number;
    const next = buffer[i + 1];
    if (byte === 0x7e && (next === 0x7b || next === 0x7d || next === 0x7e || next === 0x0a)) {
      if (next === 0x7b) chinese = true;
      else if (next === 0x7d) chinese = false;
      else if (next === 0x7e) out[at++] = byte;
      i++;
    } else {
      if (byte === 0x0a) chinese = false;
      out[at++] = chinese && byte > 0x20 ? byte | 0x80 : byte;
    }
  }
  return iconv.decode(out.subarray(0, at), 'gb18030');
}

type CodeSet = 'ascii' | 'kana' | 'double' | 'supplement';

/** `after` are the three characters behind ESC; an unknown escape is skipped alone. */
function escapeSequence(after: string): { set: CodeSet | null; length: number } {
  if (after.startsWith('(B') || after.startsWith('(J')) return { set: 'ascii', length: 2 };
  if (after.startsWith('(I')) return { set: 'kana', length: 2 };
  if (after.startsWith('$(D')) return { set: 'supplement', length: 3 };
  // RFC 1557 §2: the header line `ESC $ ) C` announces SO, it does not switch.
  if (after.startsWith('$)')) return { set: null, length: 3 };
  if (after.startsWith('$(')) return { set: 'double', length: 3 };
  if (after.startsWith('$@') || after.startsWith('$B')) return { set: 'double', length: 2 };
  return { set: null, length: 0 };
}
