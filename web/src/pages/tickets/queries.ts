import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Ticket, ticketPatchSchema } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { keys } from '../../queries.ts';

/** One ticket with its history. Reading it marks it as read at the desk. */
export const ticketQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.tickets, id],
    queryFn: ({ signal }) => call('GET /api/tickets/:id', { id }, signal),
  });

export type TicketPatch = z.output<typeof ticketPatchSchema>;

/** Changes fields of a ticket; the page then shows what the desk made of it. */
export function useChangeTicket(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TicketPatch): Promise<Ticket> => call('PATCH /api/tickets/:id', { id, body }),
    onSuccess: (ticket) => {
      client.setQueryData(ticketQuery(id).queryKey, ticket);
      void client.invalidateQueries({ queryKey: [...keys.tickets, 'counts'] });
    },
  });
}
