import { useSyncExternalStore } from 'react';
import { useTexts } from '../i18n/index.ts';
import { dateLocale, type Locale } from '../i18n/locale.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** An instant as people say it: relative up to a day, then the date; the exact time on hover. `at` is ISO 8601. */
export function RelativeTime({ at }: { at: string }) {
  const { locale } = useTexts();
  const now = useNow();
  const instant = new Date(at);
  return (
    <time dateTime={at} title={exactTime(instant, locale)}>
      {timeInWords(instant, now, locale)}
    </time>
  );
}

/** `instant` seen from `now` (ms): “in 3 minutes”, “2 hours ago”, later the date, with the year if it is another one. */
export function timeInWords(instant: Date, now: number, locale: Locale): string {
  const distance = instant.getTime() - now;
  const size = Math.abs(distance);
  const { relative, sameYear, otherYear } = formatsOf(locale);
  if (size < minute) return relative.format(0, 'second');
  if (size < hour) return relative.format(Math.trunc(distance / minute), 'minute');
  if (size < day) return relative.format(Math.trunc(distance / hour), 'hour');
  return (instant.getFullYear() === new Date(now).getFullYear() ? sameYear : otherYear).format(instant);
}

/** Date and time to the second, in the agent's time zone. */
export function exactTime(instant: Date, locale: Locale): string {
  return formatsOf(locale).exact.format(instant);
}

const formats = new Map<Locale, ReturnType<typeof makeFormats>>();

/** Made once: making one takes longer than drawing the row that shows it. */
function formatsOf(locale: Locale) {
  const made = formats.get(locale) ?? makeFormats(locale);
  formats.set(locale, made);
  return made;
}

function makeFormats(locale: Locale) {
  const dayAndMonth = { day: 'numeric', month: 'short' } as const;
  return {
    relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }),
    sameYear: new Intl.DateTimeFormat(dateLocale(locale), { ...dayAndMonth, hour: '2-digit', minute: '2-digit' }),
    otherYear: new Intl.DateTimeFormat(dateLocale(locale), { ...dayAndMonth, year: 'numeric' }),
    exact: new Intl.DateTimeFormat(dateLocale(locale), { dateStyle: 'full', timeStyle: 'medium' }),
  };
}

let now = Date.now();
const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

/** The time in ms, current to half a minute: one clock for all times on the page. */
function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  now = Date.now();
  listeners.add(listener);
  ticking ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, minute / 2);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}
