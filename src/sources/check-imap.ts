import { type Clock, systemClock } from '../lib/clock.ts';
import type { Account } from '../net/account.ts';
import { type CheckOptions, runCheck } from '../net/check-run.ts';
import { openImap } from '../net/imap.ts';
import { imapFailure } from '../net/imap-failures.ts';
import { countMails, type FolderCounts } from './imap-count.ts';
import { leave, listCandidates, openFolder } from './imap-folder.ts';
import type { Candidate, ListOptions } from './source.ts';

/** How many of the listed mails an import would take now. */
export type WouldImport = (candidates: Candidate[]) => number | Promise<number>;

export type CheckImapOptions = CheckOptions & {
  wouldImport: WouldImport;
  /** Narrows the listing of a large folder to what `wouldImport` can want; everything unless told. */
  list?: ListOptions;
  /** Told before `wouldImport` what lies in the folder; costs a few searches, so only who asks is told. */
  counted?: (counts: FolderCounts) => void;
  clock?: Clock;
};

/**
 * Tests an incoming account up to the folder (SPEC §2.6) and reports each step. Changes nothing on the server: the folder is opened by EXAMINE, and
 * there is one attempt to sign in. Resolves to true if all went well; never throws.
 */
export function checkImap(account: Account, folder: string, options: CheckImapOptions): Promise<boolean> {
  return runCheck(account, options, async (progress, signal) => {
    const connection = await openImap(account, { progress, signal, log: () => undefined });
    try {
      progress('openFolder');
      const view = await openFolder(connection, folder, true);
      const total = connection.mailbox === false ? 0 : connection.mailbox.exists;
      progress('openFolder', { folder, total });
      progress('count');
      const clock = options.clock ?? systemClock;
      const all = { since: null, unseenOnly: false };
      const listing = options.list ?? all;
      if (options.counted) options.counted(await countMails(connection, listing.since));
      const candidates = await listCandidates(connection, view, listing, clock);
      const wouldImport = await options.wouldImport(
        candidates.map(({ ref, receivedAt, size, seen }) => ({ ref, receivedAt, size, seen })),
      );
      progress('count', { total, wouldImport, oldestDays: daysBetween(candidates[0]?.receivedAt, clock()) });
    } catch (error) {
      throw imapFailure(error, connection);
    } finally {
      await leave(connection);
    }
  });
}

/** Whole days from one instant to another, null if there is no first. */
export function daysBetween(from: Date | undefined, to: Date): number | null {
  return from ? Math.floor((to.getTime() - from.getTime()) / 86_400_000) : null;
}
