import { say } from '../../../../src/desk/texts/index.ts';
import type { Locale } from '../../i18n/locale.ts';

/** What usually helps against a failed step; `hint` is the name that the step carries. Undefined if there is no text for it. */
export function hintText(locale: Locale, hint: string): string | undefined {
  const key = `hint.${hint}`;
  const text = say(locale, key);
  return text === key ? undefined : text;
}
