import { presenceLifeMs, type PresenceState } from '../desk/presence.ts';
import type { Db, Trx } from './schema.ts';

/** A page of an agent, which names itself, so that closing one of two does not end the other. */
export type OpenPage = { agentId: number; page: string };

/**
 * Notes that a page has the ticket open, for `presenceLifeMs`. Gives the tickets for which other pages now see something else: none if it only goes on as
 * before.
 */
export async function beat(
  trx: Trx,
  { agentId, page }: OpenPage,
  ticketId: number,
  state: PresenceState,
  now: number,
): Promise<number[]> {
  const before = await trx
    .selectFrom('presence')
    .select(['ticket_id', 'state', 'until'])
    .where('agent_id', '=', agentId)
    .where('page', '=', page)
    .executeTakeFirst();
  const row = { ticket_id: ticketId, state, until: now + presenceLifeMs };
  await trx
    .insertInto('presence')
    .values({ agent_id: agentId, page, ...row })
    .onConflict((conflict) => conflict.columns(['agent_id', 'page']).doUpdateSet(row))
    .execute();
  // Pages that never said goodbye; whoever looks has left them out since.
  await trx.deleteFrom('presence').where('until', '<', now).execute();
  if (before && before.ticket_id === ticketId && before.state === state && before.until >= now) return [];
  return before && before.ticket_id !== ticketId ? [before.ticket_id, ticketId] : [ticketId];
}

/** Notes that a page is closed; gives the tickets for which other pages now see something else. */
export async function leave(trx: Trx, { agentId, page }: OpenPage): Promise<number[]> {
  const gone = await trx
    .deleteFrom('presence')
    .where('agent_id', '=', agentId)
    .where('page', '=', page)
    .returning('ticket_id')
    .execute();
  return gone.map(({ ticket_id }) => ticket_id);
}

/** The other agents who have the ticket open, by name; one who writes on any of their pages is writing. */
export async function othersAt(
  db: Db,
  ticketId: number,
  agentId: number,
  now: number,
): Promise<{ agentId: number; name: string; state: PresenceState }[]> {
  const rows = await db
    .selectFrom('presence')
    .innerJoin('agent', 'agent.id', 'presence.agent_id')
    .select(['agent.id', 'agent.name', 'presence.state'])
    .where('presence.ticket_id', '=', ticketId)
    .where('presence.agent_id', '!=', agentId)
    .where('presence.until', '>=', now)
    .orderBy('agent.name')
    .orderBy('agent.id')
    .execute();
  const people = new Map<number, { agentId: number; name: string; state: PresenceState }>();
  for (const { id, name, state } of rows) {
    const known = people.get(id);
    people.set(id, { agentId: id, name, state: known?.state === 'writing' ? 'writing' : state });
  }
  return [...people.values()];
}
