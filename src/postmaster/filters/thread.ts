import { readMessageMark } from '../../desk/message-mark.ts';
import { defineFilter } from '../filter.ts';

/** How many of the newest ids are looked up; a thread with more is older than any mail program keeps. */
const lookedUp = 50;

/** SPEC §3.6, surest first: our own signed Message-ID, then any known one (RFC 5322 §3.6.4). */
export const threadFilter = defineFilter({
  name: 'thread',
  about: 'Finds the ticket by the Message-IDs that In-Reply-To and References name.',
  async run({ message, rules }, _facts, lookups) {
    const bounced = message.deliveryStatus?.originalMessageId;
    const ids = [...(bounced ? [bounced] : []), ...message.inReplyTo, ...message.references.toReversed()].slice(
      0,
      lookedUp,
    );
    for (const id of ids) {
      const mark = readMessageMark(rules.signingKey, rules.serverId, id);
      if (!mark || !(await lookups.ticket(mark.ticketId))) continue;
      return {
        set: { followUp: { ticketId: mark.ticketId, by: 'signedMessageId' } },
        why: { key: 'signedMessageId', params: { id } },
      };
    }
    const known = ids.length === 0 ? null : await lookups.entryByMessageId(ids);
    if (!known) return;
    return {
      set: { followUp: { ticketId: known.ticketId, by: 'knownMessageId' } },
      why: { key: 'knownMessageId', params: { id: known.messageId } },
    };
  },
});
