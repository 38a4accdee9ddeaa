import { forgetReleases, type Piece, pruneRuns, releasedFiles, releaseSources } from '../store/retention.ts';
import { removeLeftovers } from '../store/leftovers.ts';
import { pruneHours } from '../store/mailbox-hours.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { draftLifeMs, endOldDrafts } from '../store/drafts.ts';
import { transact } from '../store/transact.ts';
import { pruneAudit } from '../store/audit.ts';
import { audit } from './audit.ts';
import { forgetUploads, uploadLifeMs } from '../store/uploads.ts';
import type { Desk } from './desk.ts';

const dayMs = 24 * 3600_000;

/** Lines of runs that found nothing wrong are kept for a quarter of a year. */
const runDays = 90;
/** What mailboxes did hour by hour is kept for reports over a year, compared with the one before; as long as why a run failed. */
const hourDays = 800;
/** Between letting a blob go and removing it: longer than any transaction that may still be about to name it. */
const graceMs = 3600_000;
/** Mails of one transaction: others wait meanwhile. */
const batch = 200;
/** Lines of runs that are looked at in one. */
const lines = 2000;

/** What was removed. */
export type KeptHouse = {
  sources: number;
  files: number;
  /** Of files that were being written when a process was killed. */
  leftovers: number;
  runs: number;
  auditLines: number;
  drafts: number;
  uploads: number;
};

/**
 * Removes what the desk need not keep (SPEC §3; setting `keepSourceDays`): raw sources of mails that were done with long ago, whose lines in the log and in
 * the ledger stay, old lines of runs, drafts that nobody has touched for `draftLifeMs`, uploads that no mail was made of within `uploadLifeMs`, and lines
 * of the audit log after the days of setting `auditDays`; and what killed processes left half written. A file goes only when nothing names it any more. May be called at any time, by several processes too.
 */
export async function keepHouse(desk: Desk): Promise<KeptHouse> {
  const { store } = desk;
  const now = desk.clock().getTime();
  const { keepSourceDays, auditDays } = await readDeskSettings(store.db);
  const sources =
    keepSourceDays === null
      ? 0
      : await pieceByPiece((after) =>
          transact(store, (trx) => releaseSources(trx, now - keepSourceDays * dayMs, now, after, batch)),
        );
  if (sources > 0) await noteRemoved(desk, sources);
  const drafts = await inBatches((limit) => transact(store, (trx) => endOldDrafts(trx, now - draftLifeMs, now, limit)));
  const uploads = await inBatches((limit) =>
    transact(store, (trx) => forgetUploads(trx, now - uploadLifeMs, now, limit)),
  );
  const { unused, used } = await releasedFiles(store.db, now - graceMs);
  const removed: string[] = [];
  for (const file of unused) if (await store.blobs.remove(file, graceMs)) removed.push(file);
  await transact(store, (trx) => forgetReleases(trx, [...removed, ...used]));
  // By the clock of the disk, which dates the files.
  const leftovers = await removeLeftovers(desk.dataDir, Date.now() - dayMs);
  const oldRuns = { ended: now - runDays * dayMs, failed: now - hourDays * dayMs };
  const runs = await pieceByPiece((after) => transact(store, (trx) => pruneRuns(trx, oldRuns, after, lines)));
  let auditLines = 0;
  for (let done = auditDays === null ? 0 : 1; done > 0; auditLines += done)
    done = await transact(store, (trx) => pruneAudit(trx, now - (auditDays ?? 0) * dayMs));
  await transact(store, (trx) => pruneHours(trx, now - hourDays * dayMs));
  return { sources, files: removed.length, leftovers, runs, auditLines, drafts, uploads };
}

/** Works from row to row until there is no next one; gives the sum. */
async function pieceByPiece(work: (after: number) => Promise<Piece>): Promise<number> {
  let total = 0;
  for (let after: number | null = 0; after !== null; ) {
    const { count, next }: Piece = await work(after);
    total += count;
    after = next;
  }
  return total;
}

async function inBatches(work: (limit: number) => Promise<number>): Promise<number> {
  for (let total = 0; ; ) {
    const done = await work(batch);
    total += done;
    if (done < batch) return total;
  }
}

async function noteRemoved(desk: Desk, count: number): Promise<void> {
  const changes = [{ field: 'mails', count }];
  await transact(desk.store, (trx) => audit(trx, desk, null, { act: 'removed', kind: 'source', changes }));
}
