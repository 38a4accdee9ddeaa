import type { Locale } from '../i18n/locale.ts';

/** A size in bytes as people write it, in steps of 1000: `48 kB`, `1,2 MB`, `3,5 GB`. */
export function sizeText(bytes: number, locale: Locale): string {
  const [unit, value] =
    bytes < 1000
      ? (['byte', bytes] as const)
      : bytes < 1e6
        ? (['kilobyte', bytes / 1e3] as const)
        : bytes < 1e9
          ? (['megabyte', bytes / 1e6] as const)
          : (['gigabyte', bytes / 1e9] as const);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 && unit !== 'byte' ? 1 : 0,
  }).format(value);
}
