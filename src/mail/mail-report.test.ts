import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mailReportOf } from './mail-report.ts';
import { parseMessage } from './parse.ts';

const corpus = 'tests/corpus';
const read = (name: string) => parseMessage(readFileSync(`${corpus}/${name}.eml`));
const reports = readdirSync(corpus)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.slice(0, -4))
  .filter((name) => mailReportOf(read(name)) !== null);

test('of all mails of the corpus only bounces, receipts and complaints are reports', () => {
  expect(reports.length).toBeGreaterThanOrEqual(30);
  expect(reports.filter((name) => !/^(?:bounce|dsn|receipt|complaint|exchange-receipts)/.test(name))).toEqual([]);
  const people = ['bounce-person-asks', 'bounce-person-subject', 'bounce-postmaster-person', 'receipt-wanted'];
  expect(reports.filter((name) => people.includes(name))).toEqual([]);
});

test.each(['dsn-gmail', 'dsn-exchange', 'bounce-qmail', 'bounce-exim', 'complaint-arf'])(
  '%s names the mail that it is about, its recipient and its subject',
  (name) => {
    const report = mailReportOf(read(name));
    expect(report).toMatchObject({ namesMail: true, subject: 'Re: Drucker' });
    expect(report?.messageIds[0]).toBe('<antwort-7@desk.example>');
    expect(report?.recipients.map(({ addr }) => addr)).toEqual(['eva@example.net']);
  },
);

test('a receipt names who read it, and how', () => {
  expect(mailReportOf(read('receipt-read'))).toMatchObject({
    about: 'receipt',
    disposition: 'displayed',
    messageIds: ['<antwort-7@desk.example>'],
    recipients: [{ addr: 'eva@example.net', text: 'displayed' }],
  });
});

test('the envelope id comes along', () => {
  expect(mailReportOf(read('dsn-envelope-id'))?.envelopeId).toBe('500OOJ.7.a1b2');
});

test('a subject in encoded words over two lines is read, from a report in plain words, too', () => {
  const text = [
    'From: MAILER-DAEMON@mx.example',
    'Subject: failure notice',
    'Return-Path: <>',
    '',
    "Hi. This is the qmail-send program. I wasn't able to deliver your message.",
    '<eva@example.net>:',
    'Sorry, no mailbox here by that name. (#5.1.1)',
    '',
    '--- Below this line is a copy of the message.',
    '',
    'Return-Path: <support@desk.example>',
    'Subject: =?utf-8?Q?Re:_St=C3=B6rung?=',
    ' =?utf-8?Q?_im_B=C3=BCro?=',
    '',
  ].join('\r\n');
  expect(mailReportOf(parseMessage(Buffer.from(text)))?.subject).toBe('Re: Störung im Büro');
});

test('a hostile text costs linear time', () => {
  const text = `From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\nReturn-Path: <>\r\n\r\n${'Subject: x\n '.repeat(40_000)}`;
  const begun = performance.now();
  mailReportOf(parseMessage(Buffer.from(text)));
  expect(performance.now() - begun).toBeLessThan(5_000);
});
