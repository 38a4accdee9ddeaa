import { fillIn } from '../../lib/fill-in.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** All texts of settings by language and dotted key, e.g. `settings.incoming.host.help` or `problem.required`. */
export const settingsTexts: Readonly<Record<'de' | 'en', Readonly<Record<string, string>>>> = {
  de: flatten(de),
  en: flatten(en),
};

/** The text of `key` in the language, placeholders filled in; undefined if there is none (`more` and `grey` are optional). */
export function settingText(
  locale: 'de' | 'en',
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string | undefined {
  const text = settingsTexts[locale][key];
  return text === undefined ? undefined : fillIn(text, params);
}

function flatten(tree: object, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(flatten(value, `${path}${name}.`))
        : [[`${path}${name}`, String(value)]],
    ),
  );
}
