import { defineFilter } from '../filter.ts';

/** SPEC §3.6: a stranger does not silently join a ticket; default is to append and flag. */
export const senderFilter = defineFilter({
  name: 'sender',
  about: 'Flags a follow-up from somebody who was never on the ticket and shares no domain with those who were.',
  async run({ message }, facts, lookups) {
    if (!facts.followUp || facts.automatic) return;
    const address = message.from?.addr ?? '';
    if (address !== '' && (await lookups.isParticipant(facts.followUp.ticketId, address))) return;
    return { set: { flags: [...facts.flags, 'unknownSender'] }, why: { key: 'unknownSender', params: { address } } };
  },
});
