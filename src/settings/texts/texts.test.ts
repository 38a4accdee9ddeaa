import { expect, test } from 'vitest';
import type { SettingGroup } from '../field.ts';
import { masterKinds } from '../master-data.ts';
import { incomingMailbox } from '../incoming-mailbox.ts';
import { oauthConnection } from '../oauth-connection.ts';
import { outgoingMailbox } from '../outgoing-mailbox.ts';
import { settingsTexts, settingText } from './index.ts';

const groups: SettingGroup[] = [incomingMailbox, outgoingMailbox, oauthConnection, ...Object.values(masterKinds)];
const languages = ['de', 'en'] as const;
const placeholders = (text: string) => new Set(text.match(/\{\{\w+\}\}/g));

test('both languages have the same keys with the same placeholders', () => {
  expect(new Set(Object.keys(settingsTexts.en))).toEqual(new Set(Object.keys(settingsTexts.de)));
  for (const [key, text] of Object.entries(settingsTexts.de))
    expect({ key, has: placeholders(settingsTexts.en[key] ?? '') }).toEqual({ key, has: placeholders(text) });
});

test('every field has a title, a help line and a name for each choice, every section a title', () => {
  const missing: string[] = [];
  for (const locale of languages)
    for (const key of neededKeys()) if (!settingText(locale, key)?.trim()) missing.push(`${locale} ${key}`);
  expect(missing).toEqual([]);
});

test('no text belongs to a field or choice that does not exist', () => {
  const allowed = new Set([...neededKeys(), ...optionalKeys()]);
  const stray = Object.keys(settingsTexts.de).filter((key) => key.startsWith('settings.') && !allowed.has(key));
  expect(stray.filter((key) => !isSharedChoice(key) && !isReason(key))).toEqual([]);
});

test('placeholders of a problem are filled in', () => {
  expect(settingText('en', 'problem.too-long', { limit: 100 })).toBe('Too long: 100 characters at most.');
  expect(settingText('de', 'problem.there-is-none')).toBeUndefined();
});

/** The server fields are shared by both directions, so each direction carries the protocol names of the other too. */
const isSharedChoice = (key: string) => /\.protocol\.choice\.(imap|pop3|smtp)$/.test(key);

/** Why a field is grey: the reasons of a field that can be grey. */
const isReason = (key: string) =>
  groups.some(({ name, fields }) =>
    Object.keys(fields).some((field) => fields[field]?.greyWhen && key.startsWith(`settings.${name}.${field}.grey.`)),
  );

function neededKeys(): string[] {
  return groups.flatMap((group) => [
    ...group.sections.map((section) => `settings.section.${section}`),
    ...Object.entries(group.fields).flatMap(([field, { choices = [] }]) => [
      `settings.${group.name}.${field}.title`,
      `settings.${group.name}.${field}.help`,
      ...choices.map((choice) => `settings.${group.name}.${field}.choice.${choice}`),
    ]),
  ]);
}

function optionalKeys(): string[] {
  return groups.flatMap((group) => Object.keys(group.fields).map((field) => `settings.${group.name}.${field}.more`));
}
