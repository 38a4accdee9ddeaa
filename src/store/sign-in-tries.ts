import { sql } from 'kysely';
import { randomToken } from '../lib/id.ts';
import type { Db } from './schema.ts';

/** Tries counted under one key within the window that began at `since`. */
export type Tries = { count: number; since: number };

/**
 * Counts one more try under the key and gives the count, this one included; a window older than `windowMs` begins anew.
 * One statement: of two tries at the same time, in one process or two, each gets its own count.
 */
export async function countTry(db: Db, key: string, now: number, windowMs: number): Promise<Tries> {
  const begun = now - windowMs;
  const { rows } = await sql<Tries>`
    insert into auth_rate_limit (id, key, count, "lastRequest") values (${randomToken()}, ${key}, 1, ${now})
    on conflict (key) do update set
      count = case when auth_rate_limit."lastRequest" <= ${begun} then 1 else auth_rate_limit.count + 1 end,
      "lastRequest" = case when auth_rate_limit."lastRequest" <= ${begun} then ${now} else auth_rate_limit."lastRequest" end
    returning count, "lastRequest" as since`.execute(db);
  const [row] = rows;
  return row ?? { count: 1, since: now };
}

/** Forgets the tries under the keys, and all that are long past. */
export async function forgetTries(db: Db, keys: readonly string[], now: number): Promise<void> {
  await sql`delete from auth_rate_limit where key in (${sql.join(keys)}) or "lastRequest" < ${now - dayMs}`.execute(db);
}

const dayMs = 24 * 3600_000;
