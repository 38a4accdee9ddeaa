import { defineFilter } from '../filter.ts';

const dayMs = 86_400_000;

/** SPEC §3.7: a reply reopens a done ticket for some days; later, or when it is locked, a new ticket is linked to it. */
export const closedTicketFilter = defineFilter({
  name: 'closed-ticket',
  about: 'Decides whether a follow-up continues its ticket, opens it again, or starts a new one linked to it.',
  async run({ receivedAt, rules }, facts, lookups) {
    if (!facts.followUp) return;
    const ticket = await lookups.ticket(facts.followUp.ticketId);
    if (!ticket) return;
    const append = { to: 'ticket', ticketId: ticket.id } as const;
    if (ticket.statusGroup !== 'done' && ticket.statusGroup !== 'locked')
      return { why: { key: 'appended' }, decide: append };
    // A machine's late word (a bounce, an absence note) belongs to the ticket but is no reason to work on it again.
    if (facts.automatic) return { why: { key: 'appendedClosed' }, decide: append };
    if (ticket.statusGroup === 'locked') return { set: { linkTo: ticket.id }, why: { key: 'lockedTicket' } };
    const days = ticket.doneAt ? (receivedAt.getTime() - ticket.doneAt.getTime()) / dayMs : 0;
    if (days <= rules.reopenDays)
      return { set: { reopen: true }, why: { key: 'reopened', params: { days: rules.reopenDays } }, decide: append };
    return { set: { linkTo: ticket.id }, why: { key: 'lateReply', params: { days: rules.reopenDays } } };
  },
});
