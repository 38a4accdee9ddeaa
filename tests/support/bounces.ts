/** Delivery reports as servers of different makes write them, after their behaviour and RFC 3464. */

export type Bounce = {
  /** Whom the mail was for. */
  to: string;
  status: string;
  /** What the server there said. */
  said: string;
  /** `failed` unless told. */
  action?: 'failed' | 'delayed' | 'delivered' | 'relayed';
  /** Of the mail that bounced; absent: the report does not carry it. */
  messageId?: string | null;
  subject?: string;
  envelopeId?: string | null;
  date: Date;
};

export const makes = ['exim', 'exim-text', 'postfix', 'exchange', 'm365', 'gmail', 'qmail'] as const;
export type Make = (typeof makes)[number];

let written = 0;

/** The report of one make about one recipient. */
export function bounceOf(make: Make, bounce: Bounce): Buffer {
  return writers[make](bounce);
}

/** A report on several recipients (RFC 3464 §2.3). */
export function bounceOfSeveral(bounces: readonly Bounce[]): Buffer {
  const [first] = bounces;
  if (!first) throw new Error('a report is about somebody');
  return report(
    first,
    'MAILER-DAEMON@mx.provider.example',
    'Undelivered Mail Returned to Sender',
    'Several problems.',
    [fields([['Reporting-MTA', 'dns; mx.provider.example']]), ...bounces.map((bounce) => recipientFields(bounce))],
  );
}

const writers: Record<Make, (bounce: Bounce) => Buffer> = {
  exim: (bounce) =>
    report(
      bounce,
      'Mailer-Daemon@mx.provider.example',
      isDelay(bounce) ? 'Warning: message 1abc delayed 24 hours' : 'Mail delivery failed: returning message to sender',
      isDelay(bounce)
        ? `A message that you sent has not yet been delivered to one or more of its recipients.\n\n  ${bounce.to}\n\nDelivery attempts will continue.`
        : `A message that you sent could not be delivered. The following address failed:\n\n  ${bounce.to}\n    ${bounce.said}`,
      [fields([['Reporting-MTA', 'dns; mx.provider.example']]), recipientFields(bounce)],
      isDelay(bounce) ? [] : [`X-Failed-Recipients: ${bounce.to}`],
    ),
  'exim-text': (bounce) =>
    plain(
      bounce,
      'Mail Delivery System <Mailer-Daemon@mx.provider.example>',
      'Mail delivery failed: returning message to sender',
      `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one of its recipients.\nThis is a permanent error. The following address failed:\n\n  ${bounce.to}\n    SMTP error from remote mail server after RCPT TO:<${bounce.to}>:\n    ${bounce.said}\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <support@sandbox.example>\n${original(bounce)}`,
      [`X-Failed-Recipients: ${bounce.to}`],
    ),
  postfix: (bounce) =>
    report(
      bounce,
      'MAILER-DAEMON@relay.provider.example (Mail Delivery System)',
      isDelay(bounce) ? 'Delayed Mail (still being retried)' : 'Undelivered Mail Returned to Sender',
      `This is the mail system at host relay.provider.example.\n\n<${bounce.to}>: ${bounce.said}`,
      [
        fields([
          ['Reporting-MTA', 'dns; relay.provider.example'],
          ['X-Postfix-Queue-ID', '4F2A91C003'],
          ['Arrival-Date', 'Mon,  2 Nov 2026 09:00:00 +0000 (UTC)'],
        ]),
        recipientFields(bounce, `Original-Recipient: rfc822;${bounce.to}`),
      ],
    ),
  exchange: (bounce) =>
    report(
      bounce,
      'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@firma.example>',
      `Unzustellbar: ${bounce.subject ?? ''}`,
      `Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\n${bounce.to}\n${bounce.said}`,
      [
        fields([
          ['Reporting-MTA', 'dns;EX02.firma.example'],
          ['Received-From-MTA', 'dns;mail.sandbox.example'],
        ]),
        recipientFields(bounce, `X-Display-Name: ${bounce.to}`),
      ],
      bounce.messageId ? [`In-Reply-To: ${bounce.messageId}`, 'X-MS-Exchange-Message-Is-Ndr:'] : [],
    ),
  m365: (bounce) =>
    report(
      bounce,
      'postmaster@outlook.com',
      `Undeliverable: ${bounce.subject ?? ''}`,
      `Your message to ${bounce.to} couldn't be delivered.\n\n${bounce.to} wasn't found.\n\n${bounce.said}`,
      [
        fields([
          ['Reporting-MTA', 'dns;AM0PR01MB0001.eurprd01.prod.outlook.com'],
          ['Arrival-Date', 'Mon, 2 Nov 2026 09:00:00 +0000'],
        ]),
        recipientFields(bounce),
      ],
      bounce.messageId ? [`References: ${bounce.messageId}`] : [],
    ),
  gmail: (bounce) =>
    report(
      bounce,
      'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      isDelay(bounce) ? 'Delivery Status Notification (Delay)' : 'Delivery Status Notification (Failure)',
      `** Address not found **\n\nYour message wasn't delivered to ${bounce.to}.\n\nThe response was:\n\n${bounce.said}`,
      [
        fields([
          ['Reporting-MTA', 'dns; googlemail.com'],
          ...(bounce.messageId ? [['X-Original-Message-ID', bounce.messageId] as const] : []),
        ]),
        recipientFields(bounce),
      ],
      bounce.messageId ? [`In-Reply-To: ${bounce.messageId}`] : [],
    ),
  qmail: (bounce) =>
    plain(
      bounce,
      'MAILER-DAEMON@mx.provider.example',
      'failure notice',
      `Hi. This is the qmail-send program at mx.provider.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${bounce.to}>:\n${bounce.said} (#${bounce.status})\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@sandbox.example>\n${original(bounce)}`,
    ),
};

const isDelay = ({ action }: Bounce) => action === 'delayed';

const fields = (list: readonly (readonly [string, string])[]) =>
  list.map(([name, value]) => `${name}: ${value}`).join('\n');

function recipientFields({ to, action = 'failed', status, said }: Bounce, more = ''): string {
  const lines = [`Final-Recipient: rfc822; ${to}`, `Action: ${action}`, `Status: ${status}`];
  return [...lines, `Diagnostic-Code: smtp; ${said}`, ...(more === '' ? [] : [more])].join('\n');
}

function report(
  bounce: Bounce,
  from: string,
  subject: string,
  words: string,
  blocks: readonly string[],
  header: readonly string[] = [],
): Buffer {
  const [first = '', ...rest] = blocks;
  const perMessage = bounce.envelopeId ? `Original-Envelope-Id: ${bounce.envelopeId}\n${first}` : first;
  const hasOriginal = (bounce.messageId ?? null) !== null || bounce.subject !== undefined;
  return mail(
    bounce,
    from,
    subject,
    ['Auto-Submitted: auto-replied', ...header],
    [
      'Content-Type: multipart/report; report-type=delivery-status; boundary="report"',
      '',
      '--report',
      'Content-Type: text/plain; charset=utf-8',
      '',
      words,
      '--report',
      'Content-Type: message/delivery-status',
      '',
      [perMessage, ...rest].join('\n\n'),
      ...(hasOriginal ? ['--report', 'Content-Type: text/rfc822-headers', '', original(bounce)] : []),
      '--report--',
      '',
    ],
  );
}

function plain(bounce: Bounce, from: string, subject: string, text: string, header: readonly string[] = []): Buffer {
  return mail(bounce, from, subject, header, ['Content-Type: text/plain; charset=utf-8', '', text]);
}

function mail(
  { date }: Bounce,
  from: string,
  subject: string,
  header: readonly string[],
  body: readonly string[],
): Buffer {
  written += 1;
  const lines = [
    'Return-Path: <>',
    `From: ${from}`,
    'To: support@sandbox.example',
    `Subject: ${subject}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <report-${written}@mx.provider.example>`,
    'MIME-Version: 1.0',
    ...header,
    ...body,
  ];
  return Buffer.from(lines.join('\n').replaceAll('\n', '\r\n'));
}

function original({ to, messageId, subject }: Bounce): string {
  const lines = ['From: Support <support@sandbox.example>', `To: ${to}`];
  if (subject !== undefined) lines.push(`Subject: ${subject}`);
  if (messageId) lines.push(`Message-ID: ${messageId}`);
  return [...lines, 'Date: Mon, 02 Nov 2026 09:00:00 +0000', ''].join('\n');
}
