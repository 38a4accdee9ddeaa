import type { Widget } from '../settings/field.ts';
import type { ReferenceNames } from '../settings/master-csv.ts';
import { listAgents } from '../store/agents.ts';
import { listCategories } from '../store/categories.ts';
import { customers } from '../store/customers.ts';
import { listLabels } from '../store/labels.ts';
import { priorities } from '../store/priorities.ts';
import type { Db } from '../store/schema.ts';
import { listTeams } from '../store/teams.ts';

type Named = { id: number; names: string[] };
type Node = { id: number; name: string; parentId: number | null };

/** The names by which files refer to what is in the database now; the languages' names of a priority, that of `locale` first. */
export async function masterCsvNames(
  db: Db,
  locale: 'de' | 'en',
  widgets: ReadonlySet<Widget>,
): Promise<ReferenceNames> {
  const tables = new Map<Widget, { byId: Map<number, string>; byName: Map<string, number[]> }>();
  for (const widget of widgets) tables.set(widget, tableOf(await namedBy(db, locale, widget)));
  return {
    nameOf: (widget, id) => tables.get(widget)?.byId.get(id) ?? '',
    idsOf: (widget, text) => tables.get(widget)?.byName.get(text.toLowerCase()) ?? [],
  };
}

async function namedBy(db: Db, locale: 'de' | 'en', widget: Widget): Promise<Named[]> {
  if (widget === 'team') return (await listTeams(db)).map(({ id, name }) => ({ id, names: [name] }));
  if (widget === 'category') return paths(await listCategories(db));
  if (widget === 'label') return paths(await listLabels(db));
  if (widget === 'customer') return (await customers.all(db)).map(({ id, name }) => ({ id, names: [name] }));
  if (widget === 'agents') return (await listAgents(db)).map(({ id, email }) => ({ id, names: [email] }));
  if (widget === 'priority')
    return (await priorities.all(db)).map(({ id, nameDe, nameEn }) => ({
      id,
      names: locale === 'de' ? [nameDe, nameEn] : [nameEn, nameDe],
    }));
  return [];
}

/** Each with its path, and its own name where that is another. */
function paths(rows: readonly Node[]): Named[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return rows.map((row) => {
    const names: string[] = [];
    const seen = new Set<number>();
    for (let at: Node | undefined = row; at && !seen.has(at.id); at = byId.get(at.parentId ?? 0)) {
      seen.add(at.id);
      names.unshift(at.name);
    }
    const path = names.join(' / ');
    return { id: row.id, names: path === row.name ? [path] : [path, row.name] };
  });
}

/** The first name stands for an entry. Whoever is called so in full comes before those of whom it is the last name only. */
function tableOf(entries: readonly Named[]) {
  const byName = new Map<string, number[]>();
  const positions = Math.max(0, ...entries.map(({ names }) => names.length));
  for (let position = 0; position < positions; position++) {
    const found = new Map<string, number[]>();
    for (const { id, names } of entries) {
      const key = names[position]?.toLowerCase();
      if (key !== undefined) found.set(key, [...(found.get(key) ?? []), id]);
    }
    for (const [key, ids] of found) if (!byName.has(key)) byName.set(key, ids);
  }
  return { byId: new Map(entries.map(({ id, names: [first = ''] }) => [id, first])), byName };
}
