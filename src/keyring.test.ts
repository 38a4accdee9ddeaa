import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyId, openKeyring } from './keyring.ts';
import { seal, unseal } from './lib/seal.ts';

const first = Buffer.alloc(32, 1).toString('base64');
const second = Buffer.alloc(32, 2).toString('base64');

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'poststelle-key-'));
}

function ringOf(dataFolder: string, masterKey: string | null = null) {
  const opened = openKeyring({ dataFolder, masterKey });
  if ('problem' in opened) throw new Error(opened.problem);
  return opened.ring;
}

test('the first start makes a key file for its owner alone, later starts use it', () => {
  const folder = join(newFolder(), 'data');
  const ring = ringOf(folder);
  expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual(['key']);
  const sealed = seal(ring, 'mailbox', '7', 'geheim');
  expect(unseal(ringOf(folder), 'mailbox', '7', sealed)).toBe('geheim');
});

test('two desks have different keys', () => {
  expect(ringOf(newFolder()).current).not.toBe(ringOf(newFolder()).current);
});

test('a key file that others can read is refused', () => {
  const folder = newFolder();
  ringOf(folder);
  chmodSync(join(folder, 'key'), 0o640);
  expect(openKeyring({ dataFolder: folder, masterKey: null })).toMatchObject({
    problem: expect.stringContaining('chmod 600'),
  });
});

test('a missing key beside existing data is not replaced in silence', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'desk.db'), '');
  expect(openKeyring({ dataFolder: folder, masterKey: null })).toMatchObject({
    problem: expect.stringContaining('missing'),
  });
  expect(readdirSync(folder)).toEqual(['desk.db']);
});

test('a new key on top seals, the old one still opens', () => {
  const folder = newFolder();
  const file = join(folder, 'key');
  writeFileSync(file, `${first}\n`, { mode: 0o600 });
  const sealed = seal(ringOf(folder), 'mailbox', '7', 'geheim');
  writeFileSync(file, `# new\n${second}\n${first}\n`);
  const ring = ringOf(folder);
  expect(ring.current).toBe(keyId(Buffer.from(second, 'base64')));
  expect(unseal(ring, 'mailbox', '7', sealed)).toBe('geheim');
  expect(seal(ring, 'mailbox', '7', 'x').split('.')[1]).toBe(ring.current);
});

test('the environment gives keys without any file', () => {
  const folder = newFolder();
  const ring = ringOf(folder, `${second}, ${first}`);
  expect([...ring.keys.values()].map((key) => key[0])).toEqual([2, 1]);
  expect(readdirSync(folder)).toEqual([]);
});

test.each(['', 'short', Buffer.alloc(31).toString('base64'), `${first}x`, `${first} ${second}`])(
  '“%s” is no key',
  (text) => {
    const opened = openKeyring({ dataFolder: newFolder(), masterKey: text });
    expect(opened).toMatchObject({ problem: expect.stringMatching(/^POSTSTELLE_KEY /) });
    if (text) expect(JSON.stringify(opened)).not.toContain(text);
  },
);

test('the key file explains itself', () => {
  const folder = newFolder();
  ringOf(folder);
  expect(readFileSync(join(folder, 'key'), 'utf8')).toContain('keep a copy in a safe place');
});
