import { ticketReference } from '../../desk/reference.ts';
import { defineFilter } from '../filter.ts';

/** Mergers of mergers that are followed; no desk has more, and a circle ends. */
const longestChain = 100;

/** SPEC §3.7: what answers a merged ticket goes on to the one it was merged into. From here on nobody changes the ticket until the mail is filed. */
export const mergedTicketFilter = defineFilter({
  name: 'merged-ticket',
  about: 'Leads a follow-up of a merged ticket to the ticket that it became part of.',
  async run({ rules }, facts, lookups) {
    if (!facts.followUp) return;
    const { ticketId, by } = facts.followUp;
    let ticket = await lookups.holdTicket(ticketId);
    for (let hop = 0; ticket && ticket.mergedInto !== null && hop < longestChain; hop++)
      ticket = await lookups.holdTicket(ticket.mergedInto);
    if (!ticket || ticket.id === ticketId) return;
    const params = { from: ticketReference(rules, ticketId), to: ticketReference(rules, ticket.id) };
    return { set: { followUp: { ticketId: ticket.id, by } }, why: { key: 'mergedTicket', params } };
  },
});
