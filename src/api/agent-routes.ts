import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import { can } from '../desk/can.ts';
import { changeAgent, createAgent, makePasswordLink } from '../flows/agents.ts';
import { Failure } from '../lib/failure.ts';
import { accountsWithoutPassword, type AgentRow, findAgent, listAgents } from '../store/agents.ts';
import { instant, instantOrNull } from './answers.ts';
import { actorOf, type Api, type App, personOf } from './app.ts';
import { idSchema } from './contract/common.ts';
import {
  type AgentLine,
  agentLineSchema,
  agentPatchSchema,
  madeLinkSchema,
  newAgentSchema,
} from './contract/session.ts';
import { hashPassword } from './password-hash.ts';

const byId = z.object({ id: idSchema });

/** Agents: who signs in. Everybody sees them, administrators make and change them. */
export function agentRoutes(app: App, { desk, options }: Api): void {
  const { store } = desk;
  const config = { right: 'administer' } as const;

  app.get(
    '/api/agents',
    { config: { right: 'agents' }, schema: { response: { 200: z.object({ rows: z.array(agentLineSchema) }) } } },
    async (request) => ({ rows: await show(request, await listAgents(store.db)) }),
  );

  app.post(
    '/api/agents',
    { config, schema: { body: newAgentSchema, response: { 201: agentLineSchema } } },
    async (request, reply) => {
      const { password, ...rest } = request.body;
      const passwordHash = password === undefined ? null : await hashPassword(password);
      const id = await createAgent(desk, actorOf(request), { ...rest, passwordHash });
      return reply.code(201).send(await showOne(request, id));
    },
  );

  app.patch(
    '/api/agents/:id',
    { config, schema: { params: byId, body: agentPatchSchema, response: { 200: agentLineSchema } } },
    async (request) => {
      const { password, ...patch } = request.body;
      const passwordHash = password === undefined ? null : await hashPassword(password);
      await changeAgent(desk, actorOf(request), request.params.id, patch, passwordHash);
      return showOne(request, request.params.id);
    },
  );

  app.post(
    '/api/agents/:id/password-link',
    { config, schema: { params: byId, response: { 201: madeLinkSchema } } },
    async (request, reply) => {
      const { token, expiresAt } = await makePasswordLink(desk, actorOf(request), request.params.id);
      const url = `${options.publicUrl.replace(/\/+$/, '')}/password?token=${token}`;
      return reply.code(201).send({ url, expiresAt: instant(expiresAt) });
    },
  );

  async function show(request: FastifyRequest, rows: readonly AgentRow[]): Promise<AgentLine[]> {
    const invited = await accountsWithoutPassword(store.db);
    // When colleagues work is not for everybody to see.
    const seesTimes = can(personOf(request), 'administer');
    return rows.map((row) => ({
      ...row,
      invited: invited.has(row.userId),
      lastSignInAt: seesTimes ? instantOrNull(row.lastSignInAt) : null,
    }));
  }

  async function showOne(request: FastifyRequest, id: number): Promise<AgentLine> {
    const row = await findAgent(store.db, { id });
    if (!row) throw new Failure('not-found');
    const [line] = await show(request, [row]);
    return line as AgentLine;
  }
}
