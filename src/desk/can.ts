/*
 * Who may see and do what (SPEC §1). One pure file: routes and lists ask here and nowhere else.
 *
 * admin       everything, and alone what configures the desk: mailboxes, agents, teams, settings, the sandbox.
 * dispatcher  every ticket, inquiries among them, and the spools: which mail came in, which left. Dispatching is deciding about all of these.
 * agent       the orders of the own teams, teams nested below them included. No inquiries (they have no team yet), no other team's orders:
 *             personnel or legal matters must not be open to everybody who signs in. A ticket handed to another team leaves the own list.
 * Within a ticket that one sees one may do everything: answer, note, change, hand over, take back an own mail.
 */

export const roles = ['admin', 'dispatcher', 'agent'] as const;
export type Role = (typeof roles)[number];

/** Who asks. `teamIds` are the teams of which one is a member and all teams nested below these. */
export type Viewer = { agentId: number; role: Role; teamIds: readonly number[] };

const acts = {
  /** Mailboxes, their runs and tests, agents, teams, desk settings, the sandbox. */
  administer: ['admin'],
  /** The intake log with its sources and traces; judging a mail again. */
  readIntake: ['admin', 'dispatcher'],
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

/** Whether the viewer may see, and so work on, a ticket of this team (null: an inquiry). */
export function canSeeTicket(viewer: Viewer, teamId: number | null): boolean {
  const scope = ticketScope(viewer);
  return scope === 'all' || (teamId !== null && scope.includes(teamId));
}

/**
 * Whether a change may be told to the viewer's open page. `teamId` is the team of the ticket that changed or to which the mail belongs;
 * undefined for what belongs to no ticket.
 */
export function mayHearOf(viewer: Viewer, kind: string, teamId: number | null | undefined): boolean {
  if (kind === 'inbound') return can(viewer, 'readIntake');
  if (kind === 'ticket' || kind === 'outbound')
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
