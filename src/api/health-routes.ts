import { z } from 'zod';
import type { Api, App } from './app.ts';
import { healthSchema } from './contract/spools.ts';
import { healthOf, storageWatch } from './health.ts';
import { languageOf } from './language.ts';

/** How the desk is: for the page's dot, and for whoever keeps the process running. */
export function healthRoutes(app: App, { desk }: Api): void {
  const storage = storageWatch(desk);

  app.get(
    '/api/health',
    { config: { right: 'agents' }, schema: { response: { 200: healthSchema } } },
    async (request) => healthOf(desk, await languageOf(request, desk), await storage()),
  );

  // A mailbox in error is no reason to restart the process; a database that does not take writes may be.
  const okSchema = z.object({ ok: z.boolean() });
  app.get('/healthz', { schema: { response: { 200: okSchema, 503: okSchema } } }, async (_request, reply) => {
    const ok = (await storage()) === null;
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok });
  });
}
