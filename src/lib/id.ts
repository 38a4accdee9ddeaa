import { randomBytes } from 'node:crypto';

/** `bytes` random bytes as URL-safe base64 without padding; 24 bytes (32 characters) unless told. */
export function randomToken(bytes = 24): string {
  return randomBytes(bytes).toString('base64url');
}
