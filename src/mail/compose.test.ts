import * as fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { Failure } from '../lib/failure.ts';
import { composeMessage, type Draft, isExtraField } from './compose.ts';
import { parseMessage } from './parse.ts';

const plain: Draft = {
  from: { name: 'Erika Muster', addr: 'hilfe@beispiel.de' },
  to: [{ name: '', addr: 'max@kunde.example' }],
  cc: [],
  subject: 'Heizung',
  text: 'Guten Tag',
  messageId: '<t1.abc@beispiel.de>',
  date: new Date('2024-02-05T09:11:12Z'),
  attachments: [],
};

const rawOf = (more: Partial<Draft>): string => composeMessage({ ...plain, ...more }).raw.toString('latin1');
const headerOf = (raw: string): string => raw.slice(0, raw.indexOf('\r\n\r\n') + 2);
const fieldOf = (raw: string, name: string): string | undefined =>
  new RegExp(`^${name}: ?((?:.*\\r\\n[ \\t])*.*)\\r\\n`, 'imu').exec(headerOf(raw))?.[1]?.replaceAll('\r\n', '');

const types = (draft: Partial<Draft>) =>
  [...rawOf(draft).matchAll(/^Content-Type: ([a-z/]+)/gmu)].map((found) => found[1]!.replace('multipart/', ''));

test('a short mail is as short as it can be', () => {
  const { raw, messageId } = composeMessage(plain);
  expect(messageId).toBe('<t1.abc@beispiel.de>');
  expect(raw.toString('latin1')).toBe(
    [
      'Date: Mon, 05 Feb 2024 09:11:12 +0000',
      'From: Erika Muster <hilfe@beispiel.de>',
      'To: max@kunde.example',
      'Subject: Heizung',
      'Message-ID: <t1.abc@beispiel.de>',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 7bit',
      '',
      'Guten Tag',
      '',
    ].join('\r\n'),
  );
});

test.each([
  ['atoms', 'Max Beispiel', 'Max Beispiel <a@b.example>'],
  ['specials are quoted', 'Beispiel, Max "Mäxchen"'.replace('ä', 'a'), '"Beispiel, Max \\"Maxchen\\"" <a@b.example>'],
  ['a backslash', 'a\\b', '"a\\\\b" <a@b.example>'],
  ['other than ASCII', 'Müller', '=?UTF-8?Q?M=C3=BCller?= <a@b.example>'],
  ['Greek is shorter in base64', 'Ελλάδα', '=?UTF-8?B?zpXOu867zqzOtM6x?= <a@b.example>'],
  ['what looks encoded is meant literally', '=?utf-8?q?x?=', '=?UTF-8?Q?=3D=3Futf-8=3Fq=3Fx=3F=3D?= <a@b.example>'],
  ['none', '', 'a@b.example'],
])('display name: %s', (_name, name, written) => {
  expect(fieldOf(rawOf({ to: [{ name, addr: 'a@b.example' }] }), 'To')).toBe(written);
});

test.each([
  ['an international domain', 'max@müller.example', 'max@xn--mller-kva.example'],
  ['a local part with a space', 'a b@x.example', '"a b"@x.example'],
  ['a local part that is quoted already', '"a b"@x.example', '"a b"@x.example'],
  ['a plus', 'a+b@x.example', 'a+b@x.example'],
  ['an address literal', 'a@[192.0.2.1]', 'a@[192.0.2.1]'],
])('address: %s', (_name, addr, written) => {
  expect(fieldOf(rawOf({ to: [{ name: '', addr }] }), 'To')).toBe(written);
});

test.each([
  '',
  'max',
  '@x.example',
  'max@',
  'max@a b',
  'max@x..example',
  'max@<x>',
  'max@x.example>',
  'a> NOTIFY=NEVER <b@x.example',
])('address that cannot be written: “%s”', (addr) => {
  expect(() => rawOf({ to: [{ name: '', addr }] })).toThrow(
    expect.objectContaining({ code: 'address-invalid', field: 'To' }),
  );
});

test('a subject keeps its ASCII words readable, the ticket reference above all', () => {
  expect(fieldOf(rawOf({ subject: 'AW: Störung am Gerät [TicketID 500OOJ] eilt' }), 'Subject')).toBe(
    'AW: =?UTF-8?Q?St=C3=B6rung_am_Ger=C3=A4t?= [TicketID 500OOJ] eilt',
  );
});

test('an emoji is never cut in two', () => {
  const subject = '👩‍👩‍👧‍👦🇩🇪'.repeat(12);
  const words = headerOf(rawOf({ subject })).match(/=\?UTF-8\?B\?[^?]*\?=/gu)!;
  expect(words.length).toBeGreaterThan(3);
  for (const word of words) expect(Buffer.from(word.slice(10, -2), 'base64').toString()).not.toContain('\ufffd');
});

test('references keep the first and the last ones', () => {
  const ids = Array.from({ length: 60 }, (_, at) => `<id${at}@x.example>`);
  const written = fieldOf(rawOf({ references: ids, inReplyTo: ids[59] }), 'References')!.split(' ');
  expect(written).toEqual([ids[0], ...ids.slice(41)]);
});

test('unusable Message-IDs of others are left out, repeated ones written once', () => {
  const raw = rawOf({ inReplyTo: 'nonsense', references: ['<a@b>', 'x', '<ü@b>', '<a@b>', `<${'x'.repeat(2000)}@b>`] });
  expect(fieldOf(raw, 'In-Reply-To')).toBeUndefined();
  expect(fieldOf(raw, 'References')).toBe('<a@b>');
});

test('sender, answer address, copies; nobody named at all', () => {
  const raw = rawOf({
    sender: { name: '', addr: 's@x.example' },
    replyTo: [{ name: '', addr: 'r@x.example' }],
    cc: [{ name: 'C', addr: 'c@x.example' }],
  });
  expect([fieldOf(raw, 'Sender'), fieldOf(raw, 'Reply-To'), fieldOf(raw, 'Cc')]).toEqual([
    's@x.example',
    'r@x.example',
    'C <c@x.example>',
  ]);
  expect(fieldOf(rawOf({ to: [] }), 'To')).toBe('undisclosed-recipients:;');
});

test('further fields only from the list', () => {
  const extra = {
    'Auto-Submitted': 'auto-replied',
    'List-Unsubscribe': `<https://beispiel.de/${'x'.repeat(300)}>, <mailto:a@b.example>`,
    'X-Poststelle-Ticket': '7',
  };
  const raw = rawOf({ extra });
  for (const [name, value] of Object.entries(extra)) expect(fieldOf(raw, name)).toBe(value);
  for (const name of ['Bcc', 'Subject', 'X-Other', 'Content-Type', 'X-Poststelle-Ä', 'Precedence\r\nBcc']) {
    expect(isExtraField(name)).toBe(false);
    expect(() => rawOf({ extra: { [name]: 'x' } })).toThrow(Failure);
  }
});

test('the structure goes only as deep as needed', () => {
  const picture = { name: 'a.png', type: 'image/png', content: Buffer.from('x'), contentId: 'a@b', inline: true };
  const file = { name: 'a.pdf', type: 'application/pdf', content: Buffer.from('y') };
  expect(types({ html: '<p>x' })).toEqual(['alternative', 'text/plain', 'text/html']);
  expect(types({ html: '<img src="cid:a@b">', attachments: [picture] })).toEqual([
    'alternative',
    'text/plain',
    'related',
    'text/html',
    'image/png',
  ]);
  expect(types({ attachments: [file] })).toEqual(['mixed', 'text/plain', 'application/pdf']);
  expect(types({ attachments: [picture] })).toEqual(['mixed', 'text/plain', 'image/png']);
  expect(types({ html: 'x', attachments: [file, picture] })).toEqual([
    'mixed',
    'alternative',
    'text/plain',
    'related',
    'text/html',
    'image/png',
    'application/pdf',
  ]);
});

test('text that relays and mailbox files would change is encoded', () => {
  const raw = rawOf({ text: 'From hier\n.\nzu = ü \n-- \nMax' });
  expect(raw.slice(raw.indexOf('\r\n\r\n') + 4)).toBe('=46rom hier\r\n=2E\r\nzu =3D =C3=BC=20\r\n--=20\r\nMax\r\n');
});

test('a script that would triple travels in base64', () => {
  expect(rawOf({ text: 'はい、承知しました。' })).toContain('Content-Transfer-Encoding: base64');
});

test('an attached mail is not encoded', () => {
  const seven = Buffer.from('Subject: x\r\n\r\ny\r\n');
  const raw = rawOf({ attachments: [{ name: 'm.eml', type: 'message/rfc822', content: seven }] });
  expect(raw).toContain('Content-Type: message/rfc822;\r\n name="m.eml"\r\nContent-Transfer-Encoding: 7bit');
  expect(raw).toContain('\r\n\r\nSubject: x\r\n\r\ny\r\n');
});

test.each([
  ['8 bits', 'Subject: ü\r\n\r\n'],
  ['a lone LF at its start', '\nSubject: x\r\n\r\n'],
  ['a lone LF', 'Subject: x\n\r\n'],
  ['a lone CR', 'Subject: x\r\r\n'],
  ['a lone CR at its end', 'Subject: x\r\n\r\n\r'],
])('an attached mail with %s goes as a file', (_what, mail) => {
  const raw = rawOf({ attachments: [{ name: 'm.eml', type: 'message/rfc822', content: Buffer.from(mail) }] });
  expect(raw).toContain(
    'Content-Type: application/octet-stream;\r\n name="m.eml"\r\nContent-Transfer-Encoding: base64',
  );
});

test('a boundary occurs in no part', () => {
  const boundary = /boundary="([^"]+)_\d+"/u.exec(rawOf({ html: 'x' }))![1]!;
  const again = /boundary="([^"]+)_\d+"/u.exec(rawOf({ html: 'x', text: `--${boundary}_0--` }))![1]!;
  expect(again).not.toBe(boundary);
});

test.each([
  ['Rechnung März 2024.pdf'],
  ['Ein sehr langer Name einer Datei, der über mehrere Zeilen der Kopfzeilen reicht, weil er kein Ende nimmt.pdf'],
  ['q"uo\\te;=*\'%.txt'.replace('\\', '')],
  ['発注書.xlsx'],
  ['a'.repeat(200)],
])('file name comes back: %s', async (name) => {
  const { raw } = composeMessage({
    ...plain,
    attachments: [{ name, type: 'application/pdf', content: Buffer.from('x') }],
  });
  const { attachments } = await PostalMime.parse(raw);
  expect(attachments[0]!.filename).toBe(name);
});

test('a file name cannot lead elsewhere or break a line', async () => {
  const { raw } = composeMessage({
    ...plain,
    attachments: [{ name: '../a\r\nBcc: x@y\u0000/b.txt', type: 'text/plain', content: Buffer.from('x') }],
  });
  expect(headerOf(raw.toString())).not.toMatch(/^Bcc/imu);
  const { attachments } = await PostalMime.parse(raw);
  expect(attachments[0]!.filename).toBe('.. a Bcc: x@y b.txt');
});

const BREAKS = ['\r\nBcc: x@y.example', '\nBcc: x@y.example', '\rBcc: x', '\u0000', '\u2028Bcc: x', '\u0085x'];
const fields: [string, (value: string) => Partial<Draft>][] = [
  ['From', (value) => ({ from: { name: value, addr: 'a@b.example' } })],
  ['From', (value) => ({ from: { name: '', addr: `a${value}@b.example` } })],
  ['Sender', (value) => ({ sender: { name: value, addr: 'a@b.example' } })],
  ['Reply-To', (value) => ({ replyTo: [{ name: value, addr: 'a@b.example' }] })],
  ['To', (value) => ({ to: [{ name: '', addr: `a@b.example${value}` }] })],
  ['Cc', (value) => ({ cc: [{ name: value, addr: 'a@b.example' }] })],
  ['Subject', (value) => ({ subject: `x${value}` })],
  ['messageId', (value) => ({ messageId: `<a${value}@b>` })],
  ['inReplyTo', (value) => ({ inReplyTo: `<a${value}@b>` })],
  ['references', (value) => ({ references: ['<a@b>', `<a${value}@b>`] })],
  ['Auto-Submitted', (value) => ({ extra: { 'Auto-Submitted': `no${value}` } })],
  ['type', (value) => ({ attachments: [{ name: 'a', type: `text/plain${value}`, content: Buffer.from('') }] })],
  [
    'contentId',
    (value) => ({ attachments: [{ name: 'a', type: 'text/plain', content: Buffer.from(''), contentId: `a${value}` }] }),
  ],
];

test.each(fields)('a line break in %s is refused, naming the field (case %#)', (field, draft) => {
  for (const value of BREAKS) {
    expect(() => rawOf(draft(value))).toThrow(expect.objectContaining({ code: 'header-injection', field }));
  }
});

const anyString = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.constantFrom(
    '\r\nBcc: x@y',
    '=?utf-8?q?=0D=0ABcc:_x?=',
    '\r',
    '\n ',
    '\t',
    '"',
    '<',
    '>',
    '(',
    'ü'.repeat(300),
    'x'.repeat(3000),
    '\ud800',
    ' '.repeat(300),
  ),
);
const anyDraft = fc.record(
  {
    from: fc.record({ name: anyString, addr: fc.constant('a@b.example') }),
    to: fc.array(
      fc.record({ name: anyString, addr: fc.oneof(fc.emailAddress(), fc.constantFrom('a@b.example', anyAddr())) }),
      { maxLength: 4 },
    ),
    subject: anyString,
    text: anyString,
    html: anyString,
    inReplyTo: anyString,
    references: fc.array(anyString, { maxLength: 5 }),
    attachments: fc.array(
      fc.record(
        {
          name: anyString,
          type: fc.oneof(anyString, fc.constantFrom('text/plain', 'message/rfc822', 'image/png')),
          content: fc.uint8Array({ maxLength: 200 }),
          contentId: anyString,
          inline: fc.boolean(),
        },
        { requiredKeys: ['name', 'type', 'content'] },
      ),
      { maxLength: 3 },
    ),
    extra: fc.dictionary(fc.constantFrom('Auto-Submitted', 'Precedence', 'List-Id', 'X-Poststelle-A'), anyString),
  },
  { requiredKeys: [] },
);

function anyAddr(): string {
  return 'ä ö"@müller.example';
}

const FIELDS =
  /^(?:Date|From|To|Cc|Subject|Message-ID|In-Reply-To|References|MIME-Version|Content-Type|Content-Transfer-Encoding|Auto-Submitted|Precedence|List-Id|X-Poststelle-A):/u;

test('property: whatever the values, the header has our fields only, each once, in lines of at most 998 octets', () => {
  let composed = 0;
  fc.assert(
    fc.property(anyDraft, (more) => {
      let raw: string;
      try {
        raw = rawOf(more);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
        return;
      }
      composed++;
      const names = headerOf(raw)
        .slice(0, -2)
        .split(/\r\n(?![ \t])/u)
        .map((line) => FIELDS.exec(line)?.[0] ?? `not ours: ${line}`);
      expect(names.filter((name) => name.startsWith('not ours'))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      expect(raw).not.toMatch(/[^\r]\n|\r[^\n]/u);
      for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
    }),
    { numRuns: 600 },
  );
  expect(composed).toBeGreaterThan(100);
});

const words = fc.string({ unit: 'grapheme', maxLength: 80 }).map((text) => text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim());
const lines = fc.array(words, { maxLength: 12 }).map((each) => ['Text', ...each].join('\n'));

test('property: what is composed is read back', async () => {
  await fc.assert(
    fc.asyncProperty(
      // Not by RFC: names that programs wrap in quotes once more are read without them.
      words.filter((name) => !/^(["']).*\1$/su.test(name)),
      words,
      lines,
      fc.uint8Array({ maxLength: 300 }),
      words,
      async (name, subject, text, content, fileName) => {
        const files = [
          { name: `${fileName.replaceAll(/[/\\]/gu, '')}.bin`, type: 'application/octet-stream', content },
        ];
        const { raw } = composeMessage({
          ...plain,
          from: { name, addr: 'a@b.example' },
          subject,
          text,
          html: `<p>${subject}</p>`,
          references: ['<r@x>'],
          inReplyTo: '<r@x>',
          attachments: files,
        });
        const message = parseMessage(raw);
        expect(message.from).toEqual({ name, addr: 'a@b.example' });
        expect(message.subject).toBe(subject);
        expect(message.text.trimEnd()).toBe(text.trimEnd());
        expect(message.references).toEqual(['<r@x>']);
        expect(message.inReplyTo).toEqual(['<r@x>']);
        expect(message.messageId).toBe(plain.messageId);
        expect(message.date).toBe('2024-02-05T09:11:12.000Z');
        expect(message.defects).toEqual([]);
        expect(Buffer.from(message.attachments[0]!.content).equals(Buffer.from(content))).toBe(true);
        const other = await PostalMime.parse(raw);
        expect(other.subject ?? '').toBe(subject);
        expect(other.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(text.trimEnd());
      },
    ),
    { numRuns: 300 },
  );
});
