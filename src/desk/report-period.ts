import { addDays, daysBetween, startOfDate, wallClock } from '../lib/calendar.ts';

/*
 * The span of days that a report is about, cut into the pieces that its charts show, and the span of the same length before it.
 */

/** A report reaches this far at most: a year, which may be a leap year. */
const longestDays = 366;
const hourMs = 3600_000;

/** What was asked for: the last so many days, today included, or dates `YYYY-MM-DD`, both included. */
export type AskedPeriod = { days?: number | undefined; from?: string | undefined; to?: string | undefined };

export type ReportUnit = 'hour' | 'day' | 'week';

/** Instants are milliseconds. */
export type ReportPeriod = {
  zone: string;
  /** First and last date. */
  from: string;
  to: string;
  days: number;
  unit: ReportUnit;
  /** Where each piece begins; the last one lasts until `end`. Weeks begin on Monday, but for the first one, which begins with the period. */
  starts: readonly number[];
  end: number;
  /** Where the period before begins; it ends where this one begins. */
  beforeStart: number;
};

/** The period that was asked for as it lies in the time zone. A span that is turned round is turned back, a longer one than a year keeps its end. */
export function reportPeriod(asked: AskedPeriod, zone: string, now: number): ReportPeriod {
  const today = wallClock(zone)(now).date;
  const [first, last] = [asked.from ?? asked.to, asked.to ?? (asked.from === undefined ? undefined : today)];
  const dates = first === undefined || last === undefined ? undefined : [first, last].toSorted();
  const to = dates?.[1] ?? today;
  const days = Math.min(dates ? daysBetween(dates[0] ?? to, to) + 1 : (asked.days ?? 30), longestDays);
  const from = addDays(to, 1 - days);
  const unit = days <= 2 ? 'hour' : days <= 92 ? 'day' : 'week';
  const end = startOfDate(zone, addDays(to, 1));
  return {
    zone,
    from,
    to,
    days,
    unit,
    starts: unit === 'hour' ? hours(startOfDate(zone, from), end) : datesOf(from, days, unit, zone),
    end,
    beforeStart: startOfDate(zone, addDays(from, -days)),
  };
}

/** The piece in which an instant lies; -1 if it lies outside of the period. */
export function pieceOf({ starts, end }: Pick<ReportPeriod, 'starts' | 'end'>, at: number): number {
  if (at >= end) return -1;
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function hours(from: number, end: number): number[] {
  return Array.from({ length: Math.ceil((end - from) / hourMs) }, (_, hour) => from + hour * hourMs);
}

function datesOf(from: string, days: number, unit: 'day' | 'week', zone: string): number[] {
  const dates = Array.from({ length: days }, (_, day) => addDays(from, day));
  const isMonday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() === 1;
  return dates
    .filter((date, day) => unit === 'day' || day === 0 || isMonday(date))
    .map((date) => startOfDate(zone, date));
}
