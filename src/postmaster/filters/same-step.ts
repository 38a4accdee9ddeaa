import { defineFilter } from '../filter.ts';

/** SPEC §3.4: also where each mailbox makes its own ticket, a reply that reached two of them is one step of its ticket. */
export const sameStepFilter = defineFilter({
  name: 'same-step',
  about: 'Recognises a follow-up that its ticket already has from another mailbox.',
  async run({ message, contentHash, rules }, facts, lookups) {
    if (!facts.followUp || rules.ticketsPer !== 'mailbox' || message.messageId === null) return;
    const same = await lookups.sameMailIn(facts.followUp.ticketId, message.messageId, contentHash);
    if (!same) return;
    return { why: { key: 'sameMail' }, decide: { to: 'copy', ...same } };
  },
});
