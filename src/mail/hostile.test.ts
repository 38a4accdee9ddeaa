import { expect, test } from 'vitest';
import { LIMITS } from './limits.ts';
import { parseMessage } from './parse.ts';

const HEAD = 'From: a@example.com\r\nDate: Fri, 20 Nov 2026 10:15:00 +0100\r\nMessage-ID: <h@example.com>\r\n';

/** CPU milliseconds that any of these may cost; they all cost a tenth of it on an idle machine. */
const DEAREST = 3_000;

function read(mail: string) {
  const raw = Buffer.from(mail, 'latin1');
  const before = process.cpuUsage();
  const message = parseMessage(raw);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(DEAREST);
  return message;
}

test('10,000 multiparts inside one another', () => {
  const levels = Array.from(
    { length: 10_000 },
    (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`,
  );
  const message = read(`${HEAD}${levels.join('')}Content-Type: text/plain\r\n\r\nTief`);
  expect(message.defects).toContain('nesting-too-deep');
  expect(message.from?.addr).toBe('a@example.com');
});

test('10,000 messages inside one another', () => {
  const message = read(`${HEAD}${'Content-Type: message/rfc822\r\n\r\n'.repeat(10_000)}Hallo`);
  expect(message.attachments).toHaveLength(1);
});

test('100,000 header fields', () => {
  const message = read(`${HEAD}${'X-Feld: wert\r\n'.repeat(100_000)}\r\nHallo`);
  expect(message.header).toHaveLength(LIMITS.headerFields);
  expect(message.defects).toContain('header-too-long');
  expect(message.text).toBe('Hallo');
});

test('a header line of 5 MB, and the fields behind it', () => {
  const message = read(`${HEAD}X-Feld: ${'w'.repeat(5_000_000)}\r\nSubject: Drucker\r\n\r\nHallo`);
  expect(message.defects).toContain('header-field-too-long');
  expect(message.subject).toBe('Drucker');
  expect(message.text).toBe('Hallo');
});

test('100,000 parts', () => {
  const message = read(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(100_000)}`);
  expect(message.defects).toContain('too-many-parts');
});

test('100,000 recipients', () => {
  const message = read(`${HEAD}To: ${'a@example.com, '.repeat(30_000)}b@example.com\r\n\r\nHallo`);
  expect(message.to).toHaveLength(LIMITS.addresses);
});

test.each([
  '<',
  '>',
  '"',
  '(',
  ')',
  '[',
  ':',
  ';',
  ',',
  '\\',
  '@',
  'a ',
  '"a" ',
  '=?x?q?',
  '=?x?q?a?= ',
  '(a',
  '"\\',
  '[a',
  '<<>>',
  'a@b ',
])('To made of half a million times %j', (piece) => {
  expect(read(`${HEAD}To: ${piece.repeat(500_000 / piece.length)}\r\n\r\nHallo`).text).toBe('Hallo');
});

test.each(['=?', '=?utf-8?Q?a?= ', '=?utf-8?Q?a', 'Re: ', '[a] ', '[', '(fwd)', '***'])(
  'a subject of 500 kB of %j',
  (piece) => {
    const message = read(`${HEAD}Subject: ${piece.repeat(500_000 / piece.length)}\r\n\r\nHallo`);
    expect(message.subject.length).toBeLessThanOrEqual(LIMITS.subjectCharacters);
  },
);

test.each([';', '=', 'a=b;', 'a*0=b;', 'a*1*=%41;', '"', "a*='", 'a="', '('])(
  'a Content-Type of 500 kB of %j',
  (piece) => {
    expect(read(`${HEAD}Content-Type: text/plain;${piece.repeat(500_000 / piece.length)}\r\n\r\nHallo`).text).toBe(
      'Hallo',
    );
  },
);

test.each([
  '\n--',
  '\n--b',
  '--b\n',
  '\n',
  '\0',
  '\r',
  '> ',
  '=\n',
  'begin 644 x\n',
  'begin 644 a\nM\n',
  '-- \n',
  '<a@b.c>\n',
  ' \n',
  'On x wrote:\n',
  'Von: a\n',
  '_',
])('a body of 1 MB of %j', (piece) => {
  const body = piece.repeat(Math.floor(1_000_000 / piece.length));
  const message = read(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${body}`);
  expect(message.subject).toBe('');
  expect(message.text.length).toBeLessThanOrEqual(LIMITS.bodyBytes);
});

test.each([
  '<',
  '<div>',
  '<a href="',
  '<table><tr><td>',
  '&',
  '<!--',
  'cid:',
  '<style>',
  '</div>',
  '<blockquote>',
  "<img src='cid:x'>",
])('HTML of 1 MB of %j', (piece) => {
  const message = read(`${HEAD}Content-Type: text/html\r\n\r\n${piece.repeat(Math.floor(1_000_000 / piece.length))}`);
  expect(message.html).not.toBeNull();
});

test.each(['a@b.c ', '550 ', 'message-id: ', '\n', 'reach ', '<a@b>', 'Received: from a\n', 'sorry, ', 'a'])(
  'a bounce whose words are %j',
  (piece) => {
    const words = piece.repeat(Math.floor(1_000_000 / piece.length));
    const message = read(
      `From: mailer-daemon@example.net\r\nSubject: Undelivered Mail\r\n\r\ncould not be delivered\n${words}`,
    );
    expect(message.isBounce).toBe(true);
  },
);

test.each(['\xef\xbb\xbf', '\xe2\x80\x8b', '\xc2\xad', '\xcd\x8f', '\xc2\xa0', '\xe2\x80\xaf\xef\xbb\xbf'])(
  'invisible characters (bytes %j) in front of a visible one',
  (piece) => {
    const message = read(`${HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<p>a</p>${piece.repeat(20_000)}x`);
    expect(message.text.endsWith('x')).toBe(true);
  },
);

test('a text of 11 MB is read up to the limit', () => {
  const message = read(`${HEAD}\r\n${'Zeile um Zeile\r\n'.repeat(700_000)}`);
  expect(message.defects).toContain('body-too-long');
  expect(message.text.length).toBeLessThanOrEqual(LIMITS.bodyBytes);
  expect(message.freshText).not.toBe('');
});

test('lone carriage returns as the only line ends', () => {
  const message = read(`${HEAD}Subject: Alt\r\n\r\nEins\r\nZwei`.replace(/\r\n/g, '\r'));
  expect(message.subject).toBe('Alt');
  expect(message.text).toBe('Eins\nZwei');
  expect(message.defects).toEqual(['line-ends-cr']);
});

test('a delivery report of junk lines', () => {
  const junk = `${'kein Feld '.repeat(5_000)}\r\n`.repeat(20);
  const message = read(
    `${HEAD}Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${junk}Final-Recipient: rfc822; a@example.com\r\nAction: failed\r\n--b--`,
  );
  expect(message.deliveryStatus?.recipients.map(({ addr }) => addr)).toEqual(['a@example.com']);
});

/** Every field that some pattern reads. */
const FIELDS = [
  'From',
  'To',
  'Subject',
  'Date',
  'References',
  'Return-Path',
  'Auto-Submitted',
  'Precedence',
  'List-Id',
  'Content-Disposition',
  'Content-Transfer-Encoding',
  'Content-ID',
  'Content-Description',
  'Content-Location',
  'X-Failed-Recipients',
];

const RUNS = [
  ' ',
  '\t',
  '.',
  '(',
  '"',
  '=',
  '<',
  ';',
  ',',
  '-',
  '>',
  'a',
  '0',
  '@',
  "'",
  'a@',
  '=?',
  '[',
  '\\',
  '5.',
  ':',
  '\xc2\xa0',
  '/',
];

test.each(RUNS)('runs of %j that end in something else, in every field', (piece) => {
  const value = `a@b${piece.repeat(40_000 / piece.length)};x`;
  const fields = FIELDS.map((name) => `${name}: ${value}\r\n`).join('');
  const report = `Final-Recipient: ${value}\r\nStatus: ${value}\r\nDiagnostic-Code: ${value}\r\n`;
  const message = read(
    `Content-Type: multipart/report; boundary=b\r\n${fields}\r\n--b\r\n\r\ncould not be delivered ${value}\r\n--b\r\nContent-Type: application/pdf\r\n${fields}\r\nx\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${report}--b--`,
  );
  expect(message.attachments.map((file) => file.type)).toEqual(['application/pdf', 'message/delivery-status']);
});

test.each([
  ['Content-Location', '?'],
  ['Content-Location', '#'],
  ['Content-Transfer-Encoding', '('],
  ['Content-Transfer-Encoding', ';'],
  ['Content-Type', 'text/plain; charset=*'],
])('%s of half a million times %j and a line separator of Unicode, at which a pattern stops', (name, piece) => {
  const value = piece.slice(0, -1) + piece.slice(-1).repeat(500_000);
  const part = `${name}: ${value}\xe2\x80\xa8x\r\n\r\nx\xff`;
  const type = name === 'Content-Type' ? '' : 'Content-Type: application/pdf\r\n';
  const message = read(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${type}${part}\r\n--b--`);
  expect(message.attachments).toHaveLength(type === '' ? 0 : 1);
});

test('a thousand files whose names end in dots, almost', () => {
  const name = `a${'.'.repeat(1_900)}b`;
  const part = `--b\r\nContent-Type: application/pdf; name="${name}"\r\n\r\nx\r\n`;
  const message = read(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(1_000)}--b--`);
  expect(message.attachments).toHaveLength(1_000);
});

test('two thousand addresses that end in dots, almost', () => {
  const field = `To: ${`<a@${'.'.repeat(1_990)}x>, `.repeat(200)}b@example.com\r\n`;
  expect(read(`${HEAD}${field.repeat(10)}\r\nHallo`).to.filter(({ addr }) => addr !== '')).toHaveLength(10);
});

test.each([
  ['names no boundary', 'multipart/mixed', '--q'],
  ['ends before it begins', 'multipart/mixed; boundary=q', '--q--'],
])('a long mail in which every part %s', (_what, type, line) => {
  const part = `--b\r\nContent-Type: ${type}\r\n\r\n${line}\r\n\r\nx\r\n`;
  const parts = Array.from({ length: 1_900 }, (_, n) => part.replaceAll('q', `q${n}`)).join('');
  const long = `${'x'.repeat(70)}\r\n`.repeat(120_000);
  const message = read(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}${long}`);
  expect(message.text).toContain('x');
});

test('40,000 uuencoded files in a megabyte', () => {
  const files = 'begin 644 a.txt\n#86)C\nend\n'.repeat(LIMITS.uuencodedFiles);
  const parts = `--b\r\nContent-Type: text/plain\r\n\r\n${files}`.repeat(400);
  const message = read(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--`);
  expect(message.attachments).toHaveLength(LIMITS.attachments);
  expect(message.defects).toEqual(['too-many-attachments']);
});
