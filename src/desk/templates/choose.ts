import { type AutoMailEvent, autoMailEvents, type TemplateKind } from '../auto-mail-events.ts';
import { builtInTexts } from './built-in.ts';
import type { TemplateText } from './engine.ts';

type Locale = 'de' | 'en';
export type TemplateTexts = Partial<Record<Locale, TemplateText>>;

/** A template as stored: of a built-in one only the languages that were changed. */
export type Template = {
  id: number;
  name: string;
  kind: TemplateKind;
  builtIn: AutoMailEvent | null;
  texts: TemplateTexts;
};

/** What a template says in every language it has: for a built-in one what was changed, and the rest as it came. */
export function completeTexts({ builtIn, texts }: Pick<Template, 'builtIn' | 'texts'>): TemplateTexts {
  return builtIn === null ? texts : { ...builtInTexts(builtIn), ...texts };
}

/** The text for a reader (SPEC §6): in the first of the wished languages that it has, else in any. Null if it has none at all. */
export function chooseText(
  template: Pick<Template, 'builtIn' | 'texts'>,
  wished: readonly (Locale | null)[],
): { locale: Locale; text: TemplateText } | null {
  const texts = completeTexts(template);
  for (const locale of [...wished, 'de', 'en'] as const) {
    const text = locale === null ? undefined : texts[locale];
    if (locale !== null && text) return { locale, text };
  }
  return null;
}

/** The event that a stored word names; null for one that is no longer known. */
export function eventNamed(word: string | null): AutoMailEvent | null {
  return autoMailEvents.find((event) => event === word) ?? null;
}
