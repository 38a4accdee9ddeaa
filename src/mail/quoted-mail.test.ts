import { expect, test } from 'vitest';
import { parseMessage } from './parse.ts';
import { quoteAnswered, quoteForwarded, type QuotedMail } from './quoted-mail.ts';
import { sanitiseHtml } from './sanitise.ts';
import { sanitiseOutgoing } from './sanitise-outgoing.ts';

const none = () => null;
const mail: QuotedMail = {
  from: { name: 'Erika Muster', addr: 'erika@muster.example' },
  to: [{ name: '', addr: 'support@desk.example' }],
  cc: [{ name: 'Zwei\r\nBcc: x', addr: 'zwei@muster.example' }],
  at: new Date('2024-02-05T09:11:00Z'),
  subject: 'Heizung\r\nX: y',
  text: 'Guten Tag,\r\n> ach\r\n',
  html: '<p>Guten <b>Tag</b></p>',
};

test('an answer quotes in text by > and in HTML by a block, below who wrote when', () => {
  const { text, html } = quoteAnswered(mail, 'de', none);
  expect(text).toBe('Am 5. Februar 2024 um 10:11 schrieb Erika Muster:\n> Guten Tag,\n>> ach\n');
  expect(html).toMatch(
    /^<p>Am 5\. Februar 2024 um 10:11 schrieb Erika Muster:<\/p>\n<blockquote type="cite" style="[^"]+"><p>Guten <b>Tag<\/b><\/p><\/blockquote>\n$/u,
  );
  expect(quoteAnswered({ ...mail, html: null }, 'en', none).html).toContain('<p>Guten Tag,<br />');
});

test('the time is given in the time zone that is asked for', () => {
  const there = { ...mail, timeZone: 'Asia/Kolkata' };
  expect(quoteAnswered(there, 'de', none).text).toContain('um 14:41 schrieb');
  expect(quoteForwarded(there, 'en', none).text).toContain('5 February 2024 at 14:41');
});

test('a forwarded mail stands below its header, in one line each whatever its values are', () => {
  const { text, html } = quoteForwarded(mail, 'de', none);
  expect(text).toBe(
    [
      '---------- Weitergeleitete Nachricht ----------',
      'Von: Erika Muster <erika@muster.example>',
      'Gesendet: 5. Februar 2024 um 10:11',
      'An: support@desk.example',
      'Cc: Zwei Bcc: x <zwei@muster.example>',
      'Betreff: Heizung X: y',
      '',
      'Guten Tag,',
      '> ach',
      '',
    ].join('\n'),
  );
  expect(html).toContain('<b>Von:</b> Erika Muster &lt;erika@muster.example&gt;<br');
  expect(html).toContain('<div><p>Guten <b>Tag</b></p></div>');
  expect(quoteForwarded({ ...mail, from: null, cc: [] }, 'en', none).text).toMatch(
    /message -+\nSent: .*\nTo: .*\nSubject: /u,
  );
});

test('what leaves can run nothing, asks for nothing and stands open; pictures are our own, of the web, or gone', () => {
  const shown = sanitiseHtml(
    '<p>Neu</p><blockquote type="cite"><p>Alt <img src="https://bilder.example/a.png" width="9"></p></blockquote>',
    { cid: none },
  ).html;
  expect(shown).toContain('<details class="quoted">');
  const left = sanitiseOutgoing(shown, none);
  expect(left).not.toMatch(/details|summary|…|data-remote|referrer/u);
  expect(left).toMatch(/Neu.*<blockquote[^>]*><p>Alt <img [^>]*src="https:\/\/bilder\.example\/a\.png"/su);
  const own = sanitiseOutgoing('<img src="/api/uploads/a"><img src="/api/uploads/b"><img src="cid:x">', (src) =>
    src.endsWith('/a') ? 'cid:a@x' : null,
  );
  expect(own).toMatch(/^<img src="cid:a@x" ?\/?>$/u);
  const hostile =
    '<script>a()</script><p onclick="b()">x</p><a href="javascript:c()">y</a><form action="https://e.example"><input name="z"></form><style>p{}</style><svg onload="d()"></svg>';
  expect(sanitiseOutgoing(hostile, none)).toMatch(/^<p>x<\/p><a[^>]*>y<\/a>$/u);
});

test('our own quote is read as one when the answer to it comes back', () => {
  const raw = `From: a@x.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDanke.\r\n\r\n${quoteAnswered(mail, 'de', none).text}`;
  expect(parseMessage(Buffer.from(raw)).freshText.trim()).toBe('Danke.');
});
