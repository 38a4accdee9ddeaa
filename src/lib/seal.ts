import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Failure } from './failure.ts';

/** Keys by id; `current` seals, all of them open. Master keys are 32 bytes. */
export type Keyring = { current: string; keys: ReadonlyMap<string, Buffer> };

/**
 * Seals a text with AES-256-GCM under a key derived (HKDF-SHA-256) for `purpose`; `context` (the row's identity) is authenticated,
 * so that a sealed value moved to another row does not open. Gives `v1.<key id>.<nonce, tag, ciphertext in base64url>`.
 */
export function seal(ring: Keyring, purpose: string, context: string, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derive(ring, ring.current, purpose), nonce);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `v1.${ring.current}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
}

/** Opens what `seal` made; throws Failure `seal-broken` if key, purpose, context or bytes do not fit. */
export function unseal(ring: Keyring, purpose: string, context: string, sealed: string): string {
  const [version, keyId = '', body = ''] = sealed.split('.');
  if (version !== 'v1' || !ring.keys.has(keyId)) throw new Failure('seal-broken', { detail: `key ${keyId} unknown` });
  const bytes = Buffer.from(body, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', derive(ring, keyId, purpose), bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new Failure('seal-broken', { detail: purpose, cause });
  }
}

/** A key for one purpose, e.g. signing Message-IDs; the same input always gives the same 32 bytes. */
export function purposeKey(ring: Keyring, keyId: string, purpose: string): Buffer {
  return derive(ring, keyId, purpose);
}

function derive(ring: Keyring, keyId: string, purpose: string): Buffer {
  const master = ring.keys.get(keyId);
  if (!master) throw new Failure('seal-broken', { detail: `key ${keyId} unknown` });
  return Buffer.from(hkdfSync('sha256', master, 'poststelle', purpose, 32));
}
