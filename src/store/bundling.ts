import type { Db, Trx } from './schema.ts';

/**
 * Moves the bundling window of a mailbox on for a run that begins, and gives its number (SPEC §2.3 push, §2.4 bundle). A window ends with the first run
 * that goes well; the next run then begins the next one. Where the server pushes, each wake-up is a run: there a window lasts for the interval, counted
 * from the beginning of its first run that went well, and takes in all runs that begin before its end. A failed or broken-off run thus uses up nothing.
 */
export async function enterBundlingWindow(
  trx: Trx,
  mailboxId: number,
  push: { intervalMs: number } | null,
  now: number,
): Promise<number> {
  const { current, next } = await bundlingWindowAt(trx, mailboxId, push, now);
  if (next === current) return current;
  await trx
    .updateTable('mailbox')
    .set({ bundling_window: next, bundling_window_at: null })
    .where('id', '=', mailboxId)
    .execute();
  return next;
}

/** The bundling window of a mailbox, and the one in which a run that began now would be. 0 for a mailbox that is not there yet. */
export async function bundlingWindowAt(
  db: Db,
  mailboxId: number,
  push: { intervalMs: number } | null,
  now: number,
): Promise<{ current: number; next: number }> {
  const row = await db
    .selectFrom('mailbox')
    .select(['bundling_window', 'bundling_window_at'])
    .where('id', '=', mailboxId)
    .executeTakeFirst();
  const { bundling_window: current = 0, bundling_window_at: begun = null } = row ?? {};
  const isOver = begun !== null && (push === null || now >= begun + push.intervalMs);
  return { current, next: isOver ? current + 1 : current };
}

/** Notes that a run of the current window went well. */
export async function useBundlingWindow(trx: Trx, mailboxId: number, startedAt: number): Promise<void> {
  await trx
    .updateTable('mailbox')
    .set({ bundling_window_at: startedAt })
    .where('id', '=', mailboxId)
    .where('bundling_window_at', 'is', null)
    .execute();
}

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
