import { beforeEach, describe, expect, test } from 'vitest';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { reply } from '../../src/flows/reply.ts';
import { sendDue } from '../../src/flows/send.ts';
import { foreignDeskSigns } from '../../src/mail/foreign-desks.ts';
import { markAddress } from '../../src/store/address-marks.ts';
import { listAutoMails, listCircuits } from '../../src/store/auto-mail-lists.ts';
import { closeCircuit } from '../../src/store/loop-guard.ts';
import { firstStatus } from '../../src/store/tickets.ts';
import { transact } from '../../src/store/transact.ts';
import type { Transport } from '../../src/transports/transport.ts';
import { outboxOf, toldIn, turnOn } from '../support/auto-mails.ts';
import { bounceOf } from '../support/bounces.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What a gateway leaves of a mail that takes away every sign of a machine. */
const stripped = (raw: Buffer) =>
  Buffer.from(raw.toString('latin1').replace(/^(?:Auto-Submitted|X-[\w-]+): [^\n]*\n/gim, ''), 'latin1');

describe.each(dialects)('the desk never talks to a machine, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const other = deskFor(dialect);
  const queued = outboxOf(desk);
  const otherQueued = outboxOf(other);
  let machines = 0;
  const machine = () => ({ name: '', addr: `system${++machines}@foreign.example` });
  const circuits = async () => {
    const { db } = desk().desk.store;
    return (await listCircuits(db, { state: 'open', limit: 50 }, desk().desk.clock().getTime())).rows;
  };
  const circuitOf = async (address: string) => (await circuits()).find((circuit) => circuit.address === address);

  beforeEach(async () => {
    await turnOn(desk(), 'newByMail');
    await desk().set({ team: null });
    await queued();
  });

  describe('two Poststelle desks', () => {
    const theirs = { name: 'Partner', addr: 'help@partner.example' };
    const begin = async () => {
      await turnOn(other(), 'newByMail');
      await other().set({ mailboxAddresses: [theirs.addr], senderAddress: theirs.addr });
      await other().set({ senderAddress: theirs.addr }, other().outgoingId);
    };

    test('that answer each other by themselves: one answer, and none to it', async () => {
      await begin();
      expect(toldIn(await desk().arrives({ from: theirs, subject: 'Anfrage' }))).toEqual(['sent.newByMail']);
      const [answer] = await queued();
      const there = await other().arrives(answer!.raw);
      expect(there.trace.map(({ key }) => key)).toContain('autoSubmitted');
      expect(await otherQueued()).toEqual([]);
    });

    test('behind a gateway that takes every sign of a machine away: one answer each, then the circuit says why', async () => {
      await begin();
      desk().later(2 * hour);
      other().later(2 * hour);
      await desk().arrives({ from: theirs, subject: 'Anfrage' });
      const answers = await queued();
      expect(answers).toHaveLength(1);
      await other().arrives(stripped(answers[0]!.raw));
      const backs = await otherQueued();
      expect(backs).toHaveLength(1);
      const back = await desk().arrives(stripped(backs[0]!.raw));
      expect(toldIn(back)).toEqual(['circuit.instantReply']);
      expect(await queued()).toEqual([]);
      expect(await circuitOf(theirs.addr)).toMatchObject({ reason: 'instantReply', open: true });
      desk().later(2 * hour);
      expect(toldIn(await desk().arrives({ from: theirs }))).toEqual(['held.circuit']);
      expect(await queued()).toEqual([]);
    });
  });

  describe('an out-of-office responder', () => {
    test('that says so gets nothing', async () => {
      const from = machine();
      await desk().arrives({ from });
      const [answer] = await queued();
      const note = await desk().arrives({
        from,
        subject: 'Abwesend',
        inReplyTo: answer!.message.messageId!,
        extra: { 'Auto-Submitted': 'auto-replied' },
      });
      expect(toldIn(note)).toEqual([]);
      expect(await queued()).toEqual([]);
      expect(await circuitOf(from.addr)).toBeUndefined();
    });

    test('that does not say so gets nothing either, and its circuit opens', async () => {
      const from = machine();
      await desk().arrives({ from });
      const [answer] = await queued();
      desk().later(4_000);
      const note = await desk().arrives({
        from,
        subject: `Bin im Urlaub Re: ${answer!.message.subject}`,
        inReplyTo: answer!.message.messageId!,
      });
      expect(toldIn(note)).toEqual(['circuit.instantReply']);
      expect((await circuitOf(from.addr))?.params).toEqual({ seconds: 4 });
      expect(await queued()).toEqual([]);
    });

    test('that drops every reference makes a new ticket, which is not answered', async () => {
      const from = machine();
      await desk().arrives({ from });
      expect(await queued()).toHaveLength(1);
      const note = await desk().arrives({ from, subject: 'Bin im Urlaub' });
      expect(toldIn(note)).toEqual(['held.reaction']);
      expect(await queued()).toEqual([]);
    });

    test('a person who answers after a minute is none', async () => {
      const from = machine();
      await desk().arrives({ from });
      const [answer] = await queued();
      desk().later(minute);
      const more = await desk().arrives({ from, subject: 'Noch etwas', inReplyTo: answer!.message.messageId! });
      expect(toldIn(more)).toEqual([]);
      expect(await circuitOf(from.addr)).toBeUndefined();
    });
  });

  describe('a bouncing address', () => {
    const sendRefused = async () => {
      const transport: Transport = {
        send: async ({ rcptTo }) =>
          rcptTo.map((address) => ({
            address,
            result: 'failed',
            code: 550,
            status: '5.1.1',
            reply: '550 5.1.1 no such user',
          })),
        close: async () => undefined,
      };
      await sendDue(desk().desk, desk().outgoingId, transport, new AbortController().signal);
    };

    test('that refuses the automatic mail gets no second one, and its circuit opens for a week', async () => {
      const from = machine();
      await desk().arrives({ from });
      expect(await queued()).toHaveLength(1);
      await sendRefused();
      desk().later(2 * hour);
      expect(toldIn(await desk().arrives({ from }))).toEqual(['held.bounced', 'circuit.bounced']);
      desk().later(6 * day);
      expect(toldIn(await desk().arrives({ from }))).toEqual(['held.circuit']);
      expect(await queued()).toEqual([]);
    });

    test('from which an answer of ours came back gets no automatic mail', async () => {
      const from = machine();
      await turnOn(desk());
      const { ticketId } = await desk().arrives({ from, subject: 'Bitte' });
      await reply(desk().desk, null, ticketId ?? 0, {
        outgoingId: desk().outgoingId,
        to: [from],
        cc: [],
        subject: 'Re: Bitte',
        text: 'Gern.',
        uploadIds: [],
        answersEntryId: null,
      });
      const [sent] = await queued();
      desk().later(minute);
      await desk().send();
      await desk().arrives(
        bounceOf('postfix', {
          to: from.addr,
          status: '5.1.1',
          said: '550 5.1.1 user unknown',
          messageId: sent!.message.messageId!,
          subject: 'Re: Bitte',
          date: desk().desk.clock(),
        }),
      );
      await turnOn(desk(), 'newByMail', 'done');
      const done = (await firstStatus(desk().desk.store.db, 'done')).id;
      await changeTicket(desk().desk, null, ticketId ?? 0, { statusId: done });
      expect(await queued()).toEqual([]);
      const { rows } = await listAutoMails(desk().desk.store.db, { limit: 1, ticketId: ticketId ?? 0 });
      expect(rows).toMatchObject([{ event: 'done', outcome: 'held', reason: 'failing' }]);
      expect(toldIn(await desk().arrives({ from, subject: 'Neu' }))).toEqual(['held.failing']);
      expect(await queued()).toEqual([]);
    });
  });

  test.each<Record<string, string>>([
    { 'List-Id': '<users.foreign.example>' },
    { 'List-Unsubscribe': '<mailto:leave@foreign.example>' },
    { Precedence: 'list' },
  ])('a mailing list gets nothing: %j', async (extra) => {
    await desk().arrives({ from: machine(), extra });
    expect(await queued()).toEqual([]);
  });

  describe('a foreign ticket system', () => {
    test('known by its header gets nothing, and the trace names it', async () => {
      for (const { name, field, value } of foreignDeskSigns.filter((sign) => sign.value === undefined).slice(0, 8)) {
        expect(value).toBeUndefined();
        const raw = Buffer.from(
          `From: <${machine().addr}>\r\nTo: support@sandbox.example\r\nSubject: [#4711] Neu\r\nMessage-ID: <f${machines}@foreign.example>\r\n${field}: 1\r\n\r\nx\r\n`,
        );
        const mail = await desk().arrives(raw);
        expect(mail.trace.at(-1)).toMatchObject({ key: 'autoMail.held.foreignDesk', params: { name } });
      }
      expect(await queued()).toEqual([]);
    });

    test('whose acknowledgements bear no sign at all: one answer, then silence; at the second round the circuit opens', async () => {
      const from = machine();
      /** Acknowledges every automatic mail at once, as a new mail of its own; gives how many it got until it was quiet. */
      const rounds = async (first: string) => {
        let answers = 0;
        let subject = first;
        for (let round = 0; round < 10; round++) {
          await desk().arrives({ from, subject });
          const mails = await queued();
          answers += mails.length;
          if (mails.length === 0) break;
          desk().later(5_000);
          subject = `[Case ${round}-${machines}] We have received your request`;
        }
        return answers;
      };
      expect(await rounds('Eins')).toBe(1);
      desk().later(2 * hour);
      expect(await rounds('Zwei')).toBe(1);
      expect(await circuitOf(from.addr)).toMatchObject({ reason: 'pingPong' });
      desk().later(2 * hour);
      expect(await rounds('Drei')).toBe(0);
      expect(toldIn(await desk().arrives({ from }))).toEqual(['held.circuit']);
    });

    test('a person with three matters at once is none', async () => {
      const from = machine();
      for (const subject of ['Eins', 'Zwei', 'Drei']) await desk().lies({ from, subject });
      await desk().fetch();
      expect(await queued()).toHaveLength(1);
      expect(await circuitOf(from.addr)).toBeUndefined();
    });
  });

  test('an agent who closes the ticket of a machine or of a foreign ticket system talks to neither', async () => {
    await turnOn(desk(), 'done');
    const done = (await firstStatus(desk().desk.store.db, 'done')).id;
    const alarm = await desk().arrives({ from: machine(), extra: { 'Auto-Submitted': 'auto-generated' } });
    const foreign = await desk().arrives(
      Buffer.from(
        `From: <${machine().addr}>\r\nTo: support@sandbox.example\r\nSubject: Neu\r\nMessage-ID: <f${machines}@foreign.example>\r\nX-Zammad-Ticket-ID: 1\r\n\r\nx\r\n`,
      ),
    );
    const reasons: (string | null)[] = [];
    for (const { ticketId } of [alarm, foreign]) {
      await changeTicket(desk().desk, null, ticketId ?? 0, { statusId: done });
      const { rows } = await listAutoMails(desk().desk.store.db, { limit: 1, ticketId: ticketId ?? 0 });
      reasons.push(rows[0]?.reason ?? null);
    }
    expect(reasons).toEqual(['machine', 'foreignDesk']);
    expect(await queued()).toEqual([]);
  });

  describe('the circuit', () => {
    const opened = async () => {
      const from = machine();
      await desk().arrives({ from });
      const [answer] = await queued();
      await desk().arrives({ from, subject: 'x', inReplyTo: answer!.message.messageId! });
      desk().later(2 * hour);
      return from;
    };

    test('closes by hand: mail flows again, and what was before does not count', async () => {
      const from = await opened();
      const { id } = (await circuitOf(from.addr))!;
      const now = desk().desk.clock().getTime();
      expect(await transact(desk().desk.store, (trx) => closeCircuit(trx, id, null, now))).toBe(true);
      expect(await transact(desk().desk.store, (trx) => closeCircuit(trx, id, null, now))).toBe(false);
      expect(toldIn(await desk().arrives({ from }))).toEqual(['sent.newByMail']);
      expect(await circuitOf(from.addr)).toBeUndefined();
    });

    test('closes by time', async () => {
      const from = await opened();
      expect(toldIn(await desk().arrives({ from }))).toEqual(['held.circuit']);
      desk().later(day);
      expect(toldIn(await desk().arrives({ from }))).toEqual(['sent.newByMail']);
    });

    test('opens when there are too many, however slowly they come', async () => {
      const from = machine();
      const told: string[][] = [];
      for (let round = 0; round < 7; round++) {
        told.push(toldIn(await desk().arrives({ from, subject: `Nr. ${round}` })));
        desk().later(2 * hour);
      }
      expect(told.slice(5)).toEqual([['sent.newByMail', 'circuit.tooMany'], ['held.circuit']]);
      expect(await queued()).toHaveLength(6);
    });
  });

  describe('at most one an hour', () => {
    test('across tickets', async () => {
      const from = machine();
      expect(toldIn(await desk().arrives({ from, subject: 'Eins' }))).toEqual(['sent.newByMail']);
      desk().later(20 * minute);
      expect(toldIn(await desk().arrives({ from, subject: 'Zwei' }))).toEqual(['held.hourly']);
      desk().later(40 * minute);
      expect(toldIn(await desk().arrives({ from, subject: 'Drei' }))).toEqual(['sent.newByMail']);
    });

    test('what an agent causes does not use it up, but what follows it at once may be its echo', async () => {
      const from = machine();
      const { ticketId } = await desk().arrives({ from, subject: 'Eins' });
      desk().later(2 * hour);
      await turnOn(desk(), 'newByMail', 'done');
      const done = (await firstStatus(desk().desk.store.db, 'done')).id;
      await changeTicket(desk().desk, null, ticketId ?? 0, { statusId: done });
      expect(toldIn(await desk().arrives({ from, subject: 'Sofort' }))).toEqual(['held.reaction']);
      desk().later(20 * minute);
      expect(toldIn(await desk().arrives({ from, subject: 'Zwei' }))).toEqual(['sent.newByMail']);
    });

    test('whatever detail part and spelling the sender gives the address', async () => {
      const from = (addr: string) => ({ from: { name: '', addr }, subject: addr });
      expect(toldIn(await desk().arrives(from('system+id101@zwölf.example')))).toEqual(['sent.newByMail']);
      desk().later(20 * minute);
      expect(toldIn(await desk().arrives(from('System+id102@xn--zwlf-6qa.example')))).toEqual(['held.hourly']);
    });

    test('across mailboxes that are filed at the same time', async () => {
      const from = machine();
      const boxes = [desk().incomingId, await desk().mailbox({ mailboxAddresses: ['b@sandbox.example'] })];
      for (const box of boxes) await desk().lies({ from, subject: `Postfach ${box}` }, box);
      await Promise.all(boxes.map((box) => desk().fetch(box)));
      expect(await queued()).toHaveLength(1);
    });
  });

  test('nobody reads at no-reply addresses, and own addresses are ours, also with a plus', async () => {
    const told = async (addr: string) => toldIn(await desk().arrives({ from: { name: '', addr }, subject: 'x' }));
    expect(await told('noreply@foreign.example')).toEqual([]);
    expect(await told('postmaster@foreign.example')).toEqual(['held.noAnswerAddress']);
    await told('support+abc@sandbox.example');
    expect(await queued()).toEqual([]);
  });

  test('who complained gets nothing', async () => {
    const from = machine();
    const at = desk().desk.clock().getTime();
    const mark = { address: from.addr, kind: 'complained', origin: 'report', at, status: null, text: '' } as const;
    await transact(desk().desk.store, (trx) => markAddress(trx, { ...mark, outboundId: null }));
    expect(toldIn(await desk().arrives({ from }))).toEqual(['held.complained']);
    expect(await queued()).toEqual([]);
  });
});
