import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { can } from '../desk/can.ts';
import type { Desk } from '../flows/desk.ts';
import { Failure } from '../lib/failure.ts';
import { activityRoutes } from './activity-routes.ts';
import { addressRoutes } from './address-routes.ts';
import { agentRoutes } from './agent-routes.ts';
import type { Api, App, ServerOptions } from './app.ts';
import { auditRoutes } from './audit-routes.ts';
import { autoMailRoutes } from './auto-mail-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { dryRunRoutes } from './dry-run-routes.ts';
import { eventRoutes } from './events.ts';
import { answerFailure, answerFailures, bodyLimitBytes } from './failure-answer.ts';
import { fileRoutes } from './file-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { listViewRoutes } from './list-view-routes.ts';
import { mailboxRoutes } from './mailbox-routes.ts';
import { mailboxServerRoutes } from './mailbox-server-routes.ts';
import { masterCsvRoutes } from './master-csv-routes.ts';
import { masterDataRoutes } from './master-data-routes.ts';
import { metricsRoute } from './metrics.ts';
import { oauthRoutes } from './oauth-routes.ts';
import { describeApi } from './openapi.ts';
import { isForeign } from './origin.ts';
import { servePage } from './page.ts';
import { pickerRoutes } from './picker-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { sandboxRoutes } from './sandbox-routes.ts';
import { securityHeaders, sendSecurityHeaders } from './security-headers.ts';
import { sessionRoutes } from './session-routes.ts';
import { openSignIn } from './sign-in.ts';
import { spoolRoutes } from './spool-routes.ts';
import { systemRoutes } from './system-routes.ts';
import { templateRoutes } from './template-routes.ts';
import { ticketRoutes } from './ticket-routes.ts';
import { validationCompiler } from './validation.ts';

/** The HTTP side of the desk: page, API, live events, metrics. Ready for `listen` or `inject`; `close` ends open streams. */
export async function buildServer(desk: Desk, options: ServerOptions): Promise<App> {
  const app: App = Fastify({
    bodyLimit: bodyLimitBytes,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    // A large file over a slow line takes its time, a request that never ends does not.
    requestTimeout: 10 * 60_000,
    exposeHeadRoutes: true,
    // An address that is none (`/%`): no route and no hook ever sees it.
    frameworkErrors: (_error, request, reply) => {
      void answerFailure(request, reply.headers(securityHeaders), desk, new Failure('malformed-request'), 400);
    },
    // What a request was is logged where it fails; a line for each would bury the mails.
    logger: false,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validationCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerFailures(app, desk);
  sendSecurityHeaders(app, options.publicUrl);
  readBodies(app);
  await app.register(cookie);
  await app.register(multipart, { throwFileSizeLimit: true });

  const api: Api = { desk, options, signIn: openSignIn(desk, options.publicUrl) };
  app.decorateRequest('person', null);
  guard(app, api);
  await describeApi(app, options.version);
  for (const routes of [
    sessionRoutes,
    agentRoutes,
    pickerRoutes,
    masterDataRoutes,
    masterCsvRoutes,
    deskRoutes,
    mailboxRoutes,
    mailboxServerRoutes,
    oauthRoutes,
    ticketRoutes,
    listViewRoutes,
    draftRoutes,
    fileRoutes,
    spoolRoutes,
    addressRoutes,
    activityRoutes,
    dryRunRoutes,
    autoMailRoutes,
    templateRoutes,
    reportRoutes,
    sandboxRoutes,
    auditRoutes,
    systemRoutes,
    healthRoutes,
    eventRoutes,
    metricsRoute,
  ])
    routes(app, api);
  await servePage(app, options.pageFolder);
  return app;
}

/** JSON only: a form or plain text is what another site's page could send. An empty body is none, whatever its type says. */
function readBodies(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'ignore');
  app.removeContentTypeParser(['text/plain', 'application/json']);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    if (text === '') return done(null, undefined);
    return parse(request, text, (error, value) => done(error, text.includes('\\u0000') ? withoutNul(value) : value));
  });
}

/** PostgreSQL keeps no NUL in a text, and nobody types one. */
function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '');
  if (Array.isArray(value)) return value.map(withoutNul);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutNul(item)]));
}

/** Before anything of a request is read: where it comes from, who sends it, whether they may. */
function guard(app: App, { desk, signIn, options }: Api): void {
  app.addHook('onRoute', (route) => {
    // A route that forgot to say who may call it must not be reachable by everybody.
    if (route.url.startsWith('/api') && route.config?.right === undefined)
      throw new Error(`${route.url} names no right`);
  });
  app.addHook('onRequest', async (request, reply) => {
    const { right } = request.routeOptions.config;
    // Asked of the route that was found, never of the address: `/%61pi` is the same route.
    if (right === undefined) return;
    reply.header('cache-control', 'no-store');
    if (isForeign(request.method, request.headers, options.publicUrl)) throw new Failure('foreign-origin');
    if (request.headers.cookie !== undefined) {
      const { person, cookies } = await signIn.person(request.headers.cookie);
      request.person = person;
      if (cookies.length > 0) reply.header('set-cookie', cookies);
    }
    if (right === 'everybody') return;
    if (!request.person) throw new Failure('not-signed-in');
    if (right !== 'agents' && !can(request.person, right)) throw new Failure('not-allowed');
  });
  app.addHook('onClose', async () => desk.log.debug({}, 'the web side is closed'));
}
