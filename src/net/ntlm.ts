import { createHmac, randomBytes } from 'node:crypto';
import { Failure } from '../lib/failure.ts';
import { md4 } from './md4.ts';
import type { Credentials, SaslExchange } from './sasl.ts';

/**
 * NTLM with NTLMv2 answers only ([MS-NLMP] §3.3.2). A user name `DOMAIN\user` is split at its first backslash; the rest, also with further
 * backslashes, is the user. `chance` and `now` are for tests.
 */
export function ntlmExchange(
  { username, secret }: Credentials,
  chance: Buffer = randomBytes(8),
  now: () => number = Date.now,
): SaslExchange {
  const at = username.indexOf('\\');
  const domain = username.slice(0, Math.max(0, at));
  const user = username.slice(at + 1);
  let answered = false;
  return {
    mechanism: 'NTLM',
    initial: negotiateMessage(),
    respond: (challenge) => {
      // Without an initial response some servers ask with nothing first.
      if (challenge.length === 0 && !answered) return negotiateMessage();
      if (answered) throw new Failure('sign-in-broken', { params: { mechanism: 'NTLM' } });
      answered = true;
      const { serverChallenge, targetInfo, flags } = parseChallenge(challenge);
      const answers = ntlmV2Answers({
        user,
        domain,
        password: secret,
        serverChallenge,
        targetInfo,
        chance,
        now: now(),
      });
      return authenticateMessage(answers, domain, user, flags);
    },
    finish: () => undefined,
  };
}

type V2Input = {
  user: string;
  domain: string;
  password: string;
  serverChallenge: Buffer;
  targetInfo: Buffer;
  chance: Buffer;
  now: number;
};

/** The two answers of NTLMv2 to a challenge ([MS-NLMP] §3.3.2). `now` is in milliseconds since 1970. */
export function ntlmV2Answers(input: V2Input): { lm: Buffer; nt: Buffer } {
  const key = hmac(md4(utf16(input.password)), utf16(upperCase(input.user) + input.domain));
  const serverTime = findPair(input.targetInfo, timestampPair);
  const head = Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]);
  const blob = Buffer.concat([
    head,
    serverTime ?? fileTime(input.now),
    input.chance,
    Buffer.alloc(4),
    input.targetInfo,
    Buffer.alloc(4),
  ]);
  const proof = hmac(key, Buffer.concat([input.serverChallenge, blob]));
  // §3.1.5.1.2: no LM answer for a server that tells its time.
  const lm = serverTime
    ? Buffer.alloc(24)
    : Buffer.concat([hmac(key, Buffer.concat([input.serverChallenge, input.chance])), input.chance]);
  return { lm, nt: Buffer.concat([proof, blob]) };
}

// As Windows does it, one character for one: "ß" stays, where JavaScript would make two letters of it, and another key.
function upperCase(text: string): string {
  return Array.from(text, (letter) => {
    const upper = letter.toUpperCase();
    return upper.length === letter.length ? upper : letter;
  }).join('');
}

const signature = Buffer.from('NTLMSSP\0', 'latin1');

// §2.2.2.5: Unicode, OEM, request target, NTLM, always sign, extended session security, target info, 128 and 56 bits.
const ourFlags = 0x1 | 0x2 | 0x4 | 0x200 | 0x8000 | 0x80000 | 0x800000 | 0x20000000 | 0x80000000;
const timestampPair = 7;

function negotiateMessage(): Buffer {
  const message = Buffer.alloc(32);
  signature.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(ourFlags >>> 0, 12);
  return message;
}

function parseChallenge(message: Buffer): { serverChallenge: Buffer; targetInfo: Buffer; flags: number } {
  if (message.length < 32 || !message.subarray(0, 8).equals(signature) || message.readUInt32LE(8) !== 2) {
    throw new Failure('sign-in-broken', { params: { mechanism: 'NTLM' } });
  }
  const length = message.length >= 48 ? message.readUInt16LE(40) : 0;
  const offset = message.length >= 48 ? message.readUInt32LE(44) : 0;
  return {
    serverChallenge: message.subarray(24, 32),
    targetInfo: message.subarray(offset, offset + length),
    flags: message.readUInt32LE(20),
  };
}

function authenticateMessage(
  { lm, nt }: { lm: Buffer; nt: Buffer },
  domain: string,
  user: string,
  flags: number,
): Buffer {
  const headLength = 64;
  const parts = [lm, nt, utf16(domain), utf16(user), Buffer.alloc(0), Buffer.alloc(0)];
  const head = Buffer.alloc(headLength);
  signature.copy(head);
  head.writeUInt32LE(3, 8);
  let offset = headLength;
  for (const [index, part] of parts.entries()) {
    const field = 12 + index * 8;
    head.writeUInt16LE(part.length, field);
    head.writeUInt16LE(part.length, field + 2);
    head.writeUInt32LE(offset, field + 4);
    offset += part.length;
  }
  // Unicode and not OEM, whatever else was agreed; no session key is exchanged.
  head.writeUInt32LE(((flags & ourFlags & ~0x2) | 0x1) >>> 0, 60);
  return Buffer.concat([head, ...parts]);
}

/** The value of one pair of the target information (§2.2.2.1). */
function findPair(targetInfo: Buffer, wanted: number): Buffer | undefined {
  for (let at = 0; at + 4 <= targetInfo.length; ) {
    const id = targetInfo.readUInt16LE(at);
    const length = targetInfo.readUInt16LE(at + 2);
    if (id === wanted && length === 8) return targetInfo.subarray(at + 4, at + 12);
    if (id === 0) return undefined;
    at += 4 + length;
  }
  return undefined;
}

// 100-nanosecond steps since 1601.
function fileTime(ms: number): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE((BigInt(ms) + 11_644_473_600_000n) * 10_000n);
  return time;
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const hmac = (key: Buffer, data: Buffer) => createHmac('md5', key).update(data).digest();
