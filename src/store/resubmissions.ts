import type { Db, Trx } from './schema.ts';

/** Sets when a ticket shall be looked at again, null = not at all. Told is nobody about it yet. */
export async function setResubmission(trx: Trx, ticketId: number, at: number | null): Promise<void> {
  await trx.updateTable('ticket').set({ resubmit_at: at, resubmit_told_at: null }).where('id', '=', ticketId).execute();
}

/** Tickets whose time has come and whose team was not told, oldest first. A merged one is worked on at its target: its own time rests. */
export async function dueResubmissions(db: Db, now: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('ticket')
    .select('id')
    .where('resubmit_at', 'is not', null)
    .where('resubmit_told_at', 'is', null)
    .where('merged_into', 'is', null)
    .where('resubmit_at', '<=', now)
    .orderBy('resubmit_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** When the next one is due; null if none is to come. */
export async function nextResubmission(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('ticket')
    .select((eb) => eb.fn.min('resubmit_at').as('at'))
    .where('resubmit_at', 'is not', null)
    .where('resubmit_told_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Takes the telling of a due resubmission; gives whether it was still to be done. Two processes never both get it. */
export async function claimResubmission(trx: Trx, ticketId: number, now: number): Promise<boolean> {
  const updated = await trx
    .updateTable('ticket')
    .set({ resubmit_told_at: now, unread: 1, changed_at: now })
    .where('id', '=', ticketId)
    .where('resubmit_at', '<=', now)
    .where('resubmit_told_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}
