import { z } from 'zod';
import { closeSandbox, dropFiles, openSandbox, sandboxState, writeAsCustomer } from '../flows/sandbox.ts';
import { Failure } from '../lib/failure.ts';
import { listOutbound } from '../store/spool-lists.ts';
import { outboundAnswer } from './answers.ts';
import { actorOf, type Api, type App } from './app.ts';
import { page } from './contract/common.ts';
import {
  openSandboxSchema,
  outboundQuerySchema,
  outboundSchema,
  sandboxMailSchema,
  sandboxSchema,
} from './contract/spools.ts';
import { languageOf } from './language.ts';
import { readFiles } from './read-files.ts';

/** Most files that are dropped on the sandbox at once. */
const droppedFiles = 200;

/** The mailbox inside the product, for trying the desk without a mail server; administrators only. */
export function sandboxRoutes(app: App, { desk, options }: Api): void {
  const config = { right: 'administer' } as const;

  app.get('/api/sandbox', { config, schema: { response: { 200: sandboxSchema } } }, () => sandboxState(desk));

  app.post(
    '/api/sandbox',
    { config, schema: { body: openSandboxSchema, response: { 200: sandboxSchema } } },
    async (request) => {
      if (!options.sandbox) throw new Failure('sandbox-off');
      await openSandbox(desk, actorOf(request), request.body.locale);
      return sandboxState(desk);
    },
  );

  app.delete('/api/sandbox', { config, schema: { response: { 204: z.null() } } }, async (request, answer) => {
    await closeSandbox(desk, actorOf(request));
    return answer.code(204).send(null);
  });

  app.post(
    '/api/sandbox/mails',
    { config, schema: { body: sandboxMailSchema, response: { 202: z.null() } } },
    async (request, answer) => {
      await writeAsCustomer(desk, actorOf(request), request.body);
      return answer.code(202).send(null);
    },
  );

  app.post(
    '/api/sandbox/files',
    { config, schema: { response: { 202: z.object({ dropped: z.number().int() }) } } },
    async (request, answer) => {
      await mustBeOpen();
      const files = await readFiles(request, { files: droppedFiles, bytes: 4 * desk.maxMailBytes });
      const dropped = await dropFiles(
        desk,
        actorOf(request),
        files.map((file) => file.content),
      );
      return answer.code(202).send({ dropped });
    },
  );

  app.get(
    '/api/sandbox/outbox',
    {
      config,
      schema: {
        querystring: outboundQuerySchema.pick({ after: true, limit: true }),
        response: { 200: page(outboundSchema) },
      },
    },
    async (request) => {
      const { outgoingId } = await sandboxState(desk);
      if (outgoingId === null) return { rows: [], next: null };
      const locale = await languageOf(request, desk);
      const { rows, next } = await listOutbound(desk.store.db, {
        ...request.query,
        mailboxId: outgoingId,
        scope: 'all',
      });
      return { rows: rows.map((line) => outboundAnswer(desk, locale, line)), next };
    },
  );

  async function mustBeOpen(): Promise<void> {
    if (!(await sandboxState(desk)).open) throw new Failure('sandbox-closed');
  }
}
