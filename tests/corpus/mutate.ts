/** A seeded source of numbers (mulberry32): the same seed gives the same mutations everywhere. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
  };
}

/** A mail broken in one to six ways: bytes changed, pieces cut, repeated, moved, or taken from `other`, and tokens that parsers fear. */
export function mutated(mail: Uint8Array, other: Uint8Array, next: (below: number) => number): Uint8Array {
  let bytes = Buffer.from(mail);
  for (let times = 1 + next(6); times > 0; times--) bytes = mutateOnce(bytes, other, next);
  return bytes.subarray(0, MAX_BYTES);
}

const MAX_BYTES = 1024 * 1024;

const TOKENS = [
  '\r',
  '\n',
  '\r\n\r\n',
  '\0',
  '--',
  '=?utf-8?B?',
  '=?utf-8?Q?=',
  '?=',
  '"',
  '\\',
  '(',
  ')',
  '<',
  '>',
  ',',
  ';',
  ':',
  '=',
  '=\r\n',
  '\t',
  '\x1b$B',
  '\xff\xfe',
  '\xef\xbb\xbf',
  'Content-Type: multipart/mixed; boundary="mix"\r\n',
  'Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n',
  'Content-Type: text/html; charset=utf-16\r\n',
  'Content-Type: application/ms-tnef\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
  "filename*0*=utf-8''%",
  '; charset=iso-2022-jp',
  '; format=flowed; delsp=yes',
  'begin 644 a\r\n',
  '> > > ',
  '-- \r\n',
  '<blockquote>',
  '<table><tr><td>',
  '<!--',
  '&#x',
  'Von: a\nGesendet: b\nAn: c\nBetreff: d\n',
  '@',
];

function mutateOnce(bytes: Buffer, other: Uint8Array, next: (below: number) => number): Buffer<ArrayBuffer> {
  const at = next(bytes.length + 1);
  const length = next(4) === 0 ? next(bytes.length + 1) : next(40);
  const before = bytes.subarray(0, at);
  switch (next(8)) {
    case 0: {
      const copy = Buffer.from(bytes);
      for (let n = 1 + next(8); n > 0 && copy.length > 0; n--) copy[next(copy.length)] = next(256);
      return copy;
    }
    case 1:
      return Buffer.concat([before, bytes.subarray(Math.min(bytes.length, at + length))]);
    case 2:
      return Buffer.concat([before, bytes.subarray(at, at + length), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([before, Buffer.from(TOKENS[next(TOKENS.length)] as string, 'latin1'), bytes.subarray(at)]);
    case 4: {
      const from = next(other.length + 1);
      return Buffer.concat([before, other.subarray(from, from + length), bytes.subarray(at)]);
    }
    case 5:
      return Buffer.from(before);
    case 6: {
      const token = Buffer.from(TOKENS[next(TOKENS.length)] as string, 'latin1');
      return Buffer.concat([before, ...Array.from({ length: 1 + next(2_000) }, () => token), bytes.subarray(at)]);
    }
    default: {
      const line = bytes.lastIndexOf(0x0a, at) + 1;
      const end = bytes.indexOf(0x0a, at) + 1 || bytes.length;
      return Buffer.concat([bytes.subarray(0, line), bytes.subarray(end), bytes.subarray(line, end)]);
    }
  }
}
