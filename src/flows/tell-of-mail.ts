import { guardLimits, isEcho } from '../desk/loop-guard.ts';
import type { Message } from '../mail/message.ts';
import type { TraceLine } from '../postmaster/filter.ts';
import type { Verdict } from '../postmaster/judge.ts';
import { isAgentAddress } from '../store/notice-recipients.ts';
import { type AutoMailSetup, autoMailSetup } from '../store/auto-mails.ts';
import { answeredAddress } from '../store/loop-guard.ts';
import type { Within } from './automatic-mail.ts';
import type { Desk } from './desk.ts';
import { holdBefore, holdByHistory, type MailCause } from './hold-auto-mail.ts';
import { tellAgents } from './tell-agents.ts';
import { instantParams, openCircuitFor, tellUser, type Told } from './tell-user.ts';

/** A mail that was just filed. */
export type FiledMail = { message: Message; receivedAt: number; ticketId: number; verdict: Verdict };

/**
 * SPEC §3.13, §6: what leaves by itself because of a mail, queued in the transaction in which it is filed: one answer to the sender of a new ticket, a
 * word to the team or the dispatchers. Gives the lines of the trace that tell of it.
 */
export async function tellOfMail(within: Within, setup: AutoMailSetup, mail: FiledMail): Promise<TraceLine[]> {
  const { verdict, ticketId, message } = mail;
  const { disposition, facts } = verdict;
  const isNew = disposition.to === 'newTicket';
  const told = isNew ? await answer(within, setup, mail) : await watchEcho(within, mail);
  const sender = message.from?.addr ?? '';
  const notice = { ticketId, actor: null, sender: sender === '' ? null : sender };
  if (isNew) await tellAgents(within, setup, { ...notice, event: facts.teamId === null ? 'newInquiry' : 'assigned' });
  else if (!facts.automatic && facts.report === null)
    await tellAgents(within, setup, { ...notice, event: 'replyArrived' });
  return told.map((line) => ({ filter: 'auto-mail', decided: false, ...line }));
}

/** The lines that the trace would have about the answer if the mail were filed now; writes nothing. */
export async function foreseeAnswer(desk: Desk, mail: Omit<FiledMail, 'ticketId'>): Promise<TraceLine[]> {
  const { db } = desk.store;
  const setup = await autoMailSetup(db);
  const event = answerEvent(setup, mail.verdict);
  if (event === null) return [];
  const address = mail.message.from?.addr ?? '';
  const { noMailForOwnAction } = setup;
  const now = desk.clock().getTime();
  const question = { address, event, ticketId: null, cause: causeOf(mail), noMailForOwnAction, now };
  const held =
    (await holdBefore(desk, db, question)) ?? (await holdByHistory(db, question, await answeredAddress(db, address)));
  const key = held ? `autoMail.held.${held.reason}` : `autoMail.sent.${event}`;
  return [{ filter: 'auto-mail', key, params: { address, ...held?.params }, decided: false }];
}

async function answer(within: Within, setup: AutoMailSetup, mail: FiledMail): Promise<Told[]> {
  const event = answerEvent(setup, mail.verdict);
  if (event === null) return [];
  const templateId = event === 'newByMail' ? mail.verdict.facts.recipient.autoReplyTemplateId : null;
  return tellUser(within, setup, { event, ticketId: mail.ticketId, templateId, cause: causeOf(mail) });
}

/** SPEC §2.4 autoReplyTemplate: new tickets of people only. "New by mail" and "authorised" at once make one mail. */
function answerEvent({ events }: AutoMailSetup, { disposition, facts }: Verdict): 'newByMail' | 'authorised' | null {
  if (disposition.to !== 'newTicket' || facts.automatic || facts.own) return null;
  if (events.newByMail.active) return 'newByMail';
  return facts.teamId !== null && events.authorised.active ? 'authorised' : null;
}

function causeOf({ message, receivedAt, verdict: { facts } }: Omit<FiledMail, 'ticketId'>): MailCause {
  const refers = facts.followUp !== null || facts.linkTo !== null;
  return { by: 'mail', message, receivedAt, mailboxId: facts.recipient.id, refers };
}

/** Nobody reads an automatic mail and answers it within seconds: such an address is a machine that does not say so. */
async function watchEcho(
  within: Within,
  { message, receivedAt, ticketId, verdict: { facts } }: FiledMail,
): Promise<Told[]> {
  const address = message.from?.addr ?? '';
  if (facts.automatic || facts.own || facts.followUp === null || address === '') return [];
  const answered = await answeredAddress(within.trx, address);
  if (answered.toldAt === null || answered.ticketId !== ticketId) return [];
  if (!isEcho(answered.toldAt, receivedAt, guardLimits.instantMs)) return [];
  if (await isAgentAddress(within.trx, address)) return [];
  const params = instantParams(receivedAt, answered.toldAt);
  return openCircuitFor(within, address, ticketId, 'instantReply', params);
}
