import type { FieldProblem, FormValues, SettingField, Widget } from './field.ts';
import { type MasterKind, masterKinds } from './master-data.ts';
import { settingText, settingsTexts } from './texts/index.ts';

/*
 * How an entry of master data stands in a CSV file: one column per field of its definition, ids as the names of what they mean, lists separated by commas.
 */

type Locale = 'de' | 'en';

/** What references are called in a file. */
export type ReferenceNames = {
  /** The name of an entry, its path from the top in a tree (`Hardware / Drucker`), the address of an agent; '' if there is none. */
  nameOf(widget: Widget, id: number): string;
  /** Every entry that is called so, compared without case; in a tree also by its last name alone. */
  idsOf(widget: Widget, text: string): readonly number[];
};

/** A column of a file: a field of the definition, or `id`. */
export type CsvColumn = string;
export type CsvProblem = Omit<FieldProblem, 'field'>;

const fieldsOf = (kind: MasterKind): Record<string, SettingField> => masterKinds[kind].fields;
const separator = ', ';

/** All columns of a kind, as they are exported. */
export const csvColumns = (kind: MasterKind): CsvColumn[] => ['id', ...Object.keys(fieldsOf(kind))];

/** The heading of a column in a language. */
export function csvHeading(kind: MasterKind, column: CsvColumn, locale: Locale): string {
  const key = column === 'id' ? 'csv.id' : `settings.${masterKinds[kind].name}.${column}.title`;
  return settingText(locale, key) ?? column;
}

/** The columns that headings name, by their name in the code or their title in any language; a problem where one is unknown or comes twice. */
export function readHeadings(
  kind: MasterKind,
  headings: readonly string[],
): { columns: CsvColumn[]; problems: CsvProblem[] } {
  const columns: CsvColumn[] = [];
  const problems: CsvProblem[] = [];
  for (const heading of headings) {
    const wanted = heading.trim().toLowerCase();
    const column = csvColumns(kind).find((name) =>
      [name, csvHeading(kind, name, 'de'), csvHeading(kind, name, 'en')].some((word) => word.toLowerCase() === wanted),
    );
    if (column === undefined) problems.push({ problem: 'csv-unknown-column', params: { name: heading.trim() } });
    else if (columns.includes(column)) problems.push({ problem: 'csv-column-twice', params: { name: heading.trim() } });
    columns.push(column ?? '');
  }
  return { columns, problems };
}

/** The value of a column as it stands in a cell. */
export function toCell(
  kind: MasterKind,
  column: CsvColumn,
  values: FormValues,
  names: ReferenceNames,
  locale: Locale,
): string {
  const value = values[column];
  const field = fieldsOf(kind)[column];
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    const texts = value.map((item: unknown) =>
      typeof item === 'number' && field ? names.nameOf(field.widget, item) : String(item),
    );
    return texts.toSorted((a, b) => (a < b ? -1 : 1)).join(separator);
  }
  if (typeof value === 'boolean') return settingText(locale, value ? 'csv.yes' : 'csv.no') ?? '';
  if (field?.choices && typeof value === 'string') return choiceText(kind, column, value, locale);
  if (typeof value === 'number' && field && isReference(field)) return names.nameOf(field.widget, value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The value that a cell means, or what is wrong with it. `undefined` for an empty cell that leaves the decision to the definition. */
export function fromCell(
  kind: MasterKind,
  column: CsvColumn,
  cell: string,
  names: ReferenceNames,
): { value: unknown } | CsvProblem {
  const field = fieldsOf(kind)[column];
  const text = cell.trim();
  if (!field) return { value: text };
  if (field.widget === 'agents' || field.widget === 'emailList' || field.widget === 'domainList')
    return listOf(field, text, names);
  if (isReference(field)) return text === '' ? { value: null } : referenceOf(field.widget, text, names);
  if (text === '') return { value: field.widget === 'text' ? '' : undefined };
  if (field.widget === 'switch') return truthOf(text);
  if (field.choices) return choiceOf(kind, column, field.choices, text);
  return { value: text };
}

const isReference = ({ widget }: SettingField) => /^(team|category|label|priority|customer)$/.test(widget);

function listOf(field: SettingField, text: string, names: ReferenceNames): { value: unknown } | CsvProblem {
  const items = text.split(/[,;\s]+/).filter(Boolean);
  if (field.widget !== 'agents') return { value: items };
  const ids: number[] = [];
  for (const item of items) {
    const found = referenceOf(field.widget, item, names);
    if (!('value' in found)) return found;
    ids.push(found.value);
  }
  return { value: ids };
}

function referenceOf(widget: Widget, text: string, names: ReferenceNames): { value: number } | CsvProblem {
  const [id, another] = names.idsOf(widget, text);
  if (id === undefined) return { problem: 'csv-no-such', params: { value: text } };
  return another === undefined ? { value: id } : { problem: 'csv-several', params: { value: text } };
}

function truthOf(text: string): { value: boolean } | CsvProblem {
  const word = text.toLowerCase();
  const means = (key: string, others: readonly string[]) =>
    others.includes(word) || Object.values(settingsTexts).some((texts) => texts[key] === word);
  if (means('csv.yes', ['1', 'true', 'x'])) return { value: true };
  return means('csv.no', ['0', 'false']) ? { value: false } : { problem: 'csv-not-yes-or-no' };
}

function choiceOf(
  kind: MasterKind,
  column: CsvColumn,
  choices: readonly string[],
  text: string,
): { value: string } | CsvProblem {
  const wanted = text.toLowerCase();
  const value = choices.find((choice) =>
    [choice, choiceText(kind, column, choice, 'de'), choiceText(kind, column, choice, 'en')].some(
      (word) => word.toLowerCase() === wanted,
    ),
  );
  return value === undefined ? { problem: 'csv-no-such', params: { value: text } } : { value };
}

const choiceText = (kind: MasterKind, column: CsvColumn, choice: string, locale: Locale) =>
  settingText(locale, `settings.${masterKinds[kind].name}.${column}.choice.${choice}`) ?? choice;
