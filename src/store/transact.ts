import { sleep } from '../lib/clock.ts';
import { Failure } from '../lib/failure.ts';
import type { Change } from './changes.ts';
import type { Store } from './open.ts';
import type { Trx } from './schema.ts';

/** How a transaction tells what it changed; heard only after the commit. */
export type Announce = (kind: Change['kind'], id: number) => void;

/** How often a transaction is begun anew after PostgreSQL ended it for a deadlock or serialisation failure. */
const tries = 3;
/** How long a transaction waits in all for another process's one on SQLite; it waits here and not in the driver, which would stop the whole process. */
const patienceMs = 5000;

/**
 * Runs `work` in one transaction; nothing of it remains if it throws. `work` must touch the database only through `trx`
 * and do nothing outside it, because it may run again. Throws Failure `database-locked`, `database-full` or
 * `database-unreachable` for those causes, and `named-gone` if what a row names was deleted at the same moment.
 */
export async function transact<T>(store: Store, work: (trx: Trx, announce: Announce) => Promise<T>): Promise<T> {
  const begun = performance.now();
  for (let attempt = 1; ; attempt++) {
    let result: T;
    try {
      result = await store.db.transaction().execute(async (trx) => {
        const changes = new Map<string, Change>();
        const made = await work(trx, (kind, id) => void changes.set(`${kind} ${id}`, { kind, id }));
        if (changes.size > 0) await store.changes.announce(trx, [...changes.values()]);
        return made;
      });
    } catch (thrown) {
      const again = isLocked(thrown) ? performance.now() - begun < patienceMs : attempt < tries && isRetryable(thrown);
      if (!again) throw databaseFailure(thrown);
      if (isLocked(thrown)) await sleep(20 + 60 * Math.random());
      continue;
    }
    // Not above: whatever goes wrong in telling the news, the work is done and must not be done again.
    store.changes.committed();
    return result;
  }
}

/** Turns the causes that a retry or an administrator can mend into our Failure; everything else passes as it is. */
export function databaseFailure(thrown: unknown): unknown {
  const code = errorCode(thrown);
  if (isLocked(thrown) || isRetryable(thrown))
    return new Failure('database-locked', { temporary: true, cause: thrown });
  if (code.startsWith('SQLITE_FULL') || code.startsWith('SQLITE_IOERR') || code === '53100')
    return new Failure('database-full', { temporary: true, cause: thrown });
  if (isGoneReference(code)) return new Failure('named-gone', { temporary: true, cause: thrown });
  if (isBrokenLine(thrown, code)) return new Failure('database-unreachable', { temporary: true, cause: thrown });
  return thrown;
}

/** The constraint was violated: `unique` on either database. */
export function isUniqueViolation(thrown: unknown): boolean {
  const code = errorCode(thrown);
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === '23505';
}

/** Something was deleted between the look at it and the writing of a row that names it. */
const isGoneReference = (code: string) => code === 'SQLITE_CONSTRAINT_FOREIGNKEY' || code === '23503';
const isLocked = (thrown: unknown) => /^SQLITE_(BUSY|LOCKED)/.test(errorCode(thrown));
/** Class 08 is the line, but for a protocol violation, which is our mistake; 57P a server that ends, 53300 one that is full. The driver names some by words only. */
const isBrokenLine = (thrown: unknown, code: string) =>
  (/^(08|57P|53300)/.test(code) && code !== '08P01') ||
  /^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN)$/.test(code) ||
  (thrown instanceof Error && /^Connection terminated|^Client has encountered a connection error/.test(thrown.message));
const isRetryable = (thrown: unknown) => ['40001', '40P01'].includes(errorCode(thrown));

function errorCode(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : '';
}
