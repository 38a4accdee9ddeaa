import { createHash, randomBytes } from 'node:crypto';

/** `bytes` random bytes as URL-safe base64 without padding; 24 bytes (32 characters) unless told. */
export function randomToken(bytes = 24): string {
  return randomBytes(bytes).toString('base64url');
}

/** What is stored of a token that opens something: its SHA-256 as URL-safe base64. Random tokens need no slow hash. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
