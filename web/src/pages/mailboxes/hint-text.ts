import { hints } from '../../../../src/net/hints.ts';
import type { Locale } from '../../i18n/locale.ts';

/** What usually helps against a failed step; `hint` is the name that the step carries. Undefined if there is no text for it. */
export function hintText(locale: Locale, hint: string): string | undefined {
  const table: Record<string, Record<Locale, string> | undefined> = hints;
  return table[hint]?.[locale];
}
