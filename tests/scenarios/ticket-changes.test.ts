import { describe, expect, test } from 'vitest';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { firstStatus, getTicket } from '../../src/store/tickets.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

const hour = 3_600_000;

describe.each(dialects)('changes of a ticket, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const ticket = (id: number) => getTicket(desk().desk.store.db, id);
  const opened = async () => (await desk().arrives({ subject: 'Lampe' })).ticketId ?? 0;

  test('what is as it was leaves no step, and the ticket keeps its place in the lists', async () => {
    const id = await opened();
    const before = await ticket(id);
    desk().later(hour);
    const { status_id: statusId, priority_id: priorityId, contact_id: contactId, subject } = before;
    const same = { statusId, priorityId, contactId, subject, teamId: null, categoryId: null, labelIds: [] };
    await changeTicket(desk().desk, null, id, { ...same, resubmitAt: null });
    expect(await ticket(id)).toEqual(before);
    await changeTicket(desk().desk, null, id, { ...same, subject: 'Zwei Lampen' });
    expect(await ticket(id)).toEqual({ ...before, subject: 'Zwei Lampen', changed_at: before.changed_at + hour });
    const { db } = desk().desk.store;
    const steps = await db.selectFrom('entry').select('kind').where('ticket_id', '=', id).orderBy('id').execute();
    expect(steps.map(({ kind }) => kind)).toEqual(['mailIn', 'change']);
  });

  test('a ticket is done since it was first closed, until it is opened again', async () => {
    const id = await opened();
    const { db } = desk().desk.store;
    const give = async (group: string) =>
      changeTicket(desk().desk, null, id, { statusId: (await firstStatus(db, group)).id });
    await give('done');
    const closedAt = desk().desk.clock().getTime();
    desk().later(hour);
    await give('locked');
    expect(await ticket(id)).toMatchObject({ status_group: 'locked', is_done: 1, done_at: closedAt });
    await give('inquiry');
    expect(await ticket(id)).toMatchObject({ is_done: 0, done_at: null });
    await give('done');
    expect(await ticket(id)).toMatchObject({ is_done: 1, done_at: closedAt + hour });
  });
});
