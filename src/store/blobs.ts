import { createHash, hash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../lib/failure.ts';
import { writeDurably } from './durable-files.ts';

/** Bytes that are known by their hash and come in pieces, of which each is good until the next is asked for; may be asked for more than once. */
export type SlicedBlob = { sha256: string; size: number; slices: () => Iterable<Uint8Array> };

/** Content-addressed files: raw mails and attachments, each once, named by SHA-256. */
export type Blobs = {
  /** Stores bytes durably (file and folder are on the disk when it returns) and gives their SHA-256. Throws Failure `disk-full` or `blob-write`. */
  put(content: Uint8Array): Promise<string>;
  /** The same for many, in their order; all of them or, if it throws, none for certain. Much cheaper than one by one. */
  putAll(contents: readonly (Uint8Array | SlicedBlob)[]): Promise<string[]>;
  /** Throws Failure `blob-missing`. */
  get(sha256: string): Promise<Buffer>;
  stream(sha256: string): Readable;
};

/** Opens the folder, creating it. Files lie in 256 subfolders by the first two digits. */
export async function openBlobs(folder: string): Promise<Blobs> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new Failure('data-folder', { params: { folder }, detail: String(cause), cause });
  });
  const fileOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256);
  /** What is being written at this moment: another one with the same bytes must not count as stored before that is done. */
  const underWay = new Map<string, Promise<void>>();
  const putAll = async (contents: readonly (Uint8Array | SlicedBlob)[]): Promise<string[]> => {
    const names: string[] = [];
    for (const content of contents) names.push('sha256' in content ? content.sha256 : await nameOf(content));
    const distinct = new Map(names.map((name, index) => [name, contents[index] ?? new Uint8Array()]));
    const others = [...distinct.keys()].flatMap((name) => underWay.get(name) ?? []);
    try {
      const missing = [...distinct].filter(
        ([name, content]) => !underWay.has(name) && !isThere(fileOf(name), sizeOf(content)),
      );
      const writing = writeDurably(
        missing.map(([name, content]) => ({ file: fileOf(name), slices: slicesOf(content) })),
      );
      for (const [name] of missing) underWay.set(name, writing);
      try {
        await Promise.all([writing, ...others]);
      } finally {
        for (const [name] of missing) underWay.delete(name);
      }
    } catch (cause) {
      throw writeFailure(cause);
    }
    return names;
  };
  return {
    put: async (content) => (await putAll([content]))[0] ?? '',
    putAll,
    get: (sha256) =>
      readFile(fileOf(sha256)).catch((cause: unknown) => {
        throw new Failure('blob-missing', { detail: sha256, cause });
      }),
    stream: (sha256) => createReadStream(fileOf(sha256)),
  };
}

/** Hashing this much takes a millisecond or two. */
const hashedAtOnce = 1024 * 1024;

async function nameOf(content: Uint8Array): Promise<string> {
  if (content.length <= hashedAtOnce) return hash('sha256', content);
  const sha256 = createHash('sha256');
  for (let at = 0; at < content.length; at += hashedAtOnce) {
    sha256.update(content.subarray(at, at + hashedAtOnce));
    await nextTurn();
  }
  return sha256.digest('hex');
}

const sizeOf = (content: Uint8Array | SlicedBlob) => ('sha256' in content ? content.size : content.length);
const slicesOf = (content: Uint8Array | SlicedBlob) => ('sha256' in content ? content.slices() : [content]);

const isThere = (file: string, size: number) => statSync(file, { throwIfNoEntry: false })?.size === size;

function writeFailure(cause: unknown): Failure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code);
  return new Failure(full ? 'disk-full' : 'blob-write', { temporary: true, detail: code, cause });
}
