import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §3.6: what continues a ticket becomes its next step. */
export const appendFilter = defineFilter({
  name: 'append',
  about: 'Settles every follow-up that starts no ticket of its own.',
  async run(_judged, facts, lookups): Promise<Finding | undefined> {
    if (!facts.followUp || facts.linkTo !== null) return;
    const ticket = await lookups.ticket(facts.followUp.ticketId);
    if (!ticket) return;
    const staysClosed = !facts.reopen && (ticket.statusGroup === 'done' || ticket.statusGroup === 'locked');
    return {
      why: { key: staysClosed ? 'appendedClosed' : 'appended' },
      decide: { to: 'ticket', ticketId: ticket.id },
    };
  },
});
