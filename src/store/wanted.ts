import { windowOfRun } from './bundling.ts';
import type { Arrival } from './inbound.ts';
import { prepared } from './prepared.ts';
import type { Db, Schema, Trx } from './schema.ts';

/** A mail that lies on the server only and that somebody asked for. */
export type WantedMail = { id: number; ref: string; size: number; receivedAt: number; attempts: number };

type Reason = { code: string; params: Record<string, string | number> };

const leftOnServer = ['tooLarge', 'skipped'] as const;
const asked = ['wanted', 'fetching'] as const;
/** SQLite takes at most 32,766 bound values; a chunk stays far below. */
const chunk = 500;

/** Asks for mails that were left on the server; gives how many of them were. */
export async function wantMails(trx: Trx, ids: readonly number[]): Promise<number> {
  let changed = 0n;
  for (let at = 0; at < ids.length; at += chunk) {
    const updated = await trx
      .updateTable('inbound')
      .set({ state: 'wanted', reason: null, attempts: 0 })
      .where('id', 'in', ids.slice(at, at + chunk))
      .where('state', 'in', leftOnServer)
      .executeTakeFirst();
    changed += updated.numUpdatedRows;
  }
  return Number(changed);
}

const wantedSelect = prepared((db, { mailboxId, limit }: { mailboxId: number; limit: number }) =>
  db
    .selectFrom('inbound')
    .select(['id', 'ref', 'size', 'received_at', 'attempts'])
    .where('mailbox_id', '=', mailboxId)
    .where('state', 'in', asked)
    // A download that broke off comes last, so that it holds up nobody else's.
    .orderBy('attempts')
    .orderBy('id')
    .limit(limit),
);

/** The mails of a mailbox that somebody asked for, the oldest request first; those whose download broke off are among them. */
export async function wantedMails(db: Db, mailboxId: number, limit: number): Promise<WantedMail[]> {
  const { rows } = await wantedSelect(db, { mailboxId, limit });
  return rows.map(({ received_at, ...row }) => ({ ...row, receivedAt: received_at }));
}

/** Notes that their download begins, for the page and to count its tries. */
export async function beginWanted(trx: Trx, ids: readonly number[]): Promise<void> {
  await trx
    .updateTable('inbound')
    .set((eb) => ({ state: 'fetching', attempts: eb('attempts', '+', 1), fetched_bytes: null }))
    .where('id', 'in', ids)
    .where('state', 'in', asked)
    .execute();
}

/** The downloaded mail waits to be judged like any other from now on. Gives false if nobody asks for it any more. */
export async function storeWanted(
  trx: Trx,
  mailboxId: number,
  id: number,
  arrival: Pick<Arrival, 'blob' | 'size'>,
  runNumber: number,
  now: number,
): Promise<boolean> {
  const updated = await trx
    .updateTable('inbound')
    .set({
      ...arrival,
      state: 'received',
      reason: null,
      run_number: runNumber,
      bundling_window: await windowOfRun(trx, mailboxId, runNumber),
      fetched_at: now,
      attempts: 0,
      next_attempt_at: null,
      settled_at: null,
      fetched_bytes: null,
    })
    .where('id', '=', id)
    .where('state', 'in', asked)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Notes how many bytes of a mail have come. Gives false if nobody asks for it any more. */
export async function noteComing(trx: Trx, id: number, bytes: number): Promise<boolean> {
  const updated = await trx
    .updateTable('inbound')
    .set({ fetched_bytes: bytes })
    .where('id', '=', id)
    .where('state', '=', 'fetching')
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** True if somebody still asks for one of the mails. */
export async function areWanted(db: Db, ids: readonly number[]): Promise<boolean> {
  const row = await db
    .selectFrom('inbound')
    .select('id')
    .where('id', 'in', ids)
    .where('state', 'in', asked)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a mail up that somebody asked for: it stays where it is, with the reason if there is one. Gives false if nobody asks for it any more. */
export async function leaveWanted(
  trx: Trx,
  id: number,
  state: (typeof leftOnServer)[number],
  reason: Reason | null,
): Promise<boolean> {
  const updated = await trx
    .updateTable('inbound')
    .set({ state, reason: reason === null ? null : JSON.stringify(reason), fetched_bytes: null })
    .where('id', '=', id)
    .where('state', 'in', asked)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** The states of the ledger's rows by ref, for those of the refs that it knows. */
export async function ledgerStates(
  db: Db,
  mailboxId: number,
  refs: readonly string[],
): Promise<Map<string, { id: number; state: Schema['inbound']['state'] }>> {
  const states = new Map<string, { id: number; state: Schema['inbound']['state'] }>();
  for (let at = 0; at < refs.length; at += chunk) {
    const rows = await db
      .selectFrom('inbound')
      .select(['id', 'ref', 'state'])
      .where('mailbox_id', '=', mailboxId)
      .where('ref', 'in', refs.slice(at, at + chunk))
      .execute();
    for (const { ref, id, state } of rows) states.set(ref, { id, state });
  }
  return states;
}
