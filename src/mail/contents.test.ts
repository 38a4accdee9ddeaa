import { expect, test } from 'vitest';
import { attachmentName, safeFileName, typeByName } from './attachment-name.ts';
import { autoSubmitted, isAutomaticMail } from './auto-submitted.ts';
import { decodeCharset } from './charset.ts';
import { charsetName } from './charset-names.ts';
import { isListMail, listId } from './lists.ts';
import type { HeaderField } from './message.ts';
import { newPart, readParts } from './parts.ts';
import { decodeTransfer } from './transfer-encoding.ts';
import { cutUuencoded } from './uuencode.ts';

const fields = (...lines: string[]): HeaderField[] =>
  lines.map((line) => ({ name: line.slice(0, line.indexOf(':')), value: line.slice(line.indexOf(':') + 1).trim() }));
const bytes = (hex: string) => Buffer.from(hex, 'hex');

test.each([
  ['UTF8', 'utf-8'],
  ['"iso-8859-1"', 'windows-1252'],
  ['ISO_8859-15:1998', 'iso-8859-15'],
  ['cp-1251', 'windows-1251'],
  ['x-windows-1250', 'windows-1250'],
  ['GB2312', 'gb18030'],
  ['ks_c_5601-1987', 'cp949'],
  ['Shift_JIS', 'cp932'],
  ['utf-8*de', 'utf-8'],
  ['iso-8859-99', null],
  ['base64', null],
  ['hex', null],
  ['__proto__', null],
  ['', null],
])('charset %j is %j', (label, name) => {
  expect(charsetName(label)).toBe(name);
});

test.each([
  ['80', 'windows-1252', '€', null],
  ['c3bc', 'utf-8', 'ü', null],
  ['c3bc', null, 'ü', 'charset-missing'],
  ['fc', null, 'ü', 'charset-missing'],
  ['c3bc', 'iso-8859-1', 'ü', 'charset-wrong:windows-1252'],
  ['fc', 'utf-8', 'ü', 'charset-wrong:utf-8'],
  ['efbbbfc3bc', 'iso-8859-1', 'ü', null],
  ['6869', 'x-unknown-7', 'hi', 'charset-unknown:x-unknown-7'],
  ['fffe68006900', 'utf-16', 'hi', null],
])('bytes %s in %j', (hex, label, text, defect) => {
  expect(decodeCharset(bytes(hex), label)).toEqual({ text, defect });
});

test.each([
  ['SGFsbG8=', 'base64', 'Hallo', null],
  ['SGFs\r\nbG8=', 'Base64', 'Hallo', null],
  ['SGFsbG8', 'base64', 'Hallo', null],
  ['SGFsbG8=SGFsbG8=', 'base64', 'HalloHallo', null],
  ['SGFsb', 'base64', 'Hal', 'base64-truncated'],
  ['Hallo=20', 'quoted-printable', 'Hallo ', null],
  ['Hal=\r\nlo', 'quoted-printable', 'Hallo', null],
  ['Hal= \r\nlo', 'quoted-printable', 'Hallo', null],
  ['1=1', 'quoted-printable', '1=1', 'quoted-printable-broken'],
  ['Hallo', '8BIT', 'Hallo', null],
  ['Hallo', '', 'Hallo', null],
  ['Hallo', 'rot13', 'Hallo', 'transfer-encoding-unknown:rot13'],
])('%j as %s', (body, encoding, text, defect) => {
  const decoded = decodeTransfer(Buffer.from(body), encoding);
  expect(Buffer.from(decoded.content).toString()).toBe(text);
  expect(decoded.defect).toBe(defect);
});

test('file names are safe', () => {
  expect(safeFileName('../../etc/passwd')).toBe('passwd');
  expect(safeFileName('C:\\Temp\\a.pdf')).toBe('a.pdf');
  expect(safeFileName(' .. ')).toBe('');
  expect(safeFileName('a\r\nb.pdf')).toBe('a b.pdf');
  expect(safeFileName('x'.repeat(400) + '.pdf')).toHaveLength(180);
  expect(typeByName('a.PDF')).toBe('application/pdf');
  expect(typeByName('a')).toBe('application/octet-stream');
});

test('unnamed parts get a name by their type', () => {
  expect(attachmentName(newPart(fields('Content-Type: image/jpeg'), 'text/plain'), 3, null)).toBe('image-3.jpg');
  expect(attachmentName(newPart(fields('Content-Type: text/calendar'), 'text/plain'), 1, null)).toBe('invite.ics');
  expect(attachmentName(newPart(fields('Content-Type: application/x-firma'), 'text/plain'), 2, null)).toBe(
    'attachment-2.bin',
  );
  expect(attachmentName(newPart(fields('Content-Type: message/rfc822'), 'text/plain'), 2, 'A/B')).toBe('A-B.eml');
});

test.each([
  [['Auto-Submitted: auto-replied (vacation)'], 'auto-replied'],
  [['Auto-Submitted: Auto-Generated; x=y'], 'auto-generated'],
  [['Auto-Submitted: auto-firma'], 'auto-generated'],
  [['Auto-Submitted: no', 'X-Autoreply: yes'], 'no'],
  [['X-Autoreply: yes'], 'auto-replied'],
  [['X-Autoreply: no'], 'no'],
  [['Precedence: auto_reply'], 'auto-replied'],
  [['X-Cron-Env: <A=b>'], 'auto-generated'],
  [[], 'no'],
])('%j is %s', (lines, expected) => {
  expect(autoSubmitted(fields(...lines))).toBe(expected);
});

test('signs of automatic mail', () => {
  const from = { name: '', addr: 'max@example.com' };
  const isAutomatic = (line: string, subject = 'x', sender = from) =>
    isAutomaticMail(fields(line), sender, [], subject);
  expect(isAutomatic('Return-Path: <>')).toBe(true);
  expect(isAutomatic('Return-Path: <max@example.com>')).toBe(false);
  expect(isAutomatic('Precedence: bulk')).toBe(true);
  expect(isAutomatic('Precedence: first-class')).toBe(false);
  expect(isAutomatic('X-Auto-Response-Suppress: OOF, DR')).toBe(true);
  expect(isAutomatic('X: y', 'Automatische Antwort: Urlaub')).toBe(true);
  expect(isAutomatic('X: y', 'Automatische Antwort einrichten')).toBe(false);
  expect(isAutomatic('X: y', 'x', { name: '', addr: 'no-reply@example.com' })).toBe(true);
  expect(isAutomatic('X: y', 'x', { name: '', addr: 'noreply.team@example.com' })).toBe(true);
  expect(isAutomatic('X: y', 'x', { name: '', addr: 'norbert@example.com' })).toBe(false);
});

test('mailing lists', () => {
  expect(isListMail(fields('List-Id: Die Liste <liste.lists.example>'))).toBe(true);
  expect(listId(fields('List-Id: Die Liste <Liste.Lists.example>'))).toBe('liste.lists.example');
  expect(isListMail(fields('Precedence: list'))).toBe(true);
  expect(isListMail(fields('Subject: [liste] x'))).toBe(false);
  expect(listId(fields('Subject: x'))).toBeNull();
});

test('uuencoded files are cut out', () => {
  const cut = cutUuencoded('vorher\nbegin 644 cat.txt\n#0V%T\n`\nend\nnachher');
  expect(cut.text).toBe('vorher\nnachher');
  expect(cut.files.map(({ name, content }) => [name, Buffer.from(content).toString()])).toEqual([['cat.txt', 'Cat']]);
  const prose = 'begin 644 ist kein Anfang\nnur Text!\nend';
  expect(cutUuencoded(prose)).toEqual({ text: prose, files: [] });
});

test('a part tree without copies: bodies are views into the mail', () => {
  const raw = Buffer.from(
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nEins\r\n--b\r\n\r\nZwei\r\n--b--\r\n',
  );
  const { root, defects } = readParts(raw);
  expect(root.children.map((part) => part.body.toString())).toEqual(['Eins', 'Zwei']);
  expect(root.children.every((part) => part.body.buffer === raw.buffer)).toBe(true);
  expect(defects).toEqual([]);
});
