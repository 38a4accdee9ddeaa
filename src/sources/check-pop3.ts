import { type Clock, systemClock } from '../lib/clock.ts';
import type { Account } from '../net/account.ts';
import { type CheckOptions, runCheck } from '../net/check-run.ts';
import { openPop3 } from '../net/pop3.ts';
import { daysBetween, type WouldImport } from './check-imap.ts';
import type { FolderCounts } from './imap-count.ts';
import { beginSession, pop3Source } from './pop3.ts';

export type CheckPop3Options = CheckOptions & {
  wouldImport: WouldImport;
  since?: Date | null;
  /** Told before `wouldImport` how many mails lie there; POP3 knows none as read. */
  counted?: (counts: FolderCounts) => void;
  clock?: Clock;
};

/** A server need not confirm the goodbye of a test, which deletes nothing. */
const goodbyeMs = 2000;

/** Tests an incoming POP3 account (SPEC §2.6) and reports each step. Nothing is deleted. Resolves to true if all went well; never throws. */
export function checkPop3(account: Account, options: CheckPop3Options): Promise<boolean> {
  const clock = options.clock ?? systemClock;
  return runCheck(account, options, async (progress, signal) => {
    const connection = await openPop3(account, { progress, signal });
    progress('count');
    const source = pop3Source(account, { clock }, await beginSession(connection));
    try {
      const all = await source.list({ since: null, unseenOnly: false });
      options.counted?.({ total: all.length, read: 0 });
      const candidates = all.filter(({ receivedAt }) => !options.since || receivedAt >= options.since);
      const wouldImport = await options.wouldImport(candidates);
      progress('count', { total: all.length, wouldImport, oldestDays: daysBetween(all[0]?.receivedAt, clock()) });
    } finally {
      const timer = setTimeout(() => connection.line.end(), goodbyeMs);
      await source.close();
      clearTimeout(timer);
    }
  });
}
