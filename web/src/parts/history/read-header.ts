import { ApiError } from '../../api.ts';

const LONGEST = 256 * 1024;

/** The header of a mail from its source (GET /api/entries/:id/source), up to the empty line (RFC 5322 §2.1), at most 256 KiB; the rest is not fetched. */
export async function readHeader(entryId: number, signal: AbortSignal): Promise<string> {
  const response = await fetch(`/api/entries/${entryId}/source`, { credentials: 'same-origin', signal });
  if (!response.ok || !response.body) throw new ApiError(response.status, { code: 'internal', params: {}, text: '' });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!hasEnd(text) && text.length < LONGEST) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
  }
  void reader.cancel();
  return headerOf(text);
}

/** What stands before the first empty line; all of it if there is none. Line ends become LF. */
export function headerOf(source: string): string {
  const plain = source.slice(0, LONGEST).replaceAll('\r\n', '\n');
  const end = plain.indexOf('\n\n');
  return end === -1 ? plain.trimEnd() : plain.slice(0, end);
}

function hasEnd(text: string): boolean {
  return text.includes('\r\n\r\n') || text.includes('\n\n');
}
