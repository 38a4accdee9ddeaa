import { z } from 'zod';
import { Failure } from '../lib/failure.ts';
import { type AgentRow, findAgent, hasAgents, passwordHashOf, setPasswordHash, updateAgent } from '../store/agents.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { transact } from '../store/transact.ts';
import { type Api, type App, personOf } from './app.ts';
import {
  ownPasswordSchema,
  ownSettingsSchema,
  type Session,
  sessionSchema,
  setupSchema,
  signInSchema,
} from './contract/session.ts';
import { hashPassword, passwordFits } from './password-hash.ts';
import { setUp } from './setup-link.ts';
import { allowTry, forgetTry, tryKeys } from './throttle.ts';

/** Signing in and out, the agent's own settings, the first administrator. */
export function sessionRoutes(app: App, api: Api): void {
  const { desk, signIn } = api;
  const { store } = desk;

  app.get(
    '/api/session',
    { config: { right: 'everybody' }, schema: { response: { 200: sessionSchema } } },
    async (request) => {
      return sessionOf(api, request.person && (await findAgent(store.db, { id: request.person.agentId })));
    },
  );

  app.post(
    '/api/session',
    { config: { right: 'everybody' }, schema: { body: signInSchema, response: { 200: sessionSchema } } },
    async ({ body, ip }, reply) => {
      const cookies = await signIn.open(body.email, body.password, placeOf(ip));
      reply.header('set-cookie', cookies);
      return sessionOf(api, await findAgent(store.db, body));
    },
  );

  app.delete(
    '/api/session',
    { config: { right: 'everybody' }, schema: { response: { 204: z.null() } } },
    async (request, reply) => {
      reply.header('set-cookie', await signIn.close(request.headers.cookie ?? ''));
      return reply.code(204).send(null);
    },
  );

  app.patch(
    '/api/session',
    { config: { right: 'agents' }, schema: { body: ownSettingsSchema, response: { 200: sessionSchema } } },
    async (request) => {
      const { agentId } = personOf(request);
      await transact(store, async (trx, announce) => {
        await updateAgent(trx, store.dialect, agentId, request.body);
        announce('settings', agentId);
      });
      return sessionOf(api, await findAgent(store.db, { id: agentId }));
    },
  );

  app.put(
    '/api/session/password',
    { config: { right: 'agents' }, schema: { body: ownPasswordSchema, response: { 204: z.null() } } },
    async (request, reply) => {
      const { userId, sessionToken } = personOf(request);
      const keys = tryKeys(placeOf(request.ip), `password of ${userId}`);
      await allowTry(store.db, keys, desk.clock().getTime());
      const fits = await passwordFits((await passwordHashOf(store.db, userId)) ?? '', request.body.current);
      if (!fits) throw new Failure('password-wrong', { problems: [{ field: 'current', problem: 'wrong' }] });
      await forgetTry(store.db, keys, desk.clock().getTime());
      const hash = await hashPassword(request.body.next);
      await transact(store, (trx) => setPasswordHash(trx, userId, hash, sessionToken));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/setup',
    { config: { right: 'everybody' }, schema: { body: setupSchema, response: { 200: sessionSchema } } },
    async ({ body, ip }, reply) => {
      const { token, name, email, password, locale } = body;
      const keys = tryKeys(placeOf(ip), 'set-up');
      await allowTry(store.db, keys, desk.clock().getTime());
      await setUp(desk, token, { name, email, locale, passwordHash: await hashPassword(password) });
      reply.header('set-cookie', await signIn.open(email, password, placeOf(ip)));
      return sessionOf(api, await findAgent(store.db, { email }));
    },
  );
}

async function sessionOf({ desk, options }: Api, agent: AgentRow | null): Promise<Session> {
  const { name, locale } = await readDeskSettings(desk.store.db);
  const needsSetup = agent === null && !(await hasAgents(desk.store.db));
  return { agent, desk: { name, locale, needsSetup, version: options.version } };
}

/** Where tries are counted together: an IPv4 address, or the network of an IPv6 one, of which one household has 2^64 addresses. */
function placeOf(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip;
  return `${ip.split(':').slice(0, 4).join(':')}::/64`;
}
