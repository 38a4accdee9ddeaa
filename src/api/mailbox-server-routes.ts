import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { mailboxFolders } from '../flows/mailbox-folders.ts';
import type { Api, App } from './app.ts';
import { foldersSchema, remoteFolderSchema } from './contract/mailboxes.ts';

/** What is asked of a mail server while an administrator waits; hanging up ends it. */
export function mailboxServerRoutes(app: App, { desk }: Api): void {
  const config = { right: 'administer' } as const;

  app.post(
    '/api/mailboxes/folders',
    { config, schema: { body: foldersSchema, response: { 200: z.object({ rows: z.array(remoteFolderSchema) }) } } },
    async (request, answer) => ({ rows: await mailboxFolders(desk, request.body, hungUp(answer)) }),
  );
}

function hungUp(answer: FastifyReply): AbortSignal {
  const gone = new AbortController();
  answer.raw.once('close', () => gone.abort());
  return gone.signal;
}
