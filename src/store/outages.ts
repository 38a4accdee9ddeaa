import type { Trx } from './schema.ts';

/** Notes that the administrators are told of an outage, unless they know already or it is over by now. Gives false then. */
export async function beginOutage(trx: Trx, mailboxId: number, minFailures: number, now: number): Promise<boolean> {
  const updated = await trx
    .updateTable('mailbox')
    .set({ outage_told_at: now })
    .where('id', '=', mailboxId)
    .where('deleted_at', 'is', null)
    .where('active', '=', 1)
    .where('outage_told_at', 'is', null)
    .where('failures', '>=', minFailures)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Notes that an outage is over. Gives false if nobody was told of one. */
export async function endOutage(trx: Trx, mailboxId: number): Promise<boolean> {
  const updated = await trx
    .updateTable('mailbox')
    .set({ outage_told_at: null })
    .where('id', '=', mailboxId)
    .where('outage_told_at', 'is not', null)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}
