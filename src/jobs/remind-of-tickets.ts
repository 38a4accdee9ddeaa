import type { Desk } from '../flows/desk.ts';
import { remindOfTickets, tidyAutoMails } from '../flows/remind-of-tickets.ts';
import { sleep } from '../lib/clock.ts';
import { nextResubmission } from '../store/resubmissions.ts';

/** Longest sleep: somebody may have set an earlier time meanwhile. */
const lookAgainMs = 20_000;
/** How often old lines of the log are removed. */
const tidyMs = 6 * 3_600_000;

/** Watches resubmissions until stopped: each is told once, by whichever process comes first. */
export function watchResubmissions(desk: Desk): { stop(): Promise<void> } {
  const stop = new AbortController();
  let tidiedAt = Number.NEGATIVE_INFINITY;
  const lookOnce = async (): Promise<number> => {
    while (!stop.signal.aborted && (await remindOfTickets(desk)) > 0);
    const now = desk.clock().getTime();
    if (now - tidiedAt >= tidyMs) {
      await tidyAutoMails(desk);
      tidiedAt = now;
    }
    const next = await nextResubmission(desk.store.db);
    return next === null ? lookAgainMs : Math.min(lookAgainMs, Math.max(1_000, next - now));
  };
  const loop = (async () => {
    while (!stop.signal.aborted) {
      const ms = await lookOnce().catch((thrown: unknown) => {
        desk.log.error({ detail: String(thrown) }, 'looking for resubmissions failed');
        return lookAgainMs;
      });
      await sleep(ms, stop.signal);
    }
  })();
  return {
    stop: async () => {
      stop.abort();
      await loop;
    },
  };
}
