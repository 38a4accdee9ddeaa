import type { Db, Trx } from './schema.ts';

/** One place where an agent is signed in. Instants are milliseconds since 1970. */
export type AgentSession = { id: string; token: string; signedInAt: number; seenAt: number; userAgent: string };

/** The table of the sign-in library (migration 0003). Its instants are texts on SQLite and dates on PostgreSQL. */
type SessionTables = {
  auth_session: {
    id: string;
    userId: string;
    token: string;
    createdAt: string | Date;
    updatedAt: string | Date;
    expiresAt: string | Date;
    userAgent: string | null;
  };
};

/** Where an agent is signed in, the latest sign-in first. `seenAt` is exact to a day: so often a session is prolonged. */
export async function agentSessions(db: Db, userId: string, now: number): Promise<AgentSession[]> {
  const rows = await db
    .withTables<SessionTables>()
    .selectFrom('auth_session')
    .select(['id', 'token', 'createdAt', 'updatedAt', 'expiresAt', 'userAgent'])
    .where('userId', '=', userId)
    .execute();
  return rows
    .filter(({ expiresAt }) => instantOf(expiresAt) > now)
    .map(({ id, token, createdAt, updatedAt, userAgent }) => ({
      id,
      token,
      signedInAt: instantOf(createdAt),
      seenAt: instantOf(updatedAt),
      userAgent: userAgent ?? '',
    }))
    .toSorted((a, b) => b.signedInAt - a.signedInAt);
}

/** Ends one session of an agent. Gives whether there was one. */
export async function endSession(trx: Trx, userId: string, id: string): Promise<boolean> {
  const deleted = await trx
    .withTables<SessionTables>()
    .deleteFrom('auth_session')
    .where('userId', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
  return deleted.numDeletedRows === 1n;
}

const instantOf = (value: string | Date) => new Date(value).getTime();
