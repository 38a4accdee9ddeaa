import { z } from 'zod';
import { deleteTeam, getTeam, insertTeam, listTeams, updateTeam } from '../store/teams.ts';
import { listCategories } from '../store/categories.ts';
import { listLabels } from '../store/labels.ts';
import { listPriorities, listStatuses } from '../store/master-data.ts';
import { listAgents } from '../store/agents.ts';
import { listMailboxes, type MailboxRow } from '../store/mailboxes.ts';
import type { OutgoingMailbox } from '../settings/outgoing-mailbox.ts';
import { transact } from '../store/transact.ts';
import type { Api, App } from './app.ts';
import { idSchema } from './contract/common.ts';
import { type MasterData, masterDataSchema } from './contract/tickets.ts';

const byId = z.object({ id: idSchema });
const teamSchema = z.object({ name: z.string().trim().min(1).max(100), memberIds: z.array(idSchema) });
const teamAnswer = masterDataSchema.shape.teams.element;

/** Teams, and what pickers and chips need of all master data. */
export function teamRoutes(app: App, { desk }: Api): void {
  const { store } = desk;

  app.get(
    '/api/master-data',
    { config: { right: 'agents' }, schema: { response: { 200: masterDataSchema } } },
    async () => {
      const agents = await listAgents(store.db);
      const outgoing = await listMailboxes(store.db, 'outgoing');
      return {
        teams: await listTeams(store.db),
        categories: await listCategories(store.db),
        labels: (await listLabels(store.db)) as MasterData['labels'],
        statuses: (await listStatuses(store.db)) as MasterData['statuses'],
        priorities: await listPriorities(store.db),
        agents: agents.filter((agent) => agent.active).map(({ id, name }) => ({ id, name })),
        outgoing: outgoing.filter(({ active }) => active).map(identity),
      };
    },
  );

  app.post(
    '/api/teams',
    { config: { right: 'administer' }, schema: { body: teamSchema, response: { 201: teamAnswer } } },
    async ({ body }, reply) => {
      const id = await transact(store, async (trx, announce) => {
        const made = await insertTeam(trx, body);
        announce('settings', made);
        return made;
      });
      return reply.code(201).send(await getTeam(store.db, id));
    },
  );

  app.put(
    '/api/teams/:id',
    { config: { right: 'administer' }, schema: { params: byId, body: teamSchema, response: { 200: teamAnswer } } },
    async ({ params, body }) => {
      await transact(store, async (trx, announce) => {
        await updateTeam(trx, params.id, body);
        announce('settings', params.id);
      });
      return getTeam(store.db, params.id);
    },
  );

  app.delete(
    '/api/teams/:id',
    { config: { right: 'administer' }, schema: { params: byId, response: { 204: z.null() } } },
    async ({ params }, reply) => {
      await transact(store, async (trx, announce) => {
        await deleteTeam(trx, params.id);
        announce('settings', params.id);
      });
      return reply.code(204).send(null);
    },
  );
}

/** An outgoing mailbox as one to write from. */
function identity({ id, name, values }: MailboxRow): MasterData['outgoing'][number] {
  const { senderAddress = '', senderName = '', isDefault = false } = values as Partial<OutgoingMailbox>;
  return { id, name, address: senderAddress, senderName, isDefault };
}
