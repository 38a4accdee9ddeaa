import { writeCsv } from '../lib/csv.ts';
import { csvColumns, csvHeading, toCell } from '../settings/master-csv.ts';
import { type MasterKind, masterKinds } from '../settings/master-data.ts';
import type { SettingField, Widget } from '../settings/field.ts';
import { masterStores } from '../store/master-stores.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';
import { masterCsvNames } from './master-csv-names.ts';

/** All entries of a kind as a CSV file that can be changed and imported again. German spreadsheets expect semicolons. */
export async function exportMasterData(
  desk: Desk,
  actor: Actor,
  kind: MasterKind,
  locale: 'de' | 'en',
): Promise<string> {
  const { db } = desk.store;
  const columns = csvColumns(kind);
  const names = await masterCsvNames(db, locale, widgetsOf(kind));
  const rows = await masterStores[kind].all(db);
  const changes = [{ field: 'lines', count: rows.length }];
  await transact(desk.store, (trx) => audit(trx, desk, actor, { act: 'exported', kind, changes }));
  const lines = rows.map((row) => columns.map((column) => toCell(kind, column, row, names, locale)));
  // In a tree, what stands above comes before what stands below it: so it is imported.
  const parent = columns.indexOf('parentId');
  if (parent >= 0) lines.sort((a, b) => depth(a[parent]) - depth(b[parent]));
  return writeCsv([columns.map((column) => csvHeading(kind, column, locale)), ...lines], locale === 'de' ? ';' : ',');
}

/** The pickers whose names a file of this kind contains. */
export function widgetsOf(kind: MasterKind): Set<Widget> {
  return new Set(Object.values<SettingField>(masterKinds[kind].fields).map(({ widget }) => widget));
}

const depth = (path = '') => (path === '' ? 0 : path.split(' / ').length);
