import { describe, expect, test } from 'vitest';
import { ticketReference } from '../../src/desk/reference.ts';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { covers } from '../support/covers.ts';
import { type ArrivedMail, deskFor } from '../support/desk.ts';
import { masterRows, storedTicket } from '../support/master-rows.ts';
import { keysOf, ownMailbox } from '../support/own-mailbox.ts';
import { dialects } from '../support/stores.ts';

const day = 86_400_000;
const automatic = { extra: { 'Auto-Submitted': 'auto-replied' } };

describe.each(dialects)('the status that a reply brings, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const db = () => desk().desk.store.db;
  const rows = () => masterRows(desk().desk.store);
  const box = (values: Record<string, unknown> = {}) => ownMailbox(desk(), { createContact: true, ...values });
  const replied = (replyStatus: number) => ({ changeReplyStatus: true, replyStatus });
  const ticketOf = (mail: ArrivedMail) => storedTicket(desk().desk.store, mail.ticketId);
  const subjectOf = (mail: ArrivedMail) =>
    `Re: [TicketID ${ticketReference(desk().desk.identity, mail.ticketId ?? 0)}]`;
  const changesOf = async (mail: ArrivedMail) => {
    const steps = await db()
      .selectFrom('entry')
      .select('change')
      .where('ticket_id', '=', mail.ticketId ?? 0)
      .where('kind', '=', 'change')
      .orderBy('id')
      .execute();
    return steps.map(({ change }) => JSON.parse(change ?? 'null') as { from: string; to: string });
  };
  let made = 0;
  const order = async (values: Record<string, unknown> = {}) => {
    const own = await box({ team: await rows().team(`Ressource ${++made}`), ...values });
    return { own, first: await own.arrives({ subject: 'Auftrag' }) };
  };

  test('a reply gives the ticket the status of its mailbox, and the history says so', async () => {
    covers('incoming.changeReplyStatus', 'incoming.replyStatus');
    const answered = await rows().status('Beantwortet', 'working');
    const { own, first } = await order(replied(answered));
    const before = await ticketOf(first);
    expect(before.status_group).toBe('open');
    const reply = await own.arrives({ subject: subjectOf(first) });
    expect(await ticketOf(first)).toMatchObject({ status_id: answered, status_group: 'working' });
    expect(await changesOf(first)).toEqual([{ field: 'status', from: String(before.status_id), to: String(answered) }]);
    expect(keysOf(reply)).toEqual(['reference', 'replyStatus', 'appended']);
    await own.arrives({ subject: subjectOf(first) });
    expect(await changesOf(first)).toHaveLength(1);
  });

  test('without the switch the status chosen once does nothing', async () => {
    const { own, first } = await order({ changeReplyStatus: false, replyStatus: await rows().statusIn('waiting') });
    await own.arrives({ subject: subjectOf(first) });
    expect((await ticketOf(first)).status_group).toBe('open');
  });

  test('it counts through which mailbox the reply is fetched, not through which the ticket came', async () => {
    const { own, first } = await order(replied(await rows().statusIn('working')));
    const other = await box(replied(await rows().statusIn('waiting')));
    const silent = await box();
    await silent.arrives({ subject: subjectOf(first) });
    expect((await ticketOf(first)).status_group).toBe('open');
    await other.arrives({ subject: subjectOf(first) });
    expect((await ticketOf(first)).status_group).toBe('waiting');
    await own.arrives({ subject: subjectOf(first) });
    expect((await ticketOf(first)).status_group).toBe('working');
  });

  test('new tickets and automatic mail are no replies', async () => {
    const { own, first } = await order(replied(await rows().statusIn('waiting')));
    const note = await own.arrives({ subject: `Abwesend: ${subjectOf(first)}`, ...automatic });
    expect(note.ticketId).toBe(first.ticketId);
    expect((await ticketOf(first)).status_group).toBe('open');
    expect(keysOf(note)).not.toContain('replyStatus');
  });

  test('it must fit: an inquiry gets no status of orders, an order none of inquiries', async () => {
    const forOrders = await box(replied(await rows().statusIn('working')));
    const inquiry = await forOrders.arrives({ subject: 'Anfrage' });
    const reply = await forOrders.arrives({ subject: subjectOf(inquiry) });
    expect((await ticketOf(inquiry)).status_group).toBe('inquiry');
    expect(keysOf(reply)).toContain('replyStatusMisfit');
    const { own, first } = await order(replied(await rows().status('Neu eingegangen', 'inquiry')));
    await own.arrives({ subject: subjectOf(first) });
    expect((await ticketOf(first)).status_group).toBe('open');
    expect(await changesOf(first)).toEqual([]);
  });

  test('a done ticket is opened again with that status, in one step', async () => {
    const working = await rows().statusIn('working');
    const { own, first } = await order(replied(working));
    const done = await rows().statusIn('done');
    await changeTicket(desk().desk, null, first.ticketId ?? 0, { statusId: done });
    const reply = await own.arrives({ subject: subjectOf(first) });
    expect(keysOf(reply)).toEqual(['reference', 'reopened', 'replyStatus', 'appended']);
    expect(await ticketOf(first)).toMatchObject({ status_id: working, is_done: 0, done_at: null });
    expect((await changesOf(first)).at(-1)).toEqual({ field: 'status', from: String(done), to: String(working) });
    expect(await changesOf(first)).toHaveLength(2);
  });

  test('an automatic mail opens nothing again, whatever the mailbox says', async () => {
    const { own, first } = await order(replied(await rows().statusIn('working')));
    await changeTicket(desk().desk, null, first.ticketId ?? 0, { statusId: await rows().statusIn('done') });
    await own.arrives({ subject: subjectOf(first), ...automatic });
    expect((await ticketOf(first)).status_group).toBe('done');
  });

  test('locked is never overridden; a late reply starts a ticket that begins like a new one', async () => {
    const { own, first } = await order(replied(await rows().statusIn('waiting')));
    const late = await own.arrives({ subject: 'Zweiter Auftrag' });
    await changeTicket(desk().desk, null, first.ticketId ?? 0, { statusId: await rows().statusIn('locked') });
    await changeTicket(desk().desk, null, late.ticketId ?? 0, { statusId: await rows().statusIn('done') });
    const toLocked = await own.arrives({ subject: subjectOf(first) });
    desk().later(15 * day);
    const toDone = await own.arrives({ subject: subjectOf(late) });
    expect([(await ticketOf(first)).status_group, (await ticketOf(late)).status_group]).toEqual(['locked', 'done']);
    for (const reply of [toLocked, toDone]) {
      expect([first.ticketId, late.ticketId]).not.toContain(reply.ticketId);
      expect((await ticketOf(reply)).status_group).toBe('open');
      expect(keysOf(reply)).not.toContain('replyStatus');
    }
  });

  test('a status that was switched off since changes nothing, and the trace says so', async () => {
    const { own, first } = await order(replied(await rows().status('Eingestellt', 'working', false)));
    const reply = await own.arrives({ subject: subjectOf(first) });
    expect((await ticketOf(first)).status_group).toBe('open');
    expect(keysOf(reply)).toContain('replyStatusGone');
  });
});
