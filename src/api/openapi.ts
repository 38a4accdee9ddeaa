import swagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { App } from './app.ts';
import { errorSchema } from './contract/common.ts';

/** Describes every route by its zod schemas at GET /api/openapi.json (OpenAPI 3.1). Call before the routes. */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Poststelle',
        version,
        description: 'Everything the page does. Errors: see ErrorAnswer in the contract; texts follow Accept-Language.',
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'poststelle.session_token' } },
      },
      security: [{ session: [] }],
    },
    transform: (document) => jsonSchemaTransform({ ...document, schema: withErrors(document.schema, document.url) }),
  });
  app.get('/api/openapi.json', { config: { right: 'agents' }, schema: { hide: true } }, async (_request, reply) => {
    return reply.type('application/json').send(JSON.stringify(app.swagger()));
  });
}

/** Every route may answer with an error; they are sorted by the first word of their path. */
function withErrors(schema: FastifySchema, url: string): FastifySchema {
  if (schema?.hide || !url.startsWith('/api/')) return schema;
  const [, , subject = ''] = url.split('/');
  const response = (schema?.response ?? {}) as Record<string, unknown>;
  return { ...schema, tags: [subject], response: { ...response, default: errorSchema } };
}
