import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Failure } from '../lib/failure.ts';

/** Content-addressed files: raw mails and attachments, each once, named by SHA-256. */
export type Blobs = {
  /** Stores bytes durably (file and folder are on the disk when it returns) and gives their SHA-256. Throws Failure `disk-full` or `blob-write`. */
  put(content: Uint8Array): Promise<string>;
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
  const made = new Set<string>();
  const makeFolder = async (name: string) => {
    if (made.has(name)) return;
    await mkdir(name, { recursive: true, mode: 0o700 });
    await syncFolder(folder);
    made.add(name);
  };
  return {
    put: async (content) => {
      const sha256 = createHash('sha256').update(content).digest('hex');
      const file = fileOf(sha256);
      try {
        const there = await stat(file).catch(() => null);
        if (there?.size === content.byteLength) return sha256;
        await makeFolder(path.dirname(file));
        await writeDurably(file, content);
      } catch (cause) {
        throw writeFailure(cause);
      }
      return sha256;
    },
    get: (sha256) =>
      readFile(fileOf(sha256)).catch((cause: unknown) => {
        throw new Failure('blob-missing', { detail: sha256, cause });
      }),
    stream: (sha256) => createReadStream(fileOf(sha256)),
  };
}

// Written aside, synced, then renamed: under its final name a blob is always whole.
async function writeDurably(file: string, content: Uint8Array): Promise<void> {
  const aside = `${file}.${randomBytes(6).toString('hex')}.part`;
  const handle = await open(aside, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.datasync();
  } catch (cause) {
    await handle.close();
    await rm(aside, { force: true });
    throw cause;
  }
  await handle.close();
  await rename(aside, file);
  await syncFolder(path.dirname(file));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function writeFailure(cause: unknown): Failure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code);
  return new Failure(full ? 'disk-full' : 'blob-write', { temporary: true, detail: code, cause });
}
