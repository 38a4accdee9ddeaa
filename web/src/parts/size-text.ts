import type { Locale } from '../i18n/locale.ts';

const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size in bytes as people read it, e.g. `184 kB`, `2,4 MB`; steps of 1000 like file managers show. */
export function sizeText(bytes: number, locale: Locale): string {
  let at = 0;
  let value = bytes;
  while (value >= 999.5 && at < steps.length - 1) {
    value /= 1000;
    at++;
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: steps[at],
    unitDisplay: at === 0 ? 'long' : 'short',
    maximumFractionDigits: at < 2 || value >= 10 ? 0 : 1,
  }).format(value);
}
