import { sql } from 'kysely';
import type { Dialect } from './dialect.ts';
import { incomingMailbox } from '../settings/incoming-mailbox.ts';
import type { MasterKind } from '../settings/master-data.ts';
import type { SettingField, Widget } from '../settings/field.ts';
import { lockRow } from './lock-row.ts';
import type { Db, Trx } from './schema.ts';

/** What names an entry of master data: how many of a sort, with the first names of those that have one. */
export type Use = {
  by: 'tickets' | 'contacts' | 'customers' | 'children' | 'categories' | 'mailboxes';
  count: number;
  names: string[];
};

/** Counting tickets stops here: whether 10,000 or a million name a team, it is in use. */
const countedTickets = 10_000;
const namedUses = 10;

/** A use with its first names; undefined if there is none. */
function useOf(by: Use['by'], names: readonly string[]): Use | undefined {
  return names.length === 0 ? undefined : { by, count: names.length, names: names.slice(0, namedUses) };
}

/** The rows of a table that name the entry in a column, by name; undefined if there are none. */
export async function rowUse<Table extends keyof NamingRows>(
  db: Db,
  by: Use['by'],
  table: Table,
  column: NamingRows[Table],
  id: number,
): Promise<Use | undefined> {
  const rows = await sql<{ name: string }>`select name from ${sql.table(table)} where ${sql.ref(column)} = ${id}
    order by name_key`.execute(db);
  return useOf(
    by,
    rows.rows.map(({ name }) => name),
  );
}

type NamingRows = {
  team: 'parent_id';
  category: 'parent_id' | 'team_id';
  label: 'parent_id';
  contact: 'customer_id';
  customer: 'priority_id';
};

type NamingColumn =
  | 'team_id'
  | 'category_id'
  | 'priority_id'
  | 'status_id'
  | 'status_before_merger'
  | 'customer_id'
  | 'contact_id';

/** The tickets that name the entry in one of the columns; undefined if there are none. */
export async function ticketUse(db: Db, columns: readonly NamingColumn[], id: number): Promise<Use | undefined> {
  const rows = db
    .selectFrom('ticket')
    .select('id')
    .where((eb) => eb.or(columns.map((column) => eb(column, '=', id))))
    .limit(countedTickets);
  const { count } = await db
    .selectFrom(rows.as('named'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count === 0 ? undefined : { by: 'tickets', count, names: [] };
}

// The settings of a mailbox that hold ids of a kind are those drawn as its picker.
const pickers: Partial<Record<MasterKind, Widget>> = {
  teams: 'team',
  categories: 'category',
  priorities: 'priority',
  statuses: 'status',
  labels: 'labels',
  contacts: 'contact',
};

/** The mailboxes whose settings name the entry, by name; undefined if none does. */
export async function mailboxUse(db: Db, kind: MasterKind, id: number): Promise<Use | undefined> {
  const rows = await db
    .selectFrom('mailbox')
    .select(['name', 'settings'])
    .where('deleted_at', 'is', null)
    .orderBy('name_key')
    .execute();
  const naming = rows.filter(({ settings }) => renamed(kind, settings, id, null) !== null);
  return useOf(
    'mailboxes',
    naming.map(({ name }) => name),
  );
}

/** Has the settings of all mailboxes, deleted ones too, name `into` instead of `from`; nothing instead if it is null. */
export async function replaceInMailboxes(
  trx: Trx,
  dialect: Dialect,
  kind: MasterKind,
  from: number,
  into: number | null,
): Promise<void> {
  const ids = await trx.selectFrom('mailbox').select(['id', 'settings']).execute();
  for (const { id } of ids.filter(({ settings }) => renamed(kind, settings, from, into) !== null)) {
    await lockRow(trx, dialect, 'mailbox', id);
    const { settings } = await trx
      .selectFrom('mailbox')
      .select('settings')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const changed = renamed(kind, settings, from, into);
    if (changed !== null) await trx.updateTable('mailbox').set({ settings: changed }).where('id', '=', id).execute();
  }
}

/** The settings with one id in place of another; null if they do not name it. */
function renamed(kind: MasterKind, settings: string, from: number, into: number | null): string | null {
  const values = JSON.parse(settings) as Record<string, unknown>;
  let found = false;
  for (const [field, { widget }] of Object.entries<SettingField>(incomingMailbox.fields)) {
    if (widget !== pickers[kind]) continue;
    const value = values[field];
    if (value === from) values[field] = into;
    else if (Array.isArray(value) && value.includes(from)) {
      const ids = value.map((id: unknown) => (id === from ? into : id)).filter((id) => id !== null);
      values[field] = [...new Set(ids)];
    } else continue;
    found = true;
  }
  return found ? JSON.stringify(values) : null;
}
