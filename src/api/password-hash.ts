import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP's first choice for argon2id (RFC 9106): 19 MiB, two passes, one lane; about 40 ms. Stored with each hash, so they can be raised later. */
const current = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const tagLength = 32;

const derive = promisify(argon2);

/** Hashes a password with a fresh salt; gives the PHC string `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await argon2id(password, salt, current);
  const { memory, passes, parallelism } = current;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Whether the password belongs to the hash, compared in constant time. False for a hash that is not of our making. */
export async function passwordFits(hash: string, password: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{22,})\$([A-Za-z0-9+/]{43})$/.exec(
    hash,
  );
  if (!match) return false;
  const [, memory, passes, parallelism, salt = '', tag = ''] = match;
  const costs = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const found = await argon2id(password, Buffer.from(salt, 'base64'), costs);
  return timingSafeEqual(found, Buffer.from(tag, 'base64'));
}

// The same letters typed on two systems may be composed differently (RFC 8265 §4.2.2 step 4).
async function argon2id(password: string, nonce: Buffer, costs: typeof current): Promise<Buffer> {
  const message = password.normalize('NFC');
  return derive('argon2id', { message, nonce, tagLength, ...costs });
}

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
