import { isUtf8 } from 'node:buffer';

/** The text of bytes that a server sent: UTF-8 if they are, else Latin-1, so that every byte stays visible. */
export function decodeVerbatim(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString(isUtf8(buffer) ? 'utf8' : 'latin1');
}
