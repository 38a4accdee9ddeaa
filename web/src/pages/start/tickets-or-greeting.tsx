import { TicketListPage } from '../tickets/list.tsx';

export function TicketsOrGreeting() {
  return <TicketListPage />;
}
