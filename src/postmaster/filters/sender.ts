import { defineFilter } from '../filter.ts';

/** SPEC §3.6: a stranger does not silently join a ticket; the desk says whether they are appended and flagged or get a new ticket linked to it. */
export const senderFilter = defineFilter({
  name: 'sender',
  about:
    'Looks twice at a follow-up from somebody who was never on the ticket and shares no domain with those who were.',
  async run({ message, rules }, facts, lookups) {
    if (!facts.followUp) return;
    const { ticketId, by } = facts.followUp;
    // A bounce or an absence note comes from a machine that nobody wrote to; but what anybody can type into a subject does not vouch for it.
    if (facts.automatic && by !== 'reference') return;
    const address = message.from?.addr ?? '';
    if (address !== '' && (await lookups.isParticipant(ticketId, address))) return;
    const params = { address };
    // A machine's mail opens no ticket of its own.
    if (rules.strangers === 'newTicket' && !facts.automatic)
      return {
        set: { linkTo: ticketId },
        why: address === '' ? { key: 'nobodyKnownNew' } : { key: 'unknownSenderNew', params },
      };
    return {
      set: { flags: [...facts.flags, 'unknownSender'] },
      why: address === '' ? { key: 'nobodyKnown' } : { key: 'unknownSender', params },
    };
  },
});
