import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';

/** What was done with the files of mails and attachments: copied, because they were new or had changed, or there already. */
export type CopiedBlobs = { copied: number; there: number };

/** Another process may be taking the embedded database over from its log, as after a start. */
const patienceMs = 10_000;

/**
 * Writes the embedded database as it is at one moment to `desk.db` in the target folder, whole or not at all; whoever works with it goes on. Throws what the
 * system or SQLite throws.
 */
export async function copyDatabase(dataDir: string, target: string): Promise<void> {
  const file = path.join(target, 'desk.db');
  await aside(file, async (draft) => {
    // SQLite takes an empty file and leaves its rights alone: nobody else shall read it.
    await (await open(draft, 'wx', 0o600)).close();
    const database = new Database(path.join(dataDir, 'desk.db'), {
      readonly: true,
      fileMustExist: true,
      timeout: patienceMs,
    });
    try {
      database.prepare('vacuum into ?').run(draft);
    } finally {
      database.close();
    }
  });
}

/**
 * Copies the files of mails and attachments to `blobs` in the target folder, but for those that are there already. Called after `copyDatabase`, the copy has
 * every file that the copied database names.
 */
export async function copyBlobs(dataDir: string, target: string): Promise<CopiedBlobs> {
  const result: CopiedBlobs = { copied: 0, there: 0 };
  const from = path.join(dataDir, 'blobs');
  for (const part of (await readdir(from)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    const folder = path.join(target, 'blobs', part);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(path.join(from, part))) {
      // Anything else is a file that is being written.
      if (!/^[0-9a-f]{64}$/.test(name)) continue;
      const source = path.join(from, part, name);
      const file = path.join(folder, name);
      const known = await isCopied(source, file);
      if (known === null) continue;
      if (!known) await aside(file, (draft) => copyFile(source, draft, constants.COPYFILE_FICLONE));
      result[known ? 'there' : 'copied']++;
    }
  }
  return result;
}

/** Whether the copy is as the file, whose name says what is in it; null if the file is gone: the desk has let go of it. */
async function isCopied(source: string, copy: string): Promise<boolean | null> {
  const [original, copied] = await Promise.all([source, copy].map((file) => stat(file).catch(nullIfMissing)));
  if (!original) return null;
  return copied?.size === original.size;
}

/** Whatever else hinders us from looking must not pass for a file that is gone: the backup would lack it and say nothing. */
function nullIfMissing(thrown: NodeJS.ErrnoException): null {
  if (thrown.code === 'ENOENT') return null;
  throw thrown;
}

/** Has `write` make a file beside its place, and moves it there once it is on the disk. */
async function aside(file: string, write: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${file}.part`;
  try {
    await rm(draft, { force: true });
    await write(draft);
    const handle = await open(draft, 'r+');
    await handle.sync();
    await handle.close();
    await rename(draft, file);
  } catch (thrown) {
    await rm(draft, { force: true });
    throw thrown;
  }
}
