import type { configFields } from '../../src/config-fields.ts';

/** Markdown table of the settings of the process: variable, default, what it is for. */
export function configurationTable(fields: typeof configFields): string {
  const rows = Object.values(fields).map((field) => {
    const names = [field.variable, ...('aliases' in field ? (field.aliases ?? []) : [])].map((name) => `\`${name}\``);
    return [names.join(', '), field.default === '' ? '' : `\`${field.default}\``, field.about];
  });
  return markdownTable(['Setting', 'Default', 'Meaning'], rows);
}

/** A Markdown table; `|` inside a cell is escaped. */
export function markdownTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return [tableLine(head), tableLine(head.map(() => '---')), ...rows.map(tableLine)].join('');
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`;
}
