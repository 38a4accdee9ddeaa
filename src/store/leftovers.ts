import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Removes what is left of files at which the process was killed while it wrote them, before an instant (ms). Gives their number. */
export async function removeLeftovers(dataDir: string, before: number): Promise<number> {
  const folder = path.join(dataDir, 'blobs');
  let removed = 0;
  for (const part of await readdir(folder, { withFileTypes: true })) {
    if (!part.isDirectory()) continue;
    const names = await readdir(path.join(folder, part.name));
    for (const name of names.filter((one) => one.endsWith('.part'))) {
      const file = path.join(folder, part.name, name);
      // One that vanishes meanwhile was finished.
      const found = await stat(file).catch(() => null);
      if (!found || found.mtimeMs >= before) continue;
      await rm(file, { force: true });
      removed += 1;
    }
  }
  return removed;
}
