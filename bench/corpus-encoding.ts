/** A header text with its non-ASCII parts as encoded words (RFC 2047 §2), the whole of it or word by word. */
export function headerText(text: string, by: 'whole' | 'words'): string {
  return by === 'whole' ? encodedWord(text) : text.split(' ').map(encodedWord).join(' ');
}

/** A text in quoted-printable (RFC 2045 §6.7) with LF line ends. */
export function quotedPrintable(text: string): string {
  return text.split('\n').flatMap(quotedLines).join('\n');
}

/** Base64 in lines of 76 characters (RFC 2045 §6.8). */
export function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll(/(.{76})/g, '$1\n');
}

/** An instant (milliseconds) as RFC 5322 §3.3 date-time in UTC. */
export function headerDate(time: number): string {
  return new Date(time).toUTCString().replace('GMT', '+0000');
}

/** A paragraph in lines of at most 72 characters. */
export function wrapped(text: string): string {
  return text.replaceAll(/(.{1,72})(?:\s+|$)/g, '$1\n');
}

function encodedWord(text: string): string {
  return /[^\x20-\x7e]/.test(text) ? `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=` : text;
}

function quotedLines(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  const bytes = Buffer.from(line);
  for (const [index, byte] of bytes.entries()) {
    const isPlain = (byte >= 33 && byte <= 126 && byte !== 61) || (byte === 32 && index < bytes.length - 1);
    const shown = isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (current.length + shown.length > 75) {
      lines.push(`${current}=`);
      current = '';
    }
    current += shown;
  }
  return [...lines, current];
}
