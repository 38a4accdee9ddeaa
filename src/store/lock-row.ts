import type { Dialect } from './dialect.ts';
import type { Schema, Trx } from './schema.ts';

type LockedTable = keyof Pick<
  Schema,
  | 'ticket'
  | 'mailbox'
  | 'inbound'
  | 'team'
  | 'category'
  | 'priority'
  | 'status'
  | 'label'
  | 'customer'
  | 'contact'
  | 'oauth_connection'
  | 'ticket_list_view'
>;

/**
 * Holds back other transactions that lock the same row until this one ends: for who reads it, decides and writes. SQLite has one writer at a time
 * anyway. A row that is not there locks nothing.
 */
export async function lockRow(trx: Trx, dialect: Dialect, table: LockedTable, id: number): Promise<void> {
  if (dialect === 'postgres') await trx.selectFrom(table).select('id').where('id', '=', id).forUpdate().execute();
}
