import type { Period } from '../../../../src/api/contract/reports.ts';
import { dateLocale, type Locale } from '../../i18n/locale.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A span of time in its two largest units, as people say it: “35 min”, “3 hr 20 min”, “2 days 4 hr”. */
export function durationText(ms: number, locale: Locale): string {
  const unit = (value: number, name: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  const join = (large: string, count: number, small: string) => (count === 0 ? large : `${large} ${small}`);
  if (ms < hour) return unit(Math.round(ms / minute), 'minute');
  if (ms < 2 * day) {
    const minutes = Math.round(ms / minute);
    return join(unit(Math.floor(minutes / 60), 'hour'), minutes % 60, unit(minutes % 60, 'minute'));
  }
  const hours = Math.round(ms / hour);
  return join(unit(Math.floor(hours / 24), 'day'), hours % 24, unit(hours % 24, 'hour'));
}

/** What a piece of the period is called, by the desk's clock: “14:00”, “22 Nov”, “from 16 Nov”. `at` is where it begins, ISO 8601. */
export function pieceText({ zone, unit }: Pick<Period, 'zone' | 'unit'>, at: string, locale: Locale): string {
  const parts =
    unit === 'hour' ? ({ hour: '2-digit', minute: '2-digit' } as const) : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat(dateLocale(locale), { ...parts, timeZone: zone }).format(new Date(at));
}

/** The dates of a period: “24 Oct – 22 Nov 2026”. */
export function periodText({ from, to }: Pick<Period, 'from' | 'to'>, locale: Locale): string {
  const format = new Intl.DateTimeFormat(dateLocale(locale), { dateStyle: 'medium', timeZone: 'UTC' });
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
}

/** How much more or less than before, in percent: “+12 %”; undefined if there was nothing before. */
export function changeText(now: number, before: number, locale: Locale): string | undefined {
  if (before === 0) return undefined;
  return new Intl.NumberFormat(dateLocale(locale), {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: 0,
  }).format((now - before) / before);
}

/** Names of the weekdays from Monday on. */
export function weekdays(locale: Locale): string[] {
  const format = new Intl.DateTimeFormat(dateLocale(locale), { weekday: 'short', timeZone: 'UTC' });
  // The first of June 2026 is a Monday.
  return Array.from({ length: 7 }, (_, weekday) => format.format(new Date(Date.UTC(2026, 5, 1 + weekday))));
}
