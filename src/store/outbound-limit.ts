import { Failure } from '../lib/failure.ts';
import type { Db, Trx } from './schema.ts';
import { storedError } from './stored-error.ts';

const hourMs = 3600_000;

/** How many mails may still be tried within the running hour (any 60 minutes), and when there is room again if there is none. */
export type Room = { left: number; freeAt: number };

/** The room that a limit of mails per hour leaves an outgoing mailbox. */
export async function sendingRoom(db: Db, mailboxId: number, perHour: number, now: number): Promise<Room> {
  const rows = await db
    .selectFrom('outbound')
    .select('last_attempt_at')
    .where('mailbox_id', '=', mailboxId)
    .where('last_attempt_at', '>', now - hourMs)
    .orderBy('last_attempt_at', 'desc')
    .limit(perHour)
    .execute();
  const oldest = rows.at(-1)?.last_attempt_at ?? now;
  return { left: perHour - rows.length, freeAt: oldest + hourMs };
}

/** Puts off what is due until there is room; each mail says why it waits. Gives the ids. */
export async function postponeDue(trx: Trx, mailboxId: number, perHour: number, now: number, until: number) {
  const failure = new Failure('hourly-limit', { temporary: true, params: { count: perHour } });
  const rows = await trx
    .updateTable('outbound')
    .set({ next_attempt_at: until, error: JSON.stringify(storedError(failure, now)) })
    .where('mailbox_id', '=', mailboxId)
    .where('state', 'in', ['queued', 'deferred'])
    .where('next_attempt_at', '<=', now)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
