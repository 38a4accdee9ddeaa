import type { OutgoingMailbox } from '../settings/outgoing-mailbox.ts';
import { listAgents } from '../store/agents.ts';
import { listCategories } from '../store/categories.ts';
import { listLabels } from '../store/labels.ts';
import { listMailboxes, type MailboxRow } from '../store/mailboxes.ts';
import { listPriorities, listStatuses } from '../store/master-data.ts';
import { listTeams } from '../store/teams.ts';
import type { Api, App } from './app.ts';
import { type MasterData, masterDataSchema } from './contract/tickets.ts';

/** What pickers and chips need of all master data. Inactive entries are among it: where they are used, their names are shown. */
export function pickerRoutes(app: App, { desk }: Api): void {
  const { db } = desk.store;

  app.get(
    '/api/master-data',
    { config: { right: 'agents' }, schema: { response: { 200: masterDataSchema } } },
    async () => {
      const agents = await listAgents(db);
      const incoming = await listMailboxes(db, 'incoming');
      const outgoing = await listMailboxes(db, 'outgoing');
      return {
        teams: await listTeams(db),
        categories: await listCategories(db),
        labels: await listLabels(db),
        statuses: (await listStatuses(db)) as MasterData['statuses'],
        priorities: await listPriorities(db),
        agents: agents.filter((agent) => agent.active).map(({ id, name }) => ({ id, name })),
        incoming: incoming.map(({ id, name }) => ({ id, name })),
        outgoing: outgoing.filter(({ active }) => active).map(identity),
      };
    },
  );
}

/** An outgoing mailbox as one to write from. */
function identity({ id, name, values }: MailboxRow): MasterData['outgoing'][number] {
  const { senderAddress = '', senderName = '', isDefault = false } = values as Partial<OutgoingMailbox>;
  return { id, name, address: senderAddress, senderName, isDefault };
}
