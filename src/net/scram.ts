import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Failure } from '../lib/failure.ts';
import type { Credentials, SaslExchange } from './sasl.ts';

/** More rounds than this would let a server stall us; RFC 7677 §4 asks for at least 4096. */
const maxIterations = 1_000_000;

/**
 * SCRAM (RFC 5802, RFC 7677) without channel binding. Proves the password without sending it and checks that the server knows it too;
 * `finish` throws Failure `server-not-authentic` if it did not prove that.
 */
export function scramExchange(
  mechanism: 'SCRAM-SHA-1' | 'SCRAM-SHA-256',
  { username, secret }: Credentials,
  nonce: string = randomBytes(18).toString('base64'),
): SaslExchange {
  const hash = mechanism === 'SCRAM-SHA-1' ? 'sha1' : 'sha256';
  const firstBare = `n=${saslName(username)},r=${nonce}`;
  let serverSignature: Buffer | undefined;
  let proven = false;
  return {
    mechanism,
    initial: Buffer.from(`n,,${firstBare}`),
    respond: (challenge) => {
      const fields = parseFields(challenge.toString('utf8'));
      if (serverSignature) {
        proven = verifies(fields.get('v'), serverSignature);
        if (!proven) throw new Failure('server-not-authentic', { detail: fields.get('e') ?? 'wrong signature' });
        return Buffer.alloc(0);
      }
      const final = finalMessage(hash, secret, firstBare, challenge.toString('utf8'), fields, nonce);
      serverSignature = final.serverSignature;
      return Buffer.from(final.text);
    },
    finish: () => {
      if (!proven) throw new Failure('server-not-authentic', { detail: 'no signature' });
    },
  };
}

function finalMessage(
  hash: string,
  password: string,
  firstBare: string,
  serverFirst: string,
  fields: ReadonlyMap<string, string>,
  nonce: string,
): { text: string; serverSignature: Buffer } {
  const serverNonce = fields.get('r') ?? '';
  const iterations = Number(fields.get('i'));
  const salt = Buffer.from(fields.get('s') ?? '', 'base64');
  // RFC 5802 §5.1: the server's nonce begins with ours.
  if (!serverNonce.startsWith(nonce) || serverNonce.length === nonce.length || salt.length === 0) {
    throw new Failure('server-not-authentic', { detail: 'bad nonce or salt' });
  }
  if (!Number.isInteger(iterations) || iterations < 1 || iterations > maxIterations) {
    throw new Failure('server-not-authentic', { detail: `${fields.get('i')} iterations` });
  }
  const digest = (data: Buffer) => createHash(hash).update(data).digest();
  const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest();
  const size = digest(Buffer.alloc(0)).length;
  // RFC 7613 prepares passwords; NFKC is the part of it that changes what people type.
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, size, hash);
  const clientKey = hmac(salted, 'Client Key');
  const withoutProof = `c=biws,r=${serverNonce}`;
  const authMessage = `${firstBare},${serverFirst},${withoutProof}`;
  const signature = hmac(digest(clientKey), authMessage);
  const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
  return {
    text: `${withoutProof},p=${proof.toString('base64')}`,
    serverSignature: hmac(hmac(salted, 'Server Key'), authMessage),
  };
}

function parseFields(text: string): Map<string, string> {
  return new Map(text.split(',').map((field) => [field.slice(0, 1), field.slice(2)]));
}

function verifies(value: string | undefined, expected: Buffer): boolean {
  const given = Buffer.from(value ?? '', 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

// RFC 5802 §5.1: "=" and "," would end the field.
const saslName = (name: string) => name.normalize('NFKC').replaceAll('=', '=3D').replaceAll(',', '=2C');
