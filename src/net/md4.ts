/** MD4 (RFC 1320). Broken as a digest and refused by today's OpenSSL, but NTLM still derives its key with it ([MS-NLMP] §3.3.2). */
export function md4(input: Uint8Array): Buffer {
  const words = paddedWords(input);
  const state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < words.length; block += 16) {
    const before: State = [...state];
    for (const [mix, constant, order, shifts] of rounds) {
      for (const [step, index] of order.entries()) {
        const [a, b, c, d] = state;
        const sum = (a + mix(b, c, d) + (words[block + index] ?? 0) + constant) >>> 0;
        // The registers trade places, so that each step may be written for the first of them.
        state.splice(0, 4, d, rotate(sum, shifts[step % 4] ?? 0), b, c);
      }
    }
    for (const [index, value] of before.entries()) state[index] = ((state[index] ?? 0) + value) >>> 0;
  }
  const digest = Buffer.alloc(16);
  for (const [index, value] of state.entries()) digest.writeUInt32LE(value, index * 4);
  return digest;
}

type State = [number, number, number, number];
type Round = readonly [
  mix: (x: number, y: number, z: number) => number,
  constant: number,
  order: readonly number[],
  shifts: readonly number[],
];

const rounds: readonly Round[] = [
  [(x, y, z) => (x & y) | (~x & z), 0, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [3, 7, 11, 19]],
  [
    (x, y, z) => (x & y) | (x & z) | (y & z),
    0x5a827999,
    [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    [3, 5, 9, 13],
  ],
  [(x, y, z) => x ^ y ^ z, 0x6ed9eba1, [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15], [3, 9, 11, 15]],
];

const rotate = (value: number, by: number) => ((value << by) | (value >>> (32 - by))) >>> 0;

// RFC 1320 §3.1–3.2: a bit 1, zeros, and the length in bits as 64 bits, little-endian.
function paddedWords(input: Uint8Array): number[] {
  const bytes = Buffer.alloc(Math.ceil((input.length + 9) / 64) * 64);
  bytes.set(input);
  bytes[input.length] = 0x80;
  bytes.writeBigUInt64LE(BigInt(input.length) * 8n, bytes.length - 8);
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32LE(index * 4));
}
