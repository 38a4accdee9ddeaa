import { statfs } from 'node:fs/promises';
import { asFailure, Failure } from '../lib/failure.ts';
import type { Store } from './open.ts';
import { transact } from './transact.ts';

const key = 'probe';

/**
 * Whether the desk can write: null, or the Failure that a mail would meet now (`disk-full`, `database-full`, `database-locked`,
 * `database-unreachable`). Writes one row, so ask every few seconds at most. `needBytes` is what has to be free beside the database.
 */
export async function probeStorage(
  store: Store,
  dataDir: string,
  needBytes: number,
  now: number,
): Promise<Failure | null> {
  try {
    const { bavail, bsize } = await statfs(dataDir);
    if (bavail * bsize < needBytes) return new Failure('disk-full', { temporary: true });
    const value = JSON.stringify(now);
    await transact(store, (trx) =>
      trx
        .insertInto('desk_setting')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute(),
    );
    return null;
  } catch (thrown) {
    return asFailure(thrown);
  }
}
