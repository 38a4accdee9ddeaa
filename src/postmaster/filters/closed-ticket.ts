import { defineFilter } from '../filter.ts';

const dayMs = 86_400_000;

/** SPEC §3.7: a reply reopens a done ticket for some days; later, or when it is locked, a new ticket is linked to it. */
export const closedTicketFilter = defineFilter({
  name: 'closed-ticket',
  about: 'Decides whether a follow-up of a closed ticket opens it again or starts a new one linked to it.',
  async run({ receivedAt, rules }, facts, lookups) {
    // A machine's late word (a bounce, an absence note) belongs to the ticket but is no reason to work on it again.
    if (!facts.followUp || facts.automatic || facts.linkTo !== null) return;
    const ticket = await lookups.ticket(facts.followUp.ticketId);
    if (ticket?.statusGroup === 'locked') return { set: { linkTo: ticket.id }, why: { key: 'lockedTicket' } };
    if (ticket?.statusGroup !== 'done') return;
    const days = ticket.doneAt ? (receivedAt.getTime() - ticket.doneAt.getTime()) / dayMs : 0;
    const params = { days: rules.reopenDays };
    return days <= rules.reopenDays
      ? { set: { reopen: true }, why: { key: 'reopened', params } }
      : { set: { linkTo: ticket.id }, why: { key: 'lateReply', params } };
  },
});
