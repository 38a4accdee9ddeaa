import { Failure } from '../lib/failure.ts';

/** How user name and password are turned into bytes. */
export type CredentialCharset = 'utf8' | 'latin1';

/** The bytes of a user name or password. Throws Failure `sign-in-charset` at the field if Latin-1 (ISO 8859-1) lacks one of its characters. */
export function credentialBytes(
  text: string,
  charset: CredentialCharset | undefined,
  field: 'username' | 'password',
): Buffer {
  if (charset !== 'latin1') return Buffer.from(text, 'utf8');
  if (!isLatin1(text)) throw new Failure('sign-in-charset', { field });
  return Buffer.from(text, 'latin1');
}

/** True if every character has a byte in Latin-1. */
export const isLatin1 = (text: string) => /^[\u0000-\u00ff]*$/.test(text);
