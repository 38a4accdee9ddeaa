import { readAddressMark } from '../../desk/address-mark.ts';
import { readMessageMark } from '../../desk/message-mark.ts';
import type { Message } from '../../mail/message.ts';
import { namedRecipients } from '../../mail/named-recipients.ts';
import { type DeskRules, defineFilter, type Finding, type FollowUpBy } from '../filter.ts';
import type { FoundStep, Lookups } from '../lookups.ts';

/** How many of the newest ids are looked up; a thread with more is older than any mail program keeps. */
const lookedUp = 50;

/** SPEC §3.6, surest first: our own signed Message-ID or reply address, then any known Message-ID (RFC 5322 §3.6.4). */
export const threadFilter = defineFilter({
  name: 'thread',
  about: 'Finds the ticket by the Message-IDs that In-Reply-To and References name, and by reply addresses of ours.',
  async run({ message, rules, recipient }, _facts, lookups) {
    const ids = answeredIds(message);
    const steps = ids.length === 0 ? new Map() : await lookups.stepsByMessageId(ids, recipient.id);
    const known = ids.flatMap((id) => found(id, steps.get(id)));
    // An address may come out of an address book; ids come from the very mail that is answered.
    const sure = (await signedId(ids, steps, rules, lookups)) ?? (await replyAddress(message, rules, lookups));
    if (!sure) return known[0] && joined(known[0], 'knownMessageId', { id: known[0].id });
    for (const nearer of known) {
      if (nearer.id === sure.id) break;
      // What was split off, or continues a closed ticket, still names the old one at the beginning of its thread.
      if (nearer.ticketId !== sure.ticketId && (await lookups.comesFrom(nearer.ticketId, sure.ticketId)))
        return joined(nearer, 'knownMessageId', { id: nearer.id });
    }
    return sure.id === null
      ? joined(sure, 'replyAddress', { address: sure.address })
      : joined(sure, 'signedMessageId', { id: sure.id });
  },
});

type Known = { id: string; ticketId: number };
type Sure = { id: string; ticketId: number; address: '' } | { id: null; ticketId: number; address: string };

/** The nearest first: what is answered, then its forebears from the youngest on. */
function answeredIds({ inReplyTo, references, deliveryStatus }: Message): string[] {
  const bounced = deliveryStatus?.originalMessageId;
  const all = [...(bounced ? [bounced] : []), ...inReplyTo, ...references.toReversed()];
  return [...new Set(all)].slice(0, lookedUp);
}

/** A signed id names its ticket, but its step may have been moved since. */
async function signedId(
  ids: readonly string[],
  steps: ReadonlyMap<string, FoundStep>,
  rules: DeskRules,
  lookups: Lookups,
): Promise<Sure | null> {
  for (const id of ids) {
    const mark = readMessageMark(rules.signingKey, rules.serverId, id);
    const ticketId = mark && (steps.get(id)?.ticketId ?? mark.ticketId);
    if (ticketId !== null && (await lookups.ticket(ticketId))) return { id, ticketId, address: '' };
  }
  return null;
}

async function replyAddress(message: Message, rules: DeskRules, lookups: Lookups): Promise<Sure | null> {
  for (const address of namedRecipients(message)) {
    const ticketId = readAddressMark(rules, address);
    if (ticketId !== null && (await lookups.ticket(ticketId))) return { id: null, ticketId, address };
  }
  return null;
}

const found = (id: string, step: FoundStep | undefined): Known[] => (step ? [{ id, ticketId: step.ticketId }] : []);

function joined({ ticketId }: { ticketId: number }, by: FollowUpBy, params: Record<string, string>): Finding {
  return { set: { followUp: { ticketId, by } }, why: { key: by, params } };
}
