import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import {
  changeOwnPassword,
  changeOwnSettings,
  endOwnSessions,
  lookAtPasswordLink,
  ownSessions,
  usePasswordLink,
} from '../flows/agents.ts';
import { noteSignOut } from '../flows/sign-ins.ts';
import { Failure } from '../lib/failure.ts';
import { type AgentRow, findAgent, hasAgents, passwordHashOf } from '../store/agents.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { instant } from './answers.ts';
import { actorOf, type Api, type App, personOf } from './app.ts';
import {
  linkOwnerSchema,
  linkPasswordSchema,
  linkTokenSchema,
  ownPasswordSchema,
  ownSessionSchema,
  ownSettingsSchema,
  type Session,
  sessionSchema,
  setupSchema,
  signInSchema,
} from './contract/session.ts';
import { hashPassword, passwordFits } from './password-hash.ts';
import { setUp } from './setup-link.ts';
import { allowTry, forgetTry, placeOf, tryKeys } from './throttle.ts';

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
    async (request, reply) => {
      const { body } = request;
      const cookies = await signIn.open(body.email, body.password, originOf(request));
      reply.header('set-cookie', cookies);
      return sessionOf(api, await findAgent(store.db, body));
    },
  );

  app.delete(
    '/api/session',
    { config: { right: 'everybody' }, schema: { response: { 204: z.null() } } },
    async (request, reply) => {
      const agent = request.person && (await findAgent(store.db, { id: request.person.agentId }));
      reply.header('set-cookie', await signIn.close(request.headers.cookie ?? ''));
      if (agent) await noteSignOut(desk, agent, request.ip);
      return reply.code(204).send(null);
    },
  );

  app.patch(
    '/api/session',
    { config: { right: 'agents' }, schema: { body: ownSettingsSchema, response: { 200: sessionSchema } } },
    async (request) => {
      const { agentId } = personOf(request);
      await changeOwnSettings(desk, ownActor(request), request.body);
      return sessionOf(api, await findAgent(store.db, { id: agentId }));
    },
  );

  app.put(
    '/api/session/password',
    { config: { right: 'agents' }, schema: { body: ownPasswordSchema, response: { 204: z.null() } } },
    async (request, reply) => {
      const { userId } = personOf(request);
      const keys = tryKeys(placeOf(request.ip), `password of ${userId}`);
      await allowTry(store.db, keys, desk.clock().getTime());
      const fits = await passwordFits((await passwordHashOf(store.db, userId)) ?? '', request.body.current);
      if (!fits) throw new Failure('password-wrong', { problems: [{ field: 'current', problem: 'wrong' }] });
      await forgetTry(store.db, keys, desk.clock().getTime());
      await changeOwnPassword(desk, ownActor(request), await hashPassword(request.body.next));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/setup',
    { config: { right: 'everybody' }, schema: { body: setupSchema, response: { 200: sessionSchema } } },
    async (request, reply) => {
      const { token, name, email, password, locale } = request.body;
      const keys = tryKeys(placeOf(request.ip), 'set-up');
      await allowTry(store.db, keys, desk.clock().getTime());
      await setUp(desk, token, { name, email, locale, passwordHash: await hashPassword(password) }, request.ip);
      reply.header('set-cookie', await signIn.open(email, password, originOf(request)));
      return sessionOf(api, await findAgent(store.db, { email }));
    },
  );
  passwordLinkRoutes(app, api);
  sessionListRoutes(app, api);
}

/** Setting a password by a one-time link, which is the proof of who one is. */
function passwordLinkRoutes(app: App, api: Api): void {
  const { desk, signIn } = api;
  /** Counts tries that come to nothing only: colleagues who are invited together open their links at one place. */
  const counted = async <T>({ ip }: FastifyRequest, work: () => Promise<T>): Promise<T> => {
    const keys = tryKeys(placeOf(ip), 'password link');
    await allowTry(desk.store.db, keys, desk.clock().getTime());
    const result = await work();
    await forgetTry(desk.store.db, keys, desk.clock().getTime());
    return result;
  };

  app.post(
    '/api/password-link/look',
    { config: { right: 'everybody' }, schema: { body: linkTokenSchema, response: { 200: linkOwnerSchema } } },
    (request) => counted(request, () => lookAtPasswordLink(desk, request.body.token)),
  );

  app.post(
    '/api/password-link',
    { config: { right: 'everybody' }, schema: { body: linkPasswordSchema, response: { 200: sessionSchema } } },
    async (request, reply) => {
      const { token, password } = request.body;
      await counted(request, () => lookAtPasswordLink(desk, token));
      const { email } = await usePasswordLink(desk, token, await hashPassword(password), request.ip);
      reply.header('set-cookie', await signIn.open(email, password, originOf(request)));
      return sessionOf(api, await findAgent(desk.store.db, { email }));
    },
  );
}

/** Where one is signed in oneself. */
function sessionListRoutes(app: App, { desk }: Api): void {
  const config = { right: 'agents' } as const;

  app.get(
    '/api/session/list',
    { config, schema: { response: { 200: z.object({ rows: z.array(ownSessionSchema) }) } } },
    async (request) => {
      const sessions = await ownSessions(desk, ownActor(request));
      const rows = sessions.map(({ signedInAt, seenAt, ...session }) => ({
        ...session,
        signedInAt: instant(signedInAt),
        seenAt: instant(seenAt),
      }));
      return { rows };
    },
  );

  app.delete(
    '/api/session/list/:id',
    { config, schema: { params: z.object({ id: z.string().max(100) }), response: { 204: z.null() } } },
    async (request, reply) => {
      await endOwnSessions(desk, ownActor(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function ownActor(request: FastifyRequest) {
  const { userId, sessionToken } = personOf(request);
  return { ...actorOf(request), userId, sessionToken };
}

const originOf = ({ ip, headers }: FastifyRequest) => ({
  place: placeOf(ip),
  address: ip,
  userAgent: headers['user-agent'] ?? '',
});

async function sessionOf({ desk, options }: Api, agent: AgentRow | null): Promise<Session> {
  const { name, locale } = await readDeskSettings(desk.store.db);
  const needsSetup = agent === null && !(await hasAgents(desk.store.db));
  return { agent, desk: { name, locale, needsSetup, version: options.version } };
}
