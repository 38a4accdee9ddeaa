import { defineFilter } from '../filter.ts';

/** SPEC §2.3, §3.4: what was imported is never imported again, whatever its UID says and, unless each mailbox makes its own ticket, wherever it arrived. */
export const sameMailFilter = defineFilter({
  name: 'same-mail',
  about: 'Recognises a mail that is already here, by Message-ID and content, so that it makes no second step.',
  async run({ message, contentHash, recipient, receivedAt, rules }, _facts, lookups) {
    const within = rules.ticketsPer === 'mailbox' ? recipient.id : null;
    // Two alarms of one machine may read alike: without a Message-ID only the time of receipt tells the mail from its like.
    const same = await (message.messageId === null
      ? lookups.sameNamelessMail(recipient.id, receivedAt, contentHash)
      : lookups.sameMail(message.messageId, contentHash, within));
    if (!same) return;
    return { why: { key: 'sameMail' }, decide: { to: 'copy', ...same } };
  },
});
