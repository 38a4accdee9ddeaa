import type { Widget } from '../settings/field.ts';
import type { Db } from './schema.ts';

/** What the ids in a field of this widget are called now, in their order, those of deleted rows too as far as a row is left; undefined if it holds no ids. */
export async function referenceNames(
  db: Db,
  widget: Widget,
  locale: 'de' | 'en',
  ids: readonly number[],
): Promise<string[] | undefined> {
  if (!(widget in tables)) return undefined;
  if (ids.length === 0) return [];
  const table = tables[widget as keyof typeof tables];
  const rows =
    table === 'priority' || table === 'status'
      ? await db
          .selectFrom(table)
          .select(['id', locale === 'de' ? 'name_de as name' : 'name_en as name'])
          .where('id', 'in', ids)
          .execute()
      : await db.selectFrom(table).select(['id', 'name']).where('id', 'in', ids).execute();
  const byId = new Map(rows.map(({ id, name }) => [id, name]));
  return ids.map((id) => byId.get(id) ?? `#${id}`);
}

const tables = {
  team: 'team',
  category: 'category',
  priority: 'priority',
  status: 'status',
  label: 'label',
  labels: 'label',
  customer: 'customer',
  contact: 'contact',
  agents: 'agent',
  template: 'template',
  outgoingMailbox: 'mailbox',
} as const satisfies Partial<Record<Widget, string>>;
