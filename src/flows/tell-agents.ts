import type { AutoMailEvent } from '../desk/auto-mail-events.ts';
import { guardLimits } from '../desk/loop-guard.ts';
import { Failure } from '../lib/failure.ts';
import { addressKey } from '../mail/addresses.ts';
import { replyReferences } from '../mail/reply.ts';
import { addressMarks } from '../store/address-marks.ts';
import { findAgent } from '../store/agents.ts';
import type { AutoMailSetup } from '../store/auto-mails.ts';
import { type DeskSettings, readDeskSettings } from '../store/desk-settings.ts';
import { threadOf } from '../store/entries.ts';
import { countAutoMails, noteAutoMail } from '../store/loop-guard.ts';
import { ownAddresses } from '../store/mailboxes.ts';
import { isAgentAddress, type NoticeRecipient, roleRecipients, teamRecipients } from '../store/notice-recipients.ts';
import type { Trx } from '../store/schema.ts';
import { type TicketFacts, ticketFacts } from '../store/template-facts.ts';
import { contentFor, queueAutomatic, throughFor, type Within } from './automatic-mail.ts';
import type { Actor } from './desk.ts';
import { ticketValues } from './template-values.ts';

/** What agents are told about a ticket. */
export type AgentTelling = {
  event: Extract<AutoMailEvent, 'assigned' | 'replyArrived' | 'resubmission' | 'newInquiry'>;
  ticketId: number;
  /** Who did it; null for the desk itself. */
  actor: Actor;
  /** The sender of the mail that caused it, null if none did. */
  sender: string | null;
};

/**
 * SPEC §6: mail to the members of the ticket's team, or to those who dispatch where there is none, in each reader's language; queued in the caller's
 * transaction. Who caused it gets none by the desk's option, and who wrote the mail that caused it never does.
 */
export async function tellAgents(within: Within, setup: AutoMailSetup, telling: AgentTelling): Promise<void> {
  const { desk, trx } = within;
  const { event, ticketId, sender } = telling;
  if (!setup.events[event].active) return;
  const facts = await ticketFacts(trx, ticketId);
  if (!facts) return;
  const now = desk.clock().getTime();
  if (sender !== null) {
    // Absence notes of our own people must not keep one another going.
    const limit = (await isAgentAddress(trx, sender)) ? guardLimits.noticesPerHourByAgent : guardLimits.noticesPerHour;
    if ((await countAutoMails(trx, event, sender, now - 3_600_000)) >= limit) return;
    await noteAutoMail(trx, { at: now, event, address: sender, outcome: 'sent', reason: null, byMail: true, ticketId });
  }
  const readers = await recipients(trx, setup, telling, facts);
  const settings = await readDeskSettings(trx);
  for (const [locale, group] of Map.groupBy(readers, (reader) => reader.locale))
    await tellGroup(within, setup, telling, facts, settings, locale, group);
}

async function tellGroup(
  within: Within,
  setup: AutoMailSetup,
  { event, ticketId, actor }: AgentTelling,
  facts: TicketFacts,
  settings: DeskSettings,
  locale: 'de' | 'en',
  group: readonly NoticeRecipient[],
): Promise<void> {
  const { desk, trx } = within;
  const through = await throughFor(desk, trx, facts.mailboxId, ticketId);
  if (!through) return;
  const agent = actor === null ? '' : ((await findAgent(trx, { id: actor.agentId }))?.name ?? '');
  const values = (wanted: 'de' | 'en') =>
    ticketValues(desk, settings, facts, wanted, { agent, mailboxAddress: through.home });
  const last = facts.mail === null ? null : await threadOf(trx, ticketId, facts.mail.entryId);
  try {
    await queueAutomatic(within, {
      kind: 'auto-generated',
      ticketId,
      to: group.map(({ name, email }) => ({ name, addr: email })),
      through,
      content: contentFor(desk, setup, event, { wished: [locale, settings.locale] }, values),
      thread: last === null ? {} : replyReferences({ ...last, inReplyTo: [] }),
      isStep: false,
    });
  } catch (thrown) {
    // One address that cannot be written must not undo what it is about.
    if (!(thrown instanceof Failure) || !['address-invalid', 'header-injection'].includes(thrown.code)) throw thrown;
    desk.log.warn({ ticket: ticketId, detail: thrown.message }, 'agents could not be told of a ticket');
  }
}

async function recipients(
  trx: Trx,
  setup: AutoMailSetup,
  { event, actor, sender }: AgentTelling,
  { teamId }: TicketFacts,
): Promise<NoticeRecipient[]> {
  const toTeam = event !== 'newInquiry' && teamId !== null;
  const readers = toTeam ? await teamRecipients(trx, teamId) : await roleRecipients(trx, ['dispatcher']);
  const own = await ownAddresses(trx);
  const dead = await addressMarks(
    trx,
    readers.map(({ email }) => email),
  );
  const unreachable = new Set(dead.map(({ address }) => address));
  const isActor = (id: number) => setup.noMailForOwnAction && actor !== null && actor.agentId === id;
  const senderKey = sender === null ? null : addressKey(sender);
  return readers.filter(({ id, email }) => {
    const key = addressKey(email);
    // An agent who signs in with a mailbox's address would get the mail as a ticket.
    return !isActor(id) && key !== senderKey && !own.has(key) && !unreachable.has(key);
  });
}
