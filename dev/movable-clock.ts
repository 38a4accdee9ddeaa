import type { Clock } from '../src/lib/clock.ts';

/** A clock for a desk to look at: it runs on, and can be set forward. */
export type MovableClock = {
  now: Clock;
  /** Sets it to so many hours before the present that it was made for; never back. */
  setHoursAgo(hours: number): void;
};

/** A clock that shows `present` now, until it is set. */
export function movableClock(present: Date): MovableClock {
  const aheadMs = present.getTime() - Date.now();
  let agoMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs - agoMs),
    setHoursAgo: (hours) => {
      agoMs = hours * 3_600_000;
    },
  };
}
