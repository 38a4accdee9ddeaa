import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { can } from '../desk/can.ts';
import {
  beginConnect,
  finishConnect,
  flowOfReturn,
  lookAtFlow,
  pasteAddress,
  pasteRedirectUri,
} from '../flows/connect-mailbox.ts';
import { changeConnection, checkConnection, createConnection, removeConnection } from '../flows/oauth-connections.ts';
import { asFailure } from '../lib/failure.ts';
import { getOAuthConnection, listOAuthConnections } from '../store/oauth-connections.ts';
import type { FlowRow } from '../store/oauth-flows.ts';
import { actorOf, type Api, type App, personOf } from './app.ts';
import { instant } from './answers.ts';
import { idSchema } from './contract/common.ts';
import {
  beginFlowSchema,
  begunFlowSchema,
  checkedOAuthSchema,
  checkOAuthSchema,
  flowSchema,
  type OAuthConnection,
  oauthConnectionSchema,
  oauthConnectionsSchema,
  oauthValuesSchema,
  pastedSchema,
} from './contract/oauth.ts';
import { languageOf } from './language.ts';
import { flowAnswer, oauthConnectionAnswers } from './oauth-answer.ts';

const byId = z.object({ id: idSchema });
const byFlow = z.object({ id: z.string().max(100) });
const config = { right: 'administer' } as const;

/** Connections to OAuth providers, and connecting mailboxes with them; administrators only, but for the way back from a provider. */
export function oauthRoutes(app: App, api: Api): void {
  connectionRoutes(app, api);
  flowRoutes(app, api);
}

function connectionRoutes(app: App, { desk, options }: Api): void {
  const { db } = desk.store;
  const show = async (request: FastifyRequest, id: number): Promise<OAuthConnection> => {
    const rows = [await getOAuthConnection(db, id)];
    const [shown] = await oauthConnectionAnswers(desk, await languageOf(request, desk), rows);
    return shown as OAuthConnection;
  };

  app.get(
    '/api/oauth/connections',
    { config, schema: { response: { 200: oauthConnectionsSchema } } },
    async (request) => ({
      rows: await oauthConnectionAnswers(desk, await languageOf(request, desk), await listOAuthConnections(db)),
      redirectUrl: callbackUrl(options.publicUrl),
      pasteRedirectUrl: pasteRedirectUri,
    }),
  );

  app.post(
    '/api/oauth/connections',
    { config, schema: { body: oauthValuesSchema, response: { 201: oauthConnectionSchema } } },
    async (request, answer) => {
      const id = await createConnection(desk, actorOf(request), request.body.values);
      return answer.code(201).send(await show(request, id));
    },
  );

  app.put(
    '/api/oauth/connections/:id',
    { config, schema: { params: byId, body: oauthValuesSchema, response: { 200: oauthConnectionSchema } } },
    async (request) => {
      await changeConnection(desk, actorOf(request), request.params.id, request.body.values);
      return show(request, request.params.id);
    },
  );

  app.delete(
    '/api/oauth/connections/:id',
    { config, schema: { params: byId, response: { 204: z.null() } } },
    async (request, answer) => {
      await removeConnection(desk, actorOf(request), request.params.id);
      return answer.code(204).send(null);
    },
  );

  app.post(
    '/api/oauth/connections/check',
    { config, schema: { body: checkOAuthSchema, response: { 200: checkedOAuthSchema } } },
    (request) => checkConnection(desk, request.body),
  );
}

function flowRoutes(app: App, { desk, options }: Api): void {
  app.post(
    '/api/mailboxes/:id/oauth-flows',
    { config, schema: { params: byId, body: beginFlowSchema, response: { 201: begunFlowSchema } } },
    async (request, answer) => {
      const { kind } = request.body;
      const back = callbackUrl(options.publicUrl);
      const begun = await beginConnect(desk, personOf(request), request.params.id, kind, back);
      const intervalSeconds = begun.intervalMs === null ? null : begun.intervalMs / 1000;
      return answer.code(201).send({ ...begun, expiresAt: instant(begun.expiresAt), intervalSeconds });
    },
  );

  app.get(
    '/api/oauth/flows/:id',
    { config, schema: { params: byFlow, response: { 200: flowSchema } } },
    async (request) => {
      const flow = await lookAtFlow(desk, personOf(request), request.params.id);
      return flowAnswer(desk, await languageOf(request, desk), flow);
    },
  );

  app.put(
    '/api/oauth/flows/:id',
    { config, schema: { params: byFlow, body: pastedSchema, response: { 200: flowSchema } } },
    async (request) => {
      const flow = await pasteAddress(desk, personOf(request), request.params.id, request.body.address);
      return flowAnswer(desk, await languageOf(request, desk), flow);
    },
  );

  // A person comes here by the provider's page: led on to a page of ours, whatever happened.
  app.get('/api/oauth/callback', { config: { right: 'everybody' } }, async (request, answer) => {
    const query = request.raw.url?.split('?')[1] ?? '';
    const { person } = request;
    // The session ended meanwhile. The page has them sign in, says that this one is over, and offers to begin again.
    if (!person || !can(person, 'administer')) return leadOn(answer, await flowOfReturn(desk, query));
    try {
      return await leadOn(answer, await finishConnect(desk, person, query));
    } catch (thrown) {
      const { code } = asFailure(thrown);
      if (code !== 'oauth-flow-over') throw thrown;
      const flow = await flowOfReturn(desk, query);
      return leadOn(answer, flow?.agentId === person.agentId && flow.usedAt === null ? flow : null);
    }
  });
}

/** To where the sign-in was begun, whose page shows how it stands; to the list of mailboxes if it is not known. */
function leadOn(answer: FastifyReply, flow: FlowRow | null): FastifyReply {
  if (flow === null) return answer.redirect('/admin/mailboxes?problem=oauth-flow-over', 303);
  const page = flow.kind === 'popup' ? '/connected' : `/admin/mailboxes/${flow.mailboxId}`;
  return answer.redirect(`${page}?flow=${flow.id}`, 303);
}

const callbackUrl = (publicUrl: string) => `${publicUrl.replace(/\/$/, '')}/api/oauth/callback`;
