import { describe, expect, test } from 'vitest';
import { ticketAnswer } from '../../src/api/ticket-answer.ts';
import { ticketReference } from '../../src/desk/reference.ts';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { dryRunStored } from '../../src/flows/dry-run.ts';
import { retryOutbound } from '../../src/flows/outbox.ts';
import { sendDue } from '../../src/flows/send.ts';
import { addressMarks } from '../../src/store/address-marks.ts';
import { writeDeskSettings } from '../../src/store/desk-settings.ts';
import { spoolCounts } from '../../src/store/mailbox-overview.ts';
import { insertOutbound, recordOutcomes } from '../../src/store/outbound.ts';
import { insertTeam } from '../../src/store/teams.ts';
import { readTicketPage } from '../../src/store/ticket-page.ts';
import { transact } from '../../src/store/transact.ts';
import type { Transport } from '../../src/transports/transport.ts';
import { answered, deliveryOf, newCustomer, population, stepOf, ticketRow } from '../support/answered.ts';
import { bounceOf, bounceOfSeveral, type Bounce, makes } from '../support/bounces.ts';
import { deskFor, type TestDesk } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

const day = 86_400_000;
const gone = { status: '5.1.1', said: '550 5.1.1 no mailbox here by that name' };

describe.each(dialects)('bounces of our answers on %s', (dialect) => {
  const desk = deskFor(dialect);
  const bounce = (more: Partial<Bounce> & { to: string }): Bounce => ({ ...gone, date: desk().desk.clock(), ...more });
  const keys = (mail: { trace: { key: string }[] }) => mail.trace.map(({ key }) => key);
  const marksOf = async (...addresses: string[]) =>
    (await addressMarks(desk().desk.store.db, addresses)).map(({ kind, origin, status }) => ({ kind, origin, status }));

  test.each(makes)('one written by %s becomes a step at its ticket and marks recipient and address', async (make) => {
    const to = newCustomer();
    const { ticketId, outboundId, messageId, subject } = await answered(desk(), to);
    const before = { ...(await population(desk())), ticket: await ticketRow(desk(), ticketId) };
    const mail = await desk().arrives(bounceOf(make, bounce({ to, messageId, subject })));
    expect(mail).toMatchObject({ state: 'filed', ticketId });
    expect(keys(mail)).toEqual(['bounce', 'reportByMessageId', 'report_bounce']);
    expect(await stepOf(desk(), mail.entryId)).toEqual({
      ticketId,
      kind: 'mailIn',
      automatic: 1,
      report: 'bounce',
      flags: ['bounce'],
    });
    const { state, recipients } = await deliveryOf(desk(), outboundId);
    expect(state).toBe('failed');
    expect(recipients).toEqual([
      {
        address: to,
        state: 'failed',
        report: 'failed',
        status: '5.1.1',
        text: expect.stringContaining('no mailbox here by that name') as string,
        entryId: mail.entryId,
      },
    ]);
    expect(await marksOf(to)).toEqual([{ kind: 'failing', origin: 'report', status: '5.1.1' }]);
    // No new ticket, no contact for the server, no change of status; but somebody must look.
    expect(await population(desk())).toEqual({ tickets: before.tickets, contacts: before.contacts });
    expect(await ticketRow(desk(), ticketId)).toEqual({ ...before.ticket, unread: 1 });
    expect(before.ticket.unread).toBe(0);
  });

  test.each(['exim', 'postfix', 'exchange'] as const)('%s by envelope id alone', async (make) => {
    const to = newCustomer();
    const { ticketId, outboundId, envelopeId } = await answered(desk(), to);
    const mail = await desk().arrives(bounceOf(make, bounce({ to: 'alias@elsewhere.example', envelopeId })));
    expect([mail.ticketId, keys(mail)[1]]).toEqual([ticketId, 'reportByEnvelopeId']);
    // The server named the address behind the alias: ours is the only one that it can mean.
    expect((await deliveryOf(desk(), outboundId)).recipients).toMatchObject([{ address: to, state: 'failed' }]);
  });

  test('a provider that gave the mail another Message-ID: by the reference in its subject', async () => {
    const to = newCustomer();
    const { ticketId, outboundId, subject } = await answered(desk(), to);
    const mail = await desk().arrives(bounceOf('m365', bounce({ to, subject, messageId: '<0100f@provider.example>' })));
    expect([mail.ticketId, keys(mail)[1]]).toEqual([ticketId, 'reportByReference']);
    expect((await deliveryOf(desk(), outboundId)).state).toBe('failed');
  });

  test.each(['gmail', 'qmail', 'exim-text'] as const)(
    '%s without any id: by recipient and recent sending',
    async (make) => {
      const to = newCustomer();
      const older = await answered(desk(), to);
      desk().later(day);
      const { ticketId, outboundId } = await answered(desk(), to);
      const mail = await desk().arrives(bounceOf(make, bounce({ to })));
      expect([mail.ticketId, keys(mail)[1]]).toEqual([ticketId, 'reportByRecipient']);
      expect((await deliveryOf(desk(), outboundId)).state).toBe('failed');
      expect((await deliveryOf(desk(), older.outboundId)).state).toBe('sent');
    },
  );

  test.each([true, false])(
    'an address with a domain in its own letters is the one in A-labels, with id %s',
    async (named) => {
      const to = newCustomer('bücher.example');
      const { outboundId, messageId } = await answered(desk(), to);
      const reported = to.replace('bücher', 'xn--bcher-kva');
      const ids = named ? { messageId } : {};
      await desk().arrives(bounceOf('gmail', bounce({ to: reported, ...ids })));
      expect((await deliveryOf(desk(), outboundId)).recipients).toMatchObject([{ address: to, state: 'failed' }]);
      expect([await marksOf(to), await marksOf(reported)].map((marks) => marks.length)).toEqual([1, 1]);
      await desk().arrives({ from: { name: '', addr: to }, subject: 'Da bin ich' });
      expect(await marksOf(reported)).toEqual([]);
    },
  );

  test('recent ends after eight days, and to somebody else is no sign', async () => {
    const to = newCustomer();
    await answered(desk(), to);
    expect((await desk().arrives(bounceOf('qmail', bounce({ to: newCustomer() })))).state).toBe('unfiled');
    desk().later(8 * day + 60_000);
    const late = await desk().arrives(bounceOf('qmail', bounce({ to })));
    expect([late.state, keys(late).at(-1)]).toEqual(['unfiled', 'reportForeign']);
  });

  test.each(makes)('%s about another’s mail goes to the log, even if we wrote to the same address', async (make) => {
    const to = newCustomer();
    const { outboundId } = await answered(desk(), to);
    const before = await population(desk());
    const foreign = { to, messageId: '<newsletter@other.example>', subject: 'Unser Newsletter' };
    const mail = await desk().arrives(bounceOf(make, bounce(foreign)));
    expect(mail).toMatchObject({ state: 'unfiled', ticketId: null, entryId: null });
    expect(await reasonOf(desk(), mail.id)).toBe('report-foreign');
    expect(await population(desk())).toEqual(before);
    expect(await marksOf(to)).toEqual([]);
    expect((await deliveryOf(desk(), outboundId)).state).toBe('sent');
  });

  test('wrong check letters in the subject lead nowhere', async () => {
    const to = newCustomer();
    const { subject } = await answered(desk(), to);
    const forged = subject.replace(/[A-Z]{3}\]$/, (letters) => `${letters === 'AAA]' ? 'BBB' : 'AAA'}]`);
    const mail = await desk().arrives(bounceOf('m365', bounce({ to: newCustomer(), subject: forged })));
    expect(mail.state).toBe('unfiled');
  });

  test.each(['exim', 'postfix', 'gmail'] as const)(
    'a delay told by %s is a quiet step, the mail counts as sent',
    async (make) => {
      const to = newCustomer();
      const { ticketId, outboundId, messageId } = await answered(desk(), to);
      const delay = {
        to,
        messageId,
        action: 'delayed',
        status: '4.4.1',
        said: '451 4.4.1 connection timed out',
      } as const;
      const mail = await desk().arrives(bounceOf(make, bounce(delay)));
      expect(await stepOf(desk(), mail.entryId)).toMatchObject({ ticketId, report: 'delayed', flags: [] });
      expect(await deliveryOf(desk(), outboundId)).toMatchObject({
        state: 'sent',
        recipients: [{ state: 'sent', report: 'delayed', status: '4.4.1' }],
      });
      expect([await marksOf(to), (await ticketRow(desk(), ticketId)).unread]).toEqual([[], 0]);
    },
  );

  test('given up for a passing reason: the mail failed, the address is not blamed', async () => {
    const to = newCustomer();
    const { ticketId, outboundId, messageId } = await answered(desk(), to);
    const expired = { to, messageId, status: '4.4.7', said: '421 4.4.7 message expired' };
    const mail = await desk().arrives(bounceOf('postfix', bounce(expired)));
    expect(await stepOf(desk(), mail.entryId)).toMatchObject({ report: 'softBounce', flags: ['softBounce'] });
    expect((await deliveryOf(desk(), outboundId)).state).toBe('failed');
    expect([await marksOf(to), (await ticketRow(desk(), ticketId)).unread]).toEqual([[], 1]);
  });

  test.each([
    ['5.7.1', 'policy'],
    ['5.3.4', 'size'],
    ['5.6.1', 'content'],
    ['5.1.8', 'our own address'],
  ])('%s (%s) is final, but says nothing about the address', async (status) => {
    const to = newCustomer();
    const { outboundId, messageId } = await answered(desk(), to);
    const mail = await desk().arrives(bounceOf('postfix', bounce({ to, messageId, status, said: `550 ${status} no` })));
    expect(await stepOf(desk(), mail.entryId)).toMatchObject({ report: 'bounce' });
    expect((await deliveryOf(desk(), outboundId)).state).toBe('failed');
    expect(await marksOf(to)).toEqual([]);
  });

  test.each(['delivered', 'relayed'] as const)('%s is noted quietly', async (action) => {
    const to = newCustomer();
    const { ticketId, outboundId, messageId } = await answered(desk(), to);
    await desk().arrives(bounceOf('postfix', bounce({ to, messageId, action: 'delayed', status: '4.0.0' })));
    const report = bounce({ to, messageId, action, status: '2.0.0', said: '250 2.0.0 ok' });
    const mail = await desk().arrives(bounceOf('postfix', report));
    expect(await stepOf(desk(), mail.entryId)).toMatchObject({ ticketId, report: 'delivered', flags: [] });
    expect(await deliveryOf(desk(), outboundId)).toMatchObject({ state: 'sent', recipients: [{ report: action }] });
    expect((await ticketRow(desk(), ticketId)).unread).toBe(0);
  });

  test('several recipients in one report: each gets its own', async () => {
    const [eva, jan, ute] = [newCustomer(), newCustomer(), newCustomer()];
    const { ticketId, outboundId, messageId } = await answered(desk(), eva, jan, ute);
    const busy = { action: 'delayed', status: '4.2.1', said: '451 4.2.1 busy' } as const;
    const raw = bounceOfSeveral([bounce({ to: eva, messageId }), bounce({ to: jan, messageId, ...busy })]);
    const mail = await desk().arrives(raw);
    expect(await stepOf(desk(), mail.entryId)).toMatchObject({ ticketId, report: 'bounce' });
    expect(await deliveryOf(desk(), outboundId)).toMatchObject({
      state: 'partly',
      recipients: [
        { address: eva, state: 'failed', report: 'failed' },
        { address: jan, state: 'sent', report: 'delayed' },
        { address: ute, state: 'sent', report: null },
      ],
    });
    expect([await marksOf(eva), await marksOf(jan), await marksOf(ute)].map((marks) => marks.length)).toEqual([
      1, 0, 0,
    ]);
  });

  test.each(['done', 'locked', 'waiting'])('a ticket in %s stays so', async (group) => {
    const to = newCustomer();
    const { ticketId, messageId } = await answered(desk(), to);
    const { db } = desk().desk.store;
    const { id } = await db.selectFrom('status').select('id').where('grp', '=', group).executeTakeFirstOrThrow();
    const teamId = await transact(desk().desk.store, (trx) => insertTeam(trx, { name: `Team ${to}`, memberIds: [] }));
    await changeTicket(desk().desk, null, ticketId, { teamId });
    await changeTicket(desk().desk, null, ticketId, { statusId: id });
    const mail = await desk().arrives(bounceOf('exim', bounce({ to, messageId })));
    expect(mail.ticketId).toBe(ticketId);
    expect((await ticketRow(desk(), ticketId)).status_group).toBe(group);
  });

  test('a mail from the address, or a delivery to it, takes the mark off', async () => {
    const [writes, gets] = [newCustomer(), newCustomer()];
    for (const to of [writes, gets]) {
      const { messageId } = await answered(desk(), to);
      await desk().arrives(bounceOf('exim', bounce({ to, messageId })));
    }
    expect(await marksOf(writes, gets)).toHaveLength(2);
    await desk().arrives({ from: { name: '', addr: writes.toUpperCase() }, subject: 'Wieder da' });
    expect([await marksOf(writes), (await marksOf(gets)).length]).toEqual([[], 1]);
    const { messageId } = await answered(desk(), newCustomer(), gets);
    const there = bounce({ to: gets, messageId, action: 'delivered', status: '2.0.0', said: '250 ok' });
    await desk().arrives(bounceOf('postfix', there));
    expect(await marksOf(gets)).toEqual([]);
  });

  test('an address refused while sending is marked, and works again once it is taken', async () => {
    const to = `bounce.${newCustomer()}`;
    const { outboundId } = await answered(desk(), to);
    expect((await deliveryOf(desk(), outboundId)).state).toBe('failed');
    expect(await marksOf(to)).toEqual([{ kind: 'failing', origin: 'refusal', status: '5.1.1' }]);
    await retryOutbound(desk().desk, null, outboundId);
    const taking: Transport = {
      send: async () => [{ address: to, result: 'sent', code: 250, status: '2.0.0', reply: '250 2.0.0 ok' }],
      close: async () => undefined,
    };
    await sendDue(desk().desk, desk().outgoingId, taking, new AbortController().signal);
    expect(await marksOf(to)).toEqual([]);
  });

  test('a mail to an address that does not work asks to be told of the delivery, any other does not', async () => {
    const to = newCustomer();
    const { messageId } = await answered(desk(), to);
    await desk().arrives(bounceOf('exim', bounce({ to, messageId })));
    const asked: unknown[] = [];
    const taking: Transport = {
      send: async ({ rcptTo, tellSuccess, envelopeId }) => {
        asked.push([rcptTo, tellSuccess, (envelopeId ?? '').length > 10]);
        return rcptTo.map((address) => ({ address, result: 'sent', code: 250, status: null, reply: '250 ok' }));
      },
      close: async () => undefined,
    };
    const other = newCustomer();
    for (const addr of [to, other]) {
      await autoMail(desk(), addr, null, taking);
    }
    expect(asked).toEqual([
      [[to], true, true],
      [[other], false, true],
    ]);
    // Our server took it, which is not yet a delivery.
    expect(await marksOf(to)).toHaveLength(1);
  });

  test('sending once more forgets the bounce; a bounce of it counts again', async () => {
    const to = newCustomer();
    const { outboundId, messageId } = await answered(desk(), to);
    await desk().arrives(bounceOf('exim', bounce({ to, messageId })));
    await retryOutbound(desk().desk, null, outboundId);
    await desk().send();
    expect(await deliveryOf(desk(), outboundId)).toMatchObject({
      state: 'sent',
      recipients: [{ state: 'sent', report: null }],
    });
    await desk().arrives(bounceOf('exim', bounce({ to, messageId })));
    expect(await deliveryOf(desk(), outboundId)).toMatchObject({ state: 'failed', recipients: [{ report: 'failed' }] });
  });

  test('a bounce that is faster than our own note wins', async () => {
    const to = newCustomer();
    const { outboundId, messageId } = await answered(desk(), to);
    const { store, clock } = desk().desk;
    await store.db.updateTable('outbound').set({ state: 'sending' }).where('id', '=', outboundId).execute();
    await desk().arrives(bounceOf('exim', bounce({ to, messageId })));
    expect((await deliveryOf(desk(), outboundId)).state).toBe('sending');
    const sent = { address: to, result: 'sent', code: 250, status: null, reply: '250 ok' } as const;
    await transact(store, (trx) => recordOutcomes(trx, outboundId, [sent], clock().getTime(), null));
    expect(await deliveryOf(desk(), outboundId)).toMatchObject({ state: 'failed', recipients: [{ state: 'failed' }] });
  });

  test('a mail of ours without step: the address is marked, the report stays in the log or at the ticket it is about', async () => {
    const [alone, withTicket] = [newCustomer(), newCustomer()];
    const { ticketId } = await answered(desk(), newCustomer());
    const one = await autoMail(desk(), alone, null);
    const report = await desk().arrives(bounceOf('exim', bounce({ to: alone, messageId: one })));
    expect([report.state, await reasonOf(desk(), report.id)]).toEqual(['unfiled', 'report-without-ticket']);
    const two = await autoMail(desk(), withTicket, ticketId);
    expect((await desk().arrives(bounceOf('exim', bounce({ to: withTicket, messageId: two })))).ticketId).toBe(
      ticketId,
    );
    expect(await marksOf(alone, withTicket)).toHaveLength(2);
  });

  test('a bounce of a mail from a merged ticket goes where its mail goes', async () => {
    const to = newCustomer();
    const { ticketId, messageId } = await answered(desk(), to);
    const target = await answered(desk(), newCustomer());
    const { db } = desk().desk.store;
    await db.updateTable('ticket').set({ merged_into: target.ticketId }).where('id', '=', ticketId).execute();
    expect((await desk().arrives(bounceOf('exim', bounce({ to, messageId })))).ticketId).toBe(target.ticketId);
  });

  test('a dry run of a stored bounce says what happened', async () => {
    const to = newCustomer();
    const { ticketId, messageId } = await answered(desk(), to);
    const mail = await desk().arrives(bounceOf('exim', bounce({ to, messageId })));
    const { verdict } = await dryRunStored(desk().desk, mail.id, undefined);
    expect(verdict.disposition).toEqual({ to: 'ticket', ticketId });
    expect(verdict.trace).toEqual(mail.trace);
  });

  test('a bounce that two mailboxes fetched is one step', async () => {
    const to = newCustomer();
    const { messageId, ticketId } = await answered(desk(), to);
    const raw = bounceOf('exim', bounce({ to, messageId }));
    const other = await desk().mailbox({ mailboxAddresses: ['second@sandbox.example'] });
    await setTicketsPer(desk(), 'mailbox');
    const first = await desk().arrives(raw);
    const second = await desk().arrives(raw, other);
    await setTicketsPer(desk(), 'desk');
    expect([second.ticketId, second.entryId]).toEqual([ticketId, first.entryId]);
  });

  test('a bounce is a matter of its ticket: the desk stays in order, and its server takes no part in the ticket', async () => {
    const to = newCustomer();
    const { db } = desk().desk.store;
    const { ticketId, messageId } = await answered(desk(), to);
    const before = await spoolCounts(db, 1000);
    await desk().arrives(bounceOf('exim', bounce({ to, messageId })));
    expect(await spoolCounts(db, 1000)).toEqual(before);
    const subject = `Re: [TicketID ${ticketReference(desk().desk.identity, ticketId)}]`;
    const stranger = await desk().arrives({ subject, from: { name: '', addr: 'someone@mx.provider.example' } });
    expect(await stepOf(desk(), stranger.entryId)).toMatchObject({ ticketId, flags: ['unknownSender'] });
  });

  test('a person who forwards a bounce is no report', async () => {
    const to = newCustomer();
    const { messageId, ticketId } = await answered(desk(), to);
    const report = bounceOf('exim', bounce({ to, messageId }));
    const attachments = [{ name: 'bounce.eml', type: 'message/rfc822', content: report }];
    const mail = await desk().arrives({ subject: 'WG: Mail delivery failed', text: 'Was heißt das?', attachments });
    expect(mail.ticketId).not.toBe(ticketId);
    expect(mail.state).toBe('filed');
    expect(await stepOf(desk(), mail.entryId)).toMatchObject({ report: null });
  });

  test('the ticket’s answer shows it at the step, at the recipient and at the contact', async () => {
    const to = newCustomer();
    const { ticketId, messageId, entryId } = await answered(desk(), to);
    const mail = await desk().arrives(bounceOf('gmail', bounce({ to, messageId })));
    const page = await readTicketPage(desk().desk.store.db, ticketId, 'all');
    if (!page) throw new Error('the ticket is gone');
    const ticket = await ticketAnswer(desk().desk, 'de', page, true);
    expect(ticket.contact.addressMarks).toMatchObject([{ address: to, kind: 'failing', status: '5.1.1' }]);
    expect(ticket.entries.find(({ id }) => id === mail.entryId)).toMatchObject({ report: 'bounce', flags: ['bounce'] });
    expect(ticket.entries.find(({ id }) => id === entryId)?.delivery).toMatchObject({
      state: 'failed',
      recipients: [{ address: to, report: { action: 'failed', status: '5.1.1', entryId: mail.entryId }, read: null }],
    });
    // The prepared answer still goes to the customer and not to the server that reported.
    expect(ticket.answer?.to).toMatchObject([{ addr: to }]);
  });
});

async function reasonOf({ desk }: TestDesk, inboundId: number): Promise<string> {
  const row = await desk.store.db.selectFrom('inbound').select('reason').where('id', '=', inboundId).executeTakeFirst();
  return (JSON.parse(row?.reason ?? '{}') as { code?: string }).code ?? '';
}

/** A mail that the desk sent by itself; gives its Message-ID. */
async function autoMail(
  { desk, outgoingId, send }: TestDesk,
  to: string,
  ticketId: number | null,
  transport?: Transport,
): Promise<string> {
  const messageId = `<auto-${to}>`;
  const now = desk.clock().getTime();
  const blob = await desk.store.blobs.put(Buffer.from(`Message-ID: ${messageId}\r\n\r\nGuten Tag\r\n`));
  const mail = { mailboxId: outgoingId, blob, size: 60, mailFrom: '', messageId, subject: 'Eingegangen', undo: null };
  await transact(desk.store, (trx) =>
    insertOutbound(trx, { ...mail, entryId: null, ticketId, recipients: [to], dueAt: now, now }),
  );
  if (transport) await sendDue(desk, outgoingId, transport, new AbortController().signal);
  else await send();
  return messageId;
}

const setTicketsPer = ({ desk }: TestDesk, ticketsPer: 'desk' | 'mailbox') =>
  transact(desk.store, (trx) => writeDeskSettings(trx, { ticketsPer }));
