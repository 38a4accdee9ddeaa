import { words } from './view-order.ts';

/** The columns of the table, in the order in which they are offered. */
export const columnNames = [
  'reference',
  'subject',
  'contact',
  'customer',
  'team',
  'status',
  'priority',
  'category',
  'labels',
  'mailbox',
  'age',
  'changed',
  'resubmit',
] as const;
export type Column = (typeof columnNames)[number];

export type Layout = { layout: 'rows' | 'table'; columns: readonly Column[] };

/** Under which they are remembered. */
export const layoutKey = 'list.layout';
export const columnsKey = 'list.columns';

const usual: readonly Column[] = ['reference', 'subject', 'contact', 'team', 'status', 'priority', 'changed'];

let last: { of: unknown; layout: Layout } | undefined;

/** How the list is drawn, as the agent's page remembers it. The same object for the same preferences. */
export function layoutOf(preferences: Readonly<Record<string, unknown>> | undefined): Layout {
  if (!last || last.of !== preferences) last = { of: preferences, layout: readLayout(preferences ?? {}) };
  return last.layout;
}

/** The same, read anew. A table always shows its subjects: they lead to the tickets. */
export function readLayout(preferences: Readonly<Record<string, unknown>>): Layout {
  const known = words(preferences[columnsKey]).flatMap((name) => columnNames.find((column) => column === name) ?? []);
  const columns = known.length === 0 ? usual : [...new Set(known)];
  return {
    layout: preferences[layoutKey] === 'table' ? 'table' : 'rows',
    columns: columns.includes('subject') ? columns : [...columns, 'subject'],
  };
}

/** The columns with one shown or not; a new one comes last. */
export function withColumn(columns: readonly Column[], column: Column, shown: boolean): Column[] {
  if (!shown) return columns.filter((each) => each !== column);
  return columns.includes(column) ? [...columns] : [...columns, column];
}

/** The columns with the one at `at` moved by `by` places. */
export function movedColumn<T>(columns: readonly T[], at: number, by: number): T[] {
  const column = columns[at];
  const to = at + by;
  if (column === undefined || to < 0 || to >= columns.length) return [...columns];
  return columns.toSpliced(at, 1).toSpliced(to, 0, column);
}
