import { useQuery } from '@tanstack/react-query';
import { sessionQuery, ticketCountsQuery } from '../../queries.ts';
import { TicketListPage } from '../tickets/list.tsx';
import { Greeting } from './greeting.tsx';

/** The ticket list, or the greeting for as long as the desk has never had a ticket. */
export function TicketsOrGreeting() {
  const { data: session } = useQuery(sessionQuery);
  const { data: counts } = useQuery(ticketCountsQuery);
  const empty = counts && counts.all + counts.done === 0;
  return empty && session?.agent ? <Greeting agent={session.agent} /> : <TicketListPage />;
}
