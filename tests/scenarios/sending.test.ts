import { describe, expect, test } from 'vitest';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import type { Desk } from '../../src/flows/desk.ts';
import { pauseMailbox } from '../../src/flows/mailboxes.ts';
import { cancelOutbound, retryOutbound } from '../../src/flows/outbox.ts';
import { reply, type ReplyInput } from '../../src/flows/reply.ts';
import { noteUncertain, sendDue } from '../../src/flows/send.ts';
import { insertAgent } from '../../src/store/agents.ts';
import { insertTeam } from '../../src/store/teams.ts';
import { transact } from '../../src/store/transact.ts';
import { insertUpload } from '../../src/store/uploads.ts';
import type { Transport } from '../../src/transports/transport.ts';
import { deskFor, type TestDesk } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

const minute = 60_000;
const never = new AbortController().signal;

describe.each(dialects)('answers on their way out on %s', (dialect) => {
  const desk = deskFor(dialect);

  test('trouble with writing down that a mail left does not send it again', async () => {
    const { desk: inner, outgoingId } = desk();
    const { outboundId } = await answered(desk());
    let sent = 0;
    let broke = false;
    const store: Desk['store'] = {
      ...inner.store,
      changes: {
        ...inner.store.changes,
        announce: async (trx, changes) => {
          if (sent === 1 && !broke) {
            broke = true;
            throw Object.assign(new Error('the disk is full'), { code: 'SQLITE_FULL' });
          }
          await inner.store.changes.announce(trx, changes);
        },
      },
    };
    const transport = taking(() => {
      sent += 1;
    });
    await sendDue({ ...inner, store }, outgoingId, transport, never);
    expect([sent, broke, await stateOf(inner, outboundId)]).toEqual([1, true, 'sent']);
  });

  test('pausing ends the sending of what still waits', async () => {
    const { desk: inner, outgoingId } = desk();
    for (let count = 0; count < 8; count++) await answered(desk());
    let sent = 0;
    const transport = taking(async () => {
      sent += 1;
      if (sent === 1) await pauseMailbox(inner, null, outgoingId, true);
    });
    await sendDue(inner, outgoingId, transport, never);
    expect(sent).toBeLessThan(8);
    await pauseMailbox(inner, null, outgoingId, false);
    await sendDue(inner, outgoingId, transport, never);
    expect(sent).toBe(8);
  });

  test('what a slow mail before it delayed is not sent on a claim that ran out', async () => {
    const { desk: inner, outgoingId, later } = desk();
    const first = await answered(desk(), { to: [{ name: '', addr: 'first@kunde.example' }] });
    const second = await answered(desk(), { to: [{ name: '', addr: 'second@kunde.example' }] });
    const recipients: string[] = [];
    const slow = taking(async (address) => {
      recipients.push(address);
      if (recipients.length > 1) return;
      later(16 * minute);
      await noteUncertain(inner);
      await retryOutbound(inner, null, second.outboundId);
      const otherProcess = taking((again) => void recipients.push(again));
      await sendDue(inner, outgoingId, otherProcess, never);
    });
    await sendDue(inner, outgoingId, slow, never);
    expect(recipients).toEqual(['first@kunde.example', 'second@kunde.example']);
    // It counted as uncertain for a while; what the server said in the end is what counts.
    expect(await stateOf(inner, first.outboundId)).toBe('sent');
  });

  test('a mail before its first try vanishes, and the ticket is as before', async () => {
    const { desk: inner, outgoingId } = desk();
    const before = await answered(desk(), {}, 'Was ist mit der Lampe?');
    expect(await previewOf(inner, before.ticketId)).toBe('Kommt sofort.');
    await cancelOutbound(inner, null, before.outboundId);
    expect(await previewOf(inner, before.ticketId)).toBe('Was ist mit der Lampe?');
    expect(await answersOf(inner, before.ticketId)).toBe(0);
    const transport = taking(() => undefined);
    expect(await sendDue(inner, outgoingId, transport, never)).toBe(0);
  });

  test('a mail that reached somebody and was to be sent again keeps its step when it is stopped', async () => {
    const { desk: inner, send } = desk();
    const to = ['carla@kunde.example', 'bounce@kunde.example'].map((addr) => ({ name: '', addr }));
    const { outboundId, ticketId } = await answered(desk(), { to });
    await send();
    expect(await stateOf(inner, outboundId)).toBe('partly');
    await retryOutbound(inner, null, outboundId);
    await cancelOutbound(inner, null, outboundId);
    expect(await stateOf(inner, outboundId)).toBe('cancelled');
    expect(await answersOf(inner, ticketId)).toBe(1);
  });

  test('taking a mail back leaves alone what others did meanwhile', async () => {
    const { desk: inner } = desk();
    const teamId = await transact(inner.store, (trx) => insertTeam(trx, { name: 'Versand', memberIds: [] }));
    const done = await statusOf(inner, 'done');
    const open = await answered(desk());
    await changeTicket(inner, null, open.ticketId, { teamId });
    await cancelOutbound(inner, null, open.outboundId);
    expect(await groupOf(inner, open.ticketId)).toBe('open');
    const closed = await answered(desk(), { statusId: done });
    await cancelOutbound(inner, null, closed.outboundId);
    expect(await groupOf(inner, closed.ticketId)).toBe('inquiry');
    const authorised = await answered(desk(), { statusId: done });
    await changeTicket(inner, null, authorised.ticketId, { teamId });
    await cancelOutbound(inner, null, authorised.outboundId);
    expect(await groupOf(inner, authorised.ticketId)).toBe('open');
  });

  test('files that are too large together are refused before they are read', async () => {
    const { desk: inner, arrives, outgoingId } = desk();
    const now = inner.clock().getTime();
    const person = { name: 'Ina', email: 'ina@desk.example', role: 'agent', locale: 'de', passwordHash: '' } as const;
    const { agentId, ids } = await transact(inner.store, async (trx) => {
      const made = await insertAgent(trx, person, 'u1', now);
      const file = { name: 'film.mp4', type: 'video/mp4', size: 0.6 * inner.maxMailBytes, blob: 'not there' };
      const uploads = [await insertUpload(trx, made, file, now), await insertUpload(trx, made, file, now)];
      return { agentId: made, ids: uploads.map(({ id }) => id) };
    });
    const { ticketId } = await arrives({});
    const input = { outgoingId, to: [{ name: '', addr: 'a@kunde.example' }], cc: [], subject: 'x', text: 'x' };
    await expect(
      reply(inner, { agentId }, ticketId ?? 0, { ...input, uploadIds: ids, answersEntryId: null }),
    ).rejects.toMatchObject({ code: 'too-large', params: { limit: '50 MB' } });
  });
});

/** A mail came in and was answered, and the undo time is over. */
async function answered(
  { desk, arrives, later, outgoingId }: TestDesk,
  more: Partial<ReplyInput> = {},
  text = 'Eine Frage.',
): Promise<{ ticketId: number; outboundId: number }> {
  const { ticketId } = await arrives({ text });
  const outboundId = await reply(desk, null, ticketId ?? 0, {
    outgoingId,
    to: [{ name: '', addr: 'carla@kunde.example' }],
    cc: [],
    subject: 'Re: Eine Frage',
    text: 'Kommt sofort.',
    uploadIds: [],
    answersEntryId: null,
    ...more,
  });
  later(11_000);
  return { ticketId: ticketId ?? 0, outboundId };
}

/** A transport that takes every mail; `onMail` is called for each with its first recipient. */
function taking(onMail: (address: string) => void | Promise<void>): Transport {
  return {
    send: async ({ rcptTo }) => {
      await onMail(rcptTo[0] ?? '');
      return rcptTo.map((address) => ({ address, result: 'sent', code: 250, status: '2.0.0', reply: '250 2.0.0 ok' }));
    },
    close: async () => {},
  };
}

async function stateOf({ store }: Desk, outboundId: number): Promise<string> {
  const row = await store.db
    .selectFrom('outbound')
    .select('state')
    .where('id', '=', outboundId)
    .executeTakeFirstOrThrow();
  return row.state;
}

async function ticketOf({ store }: Desk, ticketId: number) {
  return store.db.selectFrom('ticket').selectAll().where('id', '=', ticketId).executeTakeFirstOrThrow();
}
const previewOf = async (desk: Desk, ticketId: number) => (await ticketOf(desk, ticketId)).preview;
const groupOf = async (desk: Desk, ticketId: number) => (await ticketOf(desk, ticketId)).status_group;

async function answersOf({ store }: Desk, ticketId: number): Promise<number> {
  const rows = await store.db
    .selectFrom('entry')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('kind', '=', 'mailOut')
    .execute();
  return rows.length;
}

async function statusOf({ store }: Desk, group: string): Promise<number> {
  return (await store.db.selectFrom('status').select('id').where('grp', '=', group).executeTakeFirstOrThrow()).id;
}
