import { sql } from 'kysely';
import type { Db } from './schema.ts';

/** What makes runs begin between the intervals; null where only the interval does. */
export type Push = { intervalMs: number } | null;

/**
 * What a run that begins now sets at its mailbox: the number of the bundling window that it belongs to (SPEC §2.3 push, §2.4 bundle). A window ends with
 * the first run that goes well; the next run then begins the next one. Where the server pushes, each wake-up is a run: there a window lasts for the
 * interval, counted from the beginning of its first run that went well, and takes in all runs that begin before its end. A failed or broken-off run thus
 * uses up nothing.
 */
export function enterBundlingWindow(push: Push, now: number) {
  return {
    bundling_window: windowOfNextRun(push, now),
    bundling_window_at: sql<number | null>`case when ${isOver(push, now)} then null else bundling_window_at end`,
  };
}

/** What a run that went well sets at its mailbox: the window is used from the beginning of its first such run. */
export function useBundlingWindow(startedAt: number) {
  return { bundling_window_at: sql<number>`coalesce(bundling_window_at, ${startedAt})` };
}

/** The bundling window of a run that would begin now; 0 for a mailbox that is not there yet. */
export async function bundlingWindowAt(db: Db, mailboxId: number, push: Push, now: number): Promise<number> {
  const row = await db
    .selectFrom('mailbox')
    .select(windowOfNextRun(push, now).as('next'))
    .where('id', '=', mailboxId)
    .executeTakeFirst();
  return row?.next ?? 0;
}

const windowOfNextRun = (push: Push, now: number) =>
  sql<number>`case when ${isOver(push, now)} then bundling_window + 1 else bundling_window end`;

const isOver = (push: Push, now: number) =>
  push === null
    ? sql<boolean>`bundling_window_at is not null`
    : sql<boolean>`bundling_window_at <= ${now - push.intervalMs}`;

/** The bundling window of a run; 0 where there is no such run. */
export async function windowOfRun(db: Db, mailboxId: number, runNumber: number): Promise<number> {
  const row = await db
    .selectFrom('run')
    .select('bundling_window')
    .where('mailbox_id', '=', mailboxId)
    .where('number', '=', runNumber)
    .executeTakeFirst();
  return row?.bundling_window ?? 0;
}

/** See Lookups. */
export async function bundleTarget(
  db: Db,
  mailboxId: number,
  key: string,
  window: number,
  before?: number,
): Promise<number | null> {
  const last = await db
    .selectFrom('inbound')
    .select('ticket_id')
    .where('mailbox_id', '=', mailboxId)
    .where('bundling_key', '=', key)
    .where('bundling_window', 'in', [window - 1, window])
    .where('ticket_id', 'is not', null)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return last?.ticket_id ?? null;
}
