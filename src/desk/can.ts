/*
 * Who may see and do what (SPEC §1). One pure file: routes and lists ask here and nowhere else.
 *
 * admin       everything, and alone what configures the desk: mailboxes, agents, settings, the sandbox, and master data but for contacts and customers.
 * dispatcher  every ticket, inquiries among them, and authorises these by giving them to a team; the spools: which mail came in, which left; contacts and
 *             customers with all that can be done to them. Dispatching is deciding about all of these.
 * agent       the orders of the own teams, teams nested below them included. No inquiries (they have no team yet), no other team's orders:
 *             personnel or legal matters must not be open to everybody who signs in. A ticket handed to another team leaves the own list.
 *             Contacts and customers are looked up and added, as answering needs it.
 * Within a ticket of a team whose member one is with `write` one may do everything: answer, note, change, hand over, take back an own mail. A member with
 * `read` sees it all and changes nothing, not even the unread mark.
 */

export const roles = ['admin', 'dispatcher', 'agent'] as const;
export type Role = (typeof roles)[number];

/** Who asks. `teamIds` are the teams of which one is a member and all teams nested below these; `writeTeamIds` those of them one works for. */
export type Viewer = { agentId: number; role: Role; teamIds: readonly number[]; writeTeamIds: readonly number[] };

const acts = {
  /** Mailboxes, their runs and tests, agents, master data of the desk, desk settings, the sandbox. */
  administer: ['admin'],
  /** Changing, merging, deleting, importing and exporting contacts and customers. */
  editContacts: ['admin', 'dispatcher'],
  /** The intake log with its sources and traces; judging a mail again. */
  readIntake: ['admin', 'dispatcher'],
  /** Views of the ticket list that all agents have. */
  shareViews: ['admin', 'dispatcher'],
  /** Tickets of every team and inquiries. */
  seeEveryTicket: ['admin', 'dispatcher'],
} as const satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof acts;

/** Whether the viewer's role allows the act. */
export function can(viewer: Viewer, act: Act): boolean {
  return (acts[act] as readonly Role[]).includes(viewer.role);
}

/** Which tickets a viewer sees: all, or those of these teams. */
export type TicketScope = 'all' | readonly number[];

/** The scope for lists and searches; the same decision as `canSeeTicket`. */
export function ticketScope(viewer: Viewer): TicketScope {
  return can(viewer, 'seeEveryTicket') ? 'all' : viewer.teamIds;
}

/** Whether the viewer may see a ticket of this team (null: an inquiry). */
export function canSeeTicket(viewer: Viewer, teamId: number | null): boolean {
  const scope = ticketScope(viewer);
  return scope === 'all' || (teamId !== null && scope.includes(teamId));
}

/** Whether the viewer may work on a ticket of this team: answer, note, change, hand over. Null is an inquiry: who may change it may authorise it. */
export function canWriteTicket(viewer: Viewer, teamId: number | null): boolean {
  return can(viewer, 'seeEveryTicket') || (teamId !== null && viewer.writeTeamIds.includes(teamId));
}

/**
 * Whether a change may be told to the viewer's open page. `teamId` is the team of the ticket that changed or to which the mail belongs;
 * undefined for what belongs to no ticket. `id` is what the change names: of a draft, whose it is.
 */
export function mayHearOf(viewer: Viewer, kind: string, teamId: number | null | undefined, id?: number): boolean {
  if (kind === 'draft') return id === viewer.agentId;
  if (kind === 'inbound') return can(viewer, 'readIntake');
  if (kind === 'audit') return can(viewer, 'administer');
  if (kind === 'ticket' || kind === 'outbound' || kind === 'presence')
    return can(viewer, 'seeEveryTicket') || canSeeTicket(viewer, teamId ?? null);
  return true;
}

/** A team and the one above it. */
export type TeamNode = { id: number; parentId: number | null };

/** The given teams and all nested below them, each once. Ends on a cycle. */
export function withNestedTeams(teams: readonly TeamNode[], memberOf: readonly number[]): number[] {
  const reached = new Set(memberOf);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { id, parentId } of teams) {
      if (parentId === null || reached.has(id) || !reached.has(parentId)) continue;
      reached.add(id);
      grown = true;
    }
  }
  return [...reached];
}
