import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { linkTicket, unlinkTicket } from '../flows/link-tickets.ts';
import { mergeTickets, unmergeTicket } from '../flows/merge-tickets.ts';
import { splitTicket } from '../flows/split-ticket.ts';
import { mergerTarget } from '../store/ticket-ties.ts';
import { actorOf, type Api, type App } from './app.ts';
import { idSchema } from './contract/common.ts';
import { mergerSchema, splitSchema } from './contract/ticket-ties.ts';
import { type Ticket, ticketSchema } from './contract/tickets.ts';

const byId = z.object({ id: idSchema });
const pair = z.object({ id: idSchema, otherId: idSchema });

/** How the routes of tickets check rights and show what came of it. */
export type TicketAccess = {
  mustWrite(request: FastifyRequest, ticketId: number): Promise<void>;
  show(request: FastifyRequest, ticketId: number): Promise<Ticket>;
};

/** Merging, splitting and linking; each ticket that is touched must be one that the agent may work on. */
export function ticketTieRoutes(app: App, { desk }: Api, { mustWrite, show }: TicketAccess): void {
  const agents = { right: 'agents' } as const;
  const { db } = desk.store;

  app.put(
    '/api/tickets/:id/merger',
    { config: agents, schema: { params: byId, body: mergerSchema, response: { 200: ticketSchema } } },
    async (request) => {
      const { id } = request.params;
      await mustWrite(request, id);
      await mustWrite(request, request.body.into);
      const into = await mergerTarget(db, request.body.into);
      await mustWrite(request, into);
      await mergeTickets(desk, actorOf(request), id, into);
      return show(request, into);
    },
  );

  app.delete(
    '/api/tickets/:id/merger',
    { config: agents, schema: { params: byId, response: { 200: ticketSchema } } },
    async (request) => {
      const { id } = request.params;
      await mustWrite(request, id);
      await mustWrite(request, await mergerTarget(db, id));
      await unmergeTicket(desk, actorOf(request), id);
      return show(request, id);
    },
  );

  app.post(
    '/api/tickets/:id/splits',
    { config: agents, schema: { params: byId, body: splitSchema, response: { 201: ticketSchema } } },
    async (request, answer) => {
      const { id } = request.params;
      await mustWrite(request, id);
      const newId = await splitTicket(desk, actorOf(request), id, request.body);
      return answer.code(201).send(await show(request, newId));
    },
  );

  for (const [method, change] of [
    ['PUT', linkTicket],
    ['DELETE', unlinkTicket],
  ] as const) {
    app.route({
      method,
      url: '/api/tickets/:id/links/:otherId',
      config: agents,
      schema: { params: pair, response: { 200: ticketSchema } },
      handler: async (request) => {
        const { id, otherId } = request.params;
        await mustWrite(request, id);
        await mustWrite(request, otherId);
        await change(desk, actorOf(request), id, otherId);
        return show(request, id);
      },
    });
  }
}
