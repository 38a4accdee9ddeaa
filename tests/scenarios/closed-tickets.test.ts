import { describe, expect, test } from 'vitest';
import { ticketReference } from '../../src/desk/reference.ts';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { writeDeskSettings } from '../../src/store/desk-settings.ts';
import { transact } from '../../src/store/transact.ts';
import { agentAnswers } from '../support/agent-answer.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

const day = 86_400_000;

describe.each(dialects)('a reply to a closed ticket, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const db = () => desk().desk.store.db;

  const done = async () => {
    const ticketId = (await desk().arrives({ subject: 'Fertig' })).ticketId ?? 0;
    await close(ticketId);
    return { ticketId, subject: `Re: Fertig [TicketID ${ticketReference(desk().desk.identity, ticketId)}]` };
  };
  const close = async (ticketId: number) => {
    const status = await db().selectFrom('status').select('id').where('grp', '=', 'done').executeTakeFirstOrThrow();
    await changeTicket(desk().desk, null, ticketId, { statusId: status.id });
  };
  const decided = ({ trace }: { trace: { key: string }[] }) =>
    trace.map(({ key }) => key).filter((key) => key === 'reopened' || key === 'lateReply');

  test('exactly 14 days after is in time, a moment later is not', async () => {
    const [one, two] = [await done(), await done()];
    desk().later(14 * day);
    expect(decided(await desk().arrives({ subject: one.subject }))).toEqual(['reopened']);
    desk().later(1000);
    expect(decided(await desk().arrives({ subject: two.subject }))).toEqual(['lateReply']);
  });

  test('the time of receipt counts, not that of the run', async () => {
    const { ticketId, subject } = await done();
    desk().later(10 * day);
    const ref = await desk().lies({ subject });
    desk().later(10 * day);
    await desk().fetch();
    const mail = await desk().arrived(ref);
    expect([mail.ticketId, decided(mail)]).toEqual([ticketId, ['reopened']]);
  });

  test('the desk says how many days; with 0 no ticket is opened again, unless the mail was there before', async () => {
    const set = (reopenDays: number) => transact(desk().desk.store, (trx) => writeDeskSettings(trx, { reopenDays }));
    await set(30);
    const long = await done();
    desk().later(29 * day);
    expect(decided(await desk().arrives({ subject: long.subject }))).toEqual(['reopened']);
    await set(0);
    const never = await done();
    desk().later(1000);
    expect(decided(await desk().arrives({ subject: never.subject }))).toEqual(['lateReply']);
    const ticketId = (await desk().arrives({ subject: 'Noch offen' })).ticketId ?? 0;
    const waiting = await desk().lies({ subject: `Re: [TicketID ${ticketReference(desk().desk.identity, ticketId)}]` });
    desk().later(1000);
    await close(ticketId);
    await desk().fetch();
    expect(decided(await desk().arrived(waiting))).toEqual(['reopened']);
    await set(14);
  });

  test('the ticket made of a late reply goes on by itself: the answer to it carries its own reference only', async () => {
    const old = await done();
    desk().later(20 * day);
    const late = await desk().arrives({ subject: old.subject, messageId: '<late@kunde.example>' });
    const newId = late.ticketId ?? 0;
    expect(newId).not.toBe(old.ticketId);
    const { subject } = await db()
      .selectFrom('ticket')
      .select('subject')
      .where('id', '=', newId)
      .executeTakeFirstOrThrow();
    expect(subject).toBe('Re: Fertig');
    const sent = await agentAnswers(desk(), newId, old.subject);
    expect(sent.subject).toBe(`Re: Fertig [TicketID ${ticketReference(desk().desk.identity, newId)}]`);
    // A program that drops the thread.
    const again = await desk().arrives({ subject: `AW: ${sent.subject}` });
    expect(again.ticketId).toBe(newId);
    const link = await db().selectFrom('ticket_link').selectAll().where('ticket_id', '=', newId).execute();
    expect(link).toEqual([{ ticket_id: newId, other_id: old.ticketId, kind: 'followUp' }]);
  });
});
