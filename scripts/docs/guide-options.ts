import { defaultValues, type SettingField, type SettingGroup } from '../../src/settings/field.ts';
import { markdownTable } from './configuration.ts';
import type { TextOf } from './settings.ts';

type Locale = 'de' | 'en';

const words = {
  de: {
    title: 'Alle Einstellungen',
    about: 'Jedes Feld der Formulare mit seiner Voreinstellung und Bedeutung, so wie es im Formular steht.',
    columns: ['Feld', 'Voreinstellung', 'Bedeutung'],
    on: 'an',
    off: 'aus',
    required: 'Pflichtfeld.',
    secret: 'Wird verschlüsselt gespeichert und nie wieder gezeigt.',
    choices: 'Zur Wahl:',
    quotes: ['„', '“'],
  },
  en: {
    title: 'All settings',
    about: 'Every field of the forms with its default and meaning, as the form has it.',
    columns: ['Field', 'Default', 'Meaning'],
    on: 'on',
    off: 'off',
    required: 'Required.',
    secret: 'Stored encrypted and never shown again.',
    choices: 'Choices:',
    quotes: ['“', '”'],
  },
} as const;

/** The guide's page of all settings in one language, one heading per section of a form. `title` of a group is English with German in brackets. */
export function guideOptions(
  locale: Locale,
  groups: ReadonlyArray<{ title: string; group: SettingGroup }>,
  textOf: TextOf,
): string {
  const text = (key: string, needed = true) => {
    const found = textOf(locale, key)?.trim() ?? '';
    if (needed && found === '') throw new Error(`A text of the settings is missing: ${locale} ${key}`);
    return found;
  };
  const { title, about } = words[locale];
  return [
    `# ${title}\n\n${about}\n`,
    ...groups.map(({ title: name, group }) => groupText(locale, name, group, text)),
  ].join('\n');
}

type Text = (key: string, needed?: boolean) => string;

function groupText(locale: Locale, title: string, group: SettingGroup, text: Text): string {
  const [english = title, german = english] = title.replace(/\)$/, '').split(' (');
  const sections = group.sections.map((section) => {
    const fields = Object.entries(group.fields).filter(([, field]) => field.section === section);
    const rows = fields.map(([name, field]) => fieldRow(locale, group, name, field, text));
    const heading = `### ${text(`settings.section.${section}`)} {#${group.name}-${section}}`;
    return `${heading}\n\n${markdownTable(words[locale].columns, rows)}`;
  });
  return `## ${locale === 'de' ? german : english} {#${group.name}}\n\n${sections.join('\n')}`;
}

function fieldRow(locale: Locale, group: SettingGroup, name: string, field: SettingField, text: Text) {
  const key = `settings.${group.name}.${name}`;
  const [open, close] = words[locale].quotes;
  const choice = (value: string) => `${open}${text(`${key}.choice.${value}`)}${close}`;
  const { choices: choiceWord, required, secret } = words[locale];
  const meaning = [
    text(`${key}.help`),
    text(`${key}.more`, false),
    field.choices?.length ? `${choiceWord} ${field.choices.map(choice).join(', ')}.` : '',
    field.required ? required : '',
    field.secret ? secret : '',
  ];
  const cells = [`**${text(`${key}.title`)}**`, defaultText(locale, defaultValues(group)[name], field, choice)];
  return [...cells, meaning.filter(Boolean).join(' ')].map(plain);
}

function defaultText(locale: Locale, value: unknown, field: SettingField, choice: (value: string) => string): string {
  if (typeof value === 'boolean') return value ? words[locale].on : words[locale].off;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '') return '';
  return field.choices?.includes(value) ? choice(value) : value;
}

/** What Markdown would take for its own stays what it is. */
const plain = (cell: string) => cell.replaceAll(/[\\<_[\]]/g, '\\$&');
