import { backoffMs } from '../lib/backoff.ts';
import { beginFiling, finishInbound, type WaitingMail, waitingMails } from '../store/inbound.ts';
import { transact } from '../store/transact.ts';
import { deliverMails, type Lane, laneOf } from './deliver.ts';
import type { Desk } from './desk.ts';

/** Mails read back and filed together when a run did not have their bytes at hand: each may be large. */
const deliveredTogether = 10;
/** A mail whose filing began this often and never came to an end is held back. */
const maxBegun = 5;
/** So long a mail is let alone whose filing broke off with the process, doubled each time: meanwhile the desk works. */
const firstPauseMs = 1_000;
const longestPauseMs = 300_000;

/**
 * Files everything of a mailbox that is stored and waits, e.g. after a crash or a retry. Gives how many were taken up. Each try is noted before it begins,
 * because the mail itself may be what ends the process: the next time it comes alone, is read in a thread of its own, and if that does not help either it
 * is held back as `quarantined`.
 */
export async function deliverWaiting(
  desk: Desk,
  mailboxId: number,
  signal: AbortSignal,
  lane: () => Promise<Lane> = laneOf(desk, mailboxId),
): Promise<number> {
  let taken = 0;
  while (!signal.aborted) {
    const [first, ...more] = await waitingMails(desk.store.db, mailboxId, desk.clock().getTime(), deliveredTogether);
    if (!first) return taken;
    taken += await (first.begun > 0 ? deliverSuspect(desk, first, lane) : deliverGroup(desk, [first, ...more], lane));
  }
  return taken;
}

async function deliverGroup(desk: Desk, mails: readonly WaitingMail[], lane: () => Promise<Lane>): Promise<number> {
  const suspect = mails.findIndex(({ begun }) => begun > 0);
  const group = suspect < 0 ? mails : mails.slice(0, suspect);
  await noteBegun(desk, group, 1);
  await deliverMails(desk, await lane(), group);
  return group.length;
}

/** Alone, so that it takes no other with it. */
async function deliverSuspect(desk: Desk, mail: WaitingMail, lane: () => Promise<Lane>): Promise<number> {
  if (mail.begun >= maxBegun) await holdBack(desk, mail);
  else {
    await noteBegun(desk, [mail], mail.begun + 1);
    await deliverMails(desk, await lane(), [mail], { apart: true });
  }
  return 1;
}

async function noteBegun(desk: Desk, mails: readonly WaitingMail[], begun: number): Promise<void> {
  const pauseUntil = desk.clock().getTime() + backoffMs(begun, firstPauseMs, longestPauseMs);
  const ids = mails.map(({ id }) => id);
  await transact(desk.store, (trx) => beginFiling(trx, ids, begun, pauseUntil));
}

/** What it says is not read for its row in the log: that alone may be what goes wrong. */
async function holdBack(desk: Desk, { id, begun }: WaitingMail): Promise<void> {
  desk.log.error({ inbound: id, begun }, 'a mail is held back: the process ended each time it was filed');
  await transact(desk.store, async (trx, announce) => {
    await finishInbound(trx, id, 'received', {
      state: 'quarantined',
      reason: { code: 'filing-broke-off', params: { count: begun } },
      sender: '',
      subject: '',
      messageId: null,
      contentHash: null,
      ticketId: null,
      entryId: null,
      trace: [],
    });
    announce('inbound', id);
  });
}
