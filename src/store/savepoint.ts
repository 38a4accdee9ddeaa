import { sql } from 'kysely';
import type { Trx } from './schema.ts';

/** Runs `work` so that, if it throws, only what it wrote is undone and the transaction goes on (SQL savepoint, alike on both databases). Not to be nested. */
export async function savepoint<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint one_mail`.execute(trx);
  try {
    const result = await work();
    await sql`release savepoint one_mail`.execute(trx);
    return result;
  } catch (thrown) {
    await sql`rollback to savepoint one_mail`.execute(trx);
    await sql`release savepoint one_mail`.execute(trx);
    throw thrown;
  }
}
