import { createHash, hash } from 'node:crypto';
import { createReadStream, statSync, utimesSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../lib/failure.ts';
import { writeDurably } from './durable-files.ts';
import { packedNames, packedPlace, readPacked } from './packs.ts';

/** Bytes that are known by their hash and come in pieces, of which each is good until the next is asked for; may be asked for more than once. */
export type SlicedBlob = { sha256: string; size: number; slices: () => Iterable<Uint8Array> };

/** Content-addressed files: raw mails and attachments, each once, named by SHA-256; and packs of them. */
export type Blobs = {
  /** Stores bytes durably (file and folder are on the disk when it returns) and gives their name: their SHA-256. Throws Failure `disk-full` or `blob-write`. */
  put(content: Uint8Array): Promise<string>;
  /** The same for many, in their order; all of them or, if it throws, none for certain. Much cheaper than one by one. */
  putAll(contents: readonly (Uint8Array | SlicedBlob)[]): Promise<string[]>;
  /**
   * The same for what is hardly ever stored twice, such as raw mails: all small ones together are one file, a pack, which costs the disk as much as one of
   * them. Their names say where in the pack they lie.
   */
  putTogether(contents: readonly Uint8Array[]): Promise<string[]>;
  /** Throws Failure `blob-missing`. */
  get(name: string): Promise<Buffer>;
  stream(name: string): Readable;
  /** Removes a file that nothing names any more (a blob of its own, or a pack), unless its bytes were stored again within `graceMs`. Gives whether it is gone. */
  remove(file: string, graceMs: number): Promise<boolean>;
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
    putTogether: async (contents) => {
      const small = contents.filter(isSmall);
      if (small.length < 2) return putAll(contents);
      const large = contents.filter((content) => !isSmall(content));
      const size = small.reduce((sum, { length }) => sum + length, 0);
      const pack = { sha256: await hashOf(small), size, slices: () => small };
      const largeNames = await putAll([...large, pack]);
      const smallNames = packedNames(pack.sha256, small);
      return contents.map((content) => (isSmall(content) ? smallNames : largeNames).shift() ?? '');
    },
    get: async (name) => {
      const packed = packedPlace(name);
      try {
        return await (packed ? readPacked(fileOf(packed.pack), packed) : readFile(fileOf(name)));
      } catch (cause) {
        throw new Failure('blob-missing', { detail: name, cause });
      }
    },
    stream: (name) => {
      const packed = packedPlace(name);
      if (!packed) return createReadStream(fileOf(name));
      const { pack, from, size } = packed;
      return size === 0 ? Readable.from([]) : createReadStream(fileOf(pack), { start: from, end: from + size - 1 });
    },
    remove: async (file, graceMs) => {
      const found = statSync(fileOf(file), { throwIfNoEntry: false });
      if (!found) return true;
      if (Date.now() - found.mtimeMs < graceMs) return false;
      await rm(fileOf(file), { force: true });
      return true;
    },
  };
}

/** Up to this size bytes go into a pack; for larger ones a file of their own costs little in comparison. */
const isSmall = ({ length }: Uint8Array) => length <= 1024 * 1024;

/** Hashing this much takes a millisecond or two. */
const hashedAtOnce = 1024 * 1024;

const nameOf = (content: Uint8Array) => (content.length <= hashedAtOnce ? hash('sha256', content) : hashOf([content]));

/** The SHA-256 of all of it, with a pause now and then. */
async function hashOf(contents: readonly Uint8Array[]): Promise<string> {
  const sha256 = createHash('sha256');
  let sincePause = 0;
  for (const content of contents) {
    for (let at = 0; at < content.length; at += hashedAtOnce) {
      const slice = content.subarray(at, at + hashedAtOnce);
      sha256.update(slice);
      sincePause += slice.length;
      if (sincePause < hashedAtOnce) continue;
      sincePause = 0;
      await nextTurn();
    }
  }
  return sha256.digest('hex');
}

const sizeOf = (content: Uint8Array | SlicedBlob) => ('sha256' in content ? content.size : content.length);
const slicesOf = (content: Uint8Array | SlicedBlob) => ('sha256' in content ? content.slices() : [content]);

/** Whether the file is complete; one that is counts as stored now, so that `remove` leaves it alone. */
function isThere(file: string, size: number): boolean {
  if (statSync(file, { throwIfNoEntry: false })?.size !== size) return false;
  const now = new Date();
  utimesSync(file, now, now);
  return true;
}

function writeFailure(cause: unknown): Failure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code);
  return new Failure(full ? 'disk-full' : 'blob-write', { temporary: true, detail: code, cause });
}
