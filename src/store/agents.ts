import { sql } from 'kysely';
import type { Role } from '../desk/can.ts';
import { Failure } from '../lib/failure.ts';
import type { Dialect } from './dialect.ts';
import type { Db, Schema, Trx } from './schema.ts';
import { isUniqueViolation } from './transact.ts';

export type AgentRow = {
  id: number;
  /** The row of the sign-in library. */
  userId: string;
  name: string;
  email: string;
  role: Role;
  locale: 'de' | 'en';
  active: boolean;
  /** Direct memberships. */
  teamIds: number[];
  /** Milliseconds since 1970; null if they never did since this is noted. */
  lastSignInAt: number | null;
};

/** What makes a new agent. `passwordHash` is stored with the sign-in library's account; null: nobody can sign in yet. */
export type NewAgent = { name: string; email: string; role: Role; locale: 'de' | 'en'; passwordHash: string | null };

/** All agents, inactive ones too, by name. */
export async function listAgents(db: Db): Promise<AgentRow[]> {
  const rows = await db.selectFrom('agent').selectAll().orderBy('name').orderBy('id').execute();
  const members = await db.selectFrom('team_member').selectAll().orderBy('team_id').execute();
  const byAgent = Map.groupBy(members, (member) => member.agent_id);
  return rows.map((row) => fromRow(row, byAgent.get(row.id)?.map((member) => member.team_id) ?? []));
}

/** One agent; null if there is none. */
export async function findAgent(
  db: Db,
  by: { id: number } | { userId: string } | { email: string },
): Promise<AgentRow | null> {
  const row = await db
    .selectFrom('agent')
    .selectAll()
    .$if('id' in by, (query) => query.where('id', '=', 'id' in by ? by.id : 0))
    .$if('userId' in by, (query) => query.where('user_id', '=', 'userId' in by ? by.userId : ''))
    .$if('email' in by, (query) => query.where('email', '=', 'email' in by ? emailKey(by.email) : ''))
    .executeTakeFirst();
  if (!row) return null;
  const members = await db
    .selectFrom('team_member')
    .select('team_id')
    .where('agent_id', '=', row.id)
    .orderBy('team_id')
    .execute();
  return fromRow(
    row,
    members.map((member) => member.team_id),
  );
}

/** Whether anybody can sign in at all; false until the first set-up. */
export async function hasAgents(db: Db): Promise<boolean> {
  return (await db.selectFrom('agent').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Adds an agent who can sign in. Throws Failure `invalid` at `email` if the address is taken. */
export async function insertAgent(trx: Trx, agent: NewAgent, userId: string, now: number): Promise<number> {
  const email = emailKey(agent.email);
  try {
    await insertUser(trx, { id: userId, name: agent.name, email, passwordHash: agent.passwordHash }, now);
    const { id } = await trx
      .insertInto('agent')
      .values({
        user_id: userId,
        name: agent.name,
        email,
        role: agent.role,
        locale: agent.locale,
        active: 1,
        created_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  } catch (thrown) {
    throw emailTaken(thrown);
  }
}

export type AgentPatch = Partial<{ name: string; email: string; role: Role; locale: 'de' | 'en'; active: boolean }>;

/**
 * Changes an agent. Throws Failure `last-admin` if nobody could administer the desk afterwards, `invalid` at `email` if the address is taken,
 * `not-found`.
 */
export async function updateAgent(trx: Trx, dialect: Dialect, id: number, patch: AgentPatch): Promise<void> {
  // Two administrators who demote one another at the same time must not both see the other one.
  if (dialect === 'postgres') await sql`select id from agent where role = 'admin' order by id for update`.execute(trx);
  const { active, email, ...rest } = patch;
  const set = {
    ...rest,
    ...(email === undefined ? {} : { email: emailKey(email) }),
    ...(active === undefined ? {} : { active: active ? (1 as const) : (0 as const) }),
  };
  const user = {
    ...(patch.name === undefined ? {} : { name: patch.name }),
    ...(set.email === undefined ? {} : { email: set.email }),
  };
  const row = await trx.selectFrom('agent').select('user_id').where('id', '=', id).executeTakeFirst();
  if (!row) throw new Failure('not-found');
  try {
    if (Object.keys(set).length > 0) await trx.updateTable('agent').set(set).where('id', '=', id).execute();
    if (Object.keys(user).length > 0)
      await trx.withTables<UserTables>().updateTable('auth_user').set(user).where('id', '=', row.user_id).execute();
  } catch (thrown) {
    throw emailTaken(thrown);
  }
  const admin = await trx
    .selectFrom('agent')
    .select('id')
    .where('role', '=', 'admin')
    .where('active', '=', 1)
    .limit(1)
    .executeTakeFirst();
  if (!admin) throw new Failure('last-admin');
}

/** Sets a new password hash and ends the agent's sessions, all or all but one. */
export async function setPasswordHash(
  trx: Trx,
  userId: string,
  passwordHash: string,
  keepSessionToken?: string,
): Promise<void> {
  const users = trx.withTables<UserTables>();
  await users
    .updateTable('auth_account')
    .set({ password: passwordHash })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute();
  await endSessions(trx, userId, keepSessionToken);
}

/** The stored password hash; null if there is none. */
export async function passwordHashOf(db: Db, userId: string): Promise<string | null> {
  const row = await db
    .withTables<UserTables>()
    .selectFrom('auth_account')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

/** The accounts without a password, whose owners have not used their first link yet. */
export async function accountsWithoutPassword(db: Db): Promise<Set<string>> {
  const rows = await db
    .withTables<UserTables>()
    .selectFrom('auth_account')
    .select('userId')
    .where('providerId', '=', 'credential')
    .where('password', 'is', null)
    .execute();
  return new Set(rows.map(({ userId }) => userId));
}

/** Notes when an agent signed in. */
export async function noteSignInAt(trx: Trx, id: number, now: number): Promise<void> {
  await trx.updateTable('agent').set({ last_sign_in_at: now }).where('id', '=', id).execute();
}

/** Signs an agent out everywhere, but for the session with this token. */
export async function endSessions(trx: Trx, userId: string, keepSessionToken?: string): Promise<void> {
  await trx
    .withTables<UserTables>()
    .deleteFrom('auth_session')
    .where('userId', '=', userId)
    .$if(keepSessionToken !== undefined, (query) => query.where('token', '<>', keepSessionToken ?? ''))
    .execute();
}

/** Forgets sessions whose time is over; nobody comes back to them. */
export async function deleteExpiredSessions(db: Db, now: number): Promise<void> {
  const before = new Date(now).toISOString();
  await db.withTables<UserTables>().deleteFrom('auth_session').where('expiresAt', '<', before).execute();
}

/** The tables of the sign-in library as far as we write them ourselves (migration 0003): agent and user are made and changed in one transaction. */
type UserTables = {
  auth_user: {
    id: string;
    name: string;
    email: string;
    emailVerified: number | boolean;
    createdAt: string;
    updatedAt: string;
  };
  auth_account: {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    password: string | null;
    createdAt: string;
    updatedAt: string;
  };
  auth_session: { userId: string; token: string; expiresAt: string };
};

async function insertUser(
  trx: Trx,
  user: { id: string; name: string; email: string; passwordHash: string | null },
  now: number,
): Promise<void> {
  const users = trx.withTables<UserTables>();
  const at = new Date(now).toISOString();
  const { id, name, email, passwordHash } = user;
  // `false` in the spelling both databases take for their type.
  const emailVerified = sql<boolean>`${sql.lit('0')}`;
  await users
    .insertInto('auth_user')
    .values({ id, name, email, emailVerified, createdAt: at, updatedAt: at })
    .execute();
  await users
    .insertInto('auth_account')
    .values({
      id,
      accountId: id,
      providerId: 'credential',
      userId: id,
      password: passwordHash,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
}

function fromRow(row: { [K in keyof Schema['agent']]: unknown }, teamIds: number[]): AgentRow {
  return {
    id: Number(row.id),
    userId: String(row.user_id),
    name: String(row.name),
    email: String(row.email),
    role: row.role as Role,
    locale: row.locale as 'de' | 'en',
    active: row.active === 1,
    teamIds,
    lastSignInAt: row.last_sign_in_at === null ? null : Number(row.last_sign_in_at),
  };
}

/** Addresses of agents are compared without case; better-auth looks them up in lower case, too. */
const emailKey = (email: string) => email.trim().toLowerCase();

function emailTaken(thrown: unknown): unknown {
  if (!isUniqueViolation(thrown)) return thrown;
  return new Failure('invalid', { problems: [{ field: 'email', problem: 'taken' }], cause: thrown });
}
