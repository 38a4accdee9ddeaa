import { withNestedTeams } from '../desk/can.ts';
import type { TeamValues } from '../settings/master-data.ts';
import { bit, checkName, type MasterStore, named, readWhole, wrong } from './master-store.ts';
import type { Db, Trx } from './schema.ts';
import { checkParent, childUse } from './tree.ts';
import { mailboxUse, replaceInMailboxes, rowUse, ticketUse } from './uses.ts';

export type TeamRow = TeamValues & { id: number };

/** SPEC §1: whom work is assigned to; may be nested. */
export const teams: MasterStore<TeamRow, TeamValues> = {
  kind: 'teams',
  table: 'team',
  ...readWhole(listTeams, ({ name }) => name),
  insert: insertTeam,
  update: async (trx, id, values) => {
    const row = await columns(trx, id, values);
    await trx.updateTable('team').set(row).where('id', '=', id).execute();
    await trx.deleteFrom('team_member').where('team_id', '=', id).execute();
    await insertMembers(trx, id, values);
  },
  uses: async (db, id) =>
    [
      await ticketUse(db, ['team_id'], id),
      await childUse(db, 'team', id),
      await rowUse(db, 'categories', 'category', 'team_id', id),
      await mailboxUse(db, 'teams', id),
    ].filter((use) => use !== undefined),
  refuse: (trx, id, into, field) => checkParent(trx, 'team', id, into, field),
  replace: async (trx, dialect, from, into) => {
    await replaceInMailboxes(trx, dialect, 'teams', from, into);
    await trx.updateTable('ticket').set({ team_id: into }).where('team_id', '=', from).execute();
    await trx.updateTable('category').set({ team_id: into }).where('team_id', '=', from).execute();
    await trx.updateTable('team').set({ parent_id: into }).where('parent_id', '=', from).execute();
  },
  remove: async (trx, id) => {
    await trx.deleteFrom('team').where('id', '=', id).execute();
  },
};

/** All teams by name, with the agents that are directly in them. */
export async function listTeams(db: Db): Promise<TeamRow[]> {
  const rows = await db.selectFrom('team').selectAll().orderBy('name_key').execute();
  const members = await db.selectFrom('team_member').selectAll().orderBy('agent_id').execute();
  const byTeam = Map.groupBy(members, (member) => member.team_id);
  return rows.map((team) => ({
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

/** The teams an agent is a member of and all nested below these; `writeTeamIds` are those reached through a membership that may write. */
export async function teamsOfAgent(db: Db, agentId: number): Promise<{ teamIds: number[]; writeTeamIds: number[] }> {
  const memberships = await db
    .selectFrom('team_member')
    .select(['team_id', 'access'])
    .where('agent_id', '=', agentId)
    .execute();
  if (memberships.length === 0) return { teamIds: [], writeTeamIds: [] };
  const rows = await db.selectFrom('team').select(['id', 'parent_id']).execute();
  const nodes = rows.map((team) => ({ id: team.id, parentId: team.parent_id }));
  const reached = (from: typeof memberships) =>
    withNestedTeams(
      nodes,
      from.map((row) => row.team_id),
    );
  return {
    teamIds: reached(memberships),
    writeTeamIds: reached(memberships.filter(({ access }) => access === 'write')),
  };
}

/**
 * Adds a team and gives its id; what is not named is empty. Throws Failure `invalid` at `name` if the name is taken, at `memberIds` or `readerIds` for an
 * unknown agent.
 */
export async function insertTeam(
  trx: Trx,
  team: Pick<TeamValues, 'name' | 'memberIds'> & Partial<TeamValues>,
): Promise<number> {
  const values = complete(team);
  const { id } = await trx
    .insertInto('team')
    .values(await columns(trx, null, values))
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertMembers(trx, id, values);
  return id;
}

const complete = (team: Pick<TeamValues, 'name' | 'memberIds'> & Partial<TeamValues>): TeamValues => ({
  parentId: null,
  readerIds: [],
  active: true,
  ...team,
});

async function columns(trx: Trx, id: number | null, values: TeamValues) {
  await checkName(trx, 'team', id, values.name);
  await checkParent(trx, 'team', id, values.parentId);
  await checkMembers(trx, values);
  return { ...named(values.name), parent_id: values.parentId, active: bit(values.active) };
}

async function checkMembers(trx: Trx, { memberIds, readerIds }: TeamValues): Promise<void> {
  if (readerIds.some((id) => memberIds.includes(id))) throw wrong('readerIds', 'both-lists');
  for (const [field, ids] of Object.entries({ memberIds, readerIds })) {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) continue;
    const known = await trx.selectFrom('agent').select('id').where('id', 'in', wanted).execute();
    if (known.length < wanted.length) throw wrong(field, 'gone');
  }
}

async function insertMembers(trx: Trx, team_id: number, { memberIds, readerIds }: TeamValues): Promise<void> {
  const rows = [
    ...[...new Set(memberIds)].map((agent_id) => ({ team_id, agent_id, access: 'write' as const })),
    ...[...new Set(readerIds)].map((agent_id) => ({ team_id, agent_id, access: 'read' as const })),
  ];
  if (rows.length > 0) await trx.insertInto('team_member').values(rows).execute();
}
