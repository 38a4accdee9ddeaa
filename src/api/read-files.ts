import type { FastifyRequest } from 'fastify';
import { Failure } from '../lib/failure.ts';
import { megabytes } from '../lib/megabytes.ts';

/** A file of a multipart request, read into memory. */
export type ReceivedFile = { name: string; type: string; content: Buffer };

/**
 * Reads the files of a multipart request, at most so many and so many bytes together; its text fields go into `fields`, at most 100 kB each. Throws Failure
 * `too-large` or `unsupported-type`.
 */
export async function readFiles(
  request: FastifyRequest,
  limits: { files: number; bytes: number },
  fields: Record<string, string> = {},
): Promise<ReceivedFile[]> {
  if (!request.isMultipart()) throw new Failure('unsupported-type');
  const received: ReceivedFile[] = [];
  let left = limits.bytes;
  const options = {
    limits: { fileSize: limits.bytes, files: limits.files, fields: 20, parts: limits.files + 20, fieldSize: 100_000 },
  };
  try {
    for await (const part of request.parts(options)) {
      if (part.type === 'field') {
        fields[part.fieldname] = String(part.value);
        continue;
      }
      const content = await part.toBuffer();
      left -= content.length;
      if (left < 0) throw tooLarge(limits.bytes);
      // Control characters have no place in a file name or a media type.
      const name = (part.filename ?? '').replaceAll(/[\p{Cc}\p{Cs}]/gu, '').slice(0, 255) || 'file';
      const type = /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(part.mimetype)
        ? part.mimetype.toLowerCase()
        : 'application/octet-stream';
      received.push({ name, type, content });
    }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    if (code === 'FST_REQ_FILE_TOO_LARGE' || code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT')
      throw tooLarge(limits.bytes);
    throw thrown;
  }
  return received;
}

const tooLarge = (bytes: number) => new Failure('too-large', { params: { limit: megabytes(bytes) } });
