import { defaultValues, type SettingField, type SettingGroup } from '../../src/settings/field.ts';
import { markdownTable } from './configuration.ts';

/** Looks a text up; undefined if there is none. */
export type TextOf = (locale: 'de' | 'en', key: string) => string | undefined;

const head = `# Settings

Written by \`npm run docs\` from \`src/settings\`: the same definitions make the form, the check of the API and what is stored. Change it there.

`;

/** The reference of all settings groups. Throws, naming every missing key, if a title, help or choice lacks a text in German or English. */
export function settingsPage(groups: ReadonlyArray<{ title: string; group: SettingGroup }>, textOf: TextOf): string {
  const missing: string[] = [];
  const text = (locale: 'de' | 'en', key: string) => {
    const found = textOf(locale, key)?.trim();
    if (!found) missing.push(`${locale} ${key}`);
    return found ?? '';
  };
  const page = head + groups.map(({ title, group }) => groupText(title, group, text, textOf)).join('\n');
  if (missing.length > 0) throw new Error(`Texts of settings are missing:\n${[...new Set(missing)].join('\n')}`);
  return page;
}

type RequiredText = (locale: 'de' | 'en', key: string) => string;

function groupText(title: string, group: SettingGroup, text: RequiredText, textOf: TextOf): string {
  const defaults = defaultValues(group);
  const sections = group.sections.map((section) => {
    const key = `settings.section.${section}`;
    const fields = Object.entries(group.fields).filter(([, field]) => field.section === section);
    const rows = fields.map(([name, field]) => fieldRow(group.name, name, field, defaults[name], text, textOf));
    return `### ${text('en', key)} (${text('de', key)})\n\n${markdownTable(['Field', 'German', 'Default', 'Meaning'], rows)}`;
  });
  return `## ${title}\n\n${sections.join('\n')}`;
}

function fieldRow(
  group: string,
  name: string,
  field: SettingField,
  standard: unknown,
  text: RequiredText,
  textOf: TextOf,
) {
  const key = `settings.${group}.${name}`;
  const choices = (field.choices ?? []).map((choice) => {
    const [english] = (['en', 'de'] as const).map((locale) => text(locale, `${key}.choice.${choice}`));
    return `\`${choice}\` (${english})`;
  });
  text('de', `${key}.help`);
  const meaning = [
    text('en', `${key}.help`),
    textOf('en', `${key}.more`) ?? '',
    choices.length > 0 ? `One of ${choices.join(', ')}.` : '',
    field.required ? 'Required.' : '',
    field.secret ? 'Sealed when stored, never given out.' : '',
  ];
  return [
    `${text('en', `${key}.title`)} \`${name}\``,
    text('de', `${key}.title`),
    defaultText(standard),
    meaning.filter(Boolean).join(' '),
  ];
}

function defaultText(value: unknown): string {
  if (value === '' || value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string') return `\`${value}\``;
  return `\`${Array.isArray(value) ? value.join(', ') : JSON.stringify(value)}\``;
}
