import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failures } from '../../../src/desk/failures.ts';
import { deskTexts } from '../../../src/desk/texts/index.ts';
import { de as deskDe } from '../../../src/desk/texts/de.ts';
import { settingsTexts } from '../../../src/settings/texts/index.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';

const flat = { de: flatten(de), en: flatten(en) };
// An entry that people named in both languages is told by its name in the language of the text.
const placeholders = (text: string | undefined) =>
  new Set(text?.replace(/\{\{(?:de|en)\}\}/g, '{{name}}').match(/\{\{\w+\}\}|<\/?\w+>/g));

test('the page has the same texts with the same placeholders in both languages', () => {
  expectAlike(flat.de, flat.en);
});

test('server, command line and page share the same texts in both languages', () => {
  expectAlike(deskTexts.de, deskTexts.en);
});

test('no text is empty, and none shouts', () => {
  const all = [
    ...Object.entries(flat.de),
    ...Object.entries(flat.en),
    ...Object.entries(deskTexts.de),
    ...Object.entries(deskTexts.en),
  ];
  expect(all.filter(([, text]) => text.trim() === '' || text.includes('!'))).toEqual([]);
});

test('German texts use the words of the glossary', () => {
  const all = [
    ...Object.entries(flat.de),
    ...Object.entries(deskTexts.de),
    ...Object.entries(settingsTexts.de),
    ...Object.entries(failures).map(([code, { de: text }]) => [code, text] as const),
  ];
  // Postfach, Posteingang, Postausgang, Ressource, Bearbeiter, Benutzer, E-Mail, Konto, Passwort, Anmeldung, Disponent; English stays in `Shared Mailbox` and placeholders.
  const foreign =
    /(?<![\w{.-])(?<!Shared )(?:Mailbox(?:en)?|Inbox|Outbox|Teams?|Agent(?:en)?|Users?|Emails?|eMails?|Kontakte?|Accounts?|Kennwort|Login|Dispatcher|Queue)(?![\w}-])/;
  expect(all.filter(([, text]) => foreign.test(text))).toEqual([]);
  expect(foreign.test('Das Team liest die Inbox')).toBe(true);
});

test('every text of the page is used', () => {
  const source = readSource(join(import.meta.dirname, '..')).join('\n');
  const unused = Object.keys(flat.de).filter((key) => !isNamed(key, source));
  expect(unused).toEqual([]);
});

test('every state, role and step of a test has words that somebody asks for', () => {
  const root = join(import.meta.dirname, '../../..');
  const source = [...readSource(join(root, 'web/src')), ...readSource(join(root, 'src'))].join('\n');
  expect(Object.keys(deskDe).filter((key) => !isNamed(key, source))).toEqual([]);
});

/** A key is named literally, or by a template that begins or ends like it: `outbox.recipientState.${state}`, `guide.${id}.title`. */
function isNamed(key: string, source: string): boolean {
  const name = key.replace(/_(one|other)$/, '');
  if (source.includes(`'${name}'`)) return true;
  const words = name.split('.');
  return words.some((_, index) => {
    if (index === 0) return false;
    const [before, after] = [words.slice(0, index).join('.'), words.slice(index + 1).join('.')];
    return (
      (source.includes(`\`${before}.\${`) &&
        (after === '' || source.includes(`}.${after}\``) || source.includes(`}.\${`))) ||
      source.includes(`t('${before}', { returnObjects`)
    );
  });
}

function expectAlike(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): void {
  expect(new Set(Object.keys(other))).toEqual(new Set(Object.keys(one)));
  for (const [key, text] of Object.entries(one))
    expect({ key, has: placeholders(other[key]) }).toEqual({ key, has: placeholders(text) });
}

function readSource(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|(^|\/)i18n\/(de|en)\/|(^|\/)texts\//.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
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
