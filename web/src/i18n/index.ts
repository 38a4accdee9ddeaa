import { createInstance } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { currentLocale, type Locale, rememberLocale } from './locale.ts';

/** The page's one catalogue; parts that are not components ask it directly. */
export const texts = createInstance();

const catalogues = {
  de: {
    first: () => import('./de/first.ts').then((module) => module.first),
    later: () => import('./de/later.ts').then((module) => module.later),
  },
  en: {
    first: () => import('./en/first.ts').then((module) => module.first),
    later: () => import('./en/later.ts').then((module) => module.later),
  },
};

let needsLater = false;

/** Loads the texts of the current language; call once before the first render. */
export async function startTexts(): Promise<void> {
  const locale = currentLocale();
  await texts.use(initReactI18next).init({
    lng: locale,
    resources: { [locale]: { translation: await catalogues[locale].first() } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  rememberLocale(locale);
}

/** Loads the texts of the pages that are visited now and then; from then on they follow the language, too. */
export async function laterTexts(): Promise<void> {
  needsLater = true;
  await addTexts(currentLocale(), 'later', 'mailboxes');
}

/** Switches the page to the language, loading its texts first. */
export async function switchLocale(locale: Locale): Promise<void> {
  await Promise.all([
    addTexts(locale, 'first', 'common'),
    needsLater ? addTexts(locale, 'later', 'mailboxes') : undefined,
  ]);
  rememberLocale(locale);
  await texts.changeLanguage(locale);
}

/** The texts and the language of the page; the component is drawn again when the language changes. */
export function useTexts() {
  const { t } = useTranslation();
  return { t, locale: currentLocale() };
}

/** Adds one part of a language's texts unless it is there, which `area` tells: one that only this part has. */
async function addTexts(locale: Locale, part: 'first' | 'later', area: string): Promise<void> {
  if (texts.getResource(locale, 'translation', area) !== undefined) return;
  texts.addResourceBundle(locale, 'translation', await catalogues[locale][part](), true);
}
