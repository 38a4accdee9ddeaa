import type { TFunction } from 'i18next';
import type { Locale } from '../../i18n/locale.ts';
import type { CheckEnd } from './use-check.ts';

/** What a first run would do, in words: “37 mails would be imported, 412 are older, 2 are too large.” What is not there is not mentioned. */
export function countWords(t: TFunction, locale: Locale, { wouldImport = 0, older, tooLarge, read }: CheckEnd): string {
  const others = (['older', 'read', 'tooLarge'] as const).flatMap((why) => {
    const count = { older, read, tooLarge }[why] ?? 0;
    return count > 0 ? [t(`mailboxes.firstImport.${why}`, { count, number: count.toLocaleString(locale) })] : [];
  });
  const number = wouldImport.toLocaleString(locale);
  return `${[t('mailboxes.firstImport.wouldImport', { count: wouldImport, number }), ...others].join(', ')}.`;
}
