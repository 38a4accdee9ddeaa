import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { de } from '../../i18n/de/index.ts';
import { en } from '../../i18n/en/index.ts';
import { countWords } from './count-words.ts';

const texts = createInstance();
await texts.init({
  resources: { de: { translation: de }, en: { translation: en } },
  interpolation: { escapeValue: false },
});

test('says what would be imported and why not the rest, and nothing of what is not there', () => {
  const end = { end: true, ok: true, wouldImport: 37, older: 412, read: 1, tooLarge: 0 } as const;
  expect(countWords(texts.getFixedT('de'), 'de', end)).toBe(
    '37 E-Mails würden importiert, 412 sind älter, 1 ist schon gelesen.',
  );
  expect(countWords(texts.getFixedT('en'), 'en', { ...end, older: 1412, tooLarge: 2 })).toBe(
    '37 mails would be imported, 1,412 are older, 1 is read already, 2 are too large.',
  );
  expect(countWords(texts.getFixedT('de'), 'de', { end: true, ok: true, wouldImport: 1 })).toBe(
    '1 E-Mail würde importiert.',
  );
});
