import { describe, expect, test } from 'vitest';
import { addressMarks } from '../../src/store/address-marks.ts';
import { deliveriesOf } from '../../src/store/spool-lists.ts';
import { answered, newCustomer, population, stepOf, ticketRow } from '../support/answered.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('read receipts and complaints on %s', (dialect) => {
  const desk = deskFor(dialect);
  const db = () => desk().desk.store.db;
  const keys = (mail: { trace: { key: string }[] }) => mail.trace.map(({ key }) => key);

  test.each([
    ['manual-action/MDN-sent-manually; displayed', 'displayed', 'read'],
    ['automatic-action/MDN-sent-automatically; displayed', 'displayed', 'read'],
    ['manual-action/MDN-sent-automatically; deleted', 'deleted', 'deleted'],
  ])('a receipt (%s) is a quiet step, and stands at the recipient', async (disposition, as, report) => {
    const to = newCustomer();
    const { ticketId, outboundId, messageId } = await answered(desk(), to);
    const before = { ...(await population(desk())), ticket: await ticketRow(desk(), ticketId) };
    const mail = await desk().arrives(receipt({ from: to, messageId, disposition }));
    expect(mail).toMatchObject({ state: 'filed', ticketId });
    expect(await stepOf(desk(), mail.entryId)).toMatchObject({ automatic: 1, report, flags: [] });
    const [delivery] = await deliveriesOf(db(), { ids: [outboundId] });
    expect(delivery).toMatchObject({ state: 'sent', recipients: [{ address: to, report: null, read: { as } }] });
    expect(await ticketRow(desk(), ticketId)).toEqual(before.ticket);
    expect(await population(desk())).toEqual({ tickets: before.tickets, contacts: before.contacts });
  });

  test('of several recipients the one who read it', async () => {
    const [eva, jan] = [newCustomer(), newCustomer()];
    const { outboundId, messageId } = await answered(desk(), eva, jan);
    await desk().arrives(receipt({ from: jan, messageId }));
    const [delivery] = await deliveriesOf(db(), { ids: [outboundId] });
    expect(delivery?.recipients.map(({ read }) => read?.as ?? null)).toEqual([null, 'displayed']);
  });

  test('a receipt for another’s mail goes to the log, even from a customer', async () => {
    const to = newCustomer();
    await answered(desk(), to);
    const before = await population(desk());
    const mail = await desk().arrives(receipt({ from: to, messageId: '<offer@other.example>' }));
    expect([mail.state, keys(mail).at(-1)]).toEqual(['unfiled', 'reportForeign']);
    expect(await population(desk())).toEqual(before);
  });

  test('a complaint is a flagged step, and nothing automatic goes to the address any more', async () => {
    const to = newCustomer();
    const { ticketId, messageId } = await answered(desk(), to);
    const before = await ticketRow(desk(), ticketId);
    const mail = await desk().arrives(complaint({ messageId, to }));
    expect(await stepOf(desk(), mail.entryId)).toMatchObject({ ticketId, report: 'complaint', flags: ['complaint'] });
    expect(await ticketRow(desk(), ticketId)).toEqual({ ...before, unread: 1 });
    expect(await addressMarks(db(), [to])).toMatchObject([{ kind: 'complained', text: 'abuse' }]);
    // A further mail of theirs asks for an answer by a person, not for one by a machine.
    await desk().arrives({ from: { name: '', addr: to }, subject: 'Noch etwas' });
    expect(await addressMarks(db(), [to])).toHaveLength(1);
  });

  test('a complaint that hides the recipient is about the only one there was', async () => {
    const to = newCustomer();
    const { messageId } = await answered(desk(), to);
    await desk().arrives(complaint({ messageId, to: null }));
    expect(await addressMarks(db(), [to])).toMatchObject([{ kind: 'complained' }]);
  });

  test('a complaint about another’s mail goes to the log and marks nobody', async () => {
    const to = newCustomer();
    await answered(desk(), to);
    const before = await population(desk());
    const mail = await desk().arrives(complaint({ messageId: '<offer@other.example>', to }));
    expect([mail.state, keys(mail).at(-1)]).toEqual(['unfiled', 'reportForeign']);
    expect(await addressMarks(db(), [to])).toEqual([]);
    expect(await population(desk())).toEqual(before);
  });
});

let written = 0;

function receipt({
  from,
  messageId,
  disposition = 'manual-action/MDN-sent-manually; displayed',
}: {
  from: string;
  messageId: string;
  disposition?: string;
}): Buffer {
  return reportMail(`<${from}>`, 'Gelesen: Re: Frage', 'disposition-notification', [
    'Content-Type: message/disposition-notification',
    '',
    'Reporting-UA: pc7; Mail 1.0',
    `Final-Recipient: rfc822;${from}`,
    `Original-Message-ID: ${messageId}`,
    `Disposition: ${disposition}`,
  ]);
}

function complaint({ messageId, to }: { messageId: string; to: string | null }): Buffer {
  return reportMail('<feedback@fbl.example>', 'complaint about message', 'feedback-report', [
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'User-Agent: FBL/1.0',
    'Version: 1',
    ...(to === null ? [] : [`Original-Rcpt-To: <${to}>`]),
    '--part',
    'Content-Type: message/rfc822',
    '',
    'From: Support <support@sandbox.example>',
    `To: ${to ?? 'redacted@fbl.example'}`,
    'Subject: Re: Frage',
    `Message-ID: ${messageId}`,
    'Date: Mon, 02 Nov 2026 09:00:00 +0000',
    '',
    'Die Antwort.',
  ]);
}

/** RFC 6522: words for people, then the part for machines. */
function reportMail(from: string, subject: string, type: string, parts: readonly string[]): Buffer {
  written += 1;
  const lines = [
    `From: ${from}`,
    'To: support@sandbox.example',
    `Subject: ${subject}`,
    'Date: Mon, 02 Nov 2026 09:00:00 +0000',
    `Message-ID: <notice-${written}@reports.example>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type}; boundary="part"`,
    '',
    '--part',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'For people.',
    '--part',
    ...parts,
    '--part--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
