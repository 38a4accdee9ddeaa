import type { AutoMailEvent } from '../desk/auto-mail-events.ts';
import { type CircuitReason, circuitNeeded, guardLimits, isEcho } from '../desk/loop-guard.ts';
import { Failure } from '../lib/failure.ts';
import { replyReferences } from '../mail/reply.ts';
import type { AutoMailSetup } from '../store/auto-mails.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { threadOf } from '../store/entries.ts';
import {
  exchangesWith,
  insertCircuit,
  lockAnsweredAddress,
  noteAnswered,
  noteAutoMail,
  openCircuit,
} from '../store/loop-guard.ts';
import { type TicketFacts, ticketFacts } from '../store/template-facts.ts';
import { findAgent } from '../store/agents.ts';
import { contentFor, queueAutomatic, throughFor, type Within } from './automatic-mail.ts';
import { type Cause, type Held, holdBefore, holdByHistory, type HoldQuestion } from './hold-auto-mail.ts';
import { ticketValues } from './template-values.ts';

/** What a mail to the person of a ticket is about. */
export type UserTelling = {
  event: AutoMailEvent;
  ticketId: number;
  /** Instead of the event's template. */
  templateId?: number | null;
  cause: Cause;
};

/** What came of it: a key of the trace with its values. */
export type Told = { key: string; params: Record<string, string | number> };

type Asked = { within: Within; setup: AutoMailSetup; telling: UserTelling; facts: TicketFacts; now: number };

/**
 * SPEC §6: an automatic mail to the person of a ticket, queued in the caller's transaction and shown in the history, unless the loop guard holds it back.
 * Gives what to say about it: that it goes, or why not, and whether a circuit opened.
 */
export async function tellUser(within: Within, setup: AutoMailSetup, telling: UserTelling): Promise<Told[]> {
  const facts = await ticketFacts(within.trx, telling.ticketId);
  if (!facts) return [];
  const asked = { within, setup, telling, facts, now: within.desk.clock().getTime() };
  const held = (await holdBefore(within.desk, within.trx, questionOf(asked))) ?? (await holdOrSend(asked));
  await note(asked, held);
  const key = held ? `autoMail.held.${held.reason}` : `autoMail.sent.${telling.event}`;
  const told = { key, params: { address: facts.person.addr, ...held?.params } };
  return [told, ...(await openIfNeeded(asked, held))];
}

/** Opens the circuit of an address and says so; nothing if it is open already. */
export async function openCircuitFor(
  { desk, trx, announce }: Within,
  address: string,
  ticketId: number,
  reason: CircuitReason,
  params: Record<string, string | number>,
): Promise<Told[]> {
  const now = desk.clock().getTime();
  if (await openCircuit(trx, address, now)) return [];
  const until = now + (reason === 'bounced' ? guardLimits.openBouncedMs : guardLimits.openMs);
  const id = await insertCircuit(trx, { address, reason, params, ticketId, now, until });
  announce('settings', id);
  desk.log.warn({ circuit: id, reason }, 'an address gets no more automatic mail for some time');
  return [{ key: `autoMail.circuit.${reason}`, params: { address, ...params } }];
}

/** What composing says of somebody to whom no mail can be written: the mail that asks for one is filed all the same. */
const notWritable = new Set(['address-invalid', 'header-injection']);

/** What speaks against it because of what went before. If nothing does, the mail is queued. */
async function holdOrSend(asked: Asked): Promise<Held | null> {
  const { within, facts } = asked;
  const { trx } = within;
  const { addr } = facts.person;
  // Held until the end of the transaction: no other process answers the same sender at the same time.
  const answered = await lockAnsweredAddress(trx, addr);
  return (
    (await holdByHistory(trx, questionOf(asked), answered)) ??
    (await send(asked).catch((thrown: unknown): Held => {
      if (thrown instanceof Failure && notWritable.has(thrown.code)) return { reason: 'notWritable' };
      throw thrown;
    }))
  );
}

async function send(asked: Asked): Promise<Held | null> {
  const { within, setup, telling, facts, now } = asked;
  const { desk, trx } = within;
  const { cause, event, ticketId } = telling;
  const through = await throughFor(desk, trx, cause.by === 'mail' ? cause.mailboxId : facts.mailboxId, ticketId);
  if (!through) return { reason: 'noOutgoing' };
  const settings = await readDeskSettings(trx);
  const agent = cause.by === 'agent' ? await agentName(asked) : '';
  const values = (locale: 'de' | 'en') =>
    ticketValues(desk, settings, facts, locale, { agent, mailboxAddress: through.home });
  const reader = { wished: [facts.locale, settings.locale], templateId: telling.templateId ?? null };
  const { name, addr } = facts.person;
  await queueAutomatic(within, {
    kind: cause.by === 'mail' ? 'auto-replied' : 'auto-generated',
    ticketId,
    to: [{ name: name === addr ? '' : writable(name), addr }],
    through,
    content: contentFor(desk, setup, event, reader, values),
    thread: await threadFor(asked),
    isStep: true,
  });
  await noteAnswered(trx, addr, { ticketId, byMail: cause.by === 'mail', now });
  return null;
}

/** In-Reply-To and References (RFC 5322 §3.6.4): of the mail that is answered, else of the person's last one. */
async function threadFor({ within: { trx }, telling, facts }: Asked) {
  if (telling.cause.by === 'mail') return replyReferences(telling.cause.message);
  const last = facts.mail === null ? null : await threadOf(trx, telling.ticketId, facts.mail.entryId);
  return last === null ? {} : replyReferences({ ...last, inReplyTo: [] });
}

async function agentName({ within: { trx }, telling: { cause } }: Asked): Promise<string> {
  if (cause.by === 'mail' || cause.actor === null) return '';
  return (await findAgent(trx, { id: cause.actor.agentId }))?.name ?? '';
}

async function note({ within: { trx }, telling, facts, now }: Asked, held: Held | null): Promise<void> {
  const { event, ticketId } = telling;
  const outcome = held ? 'held' : 'sent';
  const { reason = null, params = {} } = held ?? {};
  const byMail = telling.cause.by === 'mail';
  await noteAutoMail(trx, { at: now, event, address: facts.person.addr, outcome, reason, params, byMail, ticketId });
}

/** A circuit opens when what was held back, or the mails that went to and fro before, show a machine at the other end. */
async function openIfNeeded({ within, telling, facts, now }: Asked, held: Held | null): Promise<Told[]> {
  const { addr } = facts.person;
  const { ticketId, cause } = telling;
  if (held?.reason === 'bounced') return openCircuitFor(within, addr, ticketId, 'bounced', {});
  if (cause.by !== 'mail' || (held !== null && held.reason !== 'reaction')) return [];
  const exchanges = await exchangesWith(within.trx, addr, now - guardLimits.memoryMs);
  const last = exchanges.findLast(({ outcome }) => outcome === 'sent');
  if (held && cause.refers && last && isEcho(last.at, cause.receivedAt, guardLimits.instantMs))
    return openCircuitFor(within, addr, ticketId, 'instantReply', instantParams(cause.receivedAt, last.at));
  const reason = circuitNeeded(exchanges);
  if (reason === null) return [];
  const sent = exchanges.filter(({ outcome }) => outcome === 'sent').length;
  const count = reason === 'pingPong' ? guardLimits.reactions : sent;
  return openCircuitFor(within, addr, ticketId, reason, { count, hours: guardLimits.memoryMs / 3_600_000 });
}

const questionOf = ({ setup, telling, facts, now }: Asked): HoldQuestion => ({
  address: facts.person.addr,
  event: telling.event,
  ticketId: telling.ticketId,
  cause: telling.cause,
  noMailForOwnAction: setup.noMailForOwnAction,
  now,
});

/** How fast the answer to an automatic mail was, for people. */
export const instantParams = (receivedAt: number, answeredAt: number) => ({
  seconds: Math.max(1, Math.round((receivedAt - answeredAt) / 1_000)),
});

/** A name that came in with a mail may hold what no header can. */
const writable = (name: string) => name.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/gu, ' ').trim();
