import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import { canSeeTicket, canWriteTicket, ticketScope } from '../desk/can.ts';
import { readFilter } from '../desk/ticket-filter.ts';
import { changeTicket } from '../flows/change-ticket.ts';
import { markTicket } from '../flows/mark-ticket.ts';
import { addNote } from '../flows/note.ts';
import { openTicket } from '../flows/open-ticket.ts';
import { reply } from '../flows/reply.ts';
import { Failure } from '../lib/failure.ts';
import { filterTickets } from '../store/ticket-filter.ts';
import { countTickets, listTickets } from '../store/ticket-list.ts';
import { readTicketPage, teamOfTicket } from '../store/ticket-page.ts';
import { referenceOf, ticketRow } from './answers.ts';
import { actorOf, type Api, type App, personOf } from './app.ts';
import { idSchema, page } from './contract/common.ts';
import {
  noteSchema,
  replySchema,
  type Ticket,
  ticketCountsSchema,
  ticketPatchSchema,
  ticketQuerySchema,
  ticketRowSchema,
  ticketSchema,
} from './contract/tickets.ts';
import { languageOf } from './language.ts';
import { numbersIn } from './ticket-numbers.ts';
import { ticketAnswer } from './ticket-answer.ts';
import { ticketTieRoutes } from './ticket-tie-routes.ts';
import { writingRoutes } from './writing-routes.ts';

const byId = z.object({ id: idSchema });

/** Lists, search, the ticket page and what one does there. */
export function ticketRoutes(app: App, api: Api): void {
  const { desk } = api;
  const { store } = desk;
  const agents = { right: 'agents' } as const;

  app.get(
    '/api/tickets',
    { config: agents, schema: { querystring: ticketQuerySchema, response: { 200: page(ticketRowSchema) } } },
    async (request) => {
      const person = personOf(request);
      const { view, q, sort, after, limit, ...texts } = request.query;
      const filter = readFilter(texts);
      const viewer = { scope: ticketScope(person), myTeams: person.teamIds };
      const query = { ...viewer, view, limit, ...(after === undefined ? {} : { after }) };
      const plain = q === '' && sort === 'changed' && Object.keys(filter).length === 0;
      const numbers = numbersIn(q, (id) => referenceOf(desk, id));
      const now = desk.clock().getTime();
      const found = plain
        ? await listTickets(store.db, query)
        : await filterTickets(store.db, store.dialect, {
            ...query,
            agentId: person.agentId,
            filter,
            sort,
            text: q,
            numbers,
            now,
          });
      return { rows: found.rows.map((line) => ticketRow(desk, line)), next: found.next };
    },
  );

  app.get(
    '/api/tickets/counts',
    { config: agents, schema: { response: { 200: ticketCountsSchema } } },
    async (request) => {
      const person = personOf(request);
      return countTickets(store.db, { scope: ticketScope(person), myTeams: person.teamIds });
    },
  );

  app.get(
    '/api/tickets/:id',
    { config: agents, schema: { params: byId, response: { 200: ticketSchema } } },
    async (request) => {
      const { id } = request.params;
      const mayWrite = await mustSee(request, id);
      if (mayWrite) await openTicket(desk, actorOf(request), id);
      return show(request, id);
    },
  );

  app.patch(
    '/api/tickets/:id',
    { config: agents, schema: { params: byId, body: ticketPatchSchema, response: { 200: ticketSchema } } },
    async (request) => {
      const { id } = request.params;
      await mustWrite(request, id);
      const { resubmitAt, ...patch } = request.body;
      const at = resubmitAt === null ? null : Date.parse(resubmitAt ?? '');
      await changeTicket(desk, actorOf(request), id, resubmitAt === undefined ? patch : { ...patch, resubmitAt: at });
      return show(request, id);
    },
  );

  app.post(
    '/api/tickets/:id/replies',
    { config: agents, schema: { params: byId, body: replySchema, response: { 201: ticketSchema } } },
    async (request, answer) => {
      const { id } = request.params;
      await mustWrite(request, id);
      const locale = await languageOf(request, desk);
      await reply(desk, actorOf(request), id, { ...request.body, locale });
      return answer.code(201).send(await show(request, id));
    },
  );

  app.post(
    '/api/tickets/:id/notes',
    { config: agents, schema: { params: byId, body: noteSchema, response: { 201: ticketSchema } } },
    async (request, answer) => {
      const { id } = request.params;
      await mustWrite(request, id);
      await addNote(desk, actorOf(request), id, request.body.text, request.body.draftKey);
      return answer.code(201).send(await show(request, id));
    },
  );

  for (const [method, unread] of [
    ['PUT', true],
    ['DELETE', false],
  ] as const) {
    app.route({
      method,
      url: '/api/tickets/:id/unread',
      config: agents,
      schema: { params: byId, response: { 204: z.null() } },
      handler: async (request, answer) => {
        await mustWrite(request, request.params.id);
        await markTicket(desk, request.params.id, unread);
        return answer.code(204).send(null);
      },
    });
  }

  ticketTieRoutes(app, api, { mustWrite, show });
  writingRoutes(app, api, { mustWrite, show });

  /** Throws Failure `not-found` or `not-allowed`; gives whether the agent may also work on the ticket. */
  async function mustSee(request: FastifyRequest, ticketId: number): Promise<boolean> {
    const teamId = await teamOfTicket(store.db, ticketId);
    if (teamId === undefined) throw new Failure('not-found');
    if (!canSeeTicket(personOf(request), teamId)) throw new Failure('not-allowed');
    return canWriteTicket(personOf(request), teamId);
  }

  async function mustWrite(request: FastifyRequest, ticketId: number): Promise<void> {
    if (!(await mustSee(request, ticketId))) throw new Failure('not-allowed');
  }

  // Also after a change that took the ticket out of the agent's sight: the answer shows what came of it.
  async function show(request: FastifyRequest, ticketId: number): Promise<Ticket> {
    const read = await readTicketPage(store.db, ticketId, ticketScope(personOf(request)));
    if (!read) throw new Failure('not-found');
    return ticketAnswer(
      desk,
      await languageOf(request, desk),
      read,
      canWriteTicket(personOf(request), read.line.teamId),
    );
  }
}
