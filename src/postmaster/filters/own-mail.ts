import { readMessageMark } from '../../desk/message-mark.ts';
import { defineFilter } from '../filter.ts';

/** SPEC §3.5: our own mail that comes back is no news from a customer. */
export const ownMailFilter = defineFilter({
  name: 'own-mail',
  about: 'Recognises mail of this desk by its signed Message-ID, and mail from one of our own addresses.',
  async run({ message, rules }, _facts, lookups) {
    const mark =
      message.messageId === null ? null : readMessageMark(rules.signingKey, rules.serverId, message.messageId);
    if (mark) {
      const sent = message.messageId === null ? null : await lookups.entryByMessageId([message.messageId]);
      if (sent)
        return { why: { key: 'ownMailBack' }, decide: { to: 'copy', ticketId: sent.ticketId, entryId: sent.entryId } };
      return { set: { own: true }, why: { key: 'ownMailUnknown' }, decide: { to: 'unfiled' } };
    }
    if (message.from && (await lookups.isOwnAddress(message.from.addr))) {
      return {
        set: { own: true, automatic: true },
        why: { key: 'ownAddress', params: { address: message.from.addr } },
      };
    }
    return;
  },
});
