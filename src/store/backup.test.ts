import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { copyBlobs } from './backup.ts';

const whole = `ab${'0'.repeat(62)}`;
const other = `ab${'1'.repeat(62)}`;
let data = '';
let copy = '';

beforeEach(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'poststelle-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  [data, copy] = [path.join(folder, 'data'), path.join(folder, 'copy')];
  mkdirSync(path.join(data, 'blobs', 'ab'), { recursive: true });
  writeFileSync(path.join(data, 'blobs', 'ab', whole), 'Der Plan');
});

test('a file that is gone is passed over, one that was copied in part is copied anew', async () => {
  // Named in the folder, and not there when it is looked at.
  symlinkSync(path.join(data, 'nowhere'), path.join(data, 'blobs', 'ab', other));
  mkdirSync(path.join(copy, 'blobs', 'ab'), { recursive: true });
  writeFileSync(path.join(copy, 'blobs', 'ab', whole), 'Der');
  expect(await copyBlobs(data, copy)).toEqual({ copied: 1, there: 0 });
  expect(readdirSync(path.join(copy, 'blobs', 'ab'))).toEqual([whole]);
  expect(readFileSync(path.join(copy, 'blobs', 'ab', whole), 'utf8')).toBe('Der Plan');
});

test('a file that cannot be looked at fails the backup, which would lack it otherwise', async () => {
  symlinkSync(other, path.join(data, 'blobs', 'ab', other));
  await expect(copyBlobs(data, copy)).rejects.toMatchObject({ code: 'ELOOP' });
});
