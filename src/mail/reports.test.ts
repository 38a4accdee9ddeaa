import { expect, test } from 'vitest';
import { parseAuthenticationResults, trustedResults } from './authentication-results.ts';
import { complaintOf } from './complaints.ts';
import { parseMessage } from './parse.ts';
import { readReceiptOf, receiptWanted } from './receipts.ts';
import { displayDomain, spoofedAddress } from './spoof.ts';

const mail = (text: string) => parseMessage(Buffer.from(text, 'utf8'));

test('reads a read receipt', () => {
  const message = mail(`From: Eva <eva@example.com>
Date: Fri, 20 Nov 2026 10:15:00 +0100
Message-ID: <r1@example.com>
Subject: Gelesen: Angebot
Content-Type: multipart/report; report-type=disposition-notification; boundary=b

--b
Content-Type: text/plain

Ihre Nachricht wurde gelesen.
--b
Content-Type: message/disposition-notification

Reporting-UA: pc1.example.com; Mail 1.0
Final-Recipient: rfc822;eva@example.com
Original-Message-ID: <o1@example.org>
Disposition: manual-action/MDN-sent-manually; displayed
--b--
`);
  expect(readReceiptOf(message)).toEqual({
    recipient: 'eva@example.com',
    disposition: 'displayed',
    sentByPerson: true,
    originalMessageId: '<o1@example.org>',
  });
  expect(message.isBounce).toBe(false);
  expect(message.isAutomatic).toBe(true);
  expect(complaintOf(message)).toBeNull();
});

test('reads a complaint', () => {
  const message = mail(`From: <fbl@example.net>
Date: Fri, 20 Nov 2026 10:15:00 +0100
Message-ID: <c1@example.net>
Subject: FW: Earn money
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: text/plain

This is an email abuse report.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Generator/1.0
Version: 1
Original-Mail-From: <bounce@example.org>
Original-Rcpt-To: <user@example.net>
Source-IP: 192.0.2.1
--b
Content-Type: message/rfc822

From: <news@example.org>
Message-ID: <o2@example.org>

Buy now
--b--
`);
  expect(complaintOf(message)).toEqual({
    kind: 'abuse',
    userAgent: 'Generator/1.0',
    originalMailFrom: 'bounce@example.org',
    originalRcptTo: ['user@example.net'],
    sourceIp: '192.0.2.1',
    originalMessageId: '<o2@example.org>',
  });
  expect(message.isBounce).toBe(false);
  expect(readReceiptOf(message)).toBeNull();
});

test('reads Authentication-Results of trusted servers only', () => {
  const value =
    'mx.example.org 1; spf=pass smtp.mailfrom=example.com; dkim=fail (bad; signature) reason="body hash; wrong" header.d=example.com header.s=s1; dmarc = none';
  expect(parseAuthenticationResults(value)).toEqual({
    serverId: 'mx.example.org',
    results: [
      { method: 'spf', result: 'pass', reason: null, properties: { 'smtp.mailfrom': 'example.com' } },
      {
        method: 'dkim',
        result: 'fail',
        reason: 'body hash; wrong',
        properties: { 'header.d': 'example.com', 'header.s': 's1' },
      },
      { method: 'dmarc', result: 'none', reason: null, properties: {} },
    ],
  });
  const header = [
    { name: 'Authentication-Results', value: 'evil.example; dkim=pass header.d=bank.example' },
    { name: 'authentication-results', value },
  ];
  expect(trustedResults(header, ['MX.example.org']).map((result) => result.method)).toEqual(['spf', 'dkim', 'dmarc']);
  expect(trustedResults(header, [])).toEqual([]);
  expect(parseAuthenticationResults('mx.example.org; none').results).toEqual([]);
});

test('recognises display names that pretend to be an address', () => {
  expect(spoofedAddress({ name: 'boss@firm.example', addr: 'x@evil.example' })).toBe('boss@firm.example');
  expect(spoofedAddress({ name: 'Boss (Boss＠Firm.example)', addr: 'x@evil.example' })).toBe('Boss@firm.example');
  expect(spoofedAddress({ name: 'Boss@firm.example', addr: 'boss@firm.example' })).toBeNull();
  expect(spoofedAddress({ name: 'Boss @ work', addr: 'boss@firm.example' })).toBeNull();
});

test('shows international domains, disguised ones as they are', () => {
  expect(displayDomain('a@xn--mller-kva.example')).toBe('müller.example');
  expect(displayDomain('a@xn--pypal-4ve.example')).toBe('xn--pypal-4ve.example');
  expect(displayDomain('a@example.com')).toBe('example.com');
});

test('finds who wants a read receipt', () => {
  expect(receiptWanted([{ name: 'Disposition-Notification-To', value: 'a@example.com' }])).toBe('a@example.com');
  expect(receiptWanted([])).toBeUndefined();
});

const bounced = (fields: string, original: string) =>
  mail(`From: Mail Delivery Subsystem <mailer-daemon@example.net>
Date: Fri, 20 Nov 2026 10:15:00 +0100
Message-ID: <d1@example.net>
Subject: Delivery Status Notification (Failure)
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
X-Original-Message-ID: <named@desk.example>

Final-Recipient: rfc822; eva@example.net
Action: failed
${fields}
--b
Content-Type: text/rfc822-headers

${original}
--b--
`).deliveryStatus;

test('a report that names the mail only beside its recipients', () => {
  expect(bounced('Status: 5.1.1', 'Subject: Re: Drucker')?.originalMessageId).toBe('<named@desk.example>');
  expect(bounced('Status: 5.1.1', 'Message-ID: <own@desk.example>')?.originalMessageId).toBe('<own@desk.example>');
});

test.each([
  ['Status: 5.0.0\nDiagnostic-Code: smtp; 552 5.2.2 mailbox full', '5.2.2'],
  ['Status: 5.0.0\nDiagnostic-Code: smtp; 552 mailbox full', '5.0.0'],
  ['Status: 4.0.0\nDiagnostic-Code: smtp; 552 5.2.2 mailbox full', '4.0.0'],
  ['Status: 5.1.1\nDiagnostic-Code: smtp; 552 5.2.2 mailbox full', '5.1.1'],
  ['Diagnostic-Code: smtp; 552 5.2.2 mailbox full', '5.2.2'],
])('the sharper of two status codes (%#)', (fields, status) => {
  expect(bounced(fields, '')?.recipients[0]?.status).toBe(status);
});

test.each([
  [
    '来自example.net的退信',
    '抱歉，您的邮件被退回来了……\n收件人邮件地址：eva@example.net\n退信原因： 550 Mailbox not found',
  ],
  ['配信不能: プリンター', '次の受信者への配信に失敗しました:\n\neva@example.net'],
  ['Недоставленное: Принтер', 'Сбой доставки следующим получателям:\n\neva@example.net'],
])('a server that says it in its own language: %s', (subject, words) => {
  const { isBounce, deliveryStatus } = mail(`From: <postmaster@example.net>\nSubject: ${subject}\n\n${words}\n`);
  expect(isBounce).toBe(true);
  expect(deliveryStatus?.recipients.map(({ addr }) => addr)).toEqual(['eva@example.net']);
  const person = mail(`From: Eva <eva@example.net>\nSubject: Re: ${subject}\n\n${words}\n`);
  expect(person.isBounce).toBe(false);
});
