import { fillIn } from '../../lib/fill-in.ts';
import { autoMailTexts } from './auto-mails.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { hintTexts } from './hints.ts';
import { traceDe } from './trace-de.ts';
import { traceEn } from './trace-en.ts';

/** All texts that server, command line and page share, by language and key. */
export const deskTexts: Readonly<Record<'de' | 'en', Readonly<Record<string, string>>>> = {
  de: { ...de, ...traceDe, ...autoMailTexts('de'), ...hintTexts('de') },
  en: { ...en, ...traceEn, ...autoMailTexts('en'), ...hintTexts('en') },
};

/** The text of `key` in the language, placeholders filled in; the key itself if there is none, so that a gap is seen and nothing breaks. */
export function say(locale: 'de' | 'en', key: string, params: Readonly<Record<string, string | number>> = {}): string {
  const text = deskTexts[locale][key];
  return text === undefined ? key : fillIn(text, params);
}
