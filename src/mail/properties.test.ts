import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { complaintAbout } from '../../tests/corpus/check-message.ts';
import { parseAddresses } from './addresses.ts';
import { baseSubject } from './base-subject.ts';
import { decodeCharset } from './charset.ts';
import { parseDate } from './date.ts';
import { decodeEncodedWords, decodeHeaderText } from './encoded-words.ts';
import { unflow } from './flowed.ts';
import { headerValue, readHeader } from './header.ts';
import { messageIds } from './message-id.ts';
import { parseParameterised } from './parameters.ts';
import { parseMessage } from './parse.ts';
import { decompressRtf, readRtf } from './rtf.ts';
import { readTnef } from './tnef.ts';
import { decodeBase64, decodeQuotedPrintable } from './transfer-encoding.ts';
import { cutUuencoded } from './uuencode.ts';

const bytes = fc.uint8Array({ maxLength: 2_000 });
/** Text as people write it: any characters but controls and lone surrogates. */
const text = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((value) => value.replace(/[\p{Cc}\p{Zl}\p{Zp}\ufeff\ufffd]/gu, ''));
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/);
const address = fc.tuple(word, word, word).map(([local, host, top]) => `${local}@${host}.${top}`);
const wrapped = (encoded: string, width: number) =>
  (encoded.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\r\n');

test('base64 comes back, with lines of any length', () => {
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 200 }), (content, width) => {
      const encoded = wrapped(Buffer.from(content).toString('base64'), width);
      expect(Buffer.from(decodeBase64(Buffer.from(encoded)).content)).toEqual(Buffer.from(content));
    }),
  );
});

test('quoted-printable comes back', () => {
  fc.assert(
    fc.property(bytes, (content) => {
      let encoded = '';
      let column = 0;
      for (const byte of content) {
        const piece =
          byte > 0x20 && byte < 0x7f && byte !== 0x3d
            ? String.fromCharCode(byte)
            : `=${byte.toString(16).padStart(2, '0').toUpperCase()}`;
        if (column + piece.length > 75) {
          encoded += '=\r\n';
          column = 0;
        }
        encoded += piece;
        column += piece.length;
      }
      expect(Buffer.from(decodeQuotedPrintable(Buffer.from(encoded)).content)).toEqual(Buffer.from(content));
    }),
  );
});

test('encoded words come back, split where they like', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), fc.boolean(), (value, size, isBase64) => {
      const raw = Buffer.from(value, 'utf8');
      const words: string[] = [];
      for (let at = 0; at < raw.length; at += size) {
        const piece = raw.subarray(at, at + size);
        const hex = [...piece].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('');
        words.push(isBase64 ? `=?utf-8?B?${piece.toString('base64')}?=` : `=?utf-8?Q?${hex}?=`);
      }
      expect(decodeEncodedWords(words.join('\r\n '))).toBe(value);
    }),
  );
});

test('decoded header text is one line of single spaces', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (value) => {
      expect(decodeHeaderText(value)).not.toMatch(/[\r\n\t\0]| {2}|^ | $/);
    }),
  );
});

test('RFC 2231 parameters come back, in as many pieces as you like', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 30 }), (value, size) => {
      const percent = encodeURIComponent(value).replace(/['()*!]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
      const pieces = percent.match(new RegExp(`(?:%[0-9A-Fa-f]{2}|[^%]){1,${size}}`, 'g')) ?? [''];
      const field = pieces.map((piece, i) => `filename*${i}*=${i === 0 ? "utf-8''" : ''}${piece}`).toReversed();
      expect(parseParameterised(`attachment; ${field.join(';\r\n ')}`).parameters.get('filename')).toBe(value);
    }),
  );
});

test('quoted names and their addresses come back', () => {
  const mailbox = fc.tuple(text, address);
  fc.assert(
    fc.property(fc.array(mailbox, { minLength: 1, maxLength: 8 }), (list) => {
      const field = list.map(([name, addr]) => `"${name.replace(/["\\]/g, '\\$&')}" <${addr}>`).join(', ');
      expect(parseAddresses(field).map(({ addr }) => addr)).toEqual(list.map(([, addr]) => addr));
    }),
  );
});

test('every reader of a value ends without an error and within its shape', () => {
  const value = fc.string({ unit: 'binary', maxLength: 400 });
  fc.assert(
    fc.property(value, (junk) => {
      for (const { addr } of parseAddresses(junk)) expect(addr === '' || addr.includes('@')).toBe(true);
      for (const id of messageIds(junk)) expect(id).toMatch(/^<[^<>]+>$/s);
      const date = parseDate(junk);
      expect(date === null || !Number.isNaN(Date.parse(date))).toBe(true);
      expect(typeof parseParameterised(junk).value).toBe('string');
      expect(baseSubject(baseSubject(junk))).toBe(baseSubject(junk));
      expect(unflow(junk, true).length).toBeLessThanOrEqual(junk.length * 2 + 1);
      expect(cutUuencoded(junk).text.length).toBeLessThanOrEqual(junk.length);
    }),
  );
});

test('every charset label and all bytes give a text', () => {
  const label = fc.oneof(
    fc.constantFrom('utf-8', 'iso-2022-jp', 'gb18030', 'utf-7', 'utf-16', 'hz', 'iso-2022-kr', 'big5', 'x'),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(bytes, label, (content, charset) => {
      expect(typeof decodeCharset(content, charset).text).toBe('string');
    }),
  );
});

test('winmail.dat and RTF of any bytes do no harm', () => {
  fc.assert(
    fc.property(bytes, (content) => {
      const stream = Buffer.concat([Buffer.from('789f3e2201000100', 'hex'), content]);
      expect(readTnef(stream)?.files.every((file) => file.name !== '')).toBe(true);
      const packed = Buffer.concat([Buffer.alloc(16), content]);
      packed.writeUInt32LE(0xffffffff, 0);
      packed.writeUInt32LE(0xffffffff, 4);
      packed.writeUInt32LE(0x75465a4c, 8);
      const rtf = decompressRtf(packed);
      expect((rtf?.length ?? 0) <= content.length * 17).toBe(true);
      expect(typeof readRtf(rtf ?? Buffer.alloc(0)).text).toBe('string');
    }),
  );
});

test('header fields come back in their order, whatever their values', () => {
  const field = fc.tuple(
    word,
    text.map((value) => value.trim()),
  );
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 20 }), (fields) => {
      const raw = Buffer.from(`${fields.map(([name, value]) => `X-${name}: ${value}\r\n`).join('')}\r\nbody`, 'utf8');
      const { header, bodyStart } = readHeader(raw, 0, raw.length);
      expect(header.map(({ name }) => name)).toEqual(fields.map(([name]) => `X-${name}`));
      expect(header.map(({ value }) => value.trim())).toEqual(fields.map(([, value]) => value));
      expect(raw.toString('latin1', bodyStart)).toBe('body');
      const first = fields[0] as [string, string];
      expect(headerValue(header, `x-${first[0].toUpperCase()}`)?.trim()).toBe(first[1]);
    }),
  );
});

test('the files of any part tree come back, byte for byte', () => {
  const leaf = fc.uint8Array({ maxLength: 300 });
  const tree: fc.Arbitrary<Tree> = fc.letrec<{ node: Tree }>((tie) => ({
    node: fc.oneof({ depthSize: 'small', maxDepth: 5 }, leaf, fc.array(tie('node'), { minLength: 1, maxLength: 4 })),
  })).node;
  fc.assert(
    fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), (parts) => {
      const counter = { n: 0 };
      const mail = `From: a@example.com\r\nMIME-Version: 1.0\r\n${written(parts, counter)}`;
      const { attachments, defects } = parseMessage(Buffer.from(mail, 'latin1'));
      expect(attachments.map((file) => Buffer.from(file.content))).toEqual(
        leaves(parts).map((content) => Buffer.from(content)),
      );
      expect(defects).toEqual(['date-missing', 'message-id-missing']);
    }),
  );
});

test('any bytes are a mail', () => {
  fc.assert(fc.property(bytes, (raw) => complaintAbout(raw) === null));
  const lines = fc.array(
    fc.oneof(
      fc.constantFrom(
        'Content-Type: multipart/mixed; boundary=b',
        '--b',
        '--b--',
        '',
        'Content-Transfer-Encoding: base64',
        'Content-Type: text/html',
        '> a',
        '-- ',
      ),
      fc.string({ maxLength: 60 }),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(lines, (list) => {
      expect(complaintAbout(Buffer.from(list.join('\n'), 'utf8'))).toBeNull();
    }),
  );
});

type Tree = Uint8Array | Tree[];

function leaves(tree: Tree): Uint8Array[] {
  return Array.isArray(tree) ? tree.flatMap(leaves) : [tree];
}

function written(tree: Tree, counter: { n: number }): string {
  if (!Array.isArray(tree)) {
    const encoded = wrapped(Buffer.from(tree).toString('base64'), 76);
    return `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}`;
  }
  const boundary = `b${counter.n++}`;
  const parts = tree.map((part) => `--${boundary}\r\n${written(part, counter)}\r\n`).join('');
  return `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${parts}--${boundary}--`;
}
