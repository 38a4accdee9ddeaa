import type { Db, Trx } from './schema.ts';

/** What an agent's page remembers, by key; values are JSON. */
export async function readPreferences(db: Db, agentId: number): Promise<Record<string, unknown>> {
  const rows = await db.selectFrom('agent_preference').selectAll().where('agent_id', '=', agentId).execute();
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]));
}

/** Remembers the values, and forgets those that are null; the others stay. */
export async function writePreferences(
  trx: Trx,
  agentId: number,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const [key, value] of Object.entries(values)) {
    if (value === null)
      await trx.deleteFrom('agent_preference').where('agent_id', '=', agentId).where('key', '=', key).execute();
    else
      await trx
        .insertInto('agent_preference')
        .values({ agent_id: agentId, key, value: JSON.stringify(value) })
        .onConflict((conflict) =>
          conflict.columns(['agent_id', 'key']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
        )
        .execute();
  }
}
