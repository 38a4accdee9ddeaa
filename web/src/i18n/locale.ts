/** The languages of the page; German is the default. */
export type Locale = 'de' | 'en';

/** How dates and times are written in the language: day before month and 24 hours in English too, as in the mails of the desk. */
export const dateLocale = (locale: Locale): string => (locale === 'de' ? 'de-DE' : 'en-GB');

const memory = 'poststelle-locale';
let chosen: Locale | undefined;

/** The language in which the page speaks now: the agent's or the one chosen at sign-in, else the browser's, else German. */
export function currentLocale(): Locale {
  chosen ??= remembered() ?? browserLocale();
  return chosen;
}

/** Remembers the language for the next visit and tells the document, so that screen readers pronounce it right. */
export function rememberLocale(locale: Locale): void {
  chosen = locale;
  document.documentElement.lang = locale;
  try {
    localStorage.setItem(memory, locale);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
}

function remembered(): Locale | undefined {
  try {
    const stored = localStorage.getItem(memory);
    return stored === 'de' || stored === 'en' ? stored : undefined;
  } catch {
    return undefined;
  }
}

function browserLocale(): Locale {
  const first = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'de' || tag === 'en');
  return first === 'en' ? 'en' : 'de';
}
