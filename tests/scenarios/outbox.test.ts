import { describe, expect, test } from 'vitest';
import { cancelOutbound } from '../../src/flows/outbox.ts';
import { redraft } from '../../src/flows/redraft.ts';
import { reply, type ReplyInput } from '../../src/flows/reply.ts';
import { sendDue } from '../../src/flows/send.ts';
import { insertAgent } from '../../src/store/agents.ts';
import { deliveriesOf } from '../../src/store/spool-lists.ts';
import { transact } from '../../src/store/transact.ts';
import { insertUpload } from '../../src/store/uploads.ts';
import type { Transport } from '../../src/transports/transport.ts';
import { covers } from '../support/covers.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

const minuteMs = 60_000;

describe.each(dialects)('the outbox on %s', (dialect) => {
  const desk = deskFor(dialect);
  const never = new AbortController().signal;
  const answer = async (more: Partial<ReplyInput> = {}) => {
    const { ticketId } = await desk().arrives({});
    const input = {
      outgoingId: desk().outgoingId,
      to: [{ name: 'Carla Kundin', addr: 'carla@kunde.example' }],
      cc: [],
      subject: 'Re: Eine Frage',
      text: 'Eine Antwort.',
      uploadIds: [],
      answersEntryId: null,
      ...more,
    };
    return { ticketId: ticketId ?? 0, input, outboundId: await reply(desk().desk, null, ticketId ?? 0, input) };
  };
  const row = (id: number) =>
    desk().desk.store.db.selectFrom('outbound').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  test('a limit per hour holds back what is over it, says so, and lets it go when there is room', async () => {
    covers('outgoing.maxPerHour');
    await desk().setOutgoing({ maxPerHour: 3 });
    const ids: number[] = [];
    for (let n = 0; n < 5; n++) ids.push((await answer()).outboundId);
    desk().later(minuteMs);
    expect(await desk().send()).toBe(3);
    const [, , third, fourth, fifth] = await Promise.all(ids.map(row));
    expect(third?.state).toBe('sent');
    for (const waiting of [fourth, fifth]) {
      expect(waiting).toMatchObject({ state: 'queued', attempts: 0 });
      expect(JSON.parse(waiting?.error ?? '{}')).toMatchObject({ code: 'hourly-limit', params: { count: 3 } });
      expect(waiting?.next_attempt_at).toBe(desk().desk.clock().getTime() + 60 * minuteMs);
    }
    desk().later(59 * minuteMs);
    expect(await desk().send()).toBe(0);
    desk().later(2 * minuteMs);
    expect(await desk().send()).toBe(2);
    expect(await row(ids[4] ?? 0)).toMatchObject({ state: 'sent', error: null });
    await desk().setOutgoing({ maxPerHour: null });
  });

  test('a draft that is handed over twice, also at once, makes one mail', async () => {
    const { ticketId, input, outboundId } = await answer({ draftKey: `draft-one-${dialect}` });
    expect(await reply(desk().desk, null, ticketId, input)).toBe(outboundId);
    const twice = { ...input, draftKey: `draft-two-${dialect}` };
    const both = await Promise.all([1, 2].map(() => reply(desk().desk, null, ticketId, twice)));
    expect(both[0]).toBe(both[1]);
    const mails = await desk()
      .desk.store.db.selectFrom('outbound')
      .select('id')
      .where('ticket_id', '=', ticketId)
      .execute();
    expect(mails).toHaveLength(2);
    // Another draft of the same words is another mail.
    expect(await reply(desk().desk, null, ticketId, { ...input, draftKey: `draft-three-${dialect}` })).not.toBe(
      both[0],
    );
  });

  test('what was taken back with its step, or written by the desk itself, is not offered to be written again', async () => {
    const { db } = desk().desk.store;
    const offered = async (id: number) => (await deliveriesOf(db, { ids: [id] }))[0]?.writableAgain;
    const { outboundId } = await answer();
    expect(await offered(outboundId)).toBe(false);
    await db.updateTable('outbound').set({ state: 'failed' }).where('id', '=', outboundId).execute();
    expect(await offered(outboundId)).toBe(true);
    await db.updateTable('outbound').set({ mail_from: '' }).where('id', '=', outboundId).execute();
    expect(await offered(outboundId)).toBe(false);
    const takenBack = await answer();
    await cancelOutbound(desk().desk, null, takenBack.outboundId);
    expect(await offered(takenBack.outboundId)).toBe(false);
  });

  test('an answer that was refused is the start of a new one, with its files', async () => {
    const { store } = desk().desk;
    const person = { name: 'Ada', email: 'ada@desk.example', role: 'agent', locale: 'de', passwordHash: 'x' } as const;
    const agentId = await transact(store, (trx) => insertAgent(trx, person, 'u-ada', desk().desk.clock().getTime()));
    const blob = await store.blobs.put(Buffer.from('Der Plan'));
    const file = { name: 'plan.txt', type: 'text/plain', size: 8, blob };
    const upload = await transact(store, (trx) => insertUpload(trx, agentId, file, desk().desk.clock().getTime()));
    const arrived = await desk().arrives({ subject: 'Plan' });
    const ticketId = arrived.ticketId ?? 0;
    const outboundId = await reply(desk().desk, { agentId }, ticketId, {
      outgoingId: desk().outgoingId,
      to: [{ name: '', addr: 'carla@kunde.exmaple' }],
      cc: [{ name: 'Chef', addr: 'chef@kunde.example' }],
      subject: 'Re: Plan',
      text: 'Anbei der Plan.',
      uploadIds: [upload.id],
      answersEntryId: arrived.entryId,
    });
    await expect(redraft(desk().desk, { agentId }, outboundId)).rejects.toMatchObject({ code: 'not-in-this-state' });
    const refusing: Transport = {
      send: async ({ rcptTo }) =>
        rcptTo.map((address) => ({
          address,
          result: 'failed',
          code: 550,
          status: '5.1.2',
          reply: '550 5.1.2 no such domain',
        })),
      close: async () => undefined,
    };
    desk().later(minuteMs);
    await sendDue(desk().desk, desk().outgoingId, refusing, never);
    expect((await row(outboundId)).state).toBe('failed');

    const draft = await redraft(desk().desk, { agentId }, outboundId);
    expect(draft).toMatchObject({
      ticketId,
      outgoingId: desk().outgoingId,
      to: [{ addr: 'carla@kunde.exmaple' }],
      cc: [{ name: 'Chef', addr: 'chef@kunde.example' }],
      text: 'Anbei der Plan.',
      answersEntryId: arrived.entryId,
    });
    const again = await reply(desk().desk, { agentId }, ticketId, {
      ...draft,
      to: [{ name: '', addr: 'carla@kunde.example' }],
      uploadIds: draft.uploads.map(({ id }) => id),
    });
    desk().later(minuteMs);
    await desk().send();
    expect((await row(again)).state).toBe('sent');
    expect((await row(outboundId)).state).toBe('failed');
    const sent = (await store.blobs.get((await row(again)).blob)).toString();
    expect(sent).toContain('plan.txt');
    expect(sent).toContain('To: carla@kunde.example');
  });
});
