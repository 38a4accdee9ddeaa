import { autoMailsDe } from './auto-mails-de.ts';
import { autoMailsEn } from './auto-mails-en.ts';

/** All texts of automatic mails in a language; what was sent, held back or cut off also reads as a line of the trace. */
export function autoMailTexts(locale: 'de' | 'en'): Record<string, string> {
  const words: Record<string, string> = locale === 'de' ? autoMailsDe : autoMailsEn;
  const lines = Object.entries(words).filter(([key]) => /^autoMail\.(?:sent|held|circuit)\./.test(key));
  return { ...words, ...Object.fromEntries(lines.map(([key, text]) => [`trace.${key}`, text])) };
}
