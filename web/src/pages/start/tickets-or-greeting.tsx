import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { sessionQuery, ticketCountsQuery } from '../../queries.ts';
import { TicketListPage } from '../tickets/list.tsx';
import { lazyPart } from '../../lazy-parts.tsx';

const Greeting = lazyPart(() => import('./greeting.tsx').then((module) => module.Greeting));

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
