import { expect, test } from 'vitest';
import { composeMessage } from '../mail/compose.ts';
import { setAsideLargeParts } from '../mail/large-parts.ts';
import { type Content, understand } from './understand.ts';
import { understandApart } from './understand-apart.ts';

const mail = (bytes: number) =>
  composeMessage({
    from: { name: 'Carla', addr: 'carla@kunde.example' },
    to: [{ name: '', addr: 'support@desk.example' }],
    cc: [],
    subject: 'Großer Scan',
    text: 'Anbei der Scan.',
    html: '<p>Anbei der <b>Scan</b>.<img src="cid:bild@kunde"></p>',
    messageId: '<scan@kunde.example>',
    date: new Date('2026-11-02T09:00:00Z'),
    attachments: [
      { name: 'scan.bin', type: 'application/octet-stream', content: Buffer.alloc(bytes, 'scan') },
      {
        name: 'bild.png',
        type: 'image/png',
        content: Buffer.from('89504e470d0a1a0a', 'hex'),
        contentId: 'bild@kunde',
        inline: true,
      },
    ],
  }).raw;

test.each([1000, 3_000_000])(
  'a mail with %d bytes attached is understood alike here and in a thread',
  async (bytes) => {
    const raw = mail(bytes);
    const here = understand(Buffer.from(raw));
    const apart = await understandApart(Buffer.from(raw), { always: true });
    expect(apart.contentHash).toBe(here.contentHash);
    expect(apart.html).toBe(here.html);
    expect(apart.message.attachments.map(({ name, sha256, size }) => ({ name, sha256, size }))).toEqual(
      here.message.attachments.map(({ name, sha256, size }) => ({ name, sha256, size })),
    );
    expect(apart.message.defects).toEqual(here.message.defects);
    for (const { message, contents } of [here, apart]) {
      const index = message.attachments.findIndex(({ name }) => name === 'scan.bin');
      const expected = Buffer.alloc(bytes, 'scan');
      expect(expected.equals(message.attachments[index]?.content ?? Buffer.alloc(0))).toBe(true);
      expect(expected.equals(bytesOf(contents[index]))).toBe(true);
    }
  },
);

/** A mail of two parts. */
const withLargeFile = (text: string, file: string) =>
  Buffer.from(
    `From: a@kunde.example\r\nSubject: Scan\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${text}\r\n--b\r\n${file}\r\n--b--\r\n`,
    'latin1',
  );
const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
const scan = Buffer.alloc(2_000_000, 'scan');
const scanPart = `Content-Type: image/tiff; name=scan.tif\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(scan)}`;

test('a large file stays in the raw mail, where it is decoded when it is asked for', async () => {
  const raw = withLargeFile('\r\nAnbei.', scanPart);
  const { contents } = await understandApart(raw);
  // Neither moved to a thread, nor held decoded.
  expect(raw.buffer.byteLength).toBeGreaterThan(2_000_000);
  expect(contents.map((content) => 'sha256' in content)).toEqual([true]);
  raw.write('AAAA', raw.indexOf(base64(scan).slice(0, 100)));
  expect([...bytesOf(contents[0]).subarray(0, 6)]).toEqual([0, 0, 0, ...scan.subarray(3, 6)]);
});

test('a large text beside a large file is read in a thread, which never sees the file', async () => {
  const raw = withLargeFile(`Content-Type: text/html\r\n\r\n${'<div>'.repeat(300_000)}Ende`, scanPart);
  const apart = await understandApart(raw);
  expect(apart.contentHash).toBe(understand(raw).contentHash);
  expect(raw.buffer.byteLength).toBeGreaterThan(3_000_000);
});

test.each([
  ['broken base64', `${scanPart.slice(0, 1_000_001)}!${scanPart.slice(1_000_001)}`],
  [
    'a file within an attached mail',
    `Content-Type: message/rfc822\r\n\r\n${withLargeFile('\r\nInnen.', scanPart).toString('latin1').replaceAll('=b\r', '=c\r').replaceAll('--b', '--c')}`,
  ],
])('%s is understood alike here and apart', async (_, file) => {
  const raw = withLargeFile('\r\nAnbei.', file);
  const here = understand(Buffer.from(raw));
  const apart = await understandApart(Buffer.from(raw));
  expect(apart.contentHash).toBe(here.contentHash);
  expect(apart.message.defects).toEqual(here.message.defects);
});

test('a file that says what stands for another does not take its place', async () => {
  const [part] = setAsideLargeParts(withLargeFile('\r\nAnbei.', scanPart)).parts;
  const forged = `Content-Type: application/x\r\n\r\n${String(part?.standIn)}\r\n--b\r\n${scanPart}`;
  const { message, contentHash } = await understandApart(withLargeFile('\r\nAnbei.', forged));
  expect(message.attachments.map(({ size }) => size)).toEqual([part?.standIn.length, scan.length]);
  expect(contentHash).toBe(understand(withLargeFile('\r\nAnbei.', forged)).contentHash);
});

test.each([
  ['time', { timeMs: 1, heapMb: 1024 }],
  ['memory', { timeMs: 60_000, heapMb: 8 }],
])('a mail that takes more %s than it may is unreadable, and the process goes on', async (_, limits) => {
  const raw = withLargeFile(`Content-Type: text/html\r\n\r\n${'<b>x</b>'.repeat(200_000)}`, scanPart);
  await expect(understandApart(raw, { limits })).rejects.toMatchObject({ code: 'mail-unreadable', temporary: false });
});

test('reading a large mail does not hold up the process', async () => {
  let turns = 0;
  let done = false;
  const count = () => {
    turns += 1;
    if (!done) setImmediate(count);
  };
  count();
  await understandApart(mail(8_000_000));
  done = true;
  // One for each piece that is decoded.
  expect(turns).toBeGreaterThan(8);
});

const bytesOf = (content: Content | undefined) =>
  content !== undefined && 'sha256' in content
    ? Buffer.concat(Array.from(content.slices(), (piece) => Buffer.from(piece)))
    : Buffer.from(content ?? []);
