import { expect, test } from 'vitest';
import { hashPassword, passwordFits } from './password-hash.ts';

test('a password fits its own hash only, in either way of composing its letters', async () => {
  const hash = await hashPassword('Grüße aus Köln');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwordFits(hash, 'Grüße aus Köln'.normalize('NFD'))).toBe(true);
  expect(await passwordFits(hash, 'Grüße aus Koeln')).toBe(false);
  expect(await hashPassword('Grüße aus Köln')).not.toBe(hash);
});

test('a hash made elsewhere is read (PHC string of the argon2 reference implementation, RFC 9106 costs)', async () => {
  // echo -n password | argon2 somesalt1234567 -id -t 2 -k 65536 -p 1 writes this form; a wrong tag must not fit.
  const salt = Buffer.from('somesalt12345678').toString('base64').replace(/=+$/, '');
  const wrong = Buffer.alloc(32).toString('base64').replace(/=+$/, '');
  expect(await passwordFits(`$argon2id$v=19$m=65536,t=2,p=1$${salt}$${wrong}`, 'password')).toBe(false);
});

test.each(['', 'plain', '$argon2i$v=19$m=1,t=1,p=1$aaaa$bbbb', '$argon2id$v=19$m=99999999,t=2,p=1$x$y'])(
  '%j is no hash and fits nothing',
  async (hash) => {
    expect(await passwordFits(hash, '')).toBe(false);
  },
);
