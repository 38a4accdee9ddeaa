import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openBlobs } from './blobs.ts';
import { writeDurably } from './durable-files.ts';

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'poststelle-blobs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
const files = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

test('many at a time come back in order, equal ones lie there once', async () => {
  const folder = newFolder();
  const blobs = await openBlobs(folder);
  const contents = ['a', 'b', 'a', '', 'c'.repeat(1_000_000)].map((text) => Buffer.from(text));
  const names = await blobs.putAll(contents);
  expect(names[0]).toBe(names[2]);
  for (const [index, name] of names.entries()) expect(await blobs.get(name)).toEqual(contents[index]);
  expect(files(folder)).toHaveLength(4);
  expect(await blobs.putAll([])).toEqual([]);
});

test('the same bytes from several sides at once are stored once', async () => {
  const folder = newFolder();
  const blobs = await openBlobs(folder);
  const names = await Promise.all(Array.from({ length: 20 }, () => blobs.put(Buffer.alloc(300_000, 1))));
  expect(new Set(names).size).toBe(1);
  expect(files(folder)).toHaveLength(1);
});

test('a file that was cut short is written again', async () => {
  const folder = newFolder();
  const blobs = await openBlobs(folder);
  const name = await blobs.put(Buffer.from('whole'));
  truncateSync(path.join(folder, name.slice(0, 2), name), 2);
  expect(await blobs.put(Buffer.from('whole'))).toBe(name);
  expect(String(await blobs.get(name))).toBe('whole');
});

test('if one cannot be written none counts, and nothing half remains', async () => {
  const folder = newFolder();
  const good = { file: path.join(folder, 'aa', 'good'), slices: [Buffer.from('x')] };
  const bad = { file: path.join(folder, 'aa', 'y'.repeat(300)), slices: [Buffer.from('y')] };
  await expect(writeDurably([good, bad])).rejects.toThrow('ENAMETOOLONG');
  expect(files(folder)).toEqual([]);
});

test('bytes that come in pieces are stored under their hash, as if they had come at once', async () => {
  const blobs = await openBlobs(newFolder());
  const pieces = [Buffer.alloc(600_000, 'a'), Buffer.from('b')];
  const sha256 = createHash('sha256').update(Buffer.concat(pieces)).digest('hex');
  const sliced = { sha256, size: 600_001, slices: () => pieces };
  expect(await blobs.putAll([sliced, Buffer.concat(pieces)])).toEqual([sha256, sha256]);
  expect((await blobs.get(sha256)).equals(Buffer.concat(pieces))).toBe(true);
  // A name is given only once all is hashed, also for what is hashed piece by piece.
  const large = Buffer.alloc(3_000_000, 'c');
  expect(await blobs.put(large)).toBe(createHash('sha256').update(large).digest('hex'));
});

test('small ones stored together share a file, and each comes back by its name', async () => {
  const folder = newFolder();
  const blobs = await openBlobs(folder);
  const contents = ['erste', '', 'g'.repeat(2_000_000), 'zweite', 'dritte'].map((text) => Buffer.from(text));
  const names = await blobs.putTogether(contents);
  expect(new Set(names).size).toBe(5);
  expect(files(folder)).toHaveLength(2);
  for (const [index, name] of names.entries()) {
    expect((await blobs.get(name)).equals(contents[index] ?? Buffer.alloc(1))).toBe(true);
    expect(Buffer.concat(await blobs.stream(name).toArray()).equals(contents[index] ?? Buffer.alloc(1))).toBe(true);
  }
  // The same again is the same file.
  expect(await blobs.putTogether(contents)).toEqual(names);
  expect(files(folder)).toHaveLength(2);
});

test('one alone is a file of its own', async () => {
  const blobs = await openBlobs(newFolder());
  const content = Buffer.from('allein');
  expect(await blobs.putTogether([content])).toEqual([await blobs.put(content)]);
  expect(await blobs.putTogether([])).toEqual([]);
});

test('a pack that is gone or cut off is missing', async () => {
  const folder = newFolder();
  const blobs = await openBlobs(folder);
  const names = await blobs.putTogether([Buffer.from('erste'), Buffer.from('zweite')]);
  const [pack] = files(folder);
  truncateSync(path.join(pack?.parentPath ?? '', pack?.name ?? ''), 7);
  expect(String(await blobs.get(names[0] ?? ''))).toBe('erste');
  await expect(blobs.get(names[1] ?? '')).rejects.toMatchObject({ code: 'blob-missing' });
  await expect(blobs.get(`${'0'.repeat(64)}-0-5`)).rejects.toMatchObject({ code: 'blob-missing' });
});
