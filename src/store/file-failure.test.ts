import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from './open.ts';
import { openOwnership } from './ownership.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'poststelle-file-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const noDatabase = 'This is the diary of a mailroom, and no database at all.\n'.repeat(40);

test('a database file that is none is named', async () => {
  const file = path.join(dataDir, 'desk.db');
  writeFileSync(file, noDatabase);
  const failure = { code: 'data-folder', params: { folder: file }, detail: 'file is not a database' };
  await expect(openStore({ dataDir, databaseUrl: '' })).rejects.toMatchObject(failure);
});

test('a lock that cannot be taken because its file is none is not taken for another process', async () => {
  const at = { dataDir, databaseUrl: '' };
  const first = await openOwnership(at);
  await expect(openOwnership(at)).rejects.toMatchObject({ code: 'already-running' });
  await first.close();
  const file = path.join(dataDir, 'worker.lock');
  writeFileSync(file, noDatabase);
  await expect(openOwnership(at)).rejects.toMatchObject({ code: 'data-folder', params: { folder: file } });
});
