/**
 * The text with every given secret replaced by `***`: as it is where it stands as a word of its own, and in base64 anywhere. Part of a longer
 * word is left, or the password "pass" would mark the word "password".
 */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  let masked = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    for (const charset of ['utf8', 'latin1'] as const) {
      const encoded = Buffer.from(secret, charset).toString('base64');
      if (encoded.length >= 8) masked = masked.replaceAll(encoded, '***');
    }
    masked = masked.replaceAll(
      new RegExp(`(?<![\\p{L}\\p{N}])${escapeForPattern(secret)}(?![\\p{L}\\p{N}])`, 'gu'),
      '***',
    );
  }
  return masked;
}

const escapeForPattern = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
