import type { AutoMailEvent } from '../desk/auto-mail-events.ts';
import { guardLimits, type HoldReason, isEcho } from '../desk/loop-guard.ts';
import { addressKey } from '../mail/addresses.ts';
import { hasNullReturnPath } from '../mail/auto-submitted.ts';
import { mayAnswerAutomatically } from '../mail/automatic-mail.ts';
import { foreignDesk } from '../mail/foreign-desks.ts';
import { readHeader } from '../mail/header.ts';
import type { Message } from '../mail/message.ts';
import { addressMarks } from '../store/address-marks.ts';
import { findAgent } from '../store/agents.ts';
import { type AnsweredAddress, openCircuit, wasTold } from '../store/loop-guard.ts';
import { ownAddresses } from '../store/mailboxes.ts';
import type { Db } from '../store/schema.ts';
import { openingMail } from '../store/template-facts.ts';
import type { Actor, Desk } from './desk.ts';

/** Why an automatic mail is held back, with the values of the reason's text. */
export type Held = { reason: HoldReason; params?: Record<string, string | number> };

/** What an automatic mail is due to: a mail, or what an agent did. */
export type Cause = MailCause | { by: 'agent'; actor: Actor };

/** A mail that opens a ticket, and so wants an answer. `mailboxId` is the mailbox it belongs to, `refers` whether it refers to a ticket of ours. */
export type MailCause = { by: 'mail'; message: Message; receivedAt: number; mailboxId: number; refers: boolean };

/** Whether a mail of this event may go to an address; `ticketId` null for a ticket that is not there yet. */
export type HoldQuestion = {
  address: string;
  event: AutoMailEvent;
  ticketId: number | null;
  cause: Cause;
  noMailForOwnAction: boolean;
  now: number;
};

/** What speaks against a mail to this address whatever went before. */
export async function holdBefore(desk: Desk, db: Db, question: HoldQuestion): Promise<Held | null> {
  const { address, cause, ticketId, now } = question;
  if (address === '') return { reason: 'noAddress' };
  const key = addressKey(address);
  const own = await ownAddresses(db);
  if (own.has(key) || own.has(key.replace(/\+[^@]*@/, '@'))) return { reason: 'ownAddress' };
  if (!answerable(address, cause)) return { reason: 'noAnswerAddress' };
  if (cause.by === 'mail') {
    const name = foreignDesk(cause.message.header);
    if (name !== null) return { reason: 'foreignDesk', params: { name } };
    if (now - cause.receivedAt > guardLimits.maxAgeMs) return { reason: 'tooOld' };
    return null;
  }
  if (question.noMailForOwnAction && cause.actor) {
    const agent = await findAgent(db, { id: cause.actor.agentId });
    if (agent && addressKey(agent.email) === key) return { reason: 'ownAction' };
  }
  return ticketId === null ? null : machineBehind(desk, db, ticketId);
}

/** So much of a mail holds its header. */
const headerBytes = 256 * 1024;

/** An agent's click must not talk to a machine either: whether one opened the ticket. */
async function machineBehind(desk: Desk, db: Db, ticketId: number): Promise<Held | null> {
  const opening = await openingMail(db, ticketId);
  if (opening?.automatic) return { reason: 'machine' };
  // A mail whose source is no longer kept was a person's as far as anybody knows.
  const start = opening?.blob ? await startOf(desk, opening.blob) : Buffer.alloc(0);
  const name = foreignDesk(readHeader(start, 0, start.length).header);
  return name === null ? null : { reason: 'foreignDesk', params: { name } };
}

/** The first octets of a stored mail; none if its file is gone, as after a restore without blobs: that must not keep a ticket from its mails. */
async function startOf({ store }: Desk, blob: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of store.blobs.stream(blob)) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= headerBytes) break;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return Buffer.alloc(0);
  }
  return Buffer.concat(chunks);
}

/** RFC 3834 §2: addresses that nobody reads. Whether a machine wrote the mail the postmaster has said before. */
function answerable(to: string, cause: Cause): boolean {
  const returnPath = cause.by === 'mail' && hasNullReturnPath(cause.message.header) ? '' : null;
  return mayAnswerAutomatically({ isAutomatic: false, isBounce: false, isList: false, returnPath, to });
}

/** What speaks against it because of what went to and fro before. */
export async function holdByHistory(
  db: Db,
  { address, cause, event, ticketId, now }: HoldQuestion,
  { answeredAt, toldAt }: AnsweredAddress,
): Promise<Held | null> {
  if (await openCircuit(db, address, now)) return { reason: 'circuit' };
  const marks = await addressMarks(db, [address]);
  if (marks.some(({ kind }) => kind === 'complained')) return { reason: 'complained' };
  const [failing] = marks;
  if (failing) return { reason: toldAt !== null && failing.at >= toldAt ? 'bounced' : 'failing' };
  if (cause.by === 'agent') {
    const since = now - guardLimits.answerMs;
    const again = ticketId !== null && (await wasTold(db, event, ticketId, address, since));
    return again ? { reason: 'repeated' } : null;
  }
  if (isEcho(toldAt, cause.receivedAt, guardLimits.reactionMs)) return { reason: 'reaction' };
  return answeredAt !== null && now - answeredAt < guardLimits.answerMs ? { reason: 'hourly' } : null;
}
