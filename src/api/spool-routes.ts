import { z } from 'zod';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { can, canSeeTicket, canWriteTicket, ticketScope } from '../desk/can.ts';
import { cancelFetch, fetchInbound, fileAnyway, retryInbound } from '../flows/inbox.ts';
import { noteExport, noteSourceView } from '../flows/note-access.ts';
import { cancelOutbound, retryOutbound } from '../flows/outbox.ts';
import { redraft } from '../flows/redraft.ts';
import { Failure } from '../lib/failure.ts';
import { inboundLine, listInbound, listOutbound, outboundLine, type OutboundLine } from '../store/spool-lists.ts';
import { inboundAnswer, outboundAnswer } from './answers.ts';
import { actorOf, type Api, type App, personOf } from './app.ts';
import { idSchema, page } from './contract/common.ts';
import {
  inboundExportSchema,
  inboundQuerySchema,
  inboundSchema,
  outboundContentSchema,
  outboundQuerySchema,
  outboundSchema,
  redraftSchema,
} from './contract/spools.ts';
import { sendFile } from './file-answer.ts';
import { inboundCsv } from './inbound-export.ts';
import { languageOf } from './language.ts';
import { outboundContent } from './outbound-content.ts';

const byId = z.object({ id: idSchema });

/** The intake log and the outbox. */
export function spoolRoutes(app: App, { desk }: Api): void {
  const { store } = desk;
  const intake = { right: 'readIntake' } as const;
  const agents = { right: 'agents' } as const;

  app.get(
    '/api/inbound',
    { config: intake, schema: { querystring: inboundQuerySchema, response: { 200: page(inboundSchema) } } },
    async (request) => {
      const locale = await languageOf(request, desk);
      const { rows, next } = await listInbound(store.db, store.dialect, request.query);
      return { rows: rows.map((line) => inboundAnswer(desk, locale, line)), next };
    },
  );

  app.get(
    '/api/inbound/csv',
    { config: intake, schema: { querystring: inboundExportSchema } },
    async (request, answer) => {
      // A link leads here: its header says the browser's language, not the page's.
      const { locale } = personOf(request);
      if (request.method === 'GET') await noteExport(desk, actorOf(request), 'inbound');
      return answer
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="intake.csv"')
        .send(Readable.from(inboundCsv(desk, locale, request.query)));
    },
  );

  app.get('/api/inbound/:id/source', { config: intake, schema: { params: byId } }, async (request, answer) => {
    const line = await inboundLine(store.db, request.params.id);
    if (line?.blob === null || line === null) throw new Failure('not-found');
    if (request.method === 'GET') await noteSourceView(desk, actorOf(request), 'inbound', line.id, line.subject);
    return sendFile(
      answer,
      store.blobs,
      { blob: line.blob, name: `${line.subject || `mail-${line.id}`}.eml`, type: 'message/rfc822' },
      false,
    );
  });

  for (const [method, act, carryOut] of [
    ['POST', 'retry', retryInbound],
    ['POST', 'ticket', fileAnyway],
    ['POST', 'fetch', fetchInbound],
    ['DELETE', 'fetch', cancelFetch],
  ] as const)
    app.route({
      method,
      url: `/api/inbound/:id/${act}`,
      config: intake,
      schema: { params: byId, response: { 200: inboundSchema } },
      handler: async (request) => {
        const { id } = request.params;
        await carryOut(desk, actorOf(request), id);
        const line = await inboundLine(store.db, id);
        if (!line) throw new Failure('not-found');
        return inboundAnswer(desk, await languageOf(request, desk), line);
      },
    });

  app.get(
    '/api/outbound',
    { config: agents, schema: { querystring: outboundQuerySchema, response: { 200: page(outboundSchema) } } },
    async (request) => {
      const locale = await languageOf(request, desk);
      const { rows, next } = await listOutbound(store.db, { ...request.query, scope: ticketScope(personOf(request)) });
      return { rows: rows.map((line) => outboundAnswer(desk, locale, line)), next };
    },
  );

  app.post(
    '/api/outbound/:id/retry',
    { config: agents, schema: { params: byId, response: { 200: outboundSchema } } },
    async (request) => {
      const { id } = request.params;
      await visibleMail(request, id, canWriteTicket);
      await retryOutbound(desk, actorOf(request), id);
      return outboundAnswer(desk, await languageOf(request, desk), await visibleMail(request, id));
    },
  );

  app.post(
    '/api/outbound/:id/draft',
    { config: agents, schema: { params: byId, response: { 201: redraftSchema } } },
    async (request, answer) => {
      await visibleMail(request, request.params.id, canWriteTicket);
      const { uploads: files, ...draft } = await redraft(desk, actorOf(request), request.params.id);
      return answer.code(201).send({ ...draft, files });
    },
  );

  app.delete(
    '/api/outbound/:id',
    { config: agents, schema: { params: byId, response: { 204: z.null() } } },
    async (request, answer) => {
      await visibleMail(request, request.params.id, canWriteTicket);
      await cancelOutbound(desk, actorOf(request), request.params.id);
      return answer.code(204).send(null);
    },
  );

  app.get('/api/outbound/:id/source', { config: agents, schema: { params: byId } }, async (request, answer) => {
    const { id, blob, subject } = await visibleMail(request, request.params.id);
    if (request.method === 'GET') await noteSourceView(desk, actorOf(request), 'outbound', id, subject);
    return sendFile(answer, store.blobs, { blob, name: `${subject || 'mail'}.eml`, type: 'message/rfc822' }, false);
  });

  app.get(
    '/api/outbound/:id/content',
    { config: agents, schema: { params: byId, response: { 200: outboundContentSchema } } },
    async (request) => {
      const { blob } = await visibleMail(request, request.params.id);
      return outboundContent(await store.blobs.get(blob));
    },
  );

  async function visibleMail(request: FastifyRequest, id: number, may = canSeeTicket): Promise<OutboundLine> {
    const line = await outboundLine(store.db, id);
    if (!line) throw new Failure('not-found');
    const person = personOf(request);
    const allowed = line.ticketId === null ? can(person, 'seeEveryTicket') : may(person, line.teamId);
    if (!allowed) throw new Failure('not-allowed');
    return line;
  }
}
