import { auditDiff } from '../desk/audit.ts';
import { Failure } from '../lib/failure.ts';
import { randomToken, tokenHash } from '../lib/id.ts';
import { agentSessions, endSession } from '../store/agent-sessions.ts';
import {
  type AgentPatch,
  type AgentRow,
  endSessions,
  findAgent,
  insertAgent,
  type NewAgent,
  setPasswordHash,
  updateAgent,
} from '../store/agents.ts';
import { dropPasswordLink, findPasswordLink, keepPasswordLink, takePasswordLink } from '../store/password-links.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';

/** How long a link for setting a password is good. */
export const linkLifeMs = 3 * 24 * 3600_000;

/** A link's token, which is shown once and stored only as a hash. */
export type PasswordLink = { token: string; expiresAt: number };

/** The agent who does it, with the account and session of the sign-in. */
export type OwnActor = { agentId: number; userId: string; sessionToken: string; address?: string };

/** Adds an agent and gives the id; without a password hash nobody can sign in as them until a link was used. Throws Failure `invalid` at `email` if it is taken. */
export async function createAgent(desk: Desk, actor: Actor, agent: NewAgent): Promise<number> {
  return transact(desk.store, async (trx, announce) => {
    const id = await insertAgent(trx, agent, randomToken(), desk.clock().getTime());
    const { passwordHash, ...open } = agent;
    const changes = [...auditDiff({}, open), ...(passwordHash === null ? [] : [passwordChange])];
    await audit(trx, desk, actor, { act: 'created', kind: 'agent', id, name: agent.name, changes });
    announce('settings', id);
    return id;
  });
}

/**
 * Changes an agent. A new password, or being switched off, ends their sessions and their link. Throws Failure `last-admin`, `not-found`, or `invalid` at
 * `email`.
 */
export async function changeAgent(
  desk: Desk,
  actor: Actor,
  id: number,
  patch: AgentPatch,
  passwordHash: string | null = null,
): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const before = await existing(trx, id);
    await updateAgent(trx, desk.store.dialect, id, patch);
    if (passwordHash !== null) await setPasswordHash(trx, before.userId, passwordHash);
    if (patch.active === false) await endSessions(trx, before.userId);
    if (patch.active === false || passwordHash !== null) await dropPasswordLink(trx, id);
    const changes = [
      ...auditDiff(shownOf(before), shownOf(await existing(trx, id))),
      ...(passwordHash === null ? [] : [passwordChange]),
    ];
    await audit(trx, desk, actor, { act: 'changed', kind: 'agent', id, name: patch.name ?? before.name, changes });
    announce('settings', id);
  });
}

/** Makes the one-time link by which an agent sets a password; an earlier one ends. What they sign in with until then stays good. Throws Failure `not-found`. */
export async function makePasswordLink(desk: Desk, actor: Actor, id: number): Promise<PasswordLink> {
  const token = randomToken();
  const expiresAt = desk.clock().getTime() + linkLifeMs;
  await transact(desk.store, async (trx) => {
    const { name, active } = await existing(trx, id);
    if (!active) throw new Failure('not-in-this-state');
    await keepPasswordLink(trx, id, tokenHash(token), expiresAt);
    await audit(trx, desk, actor, { act: 'linkMade', kind: 'agent', id, name });
  });
  return { token, expiresAt };
}

/** Whose link it is. Throws Failure `password-link-wrong`. */
export async function lookAtPasswordLink(desk: Desk, token: string): Promise<AgentRow> {
  const id = await findPasswordLink(desk.store.db, tokenHash(token), desk.clock().getTime());
  const agent = id === null ? null : await findAgent(desk.store.db, { id });
  if (!agent?.active) throw new Failure('password-link-wrong');
  return agent;
}

/** Sets the password of a link's agent, uses the link up and ends their sessions. Gives the agent. Throws Failure `password-link-wrong`. */
export async function usePasswordLink(
  desk: Desk,
  token: string,
  passwordHash: string,
  address: string,
): Promise<AgentRow> {
  return transact(desk.store, async (trx, announce) => {
    const id = await takePasswordLink(trx, tokenHash(token), desk.clock().getTime());
    const agent = id === null ? null : await findAgent(trx, { id });
    if (!agent?.active) throw new Failure('password-link-wrong');
    await setPasswordHash(trx, agent.userId, passwordHash);
    const note = { act: 'passwordSet', kind: 'agent', id: agent.id, name: agent.name } as const;
    await audit(trx, desk, { agentId: agent.id, address }, { ...note, changes: [passwordChange] });
    announce('settings', agent.id);
    return agent;
  });
}

/** Changes what agents may change of themselves. */
export async function changeOwnSettings(
  desk: Desk,
  who: OwnActor,
  patch: Pick<AgentPatch, 'name' | 'locale'>,
): Promise<void> {
  await changeAgent(desk, actorFrom(who), who.agentId, patch);
}

/** Sets the agent's own new password; all other sessions end. */
export async function changeOwnPassword(desk: Desk, who: OwnActor, passwordHash: string): Promise<void> {
  await transact(desk.store, async (trx) => {
    const { name } = await existing(trx, who.agentId);
    await setPasswordHash(trx, who.userId, passwordHash, who.sessionToken);
    await dropPasswordLink(trx, who.agentId);
    const note = { act: 'passwordSet', kind: 'agent', id: who.agentId, name } as const;
    await audit(trx, desk, actorFrom(who), { ...note, changes: [passwordChange] });
  });
}

/** Signs the agent out at one place, by the session's id, or at all but this one (`others`). Throws Failure `not-found` for a session that is not theirs. */
export async function endOwnSessions(desk: Desk, who: OwnActor, which: string): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const { name } = await existing(trx, who.agentId);
    if (which === 'others') await endSessions(trx, who.userId, who.sessionToken);
    else if (!(await endSession(trx, who.userId, which))) throw new Failure('not-found');
    await audit(trx, desk, actorFrom(who), { act: 'sessionsEnded', kind: 'session', id: who.agentId, name });
    announce('settings', who.agentId);
  });
}

/** Where the agent is signed in; `current` is this session. */
export async function ownSessions(desk: Desk, { userId, sessionToken }: OwnActor) {
  const sessions = await agentSessions(desk.store.db, userId, Date.now());
  return sessions.map(({ token, ...session }) => ({ ...session, current: token === sessionToken }));
}

const passwordChange = { field: 'password', secret: true } as const;

const actorFrom = ({ agentId, address }: OwnActor): Actor => ({
  agentId,
  ...(address === undefined ? {} : { address }),
});
const shownOf = ({ name, email, role, locale, active }: AgentRow) => ({ name, email, role, locale, active });

async function existing(trx: Parameters<typeof findAgent>[0], id: number): Promise<AgentRow> {
  const agent = await findAgent(trx, { id });
  if (!agent) throw new Failure('not-found');
  return agent;
}
