import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import type { Ticket, TicketRow } from '../../src/api/contract/tickets.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { parseMessage } from '../../src/mail/parse.ts';
import { covers } from '../support/covers.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { type EximServer, startExim } from '../support/servers/exim.ts';
import { eventually, sendMail } from '../support/servers/mail.ts';
import { type PostgresServer, startPostgres } from '../support/servers/postgres.ts';
import { dialects } from '../support/stores.ts';

const carol = { name: 'Carol Kundin', addr: 'carol@customer.test' };
const support = { name: '', addr: 'support@helpdesk.test' };

describe.each(dialects)('the whole loop over real servers on %s', (dialect) => {
  let dovecot: DovecotServer;
  let exim: EximServer;
  let postgres: PostgresServer | undefined;
  let desk: RunningDesk;
  let incoming: Mailbox;
  let outgoing: Mailbox;

  beforeAll(async () => {
    dovecot = await startDovecot();
    exim = await startExim({ dovecot });
    if (dialect === 'postgres') postgres = await startPostgres();
    desk = await startDesk({ databaseUrl: (await postgres?.createDatabase()) ?? '' });
    await desk.call('PUT', '/api/desk', {
      name: 'Poststelle',
      locale: 'de',
      ticketKeyword: 'TicketID',
      fetchStopped: false,
      undoSeconds: 0,
    });
    const privateCa = dovecot.certificates.ca;
    const account = { encryption: 'starttls', username: 'support@helpdesk.test', password: 'pass-support', privateCa };
    outgoing = await desk.call<Mailbox>('POST', '/api/mailboxes', {
      direction: 'outgoing',
      values: {
        ...account,
        name: 'Versand',
        protocol: 'smtp',
        host: 'localhost',
        port: exim.submissionPort,
        senderName: 'Helpdesk',
        senderAddress: support.addr,
      },
    });
    incoming = await desk.call<Mailbox>('POST', '/api/mailboxes', {
      direction: 'incoming',
      values: {
        ...account,
        name: 'Support',
        protocol: 'imap',
        host: 'localhost',
        port: dovecot.imapPort,
        senderName: 'Unser Support',
        mailboxAddresses: [support.addr],
        createContact: true,
        replyVia: outgoing.id,
      },
    });
  });
  afterAll(async () => {
    await desk?.stop();
    await postgres?.stop();
    await exim?.stop();
    await dovecot?.stop();
  });

  const customerSends = (mail: Parameters<typeof draftOf>[0]) =>
    sendMail(
      { port: exim.mxPort },
      {
        from: carol.addr,
        to: [support.addr],
        raw: composeMessage(draftOf({ from: carol, to: [support], ...mail }, new Date())).raw,
      },
    );
  const tickets = async (view = 'all') =>
    (await desk.call<{ rows: TicketRow[] }>('GET', `/api/tickets?view=${view}`)).rows;
  const ticket = (id: number) => desk.call<Ticket>('GET', `/api/tickets/${id}`);

  test('mail in, ticket, answer, reply: one story', async () => {
    covers('incoming.push');
    await customerSends({ subject: 'Lampe flackert', text: 'Guten Tag,\n\ndie Lampe flackert. Was nun?\n' });
    const row = await eventually('the ticket', async () =>
      (await tickets()).find(({ subject }) => subject === 'Lampe flackert'),
    );
    expect(row).toMatchObject({ statusGroup: 'inquiry', unread: true, contactName: 'Carol Kundin' });
    expect(
      await eventually('the removal from the server', async () =>
        (await dovecot.mails(support.addr)).length === 0 ? true : undefined,
      ),
    ).toBe(true);

    const opened = await ticket(row.id);
    expect(opened.entries.map(({ kind }) => kind)).toEqual(['mailIn']);
    expect(opened.entries[0]?.trace.map(({ key }) => key)).toEqual(['contactNew', 'inquiry', 'newTicket']);
    expect(opened.answer).toMatchObject({
      outgoingId: outgoing.id,
      to: [{ addr: carol.addr }],
      from: { name: 'Unser Support', addr: support.addr },
    });

    await desk.call('POST', `/api/tickets/${row.id}/replies`, {
      outgoingId: outgoing.id,
      to: opened.answer?.to,
      cc: [],
      subject: opened.answer?.subject,
      text: 'Bitte tauschen Sie das Leuchtmittel.',
      uploadIds: [],
      answersEntryId: opened.answer?.entryId,
    });
    const [delivered] = await eventually('the answer in the customer’s mailbox', async () => {
      const mails = await dovecot.mails(carol.addr);
      return mails.length > 0 ? mails : undefined;
    });
    const answer = parseMessage(delivered?.raw ?? Buffer.alloc(0));
    expect(answer).toMatchObject({
      from: { name: 'Unser Support', addr: support.addr },
      subject: `Re: Lampe flackert ${opened.tag}`,
    });
    expect(answer.inReplyTo).toHaveLength(1);
    const sent = await eventually('the outcome', async () => {
      const delivery = (await ticket(row.id)).entries.at(-1)?.delivery;
      return delivery?.state === 'sent' ? delivery : undefined;
    });
    expect(sent.recipients).toMatchObject([{ address: carol.addr, state: 'sent' }]);

    await customerSends({
      subject: `AW: ${answer.subject}`,
      text: 'Danke, das war es!',
      ...(answer.messageId ? { inReplyTo: answer.messageId } : {}),
    });
    const replied = await eventually('the reply as a step', async () => {
      const now = await ticket(row.id);
      return now.entries.length === 3 ? now : undefined;
    });
    expect(replied.entries.map(({ kind }) => kind)).toEqual(['mailIn', 'mailOut', 'mailIn']);
    expect(replied.entries[2]?.trace[0]?.key).toBe('signedMessageId');
    expect((await tickets()).filter(({ subject }) => subject === 'Lampe flackert')).toHaveLength(1);
  });

  test('a refused recipient stands at the step with the server’s words; the others get their mail', async () => {
    await customerSends({ subject: 'An zwei', text: 'Bitte an beide.' });
    const row = await eventually('the ticket', async () =>
      (await tickets()).find(({ subject }) => subject === 'An zwei'),
    );
    const to = [
      { name: '', addr: 'dave@customer.test' },
      { name: '', addr: 'bounce@customer.test' },
    ];
    await desk.call('POST', `/api/tickets/${row.id}/replies`, {
      outgoingId: outgoing.id,
      to,
      cc: [],
      subject: 'Re: An zwei',
      text: 'Hallo',
      uploadIds: [],
      answersEntryId: null,
    });
    const delivery = await eventually('the outcome', async () => {
      const found = (await ticket(row.id)).entries.at(-1)?.delivery;
      return found?.state === 'partly' ? found : undefined;
    });
    expect(delivery.recipients.find(({ address }) => address === 'bounce@customer.test')).toMatchObject({
      state: 'failed',
      reply: expect.stringContaining('no such user here'),
    });
    expect(delivery.recipients.find(({ address }) => address === 'dave@customer.test')).toMatchObject({
      state: 'sent',
    });
    await eventually('the other recipient’s mail', async () =>
      (await dovecot.mails('dave@customer.test')).length === 1 ? true : undefined,
    );
  });

  test('a real bounce comes back to the step that it is about, found by the envelope id that the server was given', async () => {
    // Writes from a mailbox that the server does not know: the answer is taken, and bounces on its way.
    const from = { name: 'Nora Niemand', addr: 'nora@customer.test' };
    await customerSends({ from, subject: 'Antwort unmöglich', text: 'Bitte antworten.' });
    const row = await eventually('the ticket', async () =>
      (await tickets()).find(({ subject }) => subject === 'Antwort unmöglich'),
    );
    await desk.call('POST', `/api/tickets/${row.id}/replies`, {
      outgoingId: outgoing.id,
      to: [from],
      cc: [],
      subject: 'Re: Antwort unmöglich',
      text: 'Hallo',
      uploadIds: [],
      answersEntryId: null,
    });
    const bounced = await eventually('the bounce', async () => {
      const now = await ticket(row.id);
      return now.entries.some(({ report }) => report !== null) ? now : undefined;
    });
    expect(bounced.entries.map(({ kind, report }) => [kind, report])).toEqual([
      ['mailIn', null],
      ['mailOut', null],
      ['mailIn', 'bounce'],
    ]);
    expect(bounced.entries[2]?.trace.map(({ key }) => key)).toEqual(['bounce', 'reportByEnvelopeId', 'report_bounce']);
    expect(bounced.contact.addressMarks).toMatchObject([{ address: from.addr, kind: 'failing' }]);
    const delivery = await eventually('the outcome', async () => {
      const found = (await ticket(row.id)).entries[1]?.delivery;
      return found?.state === 'failed' ? found : undefined;
    });
    expect(delivery.recipients).toMatchObject([
      { address: from.addr, state: 'failed', report: { action: 'failed', entryId: bounced.entries[2]?.id } },
    ]);
    expect((await tickets()).filter(({ subject }) => /undeliver|delivery failed/i.test(subject))).toEqual([]);
  });

  test('what came while the desk was down is there after the restart, once', async () => {
    await desk.restart();
    await customerSends({ subject: 'Nach dem Neustart', text: 'Hallo.' });
    await eventually('the ticket', async () =>
      (await tickets()).find(({ subject }) => subject === 'Nach dem Neustart'),
    );
    await desk.call('POST', `/api/mailboxes/${incoming.id}/runs`);
    await eventually('another run', async () => {
      const { rows } = await desk.call<{ rows: { endedAt: string | null; listed: number }[] }>(
        'GET',
        `/api/mailboxes/${incoming.id}/runs`,
      );
      return rows[0]?.endedAt && rows[0].listed === 0 ? true : undefined;
    });
    expect((await tickets()).filter(({ subject }) => subject === 'Nach dem Neustart')).toHaveLength(1);
  });

  test('planted passwords stand in no file of the data folder and in no answer', async () => {
    const answers = await Promise.all(
      ['/api/mailboxes', '/api/desk', '/api/master-data', '/metrics', '/api/health'].map(async (where) =>
        (await desk.raw('GET', where)).text(),
      ),
    );
    expect(answers.join('\n')).not.toContain('pass-support');
    for (const file of ['desk.db', 'desk.db-wal']) {
      const bytes = await readFile(path.join(desk.dataDir, file)).catch(() => Buffer.alloc(0));
      expect(bytes.includes('pass-support')).toBe(false);
    }
  });
});
