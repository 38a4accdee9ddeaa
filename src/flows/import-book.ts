import type { FormValues } from '../settings/field.ts';
import type { ReferenceNames } from '../settings/master-csv.ts';
import type { MasterKind } from '../settings/master-data.ts';
import { masterStores } from '../store/master-stores.ts';
import type { Trx } from '../store/schema.ts';
import { widgetsOf } from './export-master-data.ts';
import { masterCsvNames } from './master-csv-names.ts';

/** What is known while lines are read: the entries as they are by then, and who is called how. */
export type Book = {
  kind: MasterKind;
  locale: 'de' | 'en';
  names: ReferenceNames;
  rows: Map<number, FormValues>;
  ids: Map<string, number>;
  /** The line that stands for an entry. */
  written: Map<number, number>;
};

/** The entries of a kind at the start of an import. */
export async function openBook(trx: Trx, kind: MasterKind, locale: 'de' | 'en'): Promise<Book> {
  const names = await masterCsvNames(trx, locale, widgetsOf(kind));
  const book: Book = { kind, locale, names, rows: new Map(), ids: new Map(), written: new Map() };
  for (const row of await masterStores[kind].all(trx)) enter(book, row.id, row);
  return book;
}

/** The entry for which the line stands; undefined for a new one, null if it names one that is not there. */
export function idOf(book: Book, given: FormValues): number | null | undefined {
  if (typeof given.id === 'string' && given.id !== '') {
    const id = Number(given.id);
    return book.rows.has(id) ? id : null;
  }
  for (const key of keysOf(book.kind, given)) {
    const id = book.ids.get(key);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** Enters what a line made of an entry, for the lines below it. */
export async function remember(trx: Trx, book: Book, id: number, values: FormValues, line: number): Promise<void> {
  enter(book, id, values);
  book.written.set(id, line);
  // Later lines may name this one as the one above them.
  if ('parentId' in values) book.names = await masterCsvNames(trx, book.locale, widgetsOf(book.kind));
}

function enter(book: Book, id: number, values: FormValues): void {
  for (const key of keysOf(book.kind, book.rows.get(id) ?? {})) if (book.ids.get(key) === id) book.ids.delete(key);
  book.rows.set(id, values);
  for (const key of keysOf(book.kind, values)) book.ids.set(key, id);
}

/** By what a line without a number finds its entry. Names of people repeat, so contacts are found by their addresses. */
function keysOf(kind: MasterKind, values: FormValues): string[] {
  const texts = (value: unknown) => (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
  const keys = {
    teams: texts(values.name),
    customers: texts(values.name),
    contacts: texts(values.addresses),
    categories: texts(values.name).map((name) => `${Number(values.parentId ?? 0)} ${name}`),
    labels: texts(values.name).map((name) => `${Number(values.parentId ?? 0)} ${name}`),
    priorities: texts([values.nameDe, values.nameEn]),
    statuses: texts([values.nameDe, values.nameEn]),
  }[kind];
  return keys.map((key) => key.trim().toLowerCase());
}
