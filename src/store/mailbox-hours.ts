import type { Db, Trx } from './schema.ts';

const hourMs = 3600_000;

/** What happened to a mailbox: runs that went well, tries that did not, mails imported. */
export type MailboxDid = { ok: number; failed: number; imported: number };

/** Adds to what a mailbox did in the hour of an instant (ms). The row of the mailbox must be held by the transaction: it orders those who add. */
export async function addToHour(trx: Trx, mailboxId: number, at: number, did: MailboxDid): Promise<void> {
  await trx
    .insertInto('mailbox_hour')
    .values({ mailbox_id: mailboxId, hour: Math.floor(at / hourMs), ...did })
    .onConflict((conflict) =>
      conflict.columns(['mailbox_id', 'hour']).doUpdateSet((eb) => ({
        ok: eb('mailbox_hour.ok', '+', eb.ref('excluded.ok')),
        failed: eb('mailbox_hour.failed', '+', eb.ref('excluded.failed')),
        imported: eb('mailbox_hour.imported', '+', eb.ref('excluded.imported')),
      })),
    )
    .execute();
}

/** What the mailboxes did in the hours that begin from an instant (ms) on and before another. */
export async function mailboxHours(
  db: Db,
  mailboxIds: readonly number[],
  from: number,
  before: number,
): Promise<(MailboxDid & { mailboxId: number; at: number })[]> {
  if (mailboxIds.length === 0) return [];
  const rows = await db
    .selectFrom('mailbox_hour')
    .selectAll()
    .where('mailbox_id', 'in', [...mailboxIds])
    // An hour that began before midnight in a zone of half hours counts to the day in which it began.
    .where('hour', '>=', Math.ceil(from / hourMs))
    .where('hour', '<', Math.ceil(before / hourMs))
    .execute();
  return rows.map(({ mailbox_id, hour, ok, failed, imported }) => ({
    mailboxId: mailbox_id,
    at: hour * hourMs,
    ok,
    failed,
    imported,
  }));
}

/** Every incoming mailbox by name, also those that were deleted, whose tickets are still counted. */
export async function mailboxNames(db: Db): Promise<{ id: number; name: string; deleted: boolean }[]> {
  const rows = await db
    .selectFrom('mailbox')
    .select(['id', 'name', 'deleted_at'])
    .where('direction', '=', 'incoming')
    .orderBy('name_key')
    .orderBy('id')
    .execute();
  return rows.map(({ id, name, deleted_at }) => ({ id, name, deleted: deleted_at !== null }));
}

/** Forgets the hours that began before an instant (ms); gives their number. */
export async function pruneHours(trx: Trx, before: number): Promise<number> {
  const result = await trx
    .deleteFrom('mailbox_hour')
    .where('hour', '<', Math.floor(before / hourMs))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
