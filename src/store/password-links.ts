import type { Db, Trx } from './schema.ts';

/** Keeps the hash of the one valid link of an agent, replacing an earlier one. */
export async function keepPasswordLink(trx: Trx, agentId: number, tokenHash: string, expiresAt: number): Promise<void> {
  const values = { token_hash: tokenHash, expires_at: expiresAt };
  await trx
    .insertInto('password_link')
    .values({ agent_id: agentId, ...values })
    .onConflict((conflict) => conflict.column('agent_id').doUpdateSet(values))
    .execute();
}

/** Whose link it is, if it is valid at `now`; null otherwise. */
export async function findPasswordLink(db: Db, tokenHash: string, now: number): Promise<number | null> {
  const row = await db
    .selectFrom('password_link')
    .select('agent_id')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.agent_id ?? null;
}

/** Uses a link up and gives whose it was; null if it is not valid. Of two at the same time only one gets an answer. */
export async function takePasswordLink(trx: Trx, tokenHash: string, now: number): Promise<number | null> {
  const row = await trx
    .deleteFrom('password_link')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .returning('agent_id')
    .executeTakeFirst();
  return row?.agent_id ?? null;
}

/** Ends the link of an agent, because a password was set otherwise or the agent may no longer sign in. */
export async function dropPasswordLink(trx: Trx, agentId: number): Promise<void> {
  await trx.deleteFrom('password_link').where('agent_id', '=', agentId).execute();
}
