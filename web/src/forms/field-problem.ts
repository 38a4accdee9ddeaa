import { settingText } from '../../../src/settings/texts/index.ts';
import type { Locale } from '../i18n/locale.ts';

type Problem = { problem: string; params?: Record<string, string | number> };

/** The sentence that stands at a field: what is wrong with its value. Undefined without a problem. */
export function fieldProblem(locale: Locale, found: Problem | undefined): string | undefined {
  if (!found) return undefined;
  return settingText(locale, `problem.${found.problem}`, found.params) ?? settingText(locale, 'problem.invalid');
}
