import type { Outcome } from '../desk/outcome.ts';
import { Failure } from '../lib/failure.ts';
import { randomToken } from '../lib/id.ts';
import { addressKey } from '../mail/addresses.ts';
import type { Dialect } from './dialect.ts';
import type { Db, Schema, Trx } from './schema.ts';
import { addressMarks } from './address-marks.ts';
import { storedError } from './stored-error.ts';

/**
 * What sending a mail changed at its ticket, from and to; taking it back within the undo time restores what is still as sending set it.
 * `status` null: sending left it alone.
 */
export type Undo = { status: { from: number; to: number } | null; preview: { from: string; to: string } };

/** A finished mail on its way into the spool; the bytes are already in the blob store. */
export type NewOutbound = {
  entryId: number | null;
  ticketId: number | null;
  mailboxId: number;
  blob: string;
  size: number;
  mailFrom: string;
  messageId: string;
  subject: string;
  recipients: readonly string[];
  /** Earliest time of leaving. */
  dueAt: number;
  undo: Undo | null;
  /** See findByDraft. */
  draftKey?: string | undefined;
  now: number;
};

export async function insertOutbound(trx: Trx, mail: NewOutbound): Promise<number> {
  const { id } = await trx
    .insertInto('outbound')
    .values({
      entry_id: mail.entryId,
      ticket_id: mail.ticketId,
      mailbox_id: mail.mailboxId,
      blob: mail.blob,
      size: mail.size,
      mail_from: mail.mailFrom,
      message_id: mail.messageId,
      subject: mail.subject,
      state: 'queued',
      next_attempt_at: mail.dueAt,
      claimed_until: null,
      error: null,
      undo: mail.undo === null ? null : JSON.stringify(mail.undo),
      envelope_id: randomToken(12),
      draft_key: mail.draftKey ?? null,
      created_at: mail.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const recipients = mail.recipients.map((address, position) => ({
    outbound_id: id,
    position,
    address,
    state: 'queued' as const,
    status: null,
    reply: null,
    at: null,
  }));
  await trx.insertInto('outbound_recipient').values(recipients).execute();
  return id;
}

/** States in which nothing more will happen by itself although not everybody got the mail. */
const ended = new Set<Schema['outbound']['state']>(['failed', 'partly', 'cancelled', 'uncertain']);

/** Whether a mail can be written anew: a person's answer that did not reach everybody, and that was not taken back with its step. */
export function writableAgain(mail: Pick<Schema['outbound'], 'entry_id' | 'mail_from' | 'state'>): boolean {
  // RFC 3834 §3.3: what the desk writes by itself has no return path.
  return mail.entry_id !== null && mail.mail_from !== '' && ended.has(mail.state);
}

/** The mail that was made of a draft; null if it was not handed over before. */
export async function findByDraft(db: Db, draftKey: string): Promise<{ id: number; ticketId: number | null } | null> {
  const row = await db
    .selectFrom('outbound')
    .select(['id', 'ticket_id'])
    .where('draft_key', '=', draftKey)
    .executeTakeFirst();
  return row ? { id: row.id, ticketId: row.ticket_id } : null;
}

/** A claimed mail: only its recipients that are still to be reached. */
export type DueMail = {
  id: number;
  mailboxId: number;
  ticketId: number | null;
  blob: string;
  mailFrom: string;
  recipients: string[];
  attempts: number;
  createdAt: number;
  /** By it a delivery report names this mail (RFC 3461 §4.4); null for one of the time before they were asked for. */
  envelopeId: string | null;
  /** Mail did not reach one of the recipients before: only a report of the delivery tells that it does now. */
  tellSuccess: boolean;
};

/** Mailboxes with mail that is due, and the time of the next one that is not yet. */
export async function dueMailboxes(db: Db, now: number): Promise<{ due: number[]; nextAt: number | null }> {
  const waiting = db.selectFrom('outbound').where('state', 'in', ['queued', 'deferred']);
  const due = await waiting.select('mailbox_id').distinct().where('next_attempt_at', '<=', now).execute();
  const next = await waiting
    .select((eb) => eb.fn.min('next_attempt_at').as('at'))
    .where('next_attempt_at', '>', now)
    .executeTakeFirst();
  return {
    due: due.map((row) => row.mailbox_id),
    nextAt: next?.at === null || next?.at === undefined ? null : next.at,
  };
}

/** Takes due mails of a mailbox for this process until `leaseUntil`, oldest first; two processes never take the same one. */
export async function claimDue(
  trx: Trx,
  dialect: Dialect,
  mailboxId: number,
  now: number,
  leaseUntil: number,
  limit: number,
): Promise<DueMail[]> {
  const rows = await trx
    .selectFrom('outbound')
    .select(['id', 'mailbox_id', 'ticket_id', 'blob', 'mail_from', 'attempts', 'created_at', 'envelope_id'])
    .where('mailbox_id', '=', mailboxId)
    .where('state', 'in', ['queued', 'deferred'])
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .orderBy('id')
    .limit(limit)
    .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  await trx
    .updateTable('outbound')
    .set((eb) => ({
      state: 'sending',
      claimed_until: leaseUntil,
      attempts: eb('attempts', '+', 1),
      last_attempt_at: now,
    }))
    .where('id', 'in', ids)
    .execute();
  const recipients = await trx
    .selectFrom('outbound_recipient')
    .select(['outbound_id', 'address'])
    .where('outbound_id', 'in', ids)
    .where('state', 'in', ['queued', 'deferred'])
    .orderBy('position')
    .execute();
  const marks = await addressMarks(
    trx,
    recipients.map(({ address }) => address),
  );
  const failing = new Set(marks.filter(({ kind }) => kind === 'failing').map(({ address }) => address));
  const recipientsOf = Map.groupBy(recipients, (recipient) => recipient.outbound_id);
  return rows.map((row) => ({
    id: row.id,
    mailboxId: row.mailbox_id,
    ticketId: row.ticket_id,
    blob: row.blob,
    mailFrom: row.mail_from,
    attempts: row.attempts + 1,
    createdAt: row.created_at,
    envelopeId: row.envelope_id,
    recipients: (recipientsOf.get(row.id) ?? []).map(({ address }) => address),
    tellSuccess: (recipientsOf.get(row.id) ?? []).some(({ address }) => failing.has(addressKey(address))),
  }));
}

/** Writes each recipient's outcome and the state that follows from all of them; `retryAt` null ends the tries: what is still deferred has failed. */
export async function recordOutcomes(
  trx: Trx,
  id: number,
  outcomes: readonly Outcome[],
  now: number,
  retryAt: number | null,
): Promise<Schema['outbound']['state']> {
  for (const { address, result, status, reply } of outcomes) {
    await trx
      .updateTable('outbound_recipient')
      .set({ state: result === 'deferred' && retryAt === null ? 'failed' : result, status, reply, at: now })
      .where('outbound_id', '=', id)
      .where('address', '=', address)
      // A bounce may be here before our own note that the mail left: it knows more.
      .where((eb) => eb.or([eb('report', 'is', null), eb('report', '<>', 'failed')]))
      .execute();
  }
  const rows = await trx.selectFrom('outbound_recipient').select('state').where('outbound_id', '=', id).execute();
  const state = overallState(rows.map((row) => row.state));
  await trx
    .updateTable('outbound')
    .set({ state, next_attempt_at: state === 'deferred' ? retryAt : null, claimed_until: null, error: null })
    .where('id', '=', id)
    .execute();
  return state;
}

/** The state of a mail from those of its recipients: it waits as long as one does. */
export function overallState(states: readonly Schema['outbound_recipient']['state'][]): Schema['outbound']['state'] {
  if (states.some((state) => state === 'deferred' || state === 'queued')) return 'deferred';
  if (states.every((state) => state === 'sent')) return 'sent';
  return states.some((state) => state === 'sent') ? 'partly' : 'failed';
}

/** Notes that an attempt failed as a whole; `next` says what follows: another try, the end, or uncertainty whether it left. */
export async function recordFailure(
  trx: Trx,
  id: number,
  failure: Failure,
  now: number,
  next: { state: 'deferred'; at: number } | { state: 'failed' | 'uncertain' },
): Promise<void> {
  await trx
    .updateTable('outbound')
    .set({
      state: next.state,
      next_attempt_at: next.state === 'deferred' ? next.at : null,
      claimed_until: null,
      error: JSON.stringify(storedError(failure, now)),
    })
    .where('id', '=', id)
    .execute();
  if (next.state !== 'failed') return;
  await trx
    .updateTable('outbound_recipient')
    .set({ state: 'failed', at: now })
    .where('outbound_id', '=', id)
    .where('state', '<>', 'sent')
    .execute();
}

/** Prolongs a claim that lasts until `leaseUntil`. Gives false if it ran out meanwhile and is somebody else's matter. */
export async function renewClaim(trx: Trx, id: number, leaseUntil: number, until: number): Promise<boolean> {
  const updated = await trx
    .updateTable('outbound')
    .set({ claimed_until: until })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('claimed_until', '=', leaseUntil)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Ends a claim that ran out. Gives false if its mail was finished or claimed anew meanwhile. */
export async function endClaim(trx: Trx, id: number, now: number): Promise<boolean> {
  const updated = await trx
    .updateTable('outbound')
    .set({ claimed_until: null })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('claimed_until', '<', now)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Gives a claim back as if it had never been taken, when nothing was tried. Gives false if the mail is no longer claimed. */
export async function releaseClaim(trx: Trx, id: number): Promise<boolean> {
  const updated = await trx
    .updateTable('outbound')
    .set((eb) => ({
      state: eb
        .case()
        .when('attempts', '>', 1)
        .then('deferred' as const)
        .else('queued' as const)
        .end(),
      attempts: eb('attempts', '-', 1),
      claimed_until: null,
    }))
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Makes mails due at once that wait because their mailbox as a whole could not send, e.g. for a wrong password. Gives how many. */
export async function wakeDeferred(trx: Trx, mailboxId: number, now: number): Promise<number> {
  const updated = await trx
    .updateTable('outbound')
    .set({ next_attempt_at: now })
    .where('mailbox_id', '=', mailboxId)
    .where('state', 'in', ['queued', 'deferred'])
    .where('error', 'is not', null)
    .where('next_attempt_at', '>', now)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows);
}

/** Mails whose sender process died while sending: their claim ran out. They may have left. */
export async function expiredClaims(db: Db, now: number): Promise<number[]> {
  const rows = await db
    .selectFrom('outbound')
    .select('id')
    .where('state', '=', 'sending')
    .where('claimed_until', '<', now)
    .execute();
  return rows.map((row) => row.id);
}

/** Ends all claims: for the start of the only process on a database, when whoever held them is dead. */
export async function expireClaims(trx: Trx): Promise<void> {
  await trx.updateTable('outbound').set({ claimed_until: 0 }).where('state', '=', 'sending').execute();
}

/** The row as flows need it. Throws Failure `not-found`. */
export async function getOutbound(db: Db, id: number) {
  const row = await db.selectFrom('outbound').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Failure('not-found');
  return row;
}

/** Sets a mail back to be sent at once to everybody who did not get it; it was tried, so it cannot be undone any more. Gives false if it is not in one of these states. */
export async function requeue(trx: Trx, id: number, now: number): Promise<boolean> {
  const updated = await trx
    .updateTable('outbound')
    .set({ state: 'queued', next_attempt_at: now, attempts: 0, error: null, claimed_until: null, undo: null })
    .where('id', '=', id)
    .where('state', 'in', ['deferred', 'failed', 'partly', 'uncertain'])
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) return false;
  await trx
    .updateTable('outbound_recipient')
    .set({
      state: 'queued',
      report: null,
      report_status: null,
      report_text: null,
      reported_at: null,
      report_entry_id: null,
    })
    .where('outbound_id', '=', id)
    .where('state', '<>', 'sent')
    .execute();
  return true;
}

/** Stops a mail that has not left and gives what taking it back restores, null if it was tried before. False if it is under way or done. */
export async function cancel(trx: Trx, id: number): Promise<{ undo: Undo | null } | false> {
  const row = await trx
    .updateTable('outbound')
    // Its draft may be handed over anew.
    .set({ state: 'cancelled', next_attempt_at: null, draft_key: null })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'deferred'])
    .returning(['attempts', 'undo'])
    .executeTakeFirst();
  if (!row) return false;
  return { undo: row.attempts > 0 || row.undo === null ? null : (JSON.parse(row.undo) as Undo) };
}

/** Lets go of the step a mail belonged to, before the step is removed. */
export async function detachEntry(trx: Trx, id: number): Promise<void> {
  await trx.updateTable('outbound').set({ entry_id: null }).where('id', '=', id).execute();
}
