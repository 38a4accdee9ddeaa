import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { sessionQuery, ticketCountsQuery } from '../../queries.ts';
import { TicketListPage } from '../tickets/list.tsx';

const Greeting = lazy(() => import('./greeting.tsx').then((module) => ({ default: module.Greeting })));

/** The ticket list, or the greeting for as long as the desk has never had a ticket. */
export function TicketsOrGreeting() {
  const { data: session } = useQuery(sessionQuery);
  const { data: counts } = useQuery(ticketCountsQuery);
  const empty = counts && counts.all + counts.done === 0;
  if (!empty || !session?.agent) return <TicketListPage />;
  return (
    <Suspense>
      <Greeting agent={session.agent} />
    </Suspense>
  );
}
