import { open } from 'node:fs/promises';

/** Where packed bytes lie: the pack by its SHA-256, and the range in it. */
export type Packed = { pack: string; from: number; size: number };

/** The names of bytes that lie in a pack one behind the other: `<SHA-256 of the pack>-<offset>-<size>`. */
export function packedNames(pack: string, contents: readonly Uint8Array[]): string[] {
  let from = 0;
  return contents.map(({ length }) => {
    const name = `${pack}-${from}-${length}`;
    from += length;
    return name;
  });
}

/** Takes a name apart; null if it is that of a file of its own. */
export function packedPlace(name: string): Packed | null {
  const [, pack = '', from, size] = /^([0-9a-f]{64})-(\d+)-(\d+)$/.exec(name) ?? [];
  return pack === '' ? null : { pack, from: Number(from), size: Number(size) };
}

/** Reads one range of a pack. Throws what the system throws, or an Error if the file is too short. */
export async function readPacked(file: string, { from, size }: Packed): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.allocUnsafe(size);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(bytes, at, size - at, from + at);
      if (bytesRead === 0) throw new Error('the pack ends early');
      at += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
