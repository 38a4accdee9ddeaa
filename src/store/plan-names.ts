import type { Db } from './schema.ts';

/** What a plan names by id; null or empty where it names nothing. */
export type PlanIds = {
  contactId: number | null;
  customerId: number | null;
  teamId: number | null;
  categoryId: number | null;
  priorityId: number;
  statusId: number;
  labelIds: readonly number[];
};

export type PlanNames = {
  contact: string | null;
  customer: string | null;
  team: string | null;
  category: string | null;
  priority: string | null;
  status: string | null;
  labels: string[];
};

/** The names behind the ids, in the reader's language where there are two; null for what is gone. */
export async function planNames(db: Db, locale: 'de' | 'en', ids: PlanIds): Promise<PlanNames> {
  const named = async (table: 'team' | 'category' | 'customer', id: number | null) =>
    id === null ? null : nameOf(await db.selectFrom(table).select('name').where('id', '=', id).executeTakeFirst());
  const inLocale = async (table: 'priority' | 'status', id: number) => {
    const row = await db.selectFrom(table).select(['name_de', 'name_en']).where('id', '=', id).executeTakeFirst();
    return row ? (locale === 'de' ? row.name_de : row.name_en) : null;
  };
  const labels =
    ids.labelIds.length === 0
      ? []
      : await db.selectFrom('label').select('name').where('id', 'in', ids.labelIds).orderBy('name_key').execute();
  return {
    contact: await contactName(db, ids.contactId),
    customer: await named('customer', ids.customerId),
    team: await named('team', ids.teamId),
    category: await named('category', ids.categoryId),
    priority: await inLocale('priority', ids.priorityId),
    status: await inLocale('status', ids.statusId),
    labels: labels.map(({ name }) => name),
  };
}

async function contactName(db: Db, id: number | null): Promise<string | null> {
  if (id === null) return null;
  const row = await db.selectFrom('contact').select(['name', 'full_name']).where('id', '=', id).executeTakeFirst();
  return row ? row.full_name || row.name : null;
}

const nameOf = (row: { name: string } | undefined) => row?.name ?? null;
