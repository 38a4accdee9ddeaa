import type { AutoMailEvent } from '../auto-mail-events.ts';
import { builtInDe } from './built-in-de.ts';
import { builtInEn } from './built-in-en.ts';
import type { TemplateText } from './engine.ts';

/** The texts of an event's built-in template, as they come; their HTML is made from the text. */
export function builtInTexts(event: AutoMailEvent): Record<'de' | 'en', TemplateText> {
  return { de: { ...builtInDe[event], html: '' }, en: { ...builtInEn[event], html: '' } };
}
