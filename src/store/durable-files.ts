import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasync,
  fsync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  write,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/** Bytes, in pieces that are asked for one after the other, and where they shall lie. The folder is made if it is missing; the folder above it must exist. */
export type NewFile = { file: string; slices: Iterable<Uint8Array> };

const syncData = promisify(fdatasync);
const syncAll = promisify(fsync);
const writeApart = promisify(write);

/** Writing this much takes the memory of the system less than a millisecond; what is larger is written by a thread. */
const atOnceBytes = 256 * 1024;

/**
 * Writes files so that they survive a power cut once it resolves: aside, synced, renamed, folders synced — under its final name a file is always whole.
 * Many at a time cost little more than one: the disk is waited for once for all files and once for all folders. Throws what the system throws; then
 * none of them counts.
 */
export async function writeDurably(files: readonly NewFile[]): Promise<void> {
  const folders = new Set(files.map(({ file }) => path.dirname(file)));
  const newFolders = [...folders].filter(
    (folder) => !existsSync(folder) && mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined,
  );
  await syncFolders(new Set(newFolders.map((folder) => path.dirname(folder))));
  const written = await Promise.allSettled(files.map(writeAside));
  const failed = written.find((one) => one.status === 'rejected');
  const asides = written.map((one) => (one.status === 'fulfilled' ? one.value : null));
  if (failed) {
    for (const aside of asides) if (aside) rmSync(aside, { force: true });
    throw failed.reason;
  }
  for (const [index, { file }] of files.entries()) renameSync(asides[index] ?? '', file);
  await syncFolders(folders);
}

async function writeAside({ file, slices }: NewFile): Promise<string> {
  const aside = `${file}.${randomBytes(6).toString('hex')}.part`;
  const descriptor = openSync(aside, 'wx', 0o600);
  try {
    for (const slice of slices) {
      for (let at = 0; at < slice.length; ) {
        const left = slice.length - at;
        at +=
          left <= atOnceBytes
            ? writeSync(descriptor, slice, at, left)
            : (await writeApart(descriptor, slice, at, left)).bytesWritten;
      }
    }
    await syncData(descriptor);
    return aside;
  } catch (thrown) {
    rmSync(aside, { force: true });
    throw thrown;
  } finally {
    closeSync(descriptor);
  }
}

async function syncFolders(folders: ReadonlySet<string>): Promise<void> {
  await Promise.all(
    [...folders].map(async (folder) => {
      const descriptor = openSync(folder, 'r');
      try {
        await syncAll(descriptor);
      } finally {
        closeSync(descriptor);
      }
    }),
  );
}
