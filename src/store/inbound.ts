import { type Selectable, sql } from 'kysely';
import type { TraceLine } from '../postmaster/filter.ts';
import { windowOfRun } from './bundling.ts';
import { prepared } from './prepared.ts';
import type { Db, Schema, Trx } from './schema.ts';

/** A mail whose bytes are safe in the blob store, on its way into the ledger. */
export type Arrival = { ref: string; blob: string | null; size: number; receivedAt: number };

// Where a state is written with `sql.lit`, an index of only such rows exists, and SQLite uses it only if it sees the state.

/** SQLite takes at most 32,766 bound values, a row of ours has 18; a chunk stays far below. */
const chunk = 500;

/** Which of the refs the ledger of the mailbox knows already. */
export async function knownRefs(db: Db, mailboxId: number, refs: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let i = 0; i < refs.length; i += chunk) {
    const rows = await db
      .selectFrom('inbound')
      .select('ref')
      .where('mailbox_id', '=', mailboxId)
      .where('ref', 'in', refs.slice(i, i + chunk))
      .execute();
    for (const row of rows) known.add(row.ref);
  }
  return known;
}

/** Enters arrivals in the ledger; one that is there already is left as it is. Gives the new rows, in no particular order. */
export async function insertArrivals(
  trx: Trx,
  mailboxId: number,
  runNumber: number,
  arrivals: readonly Arrival[],
  state: 'received' | 'tooLarge' | 'skipped' | 'wanted',
  now: number,
  reason: { code: string; params: Record<string, string | number> } | null = null,
): Promise<{ id: number; blob: string | null }[]> {
  const inserted: { id: number; blob: string | null }[] = [];
  const window = await windowOfRun(trx, mailboxId, runNumber);
  for (let i = 0; i < arrivals.length; i += chunk) {
    const rows = await trx
      .insertInto('inbound')
      .values(
        arrivals.slice(i, i + chunk).map((arrival) => ({
          bundling_window: window,
          mailbox_id: mailboxId,
          ref: arrival.ref,
          run_number: runNumber,
          blob: arrival.blob,
          size: arrival.size,
          received_at: arrival.receivedAt,
          fetched_at: now,
          state,
          reason: reason === null ? null : JSON.stringify(reason),
          sender: '',
          subject: '',
          message_id: null,
          content_hash: null,
          ticket_id: null,
          entry_id: null,
          trace: '[]',
          next_attempt_at: null,
          // What was left out on purpose is never settled.
          settled_at: state === 'skipped' ? now : null,
        })),
      )
      .onConflict((conflict) => conflict.columns(['mailbox_id', 'ref']).doNothing())
      .returning(['id', 'blob'])
      .execute();
    inserted.push(...rows);
  }
  return inserted;
}

/** A mail that waits to be judged. */
export type WaitingMail = {
  id: number;
  mailboxId: number;
  blob: string;
  receivedAt: number;
  runNumber: number;
  bundlingWindow: number;
  attempts: number;
  /** How often its filing began and did not come to an end, because the process ended meanwhile. */
  begun: number;
};

const waitingColumns = [
  'id',
  'mailbox_id',
  'blob',
  'received_at',
  'run_number',
  'bundling_window',
  'attempts',
  'reason',
] as const;
const waitingSelect = prepared((db, { mailboxId, now, limit }: { mailboxId: number; now: number; limit: number }) =>
  db
    .selectFrom('inbound')
    .select(waitingColumns)
    .where('mailbox_id', '=', mailboxId)
    .where('state', '=', sql.lit('received' as const))
    .where((eb) => eb.or([eb('next_attempt_at', 'is', null), eb('next_attempt_at', '<=', now)]))
    .orderBy('id')
    .limit(limit),
);

/** The mails of a mailbox that wait to be judged now, oldest first. */
export async function waitingMails(db: Db, mailboxId: number, now: number, limit: number): Promise<WaitingMail[]> {
  const { rows } = await waitingSelect(db, { mailboxId, now, limit });
  return rows.map(toWaiting);
}

/** A row of the ledger as judging takes it. */
export function toWaiting(row: Pick<Selectable<Schema['inbound']>, (typeof waitingColumns)[number]>): WaitingMail {
  return {
    id: row.id,
    mailboxId: row.mailbox_id,
    blob: row.blob ?? '',
    receivedAt: row.received_at,
    runNumber: row.run_number,
    bundlingWindow: row.bundling_window,
    attempts: row.attempts,
    begun: begunTimes(row.reason),
  };
}

/** Why a mail still waits, other than that its time has not come. */
const brokeOff = 'filing-broke-off';

function begunTimes(reason: string | null): number {
  if (reason === null) return 0;
  const { code, params } = JSON.parse(reason) as { code: string; params: { count?: number } };
  return code === brokeOff ? Number(params.count) : 0;
}

/** Notes that the filing of waiting mails begins, for the `begun`th time; if it does not come to an end, they wait until `nextAttemptAt`. */
export async function beginFiling(
  trx: Trx,
  ids: readonly number[],
  begun: number,
  nextAttemptAt: number,
): Promise<void> {
  await trx
    .updateTable('inbound')
    .set({ reason: JSON.stringify({ code: brokeOff, params: { count: begun } }), next_attempt_at: nextAttemptAt })
    .where('id', 'in', ids)
    .where('state', '=', sql.lit('received' as const))
    .execute();
}

/** Mailboxes, deleted ones too, that have mail waiting to be judged now. */
export async function mailboxesWithWaiting(db: Db, now: number): Promise<number[]> {
  const rows = await db
    .selectFrom('inbound')
    .select('mailbox_id')
    .distinct()
    .where('state', '=', sql.lit('received' as const))
    .where((eb) => eb.or([eb('next_attempt_at', 'is', null), eb('next_attempt_at', '<=', now)]))
    .execute();
  return rows.map((row) => row.mailbox_id);
}

/** When the first of the mails that were put off may be judged, in any mailbox; null if none was. */
export async function nextWaitingAt(db: Db, now: number): Promise<number | null> {
  const row = await db
    .selectFrom('inbound')
    .select((eb) => eb.fn.min('next_attempt_at').as('at'))
    .where('state', '=', sql.lit('received' as const))
    .where('next_attempt_at', '>', now)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** What judging made of a mail, for its row in the intake log. */
export type InboundResult = {
  state: Schema['inbound']['state'];
  reason: { code: string; params: Record<string, string | number> } | null;
  sender: string;
  subject: string;
  messageId: string | null;
  contentHash: string | null;
  ticketId: number | null;
  entryId: number | null;
  trace: readonly TraceLine[];
  /** What later mails are compared with (SPEC §2.4); absent for a mail that starts no bundle. */
  bundlingKey?: string | null;
};

type ResultRow = Pick<
  Selectable<Schema['inbound']>,
  | 'id'
  | 'state'
  | 'reason'
  | 'sender'
  | 'subject'
  | 'message_id'
  | 'content_hash'
  | 'ticket_id'
  | 'entry_id'
  | 'trace'
  | 'bundling_key'
>;
const resultUpdate = prepared((db, { id, from, ...row }: ResultRow & { from: ResultRow['state'] }) =>
  db
    .updateTable('inbound')
    .set({ ...row, next_attempt_at: null })
    .where('id', '=', id)
    .where('state', '=', from),
);

/** Writes the result; `from` guards against a second process: gives false if the mail is no longer in that state. */
export async function finishInbound(
  trx: Trx,
  id: number,
  from: Schema['inbound']['state'],
  result: InboundResult,
): Promise<boolean> {
  const { numAffectedRows } = await resultUpdate(trx, {
    id,
    from,
    state: result.state,
    reason: result.reason === null ? null : JSON.stringify(result.reason),
    sender: result.sender,
    subject: result.subject,
    message_id: result.messageId,
    content_hash: result.contentHash,
    ticket_id: result.ticketId,
    entry_id: result.entryId,
    trace: JSON.stringify(result.trace),
    bundling_key: result.bundlingKey ?? null,
  });
  return numAffectedRows === 1n;
}

/** Puts off a mail whose filing failed for a passing reason. */
export async function deferInbound(trx: Trx, id: number, nextAttemptAt: number): Promise<void> {
  await trx
    .updateTable('inbound')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), next_attempt_at: nextAttemptAt, reason: null }))
    .where('id', '=', id)
    .where('state', '=', sql.lit('received' as const))
    .execute();
}

const unsettledSelect = prepared((db, { mailboxId, limit }: { mailboxId: number; limit: number }) =>
  db
    .selectFrom('inbound')
    .select(['id', 'ref'])
    .where('mailbox_id', '=', mailboxId)
    .where('settled_at', 'is', null)
    .where('state', '<>', sql.lit('tooLarge' as const))
    .where('state', 'not in', ['received', 'wanted', 'fetching'])
    .orderBy('id')
    .limit(limit),
);

/** Server copies still to settle: the mail is filed or safely parked, and nobody has touched the server yet. Oldest first. */
export async function unsettled(db: Db, mailboxId: number, limit: number): Promise<{ id: number; ref: string }[]> {
  return (await unsettledSelect(db, { mailboxId, limit })).rows;
}

/** Notes that the server's copies are dealt with. */
export async function markSettled(trx: Trx, ids: readonly number[], now: number): Promise<void> {
  for (let i = 0; i < ids.length; i += chunk) {
    await trx
      .updateTable('inbound')
      .set({ settled_at: now })
      .where('id', 'in', ids.slice(i, i + chunk))
      .execute();
  }
}

/** The row as flows need it; null if there is none. */
export async function findInbound(db: Db, id: number) {
  return (await db.selectFrom('inbound').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Sets a mail that failed or stayed unfiled back to be judged anew. Gives false if it is in another state or its bytes are not here. */
export async function requeueInbound(trx: Trx, id: number): Promise<boolean> {
  const updated = await trx
    .updateTable('inbound')
    .set({ state: 'received', reason: null, attempts: 0, next_attempt_at: null })
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'unfiled', 'quarantined'])
    .where('blob', 'is not', null)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}
