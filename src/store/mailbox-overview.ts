import { sql } from 'kysely';
import type { StoredError } from './stored-error.ts';
import type { Db } from './schema.ts';

/** One poll of a mailbox, as its page lists it. Instants are milliseconds since 1970. */
export type RunLine = {
  number: number;
  startedAt: number;
  endedAt: number | null;
  listed: number;
  imported: number;
  skippedOld: number;
  skippedLarge: number;
  error: StoredError | null;
};

/** The latest runs of a mailbox, newest first; one that still runs tells how many mails it has brought so far. */
export async function listRuns(db: Db, mailboxId: number, limit: number): Promise<RunLine[]> {
  const rows = await db
    .selectFrom('run')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  const running = rows.find((row) => row.ended_at === null);
  const soFar = running ? await importedSoFar(db, mailboxId, running) : 0;
  return rows.map((row) => ({
    number: row.number,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    listed: row.listed,
    imported: row === running ? soFar : row.imported,
    skippedOld: row.skipped_old,
    skippedLarge: row.skipped_large,
    error: row.error === null ? null : (JSON.parse(row.error) as StoredError),
  }));
}

async function importedSoFar(db: Db, mailboxId: number, run: { number: number; started_at: number }): Promise<number> {
  const { n } = await db
    .selectFrom('inbound')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('mailbox_id', '=', mailboxId)
    .where('fetched_at', '>=', run.started_at)
    .where('run_number', '=', run.number)
    .where('blob', 'is not', null)
    .executeTakeFirstOrThrow();
  return n;
}

/** Ids of the mailboxes with a run that began after `since` and has not ended; an older one was cut off by a crash. */
export async function runningMailboxes(db: Db, since: number): Promise<Set<number>> {
  const rows = await db
    .selectFrom('run')
    .innerJoin('mailbox', (join) =>
      join.onRef('mailbox.id', '=', 'run.mailbox_id').onRef('mailbox.run_number', '=', 'run.number'),
    )
    .select('run.mailbox_id')
    .where('run.ended_at', 'is', null)
    .where('run.started_at', '>', since)
    .execute();
  return new Set(rows.map((row) => row.mailbox_id));
}

/** Mails filed per day of each of the mailboxes. `days` are the beginnings of the days, oldest first; the last one lasts until now. */
export async function filedPerDay(
  db: Db,
  mailboxIds: readonly number[],
  days: readonly number[],
): Promise<Map<number, number[]>> {
  if (mailboxIds.length === 0) return new Map();
  const [first = 0] = days;
  const dayOf = days.slice(1).map((day) => sql`case when fetched_at >= ${day} then 1 else 0 end`);
  const index = dayOf.length === 0 ? sql`0` : sql.join(dayOf, sql` + `);
  const rows = await db
    .selectFrom('inbound')
    .select((eb) => ['mailbox_id', sql<number>`${index}`.as('day'), eb.fn.countAll<number>().as('n')])
    .where('mailbox_id', 'in', mailboxIds)
    .where('fetched_at', '>=', first)
    .where('state', '=', 'filed')
    .groupBy(['mailbox_id', 'day'])
    .execute();
  const counts = new Map<number, number[]>();
  for (const { mailbox_id, day, n } of rows) {
    const perDay = counts.get(mailbox_id) ?? days.map(() => 0);
    perDay[day] = n;
    counts.set(mailbox_id, perDay);
  }
  return counts;
}

/** Mails that need a look or wait, `limit` at most of each kind. */
export async function spoolCounts(
  db: Db,
  limit: number,
): Promise<{ inboundFailed: number; outboundFailed: number; outboundQueued: number }> {
  const one = sql.lit(1).as('one');
  const outbound = (...states: ('queued' | 'sending' | 'deferred' | 'failed' | 'partly' | 'uncertain')[]) =>
    db
      .selectFrom('outbound')
      .select(one)
      .where('state', 'in', states)
      // What bounced later is a matter of its ticket and not of the desk, which did its work.
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('outbound_recipient')
              .select(one)
              .whereRef('outbound_recipient.outbound_id', '=', 'outbound.id')
              .where('report', '=', 'failed'),
          ),
        ),
      )
      .limit(limit)
      .execute();
  const inbound = await db
    .selectFrom('inbound')
    .select(one)
    .where('state', 'in', ['failed', 'quarantined'])
    .limit(limit)
    .execute();
  return {
    inboundFailed: inbound.length,
    outboundFailed: (await outbound('failed', 'partly', 'uncertain')).length,
    outboundQueued: (await outbound('queued', 'sending', 'deferred')).length,
  };
}
