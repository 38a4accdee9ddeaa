import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import { changeMailbox, createMailbox, deleteMailbox, fetchNow, pauseMailbox } from '../flows/mailboxes.ts';
import { listRuns } from '../store/mailbox-overview.ts';
import { getMailbox, listMailboxes, type MailboxRow } from '../store/mailboxes.ts';
import { actorOf, type Api, type App } from './app.ts';
import { streamCheck } from './check-stream.ts';
import { idSchema } from './contract/common.ts';
import {
  checkMailboxSchema,
  type Mailbox,
  mailboxSchema,
  mailboxValuesSchema,
  newMailboxSchema,
  pauseSchema,
  runSchema,
} from './contract/mailboxes.ts';
import { replacementSchema } from './contract/master-data.ts';
import { languageOf } from './language.ts';
import { mailboxAnswers, runAnswer } from './mailbox-answer.ts';

const byId = z.object({ id: idSchema });
const shownRuns = 50;

/** Mailboxes and their runs; administrators only. */
export function mailboxRoutes(app: App, { desk, options }: Api): void {
  const { store } = desk;
  const config = { right: 'administer' } as const;

  async function show(request: FastifyRequest, rows: readonly MailboxRow[]): Promise<Mailbox[]> {
    return mailboxAnswers(desk, await languageOf(request, desk), rows, options.listening?.() ?? new Set());
  }
  async function showOne(request: FastifyRequest, id: number): Promise<Mailbox> {
    const [mailbox] = await show(request, [await getMailbox(store.db, id)]);
    return mailbox as Mailbox;
  }

  app.get(
    '/api/mailboxes',
    { config, schema: { response: { 200: z.object({ rows: z.array(mailboxSchema) }) } } },
    async (request) => ({
      rows: await show(request, await listMailboxes(store.db)),
    }),
  );

  app.post(
    '/api/mailboxes',
    { config, schema: { body: newMailboxSchema, response: { 201: mailboxSchema } } },
    async (request, answer) => {
      const id = await createMailbox(desk, actorOf(request), request.body.direction, request.body.values);
      return answer.code(201).send(await showOne(request, id));
    },
  );

  app.put(
    '/api/mailboxes/:id',
    { config, schema: { params: byId, body: mailboxValuesSchema, response: { 200: mailboxSchema } } },
    async (request) => {
      await changeMailbox(desk, actorOf(request), request.params.id, request.body.values);
      return showOne(request, request.params.id);
    },
  );

  app.delete(
    '/api/mailboxes/:id',
    { config, schema: { params: byId, querystring: replacementSchema, response: { 204: z.null() } } },
    async (request, answer) => {
      await deleteMailbox(desk, actorOf(request), request.params.id, request.query.replacement);
      return answer.code(204).send(null);
    },
  );

  app.put(
    '/api/mailboxes/:id/pause',
    { config, schema: { params: byId, body: pauseSchema, response: { 200: mailboxSchema } } },
    async (request) => {
      await pauseMailbox(desk, actorOf(request), request.params.id, request.body.paused);
      return showOne(request, request.params.id);
    },
  );

  app.post(
    '/api/mailboxes/:id/runs',
    { config, schema: { params: byId, response: { 202: z.null() } } },
    async (request, answer) => {
      await fetchNow(desk, actorOf(request), request.params.id);
      return answer.code(202).send(null);
    },
  );

  app.get(
    '/api/mailboxes/:id/runs',
    { config, schema: { params: byId, response: { 200: z.object({ rows: z.array(runSchema) }) } } },
    async (request) => {
      const locale = await languageOf(request, desk);
      await getMailbox(store.db, request.params.id);
      return { rows: (await listRuns(store.db, request.params.id, shownRuns)).map((run) => runAnswer(locale, run)) };
    },
  );

  app.post('/api/mailboxes/check', { config, schema: { body: checkMailboxSchema } }, (request, answer) =>
    streamCheck(desk, request.body, answer),
  );
}
