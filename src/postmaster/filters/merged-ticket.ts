import { ticketReference } from '../../desk/reference.ts';
import { defineFilter } from '../filter.ts';
import { finalTicket } from '../final-ticket.ts';

/** SPEC §3.7: what answers a merged ticket goes on to the one it was merged into. From here on nobody changes the ticket until the mail is filed. */
export const mergedTicketFilter = defineFilter({
  name: 'merged-ticket',
  about: 'Leads a follow-up of a merged ticket to the ticket that it became part of.',
  async run({ rules }, facts, lookups) {
    if (!facts.followUp) return;
    const { ticketId, by } = facts.followUp;
    const ticket = await finalTicket(lookups, ticketId);
    if (!ticket || ticket.id === ticketId) return;
    const params = { from: ticketReference(rules, ticketId), to: ticketReference(rules, ticket.id) };
    return { set: { followUp: { ticketId: ticket.id, by } }, why: { key: 'mergedTicket', params } };
  },
});
