import type { Insertable } from 'kysely';
import type { Failure } from '../lib/failure.ts';
import { enterBundlingWindow, type Push, useBundlingWindow } from './bundling.ts';
import { addToHour } from './mailbox-hours.ts';
import { storedError } from './stored-error.ts';
import { prepared } from './prepared.ts';
import type { Db, Schema, Trx } from './schema.ts';

/** What a run did, in numbers of mails. */
export type RunCounts = { listed: number; imported: number; skippedOld: number; skippedLarge: number };

// Built once: a desk of a thousand mailboxes begins and ends hundreds of runs a minute, nearly all of which find nothing.
const runInsert = prepared((db, row: Insertable<Schema['run']>) => db.insertInto('run').values(row));
type RunEnd = { mailboxId: number; number: number; ended_at: number; listed: number; imported: number } & {
  skipped_old: number;
  skipped_large: number;
};
const runEnd = prepared((db, { mailboxId, number, ...row }: RunEnd) =>
  db
    .updateTable('run')
    .set(row)
    .where('mailbox_id', '=', mailboxId)
    .where('number', '=', number)
    .returning('started_at'),
);

/**
 * Opens the next run of a mailbox and gives its number; numbers go on over restarts (SPEC §1). `push` where the server calls for runs between the
 * intervals; see enterBundlingWindow.
 */
export async function beginRun(trx: Trx, mailboxId: number, now: number, push: Push = null): Promise<number> {
  const { run_number, bundling_window } = await trx
    .updateTable('mailbox')
    .set((eb) => ({
      run_number: eb('run_number', '+', 1),
      last_run_at: now,
      next_run_at: null,
      ...enterBundlingWindow(push, now),
    }))
    .where('id', '=', mailboxId)
    .returning(['run_number', 'bundling_window'])
    .executeTakeFirstOrThrow();
  await runInsert(trx, {
    mailbox_id: mailboxId,
    number: run_number,
    started_at: now,
    ended_at: null,
    error: null,
    bundling_window,
  });
  return run_number;
}

/** Closes runs that a dead process left open; called by whoever takes the mailbox over. */
export async function closeOpenRuns(trx: Trx, mailboxId: number, now: number): Promise<void> {
  await trx
    .updateTable('run')
    .set({ ended_at: now })
    .where('mailbox_id', '=', mailboxId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Closes a run that went well: clears the mailbox's error and plans the next one, unless somebody asked for it meanwhile. */
export async function endRun(
  trx: Trx,
  mailboxId: number,
  number: number,
  counts: RunCounts,
  now: number,
  plannedAt: number,
): Promise<void> {
  const { rows } = await runEnd(trx, {
    mailboxId,
    number,
    ended_at: now,
    listed: counts.listed,
    imported: counts.imported,
    skipped_old: counts.skippedOld,
    skipped_large: counts.skippedLarge,
  });
  const { started_at } = rows[0] as { started_at: number };
  await trx
    .updateTable('mailbox')
    .set((eb) => ({
      failures: 0,
      last_error: null,
      // What came after this run had listed the server is for the run that was asked for.
      next_run_at: eb.fn.coalesce('next_run_at', eb.val(plannedAt)),
      ...useBundlingWindow(started_at),
    }))
    .where('id', '=', mailboxId)
    .execute();
  await addToHour(trx, mailboxId, started_at, { ok: 1, failed: 0, imported: counts.imported });
}

/** Notes that the mailbox could not be fetched, closes a run that was open, and plans the next try. */
export async function failRun(
  trx: Trx,
  mailboxId: number,
  failure: Failure,
  now: number,
  plannedAt: number,
): Promise<void> {
  const error = JSON.stringify(storedError(failure, now));
  await trx
    .updateTable('run')
    .set({ ended_at: now, error })
    .where('mailbox_id', '=', mailboxId)
    .where('ended_at', 'is', null)
    .execute();
  await trx
    .updateTable('mailbox')
    .set((eb) => ({ failures: eb('failures', '+', 1), last_error: error, next_run_at: plannedAt }))
    .where('id', '=', mailboxId)
    .execute();
  await addToHour(trx, mailboxId, now, { ok: 0, failed: 1, imported: 0 });
}

/** Makes the next run due now, for "Fetch now". */
export async function makeDue(trx: Trx, mailboxId: number): Promise<void> {
  await trx.updateTable('mailbox').set({ next_run_at: 0 }).where('id', '=', mailboxId).execute();
}

/** When the mailbox is due, null if never planned. */
export async function nextRunAt(db: Db, mailboxId: number): Promise<number | null> {
  const row = await db.selectFrom('mailbox').select('next_run_at').where('id', '=', mailboxId).executeTakeFirst();
  return row?.next_run_at ?? null;
}
