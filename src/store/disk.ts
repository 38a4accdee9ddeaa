import { readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';

/** Room on the disk of a folder, in bytes: what we may still use, and what there is in all. */
export async function diskSpace(folder: string): Promise<{ free: number; total: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** What the mails and attachments in the data folder take, in bytes and files. Looks at every file, so ask rarely. */
export async function blobUse(dataDir: string): Promise<{ bytes: number; files: number }> {
  const folder = path.join(dataDir, 'blobs');
  let [bytes, files] = [0, 0];
  for (const part of await readdir(folder, { withFileTypes: true })) {
    if (!part.isDirectory()) continue;
    for (const name of await readdir(path.join(folder, part.name))) {
      // One that vanishes meanwhile takes nothing.
      const found = await stat(path.join(folder, part.name, name)).catch(() => null);
      if (!found?.isFile()) continue;
      bytes += found.size;
      files += 1;
    }
  }
  return { bytes, files };
}
