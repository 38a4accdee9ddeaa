import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { ticketReference } from '../../src/desk/reference.ts';
import { holdTicket } from '../../src/flows/hold-ticket.ts';
import { mergeTickets } from '../../src/flows/merge-tickets.ts';
import { sleep } from '../../src/lib/clock.ts';
import { firstStatus, setStatus } from '../../src/store/tickets.ts';
import { transact } from '../../src/store/transact.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('a ticket that changes while a mail for it is filed, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const db = () => desk().desk.store.db;
  const opened = async (subject: string) => (await desk().arrives({ subject })).ticketId ?? 0;
  const subjectOf = (ticketId: number) => `Re: [TicketID ${ticketReference(desk().desk.identity, ticketId)}]`;

  /** PostgreSQL: until somebody waits for a lock. SQLite has one writer, who need not be waited for. */
  const someoneWaits = async () => {
    if (dialect === 'sqlite') return;
    for (let tries = 0; tries < 500; tries++) {
      const { rows } = await sql<{ n: string }>`select count(*) as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db());
      if (Number(rows[0]?.n) > 0) return;
      await sleep(10);
    }
  };

  test('closed in between, it is opened again like any done ticket', async () => {
    const ticketId = await opened('Gleich erledigt');
    const ref = await desk().lies({ subject: subjectOf(ticketId) });
    let fetched: Promise<void> = Promise.resolve();
    await transact(desk().desk.store, async (trx) => {
      await holdTicket(trx, dialect, ticketId);
      await setStatus(trx, ticketId, await firstStatus(trx, 'done'), desk().desk.clock().getTime());
      fetched = desk().fetch();
      await someoneWaits();
    });
    await fetched;
    const mail = await desk().arrived(ref);
    expect(mail.ticketId).toBe(ticketId);
    expect(mail.trace.map(({ key }) => key)).toEqual(['reference', 'reopened', 'appended']);
    const ticket = await db().selectFrom('ticket').selectAll().where('id', '=', ticketId).executeTakeFirstOrThrow();
    expect(ticket).toMatchObject({ status_group: 'inquiry', is_done: 0, done_at: null });
  });

  test('merged in between, its mail goes to the target', async () => {
    const [ticketId, target] = [await opened('Gleich verschmolzen'), await opened('Ziel')];
    const ref = await desk().lies({ subject: subjectOf(ticketId) });
    await Promise.all([mergeTickets(desk().desk, null, ticketId, target), desk().fetch()]);
    const mail = await desk().arrived(ref);
    // Whichever was first: the mail is at the target, and nothing is left behind.
    const entry = await db()
      .selectFrom('entry')
      .select('ticket_id')
      .where('id', '=', mail.entryId ?? 0)
      .executeTakeFirstOrThrow();
    expect([entry.ticket_id, mail.ticketId]).toEqual([target, target]);
    const left = await db()
      .selectFrom('entry')
      .select('id')
      .where('ticket_id', '=', ticketId)
      .where('kind', '<>', 'change')
      .execute();
    expect(left).toEqual([]);
  });
});
