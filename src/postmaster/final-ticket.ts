import type { Lookups, TicketState } from './lookups.ts';

/** Mergers of mergers that are followed; no desk has more, and a circle ends. */
const longestChain = 100;

/** The ticket that a ticket's mail goes to in the end: itself, or what it was merged into. From here on nobody changes it until the mail is filed. Null if there is none. */
export async function finalTicket(lookups: Pick<Lookups, 'holdTicket'>, ticketId: number): Promise<TicketState | null> {
  let ticket = await lookups.holdTicket(ticketId);
  for (let hop = 0; ticket && ticket.mergedInto !== null && hop < longestChain; hop++)
    ticket = await lookups.holdTicket(ticket.mergedInto);
  return ticket;
}
