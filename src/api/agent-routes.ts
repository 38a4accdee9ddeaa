import { z } from 'zod';
import { randomToken } from '../lib/id.ts';
import { Failure } from '../lib/failure.ts';
import { endSessions, findAgent, insertAgent, listAgents, setPasswordHash, updateAgent } from '../store/agents.ts';
import { transact } from '../store/transact.ts';
import type { Api, App } from './app.ts';
import { idSchema } from './contract/common.ts';
import { agentPatchSchema, agentSchema, newAgentSchema } from './contract/session.ts';
import { hashPassword } from './password-hash.ts';

/** Agents: who signs in. Everybody sees them, administrators make and change them. */
export function agentRoutes(app: App, { desk }: Api): void {
  const { store } = desk;
  const agent = async (id: number) => {
    const row = await findAgent(store.db, { id });
    if (!row) throw new Failure('not-found');
    return row;
  };

  app.get(
    '/api/agents',
    { config: { right: 'agents' }, schema: { response: { 200: z.object({ rows: z.array(agentSchema) }) } } },
    async () => ({ rows: await listAgents(store.db) }),
  );

  app.post(
    '/api/agents',
    { config: { right: 'administer' }, schema: { body: newAgentSchema, response: { 201: agentSchema } } },
    async ({ body }, reply) => {
      const { password, ...rest } = body;
      const passwordHash = await hashPassword(password);
      const id = await transact(store, async (trx, announce) => {
        const made = await insertAgent(trx, { ...rest, passwordHash }, randomToken(), desk.clock().getTime());
        announce('settings', made);
        return made;
      });
      return reply.code(201).send(await agent(id));
    },
  );

  app.patch(
    '/api/agents/:id',
    {
      config: { right: 'administer' },
      schema: { params: z.object({ id: idSchema }), body: agentPatchSchema, response: { 200: agentSchema } },
    },
    async ({ params, body }) => {
      const { password, ...patch } = body;
      const passwordHash = password === undefined ? null : await hashPassword(password);
      const { userId } = await agent(params.id);
      await transact(store, async (trx, announce) => {
        await updateAgent(trx, store.dialect, params.id, patch);
        // A new password from an administrator, or being switched off, ends what is open elsewhere.
        if (passwordHash !== null) await setPasswordHash(trx, userId, passwordHash);
        if (patch.active === false) await endSessions(trx, userId);
        announce('settings', params.id);
      });
      return agent(params.id);
    },
  );
}
