import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { randomToken } from './lib/id.ts';
import type { Keyring } from './lib/seal.ts';
import type { Config } from './config.ts';

const keyFileName = 'key';

const keyFileHead = `# The key that seals the passwords and tokens of this desk. Without it they cannot be opened again: keep a copy in a safe place,
# apart from the backup of the data. To change it, put a new line on top (openssl rand -base64 32): the first key seals, all open.
`;

/**
 * The keys by which secrets are sealed: from POSTSTELLE_KEY, else from the key file in the data folder, which is made (mode 600) at the first
 * start. Gives a sentence instead if a key is malformed, the file is open to others, or it is missing beside existing data.
 */
export function openKeyring(config: Pick<Config, 'dataFolder' | 'masterKey'>): { ring: Keyring } | { problem: string } {
  if (config.masterKey !== null) return readKeys(config.masterKey.split(','), 'POSTSTELLE_KEY');
  const file = join(config.dataFolder, keyFileName);
  try {
    const made = makeKeyFile(config.dataFolder, file);
    if (made) return made;
    const { mode } = statSync(file);
    if ((mode & 0o077) !== 0)
      return { problem: `The key file ${file} can be read by other users. Close it with: chmod 600 ${file}` };
    const lines = readFileSync(file, 'utf8').split('\n');
    return readKeys(
      lines.filter((line) => !line.trim().startsWith('#')),
      `The key file ${file}`,
    );
  } catch (thrown) {
    return {
      problem: `The key file ${file} cannot be read or made: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    };
  }
}

/** A key's short name, by which sealed values tell which one opens them: the start of a hash, so that nobody has to invent one. */
export function keyId(key: Buffer): string {
  return createHash('sha256').update('poststelle key id').update(key).digest('hex').slice(0, 8);
}

function readKeys(texts: readonly string[], place: string): { ring: Keyring } | { problem: string } {
  const keys = new Map<string, Buffer>();
  for (const text of texts.map((part) => part.trim()).filter(Boolean)) {
    const key = Buffer.from(text, 'base64');
    const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(text);
    if (!isBase64 || key.length !== 32)
      return { problem: `${place} does not hold 32 bytes in base64. Make one with: openssl rand -base64 32` };
    keys.set(keyId(key), key);
  }
  const [current] = keys.keys();
  if (current === undefined) return { problem: `${place} holds no key. Make one with: openssl rand -base64 32` };
  return { ring: { current, keys } };
}

/** Makes the key file if there is none; a problem if that would lock away secrets which the data folder already holds. */
function makeKeyFile(folder: string, file: string): { problem: string } | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const present = readdirSync(folder);
  if (present.includes(keyFileName)) return undefined;
  const earlier = present.find((name) => name === 'desk.db' || name === 'blobs');
  if (earlier)
    return {
      problem:
        `The key file ${file} is missing, but the data folder is not new (${earlier} is there): only that key opens the passwords of this desk. ` +
        `Put the key file back, or set POSTSTELLE_KEY. If the key is lost: make a new one with (umask 077; openssl rand -base64 32 > ${file}) ` +
        'and enter the passwords of all mailboxes again.',
    };
  writeOnce(file, `${keyFileHead}${randomBytes(32).toString('base64')}\n`);
  return undefined;
}

/** Writes a complete file that only its owner can read, unless another process was first. */
function writeOnce(file: string, content: string): void {
  const draft = `${file}.${randomToken(6)}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
    linkSync(draft, file);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
  } finally {
    closeSync(handle);
    rmSync(draft, { force: true });
  }
}
