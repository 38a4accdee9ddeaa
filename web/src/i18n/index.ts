import { createInstance } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { currentLocale, type Locale, rememberLocale } from './locale.ts';

/** The page's one catalogue; parts that are not components ask it directly. */
export const texts = createInstance();

const catalogues = {
  de: () => import('./de/index.ts').then((module) => module.de),
  en: () => import('./en/index.ts').then((module) => module.en),
};

/** Loads the texts of the current language; call once before the first render. */
export async function startTexts(): Promise<void> {
  const locale = currentLocale();
  await texts.use(initReactI18next).init({
    lng: locale,
    resources: { [locale]: { translation: await catalogues[locale]() } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  rememberLocale(locale);
}

/** Switches the page to the language, loading its texts first. */
export async function switchLocale(locale: Locale): Promise<void> {
  if (!texts.hasResourceBundle(locale, 'translation'))
    texts.addResourceBundle(locale, 'translation', await catalogues[locale]());
  rememberLocale(locale);
  await texts.changeLanguage(locale);
}

/** The texts and the language of the page; the component is drawn again when the language changes. */
export function useTexts() {
  const { t } = useTranslation();
  return { t, locale: currentLocale() };
}
