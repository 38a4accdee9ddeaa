/*
 * Days as people count them in a time zone: they begin at local midnight, and those on which clocks change have 23 or 25 hours. Zones are IANA names.
 */

const hourMs = 3600_000;

/** What a clock on the wall of the zone shows at an instant (ms): date `YYYY-MM-DD`, hour 0 to 23, weekday 0 (Monday) to 6. */
export type WallClock = { date: string; hour: number; weekday: number };

/** Reads instants in a zone; reading many is cheap. Throws RangeError if there is no such zone. */
export function wallClock(zone: string): (at: number) => WallClock {
  const offsetOf = offsets(zone);
  return (at) => {
    const local = new Date(at + offsetOf(at));
    return {
      date: local.toISOString().slice(0, 10),
      hour: local.getUTCHours(),
      weekday: (local.getUTCDay() + 6) % 7,
    };
  };
}

/** The instant (ms) at which a date begins in the zone; where clocks jump over midnight, the first instant of the date. */
export function startOfDate(zone: string, date: string): number {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const offsetOf = offsets(zone);
  // Offsets reach from −12 to +14 hours; the offset a day before and the one a day after are all that can hold at this midnight.
  const candidates = [midnight - offsetOf(midnight - 24 * hourMs), midnight - offsetOf(midnight + 24 * hourMs)];
  const exact = candidates.filter((at) => at + offsetOf(at) === midnight);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** A date so many days later, or earlier. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10);
}

/** Days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / (24 * hourMs);
}

/** Whether the text is a date of the calendar, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}

/** How far the zone's clocks are ahead of UTC (ms) at an instant. Clocks change on full quarters of an hour, so one answer serves a quarter. */
function offsets(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const known = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / (hourMs / 4));
    const offset = known.get(quarter) ?? offsetBy(format, quarter * (hourMs / 4));
    known.set(quarter, offset);
    return offset;
  };
}

function offsetBy(format: Intl.DateTimeFormat, at: number): number {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - at;
}
