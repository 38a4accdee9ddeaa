import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { Failure } from '../lib/failure.ts';
import type { App } from './app.ts';

/** Serves the built page; every path that is neither a file nor the API's is the page itself, which finds its way by the path. */
export async function servePage(app: App, folder: string): Promise<void> {
  if (folder === '' || !existsSync(path.join(folder, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (response, file) => {
      void response.header('cache-control', cachingOf(path.relative(folder, file)));
    },
  });
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const [wanted = ''] = request.url.split('?');
    // A missing file is missing: an old page that asks for a script of before an update must not get HTML for it.
    if (/^\/api(\/|$)/.test(wanted) || wanted.startsWith('/assets/') || /\.\w{1,5}$/.test(wanted))
      throw new Failure('not-found');
    return reply.sendFile('index.html');
  });
}

/** Built assets carry a hash of their content in their names; everything else may change under its name. */
function cachingOf(file: string): string {
  if (file.split(path.sep)[0] === 'assets') return 'public, max-age=31536000, immutable';
  return file === 'index.html' ? 'no-store' : 'public, max-age=3600';
}
