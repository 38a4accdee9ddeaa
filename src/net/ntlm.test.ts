import { expect, test } from 'vitest';
import { md4 } from './md4.ts';
import { ntlmExchange, ntlmV2Answers } from './ntlm.ts';

test.each([
  ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
  ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
  ['message digest', 'd9130a8164549fe818874806e1c7014b'],
  [
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
    'e33b4ddc9c38f2199c3e7b164fcc0536',
  ],
])('MD4 of %j is as in RFC 1320 §A.5', (text, digest) => {
  expect(md4(Buffer.from(text)).toString('hex')).toBe(digest);
});

// [MS-NLMP] §4.2.4
const targetInfo = Buffer.concat([
  Buffer.from('02000c00', 'hex'),
  Buffer.from('Domain', 'utf16le'),
  Buffer.from('01000c00', 'hex'),
  Buffer.from('Server', 'utf16le'),
  Buffer.alloc(4),
]);
const serverChallenge = Buffer.from('0123456789abcdef', 'hex');
const chance = Buffer.alloc(8, 0xaa);

test('the answers are those of the example in [MS-NLMP] §4.2.4', () => {
  const since1601 = -11_644_473_600_000;
  const input = {
    user: 'User',
    domain: 'Domain',
    password: 'Password',
    serverChallenge,
    targetInfo,
    chance,
    now: since1601,
  };
  const { lm, nt } = ntlmV2Answers(input);
  expect(lm.toString('hex')).toBe('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
  expect(nt.subarray(0, 16).toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c');
});

test('user names are compared in capitals as Windows makes them: "ß" stays one letter', () => {
  const answerFor = (user: string) =>
    ntlmV2Answers({ user, domain: 'Domain', password: 'x', serverChallenge, targetInfo, chance, now: 0 }).nt;
  expect(answerFor('max.groß')).toEqual(answerFor('MAX.GROß'));
  expect(answerFor('käthe')).toEqual(answerFor('KÄTHE'));
  expect(answerFor('max.groß')).not.toEqual(answerFor('max.gross'));
});

function challengeMessage(info: Buffer): Buffer {
  const head = Buffer.alloc(48);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(2, 8);
  head.writeUInt32LE(0xa2898205, 20);
  serverChallenge.copy(head, 24);
  head.writeUInt16LE(info.length, 40);
  head.writeUInt32LE(48, 44);
  return Buffer.concat([head, info]);
}

function field(message: Buffer, at: number): Buffer {
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
}

test('domain and user are split at the first backslash and arrive byte for byte', () => {
  const username = 'Domain\\Max.Mustermann\\Shared.MailboxAlias';
  const exchange = ntlmExchange({ username, secret: 'x', host: '', port: 0 }, chance, () => 0);
  expect(exchange.initial?.toString('latin1', 0, 8)).toBe('NTLMSSP\0');
  const answer = exchange.respond(challengeMessage(targetInfo));
  expect(answer.readUInt32LE(8)).toBe(3);
  expect(field(answer, 28).toString('utf16le')).toBe('Domain');
  expect(field(answer, 36).toString('utf16le')).toBe('Max.Mustermann\\Shared.MailboxAlias');
  expect(field(answer, 12)).toHaveLength(24);
  expect(field(answer, 20).length).toBeGreaterThan(24);
});

test('a user name without a domain goes whole; a server that tells its time gets no LM answer', () => {
  const time = Buffer.from('0011223344556677', 'hex');
  const info = Buffer.concat([Buffer.from('07000800', 'hex'), time, Buffer.alloc(4)]);
  const answer = ntlmExchange({ username: 'max@firma.test', secret: 'x', host: '', port: 0 }).respond(
    challengeMessage(info),
  );
  expect(field(answer, 28)).toHaveLength(0);
  expect(field(answer, 36).toString('utf16le')).toBe('max@firma.test');
  expect(field(answer, 12)).toEqual(Buffer.alloc(24));
  expect(field(answer, 20).subarray(24, 32)).toEqual(time);
});

test.each([
  ['too short', Buffer.from('NTLMSSP\0')],
  ['not NTLM', Buffer.alloc(60, 1)],
])('a challenge that is %s ends the exchange', (_, challenge) => {
  const exchange = ntlmExchange({ username: 'a', secret: 'b', host: '', port: 0 });
  expect(() => exchange.respond(challenge)).toThrow('sign-in-broken');
});

test('a target information that lies about its lengths is read without harm', () => {
  const info = Buffer.from('0200ffff0000', 'hex');
  const answer = ntlmExchange({ username: 'a', secret: 'b', host: '', port: 0 }).respond(challengeMessage(info));
  expect(answer.readUInt32LE(8)).toBe(3);
});
