import type { Db, Trx } from './schema.ts';

/** A process of the product on this database, as it told last. `memory` in bytes, instants in milliseconds since 1970. */
export type ProcessRow = {
  id: string;
  host: string;
  pid: number;
  roles: ('web' | 'worker')[];
  version: string;
  node: string;
  startedAt: number;
  seenAt: number;
  memory: number;
};

/** Notes that a process runs. */
export async function showProcess(trx: Trx, { roles, startedAt, seenAt, ...row }: ProcessRow): Promise<void> {
  const values = { ...row, roles: JSON.stringify(roles), started_at: startedAt, seen_at: seenAt };
  await trx
    .insertInto('process')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: seenAt, memory: row.memory }))
    .execute();
}

/** Takes a process off that ends, and all that were not heard of since an instant. */
export async function forgetProcesses(trx: Trx, id: string, before: number): Promise<void> {
  await trx
    .deleteFrom('process')
    .where((eb) => eb.or([eb('id', '=', id), eb('seen_at', '<', before)]))
    .execute();
}

/** All processes that are known, the longest running first; those that died stay for a day. */
export async function listProcesses(db: Db): Promise<ProcessRow[]> {
  const rows = await db.selectFrom('process').selectAll().orderBy('started_at').orderBy('id').execute();
  return rows.map(({ roles, started_at, seen_at, ...row }) => ({
    ...row,
    roles: JSON.parse(roles) as ProcessRow['roles'],
    startedAt: started_at,
    seenAt: seen_at,
  }));
}
