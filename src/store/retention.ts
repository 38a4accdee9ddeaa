import { packedPlace } from './packs.ts';
import type { Db, Trx } from './schema.ts';

/** Rows of one look at a large table. */
const chunk = 5000;

/** What one piece of work did, and the row from which the next one goes on; null at the end. */
export type Piece = { count: number; next: number | null };

/**
 * Lets go of the raw bytes of mails that were fetched before an instant and are done with: filed or unfiled, and settled on the server. Their lines stay in
 * the log and in the ledger. At most `limit` of those after a row, so that no row is looked at twice.
 */
export async function releaseSources(
  trx: Trx,
  before: number,
  now: number,
  after: number,
  limit: number,
): Promise<Piece> {
  const rows = await trx
    .selectFrom('inbound')
    .select(['id', 'blob'])
    .where('id', '>', after)
    .where('state', 'in', ['filed', 'unfiled'])
    .where('fetched_at', '<', before)
    .where('blob', 'is not', null)
    .where('settled_at', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  for (const { id, blob } of rows) {
    await trx.updateTable('inbound').set({ blob: null, source_removed_at: now }).where('id', '=', id).execute();
    if (blob !== null) await releaseBlob(trx, blob, now);
  }
  return { count: rows.length, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
}

/** Notes that a row no longer names a blob: its file goes once nothing names anything in it. */
export async function releaseBlob(trx: Trx, blob: string, now: number): Promise<void> {
  await trx
    .insertInto('blob_release')
    .values({ file: fileOf(blob), released_at: now })
    .onConflict((conflict) => conflict.column('file').doUpdateSet({ released_at: now }))
    .execute();
}

/** Files of which something was let go before an instant and of which no row names anything any more; and the others among them, which stay. */
export async function releasedFiles(db: Db, before: number): Promise<{ unused: string[]; used: string[] }> {
  const rows = await db
    .selectFrom('blob_release')
    .select('file')
    .where('released_at', '<', before)
    .limit(chunk)
    .execute();
  const released = new Set(rows.map(({ file }) => file));
  const used = new Set<string>();
  if (released.size === 0) return { unused: [], used: [] };
  // No index over hashes for so rare a question: it would cost every import.
  for (const table of ['inbound', 'attachment', 'outbound'] as const) {
    for (let after = 0; ; ) {
      const page = await db
        .selectFrom(table)
        .select(['id', 'blob'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(chunk)
        .execute();
      for (const { blob } of page) if (blob !== null && released.has(fileOf(blob))) used.add(fileOf(blob));
      if (page.length < chunk) break;
      after = page.at(-1)?.id ?? 0;
    }
  }
  for (const { blob } of await db.selectFrom('upload').select('blob').execute())
    if (released.has(fileOf(blob))) used.add(fileOf(blob));
  return { unused: [...released].filter((file) => !used.has(file)), used: [...used] };
}

/** Strikes files off the list of those that something of was let go. */
export async function forgetReleases(trx: Trx, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  await trx
    .deleteFrom('blob_release')
    .where('file', 'in', [...files])
    .execute();
}

/** The file that holds a blob: a pack of many, or its own. */
const fileOf = (blob: string) => packedPlace(blob)?.pack ?? blob;

/**
 * Removes the lines of runs that ended before an instant, of those that failed before another one, except the latest hundred of each mailbox. Looks at `limit`
 * lines after one of them, in the order of time, and ends where they are young enough.
 */
export async function pruneRuns(
  trx: Trx,
  before: { ended: number; failed: number },
  after: number,
  limit: number,
): Promise<Piece> {
  const rows = await trx
    .selectFrom('run')
    .select(['id', 'number', 'started_at', 'ended_at'])
    .select((eb) => [
      eb('error', 'is not', null).as('failed'),
      eb.selectFrom('mailbox').select('run_number').whereRef('mailbox.id', '=', 'run.mailbox_id').as('latest'),
    ])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  const old = rows.filter(
    ({ ended_at, failed, number, latest }) =>
      ended_at !== null && ended_at < (failed ? before.failed : before.ended) && number <= (latest ?? 0) - 100,
  );
  for (let at = 0; at < old.length; at += inOneQuestion)
    await trx
      .deleteFrom('run')
      .where(
        'id',
        'in',
        old.slice(at, at + inOneQuestion).map(({ id }) => id),
      )
      .execute();
  const last = rows.at(-1);
  return { count: old.length, next: last && rows.length === limit && last.started_at < before.ended ? last.id : null };
}

/** SQLite takes at most 32,766 bound values; a question stays far below. */
const inOneQuestion = 500;
