import { Failure } from '../lib/failure.ts';
import type { MasterKind } from '../settings/master-data.ts';
import type { Dialect } from './dialect.ts';
import type { Db, Trx } from './schema.ts';
import { isUniqueViolation } from './transact.ts';
import type { Use } from './uses.ts';

/** Which entries a list shows: those in which every word occurs; of customers and contacts one page, the others all. */
export type MasterQuery = {
  words: readonly string[];
  activeOnly: boolean;
  customerId?: number | undefined;
  after?: string | undefined;
  limit: number;
};

/** The same verbs for every kind of master data. `values` are checked by its definition in settings/master-data.ts; references among them are checked here. */
export type MasterStore<Row extends { id: number }, Values> = {
  kind: MasterKind;
  table: 'team' | 'category' | 'priority' | 'status' | 'label' | 'customer' | 'contact';
  /** Every entry, in the order of lists. */
  all(db: Db): Promise<Row[]>;
  list(db: Db, query: MasterQuery): Promise<{ rows: Row[]; next: string | null }>;
  find(db: Db, id: number): Promise<Row | undefined>;
  /** Gives the id. Throws Failure `invalid` with the fields at fault, and has written nothing then. */
  insert(trx: Trx, values: Values, now: number): Promise<number>;
  /** Throws like insert. The caller knows that the entry is there. */
  update(trx: Trx, id: number, values: Values): Promise<void>;
  uses(db: Db, id: number): Promise<Use[]>;
  /** Throws Failure `in-use` or `invalid` (at `field` if `into` is at fault) where it must not be deleted or become part of `into`; null is deleting. */
  refuse?(trx: Trx, id: number, into: number | null, field: string): Promise<void>;
  /** Has everything that names `from` name `into`, settings of mailboxes among it. */
  replace(trx: Trx, dialect: Dialect, from: number, into: number): Promise<void>;
  remove(trx: Trx, id: number, now: number): Promise<void>;
};

/** Without types of its rows, for code that treats all kinds alike; values were checked by the definition. */
export type AnyMasterStore = MasterStore<{ id: number }, never>;

/** A name as it is stored and as it is compared. */
export const named = (name: string) => ({ name: name.trim(), name_key: nameKey(name) });
export const nameKey = (name: string) => name.trim().toLowerCase();

/** A problem of one field. */
export const wrong = (field: string, problem: string, params?: Record<string, string | number>) =>
  new Failure('invalid', { field, problems: [{ field, problem, ...(params ? { params } : {}) }] });

export const bit = (value: boolean) => (value ? (1 as const) : (0 as const));

/** That somebody else took a name, an address or a domain at the same moment is a problem of the name; anything else is thrown on. */
export function throwTaken(thrown: unknown): never {
  throw isUniqueViolation(thrown) ? wrong('name', 'taken') : thrown;
}

/** Throws Failure `invalid` at `name` if another entry has the name. */
export async function checkName(
  db: Db,
  table: 'team' | 'customer' | 'contact',
  id: number | null,
  name: string,
): Promise<void> {
  const twin = await db.selectFrom(table).select('id').where('name_key', '=', nameKey(name)).executeTakeFirst();
  if (twin && twin.id !== id) throw wrong('name', 'taken');
}

type BothNames = { nameDe: string; nameEn: string };

/** Throws Failure `invalid` at the name that another entry has in the same language: two that are called the same could not be told apart. */
export function checkBothNames(
  all: readonly (BothNames & { id: number })[],
  id: number | null,
  values: BothNames,
): void {
  for (const row of all) {
    for (const field of ['nameDe', 'nameEn'] as const)
      if (row.id !== id && row[field].toLowerCase() === values[field].toLowerCase()) throw wrong(field, 'taken');
  }
}

type IdTable = 'team' | 'category' | 'priority' | 'label' | 'customer';

/** Throws Failure `invalid` at `field` if the id names nothing; null is fine. */
export async function mustExist(db: Db, table: IdTable, field: string, id: number | null): Promise<void> {
  if (id === null) return;
  const row = await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst();
  if (!row) throw wrong(field, 'gone');
}

/** Words of a search, in lower case. */
export const wordsOf = (text: string) => text.toLowerCase().split(/\s+/).filter(Boolean);

/** A pattern for `like … escape '\'` that finds the word anywhere. */
export const containing = (word: string) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** The ways to read a kind of which there are so few that all are read; `text` is what is searched. */
export function readWhole<Row extends { id: number; active: boolean }>(
  all: (db: Db) => Promise<Row[]>,
  text: (row: Row) => string,
): Pick<MasterStore<Row, never>, 'all' | 'list' | 'find'> {
  return {
    all,
    list: async (db, query) => {
      const rows = (await all(db)).filter((row) => {
        const searched = text(row).toLowerCase();
        return (row.active || !query.activeOnly) && query.words.every((word) => searched.includes(word));
      });
      return { rows, next: null };
    },
    find: async (db, id) => (await all(db)).find((row) => row.id === id),
  };
}

/** The next page of a list by name begins after this row. */
export const nameCursor = (row: { id: number; name: string }) => `${row.id}.${nameKey(row.name)}`;

/** Reads what nameCursor wrote; throws Failure `invalid` at `after` for anything else. */
export function readNameCursor(text: string): { id: number; key: string } {
  const [, id = '', key = ''] = /^(\d{1,15})\.([\s\S]*)$/.exec(text) ?? [];
  if (id === '') throw wrong('after', 'invalid');
  return { id: Number(id), key };
}

/** Kinds that form a tree. */
export type TreeTable = 'team' | 'category' | 'label';
