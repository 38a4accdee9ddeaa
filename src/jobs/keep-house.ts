import { keepHouse } from '../flows/keep-house.ts';
import { refreshIdleGrants } from '../flows/refresh-grants.ts';
import { warnOfSecrets } from '../flows/warn-of-secrets.ts';
import type { Desk } from '../flows/desk.ts';
import { newAlarm } from '../lib/alarm.ts';

/** The first time soon after the start, for desks that do not run through the night, then every six hours. */
const firstMs = 5 * 60_000;
const everyMs = 6 * 3600_000;

/** Removes what the desk need not keep and looks after secrets and tokens that grow old, now and then, until stopped. */
export function keepHouseNowAndThen(desk: Desk): { stop(): Promise<void> } {
  const stop = new AbortController();
  const never = newAlarm();
  const loop = (async () => {
    for (let wait = firstMs; ; wait = everyMs) {
      await never.wait(wait, stop.signal);
      if (stop.signal.aborted) return;
      await keepHouse(desk).then(
        (kept) => desk.log.info(kept, 'kept house'),
        (thrown: unknown) => desk.log.error({ detail: String(thrown) }, 'keeping house failed'),
      );
      for (const look of [warnOfSecrets, refreshIdleGrants])
        await look(desk).catch((thrown: unknown) =>
          desk.log.error({ detail: String(thrown) }, 'looking after OAuth connections failed'),
        );
    }
  })();
  return {
    stop: async () => {
      stop.abort();
      await loop;
    },
  };
}
