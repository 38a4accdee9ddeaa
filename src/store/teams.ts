import { withNestedTeams } from '../desk/can.ts';
import { Failure } from '../lib/failure.ts';
import type { Db, Trx } from './schema.ts';
import { isUniqueViolation } from './transact.ts';

export type TeamRow = {
  id: number;
  name: string;
  parentId: number | null;
  memberIds: number[];
  readerIds: number[];
  active: boolean;
};

/** All teams by name, with the agents that are directly in them. */
export async function listTeams(db: Db): Promise<TeamRow[]> {
  const teams = await db.selectFrom('team').selectAll().orderBy('name_key').execute();
  const members = await db.selectFrom('team_member').selectAll().orderBy('agent_id').execute();
  const byTeam = Map.groupBy(members, (member) => member.team_id);
  return teams.map((team) => ({
    id: team.id,
    name: team.name,
    parentId: team.parent_id,
    memberIds: agentsWith(byTeam.get(team.id), 'write'),
    readerIds: agentsWith(byTeam.get(team.id), 'read'),
    active: team.active === 1,
  }));
}

const agentsWith = (members: readonly { agent_id: number; access: string }[] | undefined, access: 'read' | 'write') =>
  (members ?? []).filter((member) => member.access === access).map((member) => member.agent_id);

/** Like listTeams for one; throws Failure `not-found`. */
export async function getTeam(db: Db, id: number): Promise<TeamRow> {
  const team = (await listTeams(db)).find((row) => row.id === id);
  if (!team) throw new Failure('not-found');
  return team;
}

/** The teams an agent is a member of and all nested below these; `writeTeamIds` are those reached through a membership that may write. */
export async function teamsOfAgent(db: Db, agentId: number): Promise<{ teamIds: number[]; writeTeamIds: number[] }> {
  const memberships = await db
    .selectFrom('team_member')
    .select(['team_id', 'access'])
    .where('agent_id', '=', agentId)
    .execute();
  if (memberships.length === 0) return { teamIds: [], writeTeamIds: [] };
  const rows = await db.selectFrom('team').select(['id', 'parent_id']).execute();
  const teams = rows.map((team) => ({ id: team.id, parentId: team.parent_id }));
  const reached = (from: typeof memberships) =>
    withNestedTeams(
      teams,
      from.map((row) => row.team_id),
    );
  return {
    teamIds: reached(memberships),
    writeTeamIds: reached(memberships.filter(({ access }) => access === 'write')),
  };
}

/** Adds a team and gives its id. Throws Failure `invalid` at `name` if the name is taken, at `memberIds` for an unknown agent. */
export async function insertTeam(trx: Trx, team: { name: string; memberIds: readonly number[] }): Promise<number> {
  const { id } = await trx
    .insertInto('team')
    .values({ ...named(team.name), parent_id: null })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(nameTaken);
  await setMembers(trx, id, team.memberIds);
  return id;
}

/** Replaces name and members. Throws like insertTeam, and `not-found`. */
export async function updateTeam(
  trx: Trx,
  id: number,
  team: { name: string; memberIds: readonly number[] },
): Promise<void> {
  const updated = await trx
    .updateTable('team')
    .set(named(team.name))
    .where('id', '=', id)
    .executeTakeFirst()
    .catch(nameTaken);
  if (updated.numUpdatedRows === 0n) throw new Failure('not-found');
  await trx.deleteFrom('team_member').where('team_id', '=', id).execute();
  await setMembers(trx, id, team.memberIds);
}

/** Removes a team. Throws Failure `in-use` if tickets, mailboxes or teams name it, `not-found` if it is not there. */
export async function deleteTeam(trx: Trx, id: number): Promise<void> {
  const ticket = await trx.selectFrom('ticket').select('id').where('team_id', '=', id).limit(1).executeTakeFirst();
  const below = await trx.selectFrom('team').select('id').where('parent_id', '=', id).limit(1).executeTakeFirst();
  const mailboxes = await trx.selectFrom('mailbox').select('settings').where('deleted_at', 'is', null).execute();
  const named = mailboxes.some(({ settings }) => (JSON.parse(settings) as { team?: unknown }).team === id);
  if (ticket || below || named) throw new Failure('in-use');
  const deleted = await trx.deleteFrom('team').where('id', '=', id).executeTakeFirst();
  if (deleted.numDeletedRows === 0n) throw new Failure('not-found');
}

async function setMembers(trx: Trx, teamId: number, memberIds: readonly number[]): Promise<void> {
  const wanted = [...new Set(memberIds)];
  if (wanted.length === 0) return;
  const known = await trx.selectFrom('agent').select('id').where('id', 'in', wanted).execute();
  if (known.length < wanted.length)
    throw new Failure('invalid', { problems: [{ field: 'memberIds', problem: 'gone' }] });
  await trx
    .insertInto('team_member')
    .values(wanted.map((agent_id) => ({ team_id: teamId, agent_id })))
    .execute();
}

const named = (name: string) => ({ name: name.trim(), name_key: name.trim().toLowerCase() });

function nameTaken(thrown: unknown): never {
  if (!isUniqueViolation(thrown)) throw thrown;
  throw new Failure('invalid', { problems: [{ field: 'name', problem: 'taken' }], cause: thrown });
}
