import { z } from 'zod';
import { canWriteTicket } from '../desk/can.ts';
import { fillForAnswer, fillForFirstMail } from '../flows/fill-template.ts';
import { beginForward } from '../flows/forward.ts';
import { signatures } from '../flows/signature.ts';
import { writeTicket } from '../flows/write-ticket.ts';
import { Failure } from '../lib/failure.ts';
import { actorOf, type Api, type App, personOf } from './app.ts';
import { idSchema } from './contract/common.ts';
import { ticketSchema } from './contract/tickets.ts';
import {
  filledTemplateSchema,
  firstMailSchema,
  forwardQuerySchema,
  forwardSchema,
  newTicketSchema,
  signatureSchema,
} from './contract/writing.ts';
import { languageOf } from './language.ts';
import type { TicketAccess } from './ticket-tie-routes.ts';

const byId = z.object({ id: idSchema });
const byTemplate = z.object({ id: idSchema, templateId: idSchema });

/** What agents write beside answers and notes: first mails, forwarded ones; and what helps them write. */
export function writingRoutes(app: App, { desk }: Api, { mustWrite, show }: TicketAccess): void {
  const agents = { right: 'agents' } as const;

  app.post(
    '/api/tickets',
    { config: agents, schema: { body: newTicketSchema, response: { 201: ticketSchema } } },
    async (request, answer) => {
      if (!canWriteTicket(personOf(request), request.body.teamId)) throw new Failure('not-allowed');
      const id = await writeTicket(desk, actorOf(request), request.body);
      return answer.code(201).send(await show(request, id));
    },
  );

  app.post(
    '/api/tickets/:id/forwards',
    { config: agents, schema: { params: byId, body: forwardQuerySchema, response: { 201: forwardSchema } } },
    async (request, answer) => {
      const { id } = request.params;
      await mustWrite(request, id);
      const locale = await languageOf(request, desk);
      const begun = await beginForward(desk, actorOf(request), id, request.body.entryId, locale);
      return answer.code(201).send({ subject: begun.subject, quote: begun.quote, files: begun.uploads });
    },
  );

  app.post(
    '/api/tickets/:id/templates/:templateId',
    { config: agents, schema: { params: byTemplate, response: { 200: filledTemplateSchema } } },
    async (request) => {
      const { id, templateId } = request.params;
      await mustWrite(request, id);
      return fillForAnswer(desk, actorOf(request), id, templateId);
    },
  );

  app.post(
    '/api/templates/:id/first-mail',
    { config: agents, schema: { params: byId, body: firstMailSchema, response: { 200: filledTemplateSchema } } },
    async (request) => fillForFirstMail(desk, actorOf(request), request.params.id, request.body),
  );

  app.get(
    '/api/signatures',
    { config: agents, schema: { response: { 200: z.object({ rows: z.array(signatureSchema) }) } } },
    async (request) => {
      const found = await signatures(desk.store.db, actorOf(request));
      return { rows: [...found].map(([outgoingId, signature]) => ({ outgoingId, ...signature })) };
    },
  );
}
