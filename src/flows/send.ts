import { refusesAddress } from '../desk/reports.ts';
import { backoffMs } from '../lib/backoff.ts';
import { sleep } from '../lib/clock.ts';
import { asFailure, Failure } from '../lib/failure.ts';
import {
  claimDue,
  type DueMail,
  endClaim,
  expiredClaims,
  getOutbound,
  recordFailure,
  recordOutcomes,
  releaseClaim,
  renewClaim,
} from '../store/outbound.ts';
import { addressWorks, markAddress } from '../store/address-marks.ts';
import type { OutgoingMailbox } from '../settings/outgoing-mailbox.ts';
import { getMailbox } from '../store/mailboxes.ts';
import { postponeDue, sendingRoom } from '../store/outbound-limit.ts';
import { mailboxVersion } from '../store/mailbox-versions.ts';
import type { Trx } from '../store/schema.ts';
import { touchTicket } from '../store/tickets.ts';
import { type Announce, transact } from '../store/transact.ts';
import type { Outcome, Transport } from '../transports/transport.ts';
import type { Desk } from './desk.ts';

/** RFC 5321 §4.5.4.1: a sender gives up after four to five days … */
const giveUpAfterMs = 5 * 86_400_000;
/** … but not before so many tries, which take most of a day: a mail that lay here for a week, or that somebody sends once more, meets its server anew. */
const leastTries = 12;
/** A claim outlives the slowest sending; after a crash the mail waits this long before it counts as uncertain. */
const leaseMs = 15 * 60_000;
/** Mails taken at a time: few, because all of them are uncertain if the process is killed now. */
const batch = 5;
/** What became of a mail is written until the database takes it: so often, with so much time between. */
const recordTries = 120;
const recordWaitMs = 1000;

const isWorn = ({ createdAt, attempts }: DueMail, now: number) =>
  now - createdAt > giveUpAfterMs && attempts >= leastTries;
const retryWait = (attempts: number) => backoffMs(attempts, 60_000, 4 * 3_600_000);

/**
 * Sends what is due through one outgoing mailbox, oldest first, until nothing is or the mailbox was paused, deleted or changed. Gives the number of
 * attempts. Never throws for one mail's sake.
 */
export async function sendDue(
  desk: Desk,
  mailboxId: number,
  transport: Transport,
  signal: AbortSignal,
): Promise<number> {
  let attempts = 0;
  const version = await mailboxVersion(desk.store.db, mailboxId);
  if (version === null) return 0;
  const { maxPerHour } = (await getMailbox(desk.store.db, mailboxId)).values as Partial<OutgoingMailbox>;
  while (!signal.aborted && (await mailboxVersion(desk.store.db, mailboxId)) === version) {
    const now = desk.clock().getTime();
    const leaseUntil = now + leaseMs;
    const most = await mostNow(desk, mailboxId, maxPerHour ?? null, now);
    if (most === 0) break;
    const mails = await transact(desk.store, (trx) =>
      claimDue(trx, desk.store.dialect, mailboxId, now, leaseUntil, most),
    );
    if (mails.length === 0) break;
    let written: Promise<void> = Promise.resolve();
    for (const mail of mails) {
      if (signal.aborted) {
        await giveBack(desk, mail);
        continue;
      }
      if (!(await isStillOurs(desk, mail, leaseUntil))) continue;
      const outcome = await sendOne(desk, mail, transport, signal);
      // Written while the next one travels, and before the one after that.
      const before = written;
      written = patiently(signal, outcome);
      written.catch(() => undefined); // met where it is awaited
      await before;
    }
    await written;
    attempts += mails.length;
  }
  return attempts;
}

/** How many mails may be taken now; 0 if the mailbox's limit per hour is reached: then what is due was put off until there is room. */
async function mostNow(desk: Desk, mailboxId: number, perHour: number | null, now: number): Promise<number> {
  if (perHour === null) return batch;
  const { left, freeAt } = await sendingRoom(desk.store.db, mailboxId, perHour, now);
  if (left > 0) return Math.min(batch, left);
  await transact(desk.store, async (trx, announce) => {
    for (const id of await postponeDue(trx, mailboxId, perHour, now, freeAt)) announce('outbound', id);
  });
  return 0;
}

/** Puts off everything due through a mailbox that cannot be reached or refuses us: the reason stands at each mail. */
export async function deferDue(desk: Desk, mailboxId: number, failure: Failure): Promise<void> {
  const now = desk.clock().getTime();
  // At once: nobody tried them, and if the process died between they would count as uncertain.
  const count = await transact(desk.store, async (trx, announce) => {
    const mails = await claimDue(trx, desk.store.dialect, mailboxId, now, now + leaseMs, 500);
    for (const mail of mails) await writeFailure(trx, announce, mail, failure, now);
    return mails.length;
  });
  desk.log.warn({ mailbox: mailboxId, count, code: failure.code, detail: failure.message }, 'mails could not be sent');
}

/** Large mails before this one may have used up much of the claim; a mail whose claim ran out must not be sent, somebody may have sent it back to be sent. */
async function isStillOurs(desk: Desk, mail: DueMail, leaseUntil: number): Promise<boolean> {
  const now = desk.clock().getTime();
  if (now < leaseUntil - leaseMs / 2) return true;
  return transact(desk.store, (trx) => renewClaim(trx, mail.id, leaseUntil, now + leaseMs));
}

/** Marks mails whose sender process died while sending: whether they left nobody knows, so they are not sent again by themselves and their tickets show as unread. */
export async function noteUncertain(desk: Desk): Promise<void> {
  const now = desk.clock().getTime();
  for (const id of await expiredClaims(desk.store.db, now)) {
    await transact(desk.store, async (trx, announce) => {
      if (!(await endClaim(trx, id, now))) return;
      const mail = await getOutbound(trx, id);
      await recordFailure(trx, id, new Failure('send-uncertain'), now, { state: 'uncertain' });
      if (mail.ticket_id !== null) await touchTicket(trx, mail.ticket_id, now, { unread: true });
      tell(announce, id, mail.ticket_id);
    });
  }
}

/** Tries one mail; gives what is then to be written down. Never throws. */
async function sendOne(
  desk: Desk,
  mail: DueMail,
  transport: Transport,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  let outcomes: Outcome[];
  try {
    const raw = await desk.store.blobs.get(mail.blob);
    const { mailFrom, recipients: rcptTo, envelopeId, tellSuccess } = mail;
    const asked = envelopeId === null ? {} : { envelopeId, tellSuccess };
    outcomes = await transport.send({ mailFrom, rcptTo, raw, ...asked }, signal);
  } catch (thrown) {
    const failure = asFailure(thrown);
    // We stopped it ourselves before anything left: no attempt, and no reason to put the mail off.
    return () =>
      failure.code === 'cancelled' && signal.aborted ? giveBack(desk, mail) : noteFailure(desk, mail, failure);
  }
  // Not within the try: the mail has left, and trouble with writing that down is no reason to send it again.
  return () => noteOutcomes(desk, mail, outcomes);
}

/** Sets a mail that was claimed and not tried back as it was: the next process takes it up at once. */
async function giveBack(desk: Desk, mail: DueMail): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    if (await releaseClaim(trx, mail.id)) tell(announce, mail.id, mail.ticketId);
  });
}

async function noteOutcomes(desk: Desk, mail: DueMail, outcomes: readonly Outcome[]): Promise<void> {
  const now = desk.clock().getTime();
  const retryAt = isWorn(mail, now) ? null : now + retryWait(mail.attempts);
  await transact(desk.store, async (trx, announce) => {
    const state = await recordOutcomes(trx, mail.id, outcomes, now, retryAt);
    await noteAddresses(trx, mail.id, outcomes, now);
    // Somebody must look when an answer did not get through: the ticket shows as unread again.
    if (mail.ticketId !== null && (state === 'failed' || state === 'partly'))
      await touchTicket(trx, mail.ticketId, now, { unread: true });
    tell(announce, mail.id, mail.ticketId);
  });
}

/** Marks addresses that were refused as such, and takes the mark off those that are taken again; a bounce that came later knows more than our own server. */
async function noteAddresses(trx: Trx, outboundId: number, outcomes: readonly Outcome[], at: number): Promise<void> {
  for (const { address, result, status, reply } of outcomes) {
    if (result === 'sent') await addressWorks(trx, address, 'refusal');
    if (result === 'failed' && refusesAddress(status))
      await markAddress(trx, {
        address,
        kind: 'failing',
        origin: 'refusal',
        at,
        status,
        text: reply ?? '',
        outboundId,
      });
  }
}

/** Writes again for as long as only the database stands in the way. Given up, the claim runs out and the mail counts as uncertain. */
async function patiently(signal: AbortSignal, write: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (thrown) {
      if (!asFailure(thrown).temporary || tries >= recordTries || signal.aborted) throw thrown;
      await sleep(recordWaitMs, signal);
    }
  }
}

/**
 * Causes that no later try of this mail can mend. A refused sign-in is not among them: an administrator sets it right for all that waits.
 */
const endOfTries = new Set(['blob-missing', 'outgoing-gone', 'sender-refused', 'mail-refused']);

async function noteFailure(desk: Desk, mail: DueMail, failure: Failure): Promise<void> {
  desk.log.warn({ outbound: mail.id, code: failure.code, detail: failure.message }, 'a mail could not be sent');
  await transact(desk.store, (trx, announce) => writeFailure(trx, announce, mail, failure, desk.clock().getTime()));
}

async function writeFailure(trx: Trx, announce: Announce, mail: DueMail, failure: Failure, now: number): Promise<void> {
  const uncertain = failure.code === 'send-uncertain';
  const over = isWorn(mail, now) || (!failure.temporary && endOfTries.has(failure.code));
  const next = uncertain
    ? ({ state: 'uncertain' } as const)
    : over
      ? ({ state: 'failed' } as const)
      : ({ state: 'deferred', at: now + retryWait(mail.attempts) } as const);
  await recordFailure(trx, mail.id, failure, now, next);
  if (mail.ticketId !== null && next.state !== 'deferred') await touchTicket(trx, mail.ticketId, now, { unread: true });
  tell(announce, mail.id, mail.ticketId);
}

function tell(announce: Announce, id: number, ticketId: number | null): void {
  announce('outbound', id);
  if (ticketId !== null) announce('ticket', ticketId);
}
