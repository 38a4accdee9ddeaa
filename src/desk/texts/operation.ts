import { fillIn } from '../../lib/fill-in.ts';
import { auditDe } from './audit-de.ts';
import { auditEn } from './audit-en.ts';
import { systemDe } from './system-de.ts';
import { systemEn } from './system-en.ts';

/** Words of the audit log and the system page by language and key; apart from the others, so that the page does not load them to show tickets. */
export const operationTexts: Readonly<Record<'de' | 'en', Readonly<Record<string, string>>>> = {
  de: { ...auditDe, ...systemDe },
  en: { ...auditEn, ...systemEn },
};

/** The text of `key` in the language, placeholders filled in; the key itself if there is none. */
export function sayOperation(
  locale: 'de' | 'en',
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string {
  const text = operationTexts[locale][key];
  return text === undefined ? key : fillIn(text, params);
}
