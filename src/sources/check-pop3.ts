import { type Clock, systemClock } from '../lib/clock.ts';
import type { Account } from '../net/account.ts';
import { type CheckOptions, runCheck } from '../net/check-run.ts';
import { daysBetween, type WouldImport } from './check-imap.ts';
import type { FolderCounts } from './imap-count.ts';
import { beginPop3, pop3Source } from './pop3.ts';

export type CheckPop3Options = CheckOptions & {
  wouldImport: WouldImport;
  since?: Date | null;
  /** Told before `wouldImport` how many mails lie there; POP3 knows none as read. */
  counted?: (counts: FolderCounts) => void;
  clock?: Clock;
};

/** Tests an incoming POP3 account (SPEC §2.6) and reports each step. Nothing is deleted. Resolves to true if all went well; never throws. */
export function checkPop3(account: Account, options: CheckPop3Options): Promise<boolean> {
  const clock = options.clock ?? systemClock;
  return runCheck(account, options, async (progress, signal) => {
    const source = pop3Source(account, { clock }, await beginPop3(account, { progress, signal }));
    try {
      progress('count');
      const all = await source.list({ since: null, unseenOnly: false });
      options.counted?.({ total: all.length, read: 0 });
      const candidates = all.filter(({ receivedAt }) => !options.since || receivedAt >= options.since);
      const wouldImport = await options.wouldImport(candidates);
      progress('count', { total: all.length, wouldImport, oldestDays: daysBetween(all[0]?.receivedAt, clock()) });
    } finally {
      await source.close();
    }
  });
}
