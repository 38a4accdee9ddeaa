import { expect, test } from 'vitest';
import { setAsideLargeParts } from './large-parts.ts';
import { parseMessage } from './parse.ts';
import { decodeSlices, decodeTransfer } from './transfer-encoding.ts';

/** More than one piece, and no two alike. */
const bytes = Buffer.from(Uint32Array.from({ length: 400_000 }, (_, n) => n).buffer);
const base64 = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
const head = 'From: a@example.com\r\nSubject: Scan\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n';
const text = '--b\r\n\r\nAnbei.\r\n';
const pdf = `--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`;

const aside = (mail: string) => setAsideLargeParts(Buffer.from(mail, 'latin1'));

test('large files leave their mail, which keeps its structure', () => {
  const { rest, parts } = aside(`${head}${text}${pdf}${pdf.replace('a.pdf', 'b.pdf')}--b--\r\n`);
  expect(rest.length).toBeLessThan(1000);
  expect(parts.map(({ body }) => decodeTransfer(body, 'base64').content)).toSatisfy(
    (contents: Buffer[]) => contents.length === 2 && contents.every((content) => bytes.equals(content)),
  );
  const { attachments, defects, text: read } = parseMessage(rest);
  expect(attachments.map(({ name, content }) => [name, String(content)])).toEqual([
    ['a.pdf', String(parts[0]?.standIn)],
    ['b.pdf', String(parts[1]?.standIn)],
  ]);
  expect(read).toBe('Anbei.');
  expect(defects).toEqual(parseMessage(Buffer.from(`${head}${text}--b--\r\n`)).defects);
});

test('nothing large is copied', () => {
  const raw = Buffer.from(`${head}${text}${pdf}--b--\r\n`, 'latin1');
  const [part] = setAsideLargeParts(raw).parts;
  expect(part?.body.buffer).toBe(raw.buffer);
  expect(part?.body.byteOffset).toBe(raw.byteOffset + raw.indexOf(base64.slice(0, 100)));
});

test('a mail that is nothing but a file, and one whose end is missing', () => {
  const alone = aside(`From: a@example.com\r\n${pdf.slice(5)}`);
  expect(parseMessage(alone.rest).attachments.map(({ content }) => content)).toEqual([alone.parts[0]?.standIn]);
  const cut = aside(`${head}${text}${pdf}`);
  expect(parseMessage(cut.rest).attachments.map(({ content }) => content)).toEqual([cut.parts[0]?.standIn]);
});

test.each([
  ['a text', 'Content-Type: text/plain', 'x\r\n'.repeat(300_000)],
  ['a text that is a file by its name only', 'Content-Type: text/html; name=a.html', 'x\r\n'.repeat(300_000)],
  ['a message', 'Content-Type: message/rfc822', `Subject: Innen\r\n\r\n${'x\r\n'.repeat(300_000)}`],
  ['a signed envelope', 'Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64', base64],
  ['a winmail.dat', 'Content-Type: application/x; name=winmail.dat\r\nContent-Transfer-Encoding: base64', base64],
  ['another encoding', 'Content-Type: application/x\r\nContent-Transfer-Encoding: quoted-printable', base64],
  ['an endless header', `Content-Type: application/x\r\n${'X-Feld: wert\r\n'.repeat(2000)}`, 'x\r\n'.repeat(300_000)],
])('%s stays in its mail, because its bytes say something', (_, header, body) => {
  const mail = `${head}${text}--b\r\n${header}\r\n\r\n${body}\r\n--b--\r\n`;
  const { rest, parts } = aside(mail);
  expect(parts).toEqual([]);
  expect(rest.equals(Buffer.from(mail, 'latin1'))).toBe(true);
});

test.each([4_000, 13_000])('a file that goes on behind a line of dashes is not taken for whole (line %i)', (line) => {
  const part = `--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
  const at = line * (76 + 2);
  const { rest, parts } = aside(`${head}${text}${part}${base64.slice(0, at)}----\r\n${base64.slice(at)}\r\n--b--\r\n`);
  expect(parts.length).toBeGreaterThan(0);
  expect(parseMessage(rest).attachments.map(({ content }) => content)).not.toContainEqual(parts[0]?.standIn);
});

test('a mail of nothing but boundaries is left as it is', () => {
  expect(aside(`${head}${'--b\r\n\r\n'.repeat(100_000)}${pdf}`).parts).toEqual([]);
});

test.each([
  ['base64 with CRLF', base64, 'base64'],
  ['base64 with LF', base64.replaceAll('\r', ''), 'base64'],
  ['base64 in one line', bytes.toString('base64'), 'base64'],
  ['base64 with padding and empty lines around it', `\r\n${bytes.subarray(1).toString('base64')}\r\n\r\n`, 'base64'],
  ['8bit', bytes.toString('latin1'), '8bit'],
  ['nothing', '', 'base64'],
])('%s decodes piece by piece to the same', (_, encoded, encoding) => {
  const body = Buffer.from(encoded, 'latin1');
  const whole = Buffer.concat(Array.from(decodeSlices(body, encoding), (piece) => Buffer.from(piece)));
  expect(whole.equals(decodeTransfer(body, encoding).content)).toBe(true);
});

test('what does not decode piece by piece says so', () => {
  for (const [encoded, encoding] of [
    [`${base64.slice(0, 500_000)}!${base64.slice(500_000)}`, 'base64'],
    ['abc', 'base64'],
    ['a=20b', 'quoted-printable'],
    ['a', 'x-own'],
  ] as const) {
    const slices = decodeSlices(Buffer.from(encoded, 'latin1'), encoding);
    let next = slices.next();
    while (next.done !== true) next = slices.next();
    expect(next.value).toBe(false);
  }
});
