import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { countGaps, findGaps, importGaps } from '../flows/find-gaps.ts';
import { mailboxFolders } from '../flows/mailbox-folders.ts';
import { skipExisting } from '../flows/skip-existing.ts';
import { findSettings } from '../net/find-settings.ts';
import { systemFinder } from '../net/system-finder.ts';
import { actorOf, type Api, type App } from './app.ts';
import { idSchema } from './contract/common.ts';
import {
  askedSchema,
  baselineSchema,
  findSettingsSchema,
  foundServerSchema,
  foldersSchema,
  gapsSchema,
  importGapsSchema,
  remoteFolderSchema,
} from './contract/mailboxes.ts';

const shownGaps = 200;
const byId = z.object({ id: idSchema });

/** What is asked of a mail server while an administrator waits; hanging up ends it. */
export function mailboxServerRoutes(app: App, { desk, options }: Api): void {
  const config = { right: 'administer' } as const;

  app.post(
    '/api/mailboxes/folders',
    { config, schema: { body: foldersSchema, response: { 200: z.object({ rows: z.array(remoteFolderSchema) }) } } },
    async (request, answer) => ({ rows: await mailboxFolders(desk, request.body, hungUp(answer)) }),
  );

  app.post(
    '/api/mailboxes/:id/baseline',
    { config, schema: { params: byId, response: { 200: baselineSchema } } },
    async (request, answer) => ({
      skipped: await skipExisting(desk, actorOf(request), request.params.id, hungUp(answer)),
    }),
  );

  app.post(
    '/api/mailboxes/:id/gaps',
    { config, schema: { params: byId, response: { 200: gapsSchema } } },
    async (request, answer) => {
      const { total, here, gaps, shown } = await findGaps(desk, request.params.id, shownGaps, hungUp(answer));
      const rows = shown.map(({ receivedAt, size, reason, from, subject }) => ({
        receivedAt: receivedAt.toISOString(),
        size,
        reason,
        from,
        subject,
      }));
      return { total, here, counts: countGaps(gaps), rows };
    },
  );

  app.post(
    '/api/mailboxes/:id/gaps/import',
    { config, schema: { params: byId, body: importGapsSchema, response: { 202: askedSchema } } },
    async (request, answer) => {
      const { params, body } = request;
      const asked = await importGaps(desk, actorOf(request), params.id, body.reasons, hungUp(answer));
      return answer.code(202).send({ asked });
    },
  );

  const finder = options.settingsFinder ?? systemFinder('');
  app.post(
    '/api/mailboxes/find-settings',
    {
      config,
      schema: { body: findSettingsSchema, response: { 200: z.object({ rows: z.array(foundServerSchema) }) } },
    },
    async (request, answer) => ({ rows: await findSettings(request.body.address, finder, hungUp(answer)) }),
  );
}

function hungUp(answer: FastifyReply): AbortSignal {
  const gone = new AbortController();
  answer.raw.once('close', () => gone.abort());
  return gone.signal;
}
