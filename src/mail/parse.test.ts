import { expect, test } from 'vitest';
import { parseMessage } from './parse.ts';

const mail = (text: string) => parseMessage(Buffer.from(text.replace(/\n/g, '\r\n'), 'latin1'));

test('reads a plain mail', () => {
  const message = mail(`From: =?utf-8?Q?J=C3=BCrgen_Vogt?= <Juergen@Example.COM>
To: "Vogt, Eva" <eva@example.com>, support@example.org
Subject: =?iso-8859-1?Q?Gr=FC=DFe?= aus
 =?utf-8?B?S8O2bG4=?=
Date: Fri, 20 Nov 2026 10:15:00 +0100
Message-ID: <a1@example.com>
References: <x@example.org>
 <y@example.org>

Guten Tag,
alles gut.
`);
  expect(message.from).toEqual({ name: 'Jürgen Vogt', addr: 'Juergen@example.com' });
  expect(message.to).toEqual([
    { name: 'Vogt, Eva', addr: 'eva@example.com' },
    { name: '', addr: 'support@example.org' },
  ]);
  expect(message.subject).toBe('Grüße aus Köln');
  expect(message.date).toBe('2026-11-20T09:15:00.000Z');
  expect(message.messageId).toBe('<a1@example.com>');
  expect(message.references).toEqual(['<x@example.org>', '<y@example.org>']);
  expect(message.text).toBe('Guten Tag,\nalles gut.\n');
  expect(message.defects).toEqual([]);
});

test('takes text, HTML and files of a multipart mail', () => {
  const message = mail(`From: a@example.com
Date: Fri, 20 Nov 2026 10:15:00 +0100
Message-ID: <a2@example.com>
Content-Type: multipart/mixed; boundary="out"

preamble
--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Sch=C3=B6n, sehr=
 sch=C3=B6n
--in
Content-Type: text/html; charset=iso-8859-1

<p>Sch\xf6n</p><img src="cid:logo">
--in--
--out
Content-Type: image/png; name=logo.png
Content-ID: <logo>
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--out
Content-Disposition: attachment; filename*=utf-8''%C3%9Cbersicht.pdf
Content-Type: application/pdf
Content-Transfer-Encoding: base64

JVBERg==
--out--
epilogue
`);
  expect(message.text).toBe('Schön, sehr schön');
  expect(message.html).toBe('<p>Schön</p><img src="cid:logo">');
  expect(message.attachments.map(({ name, type, size, inline }) => ({ name, type, size, inline }))).toEqual([
    { name: 'logo.png', type: 'image/png', size: 8, inline: true },
    { name: 'Übersicht.pdf', type: 'application/pdf', size: 4, inline: false },
  ]);
  expect(message.defects).toEqual([]);
});

test('never throws on nonsense', () => {
  for (const text of [
    '',
    '\n',
    '\0',
    ':',
    'From ',
    'Content-Type: multipart/mixed; boundary=\n\n--',
    '--\n--\n',
    'a: b',
  ]) {
    expect(parseMessage(Buffer.from(text)).attachments).toEqual([]);
  }
});

test.each(['\u0085', '\u007f', '\u0015', '\u009d', '\u2028', '\t'])(
  'a mail whose header holds %j can be answered',
  (control) => {
    const message = parseMessage(
      Buffer.from(
        `From: "Eva${control}Muster" <eva@example.net>\nReply-To: Max${control}M <max@example.net>\nSubject: Angebot${control}hier\n` +
          `Message-ID: <a${control}b@example.net>\nReferences: <c@example.net> <d${control}e@example.net>\n\nHallo\n`,
      ),
    );
    expect(message.from).toEqual({ name: 'Eva Muster', addr: 'eva@example.net' });
    expect(message.replyTo).toEqual([{ name: 'Max M', addr: 'max@example.net' }]);
    expect(message.subject).toBe('Angebot hier');
    expect(message.messageId).toBe('<ab@example.net>');
    expect(message.references).toEqual(['<c@example.net>', '<de@example.net>']);
  },
);
