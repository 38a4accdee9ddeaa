import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import { canSeeTicket } from '../desk/can.ts';
import { noteSourceView } from '../flows/note-access.ts';
import { Failure } from '../lib/failure.ts';
import { entrySource, findAttachment, type StoredFile } from '../store/ticket-page.ts';
import { transact } from '../store/transact.ts';
import { findUploads, insertUpload } from '../store/uploads.ts';
import { actorOf, type Api, type App, personOf } from './app.ts';
import { idSchema } from './contract/common.ts';
import { uploadSchema } from './contract/tickets.ts';
import { sendFile } from './file-answer.ts';
import { readFiles } from './read-files.ts';

const byId = z.object({ id: idSchema });
const byToken = z.object({ id: z.string().max(100) });
const inlineQuery = z.object({ inline: z.enum(['0', '1']).default('0') });

/** Files of tickets, and uploads for mails that are being written. */
export function fileRoutes(app: App, { desk }: Api): void {
  const { store } = desk;
  const config = { right: 'agents' } as const;

  app.get(
    '/api/attachments/:id',
    { config, schema: { params: byId, querystring: inlineQuery } },
    async (request, answer) => {
      const file = visible(request, await findAttachment(store.db, request.params.id));
      return sendFile(answer, store.blobs, file, request.query.inline === '1');
    },
  );

  app.get('/api/entries/:id/source', { config, schema: { params: byId } }, async (request, answer) => {
    const file = visible(request, await entrySource(store.db, request.params.id));
    if (request.method === 'GET') await noteSourceView(desk, actorOf(request), 'entry', request.params.id, file.name);
    return sendFile(answer, store.blobs, { ...file, name: `${file.name || 'mail'}.eml` }, false);
  });

  app.get('/api/uploads/:id', { config, schema: { params: byToken } }, async (request, answer) => {
    const [upload] = await findUploads(store.db, personOf(request).agentId, [request.params.id]);
    if (!upload) throw new Failure('not-found');
    return sendFile(answer, store.blobs, upload, true);
  });

  app.post('/api/uploads', { config, schema: { response: { 201: uploadSchema } } }, async (request, answer) => {
    const { agentId } = personOf(request);
    const [file] = await readFiles(request, { files: 1, bytes: desk.maxMailBytes });
    if (!file) throw new Failure('invalid', { problems: [{ field: 'file', problem: 'required' }] });
    const blob = await store.blobs.put(file.content);
    const { name, type, content } = file;
    const upload = await transact(store, (trx) =>
      insertUpload(trx, agentId, { name, type, size: content.length, blob }, desk.clock().getTime()),
    );
    return answer.code(201).send(upload);
  });
}

function visible(request: FastifyRequest, file: StoredFile | null): StoredFile {
  if (!file) throw new Failure('not-found');
  if (!canSeeTicket(personOf(request), file.teamId)) throw new Failure('not-allowed');
  return file;
}
