import { Failure } from '../lib/failure.ts';
import { firstAddress } from '../mail/addresses.ts';
import { decodeHeaderText } from '../mail/encoded-words.ts';
import { headerValue, readHeader } from '../mail/header.ts';
import type { Address } from '../mail/message.ts';
import { type GapReason, gapReason, gapReasons } from '../postmaster/gaps.ts';
import type { Candidate } from '../sources/source.ts';
import { insertArrivals, requeueInbound } from '../store/inbound.ts';
import { getMailbox, type MailboxRow } from '../store/mailboxes.ts';
import { makeDue } from '../store/runs.ts';
import { transact } from '../store/transact.ts';
import { ledgerStates, wantMails } from '../store/wanted.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';
import { openSource } from './open-mailbox.ts';
import { importRules } from './run-mailbox.ts';

/** A mail on the server that is not filed here. `inboundId` is its row in the intake log, if it has one. */
export type Gap = { ref: string; receivedAt: Date; size: number; reason: GapReason; inboundId: number | null };

/** What its header says, as far as it was asked for and is there. */
export type ShownGap = Gap & { from: Address | null; subject: string };

/** What the server has, how much of it is filed here, all that is not, and a closer look at the newest of those. */
export type Gaps = { total: number; here: number; gaps: Gap[]; shown: ShownGap[] };

/** Rows that share a commit. */
const batch = 500;

/** No header is read further than this. */
const headerBytes = 65_536;

/**
 * Compares what lies on the server of an incoming mailbox, all of it, with the ledger, and reads the headers of the `shown` newest gaps. The server is only
 * looked at. Throws Failure when it refuses, and `not-found` for an outgoing mailbox.
 */
export async function findGaps(desk: Desk, id: number, shown: number, signal: AbortSignal): Promise<Gaps> {
  const mailbox = await getMailbox(desk.store.db, id);
  if (mailbox.direction !== 'incoming') throw new Failure('not-found');
  const source = await openSource(desk, mailbox, signal);
  try {
    const listed = await source.list({ since: null, unseenOnly: false });
    const gaps = await gapsAmong(desk, mailbox, listed);
    const newest = gaps.toSorted((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime()).slice(0, shown);
    const headers = newest.length > 0 ? await source.headers(newest.map(({ ref }) => ref)) : new Map<string, Buffer>();
    return {
      total: listed.length,
      here: listed.length - gaps.length,
      gaps,
      shown: newest.map((gap) => ({ ...gap, ...glimpse(headers.get(gap.ref)) })),
    };
  } finally {
    await source.close();
  }
}

async function gapsAmong(desk: Desk, mailbox: MailboxRow, listed: readonly Candidate[]): Promise<Gap[]> {
  const rules = importRules(desk, mailbox);
  const states = await ledgerStates(
    desk.store.db,
    mailbox.id,
    listed.map(({ ref }) => ref),
  );
  return listed.flatMap((mail): Gap[] => {
    const row = states.get(mail.ref);
    const reason = gapReason(mail, row?.state, rules);
    return reason ? [{ ...pick(mail), reason, inboundId: row?.id ?? null }] : [];
  });
}

function glimpse(raw: Buffer | undefined): Pick<ShownGap, 'from' | 'subject'> {
  if (!raw) return { from: null, subject: '' };
  const { header } = readHeader(raw, 0, Math.min(raw.length, headerBytes));
  return {
    from: firstAddress(headerValue(header, 'from')),
    subject: decodeHeaderText(headerValue(header, 'subject') ?? ''),
  };
}

/**
 * Has all mails that are not here for one of the reasons imported: by a run that begins at once if the mailbox is active, else by its next one. Gives how
 * many that are.
 */
export async function importGaps(
  desk: Desk,
  actor: Actor,
  id: number,
  reasons: readonly GapReason[],
  signal: AbortSignal,
): Promise<number> {
  const { gaps } = await findGaps(desk, id, 0, signal);
  const wanted = gaps.filter(({ reason }) => reasons.includes(reason) && reason !== 'waiting');
  let asked = 0;
  for (let at = 0; at < wanted.length; at += batch) asked += await askFor(desk, id, wanted.slice(at, at + batch));
  const { name } = await getMailbox(desk.store.db, id);
  const changes = [{ field: 'mails', count: asked }];
  await transact(desk.store, (trx) => audit(trx, desk, actor, { act: 'asked', kind: 'mailbox', id, name, changes }));
  return asked;
}

async function askFor(desk: Desk, id: number, gaps: readonly Gap[]): Promise<number> {
  return transact(desk.store, async (trx, announce) => {
    const now = desk.clock().getTime();
    const unknown = gaps.filter(({ inboundId }) => inboundId === null);
    const arrivals = unknown.map(({ ref, size, receivedAt }) => ({
      ref,
      size,
      receivedAt: receivedAt.getTime(),
      blob: null,
    }));
    let asked = (await insertArrivals(trx, id, 0, arrivals, 'wanted', now)).length;
    const left = gaps.filter(({ reason }) => reason === 'tooLarge' || reason === 'skipped');
    asked += await wantMails(
      trx,
      left.flatMap(({ inboundId }) => inboundId ?? []),
    );
    for (const { inboundId, reason } of gaps) {
      if (reason === 'failed' && inboundId !== null && (await requeueInbound(trx, inboundId))) asked += 1;
    }
    await makeDue(trx, id);
    announce('inbound', gaps[0]?.inboundId ?? 0);
    announce('mailbox', id);
    return asked;
  });
}

const pick = ({ ref, receivedAt, size }: Candidate) => ({ ref, receivedAt, size });

/** How many gaps there are for each reason. */
export function countGaps(gaps: readonly Gap[]): Record<GapReason, number> {
  const counts = Object.fromEntries(gapReasons.map((reason) => [reason, 0])) as Record<GapReason, number>;
  for (const { reason } of gaps) counts[reason] += 1;
  return counts;
}
