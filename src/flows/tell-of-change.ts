import { autoMailSetup } from '../store/auto-mails.ts';
import { isDoneGroup } from '../store/tickets.ts';
import type { Within } from './automatic-mail.ts';
import type { Actor } from './desk.ts';
import { tellAgents } from './tell-agents.ts';
import { tellUser } from './tell-user.ts';

/** What of a ticket decides whether its change is news. */
export type TicketStand = { id: number; team_id: number | null; status_group: string };

/**
 * SPEC §6: what leaves by itself because an agent changed a ticket, queued in the transaction of the change: "authorised" and "done" to the person,
 * "assigned" to the team.
 */
export async function tellOfChange(
  within: Within,
  actor: Actor,
  before: TicketStand,
  after: TicketStand,
): Promise<void> {
  const authorised = before.team_id === null && after.team_id !== null;
  const assigned = after.team_id !== null && after.team_id !== before.team_id;
  const done = !isDoneGroup(before.status_group) && isDoneGroup(after.status_group);
  if (!assigned && !done) return;
  const setup = await autoMailSetup(within.trx);
  const ticketId = after.id;
  const cause = { by: 'agent', actor } as const;
  // Done at once, a ticket needs no word about being worked on.
  if (done && setup.events.done.active) await tellUser(within, setup, { event: 'done', ticketId, cause });
  else if (authorised && !done && setup.events.authorised.active)
    await tellUser(within, setup, { event: 'authorised', ticketId, cause });
  if (assigned && !isDoneGroup(after.status_group))
    await tellAgents(within, setup, { event: 'assigned', ticketId, actor, sender: null });
}
