import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword, passwordFits } from './password-hash.ts';

test('a password fits its own hash only, in either way of composing its letters', async () => {
  const hash = await hashPassword('Grüße aus Köln');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwordFits(hash, 'Grüße aus Köln'.normalize('NFD'))).toBe(true);
  expect(await passwordFits(hash, 'Grüße aus Koeln')).toBe(false);
  expect(await hashPassword('Grüße aus Köln')).not.toBe(hash);
});

test('a hash with other costs is read with its own, so that ours can be raised', async () => {
  const nonce = Buffer.from('somesalt12345678');
  const costs = { memory: 8192, passes: 3, parallelism: 2 };
  const tag = argon2Sync('argon2id', { message: 'password', nonce, tagLength: 32, ...costs });
  const [salt, hash] = [nonce, tag].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  expect(await passwordFits(`$argon2id$v=19$m=8192,t=3,p=2$${salt}$${hash}`, 'password')).toBe(true);
  expect(await passwordFits(`$argon2id$v=19$m=8192,t=2,p=2$${salt}$${hash}`, 'password')).toBe(false);
});

test.each(['', 'plain', '$argon2i$v=19$m=1,t=1,p=1$aaaa$bbbb', '$argon2id$v=19$m=99999999,t=2,p=1$x$y'])(
  '%j is no hash and fits nothing',
  async (hash) => {
    expect(await passwordFits(hash, '')).toBe(false);
  },
);
