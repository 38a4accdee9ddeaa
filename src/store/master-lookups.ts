import type { MasterLookups } from '../postmaster/lookups.ts';
import { prepared } from './prepared.ts';
import type { Db } from './schema.ts';

// Runs with every mail. No join: SQLite (STAT4) plans one anew for each value, which costs five times its work.
const customerSelect = prepared((db, { domain }: { domain: string }) =>
  db
    .selectFrom('customer')
    .select(['id', 'name'])
    .where('id', '=', (eb) => eb.selectFrom('customer_domain').select('customer_id').where('domain', '=', domain)),
);

/** Answers what rules ask of the master data: what they name only if it is there and switched on; whom a domain belongs to in any case. */
export function masterLookups(db: Db): MasterLookups {
  return {
    contactById: async (id) => {
      const row = await db
        .selectFrom('contact')
        .select(['id', 'name', 'full_name', 'customer_id'])
        .where('id', '=', id)
        .where('active', '=', 1)
        .executeTakeFirst();
      return row ? { id: row.id, name: row.full_name || row.name, customerId: row.customer_id } : null;
    },
    customerByDomain: async (domain) => (await customerSelect(db, { domain })).rows[0] ?? null,
    category: async (id) => {
      const row = await db
        .selectFrom('category')
        .select(['id', 'name', 'team_id'])
        .where('id', '=', id)
        .where('active', '=', 1)
        .executeTakeFirst();
      return row ? { id: row.id, name: row.name, teamId: row.team_id } : null;
    },
    team: async (id) =>
      (await db
        .selectFrom('team')
        .select(['id', 'name'])
        .where('id', '=', id)
        .where('active', '=', 1)
        .executeTakeFirst()) ?? null,
    priority: async (id) =>
      (await db.selectFrom('priority').select('id').where('id', '=', id).where('active', '=', 1).executeTakeFirst()) ??
      null,
    priorityOfCustomer: async (customerId) =>
      (await db
        .selectFrom('customer')
        .innerJoin('priority', 'priority.id', 'customer.priority_id')
        .select(['priority.id', 'customer.name as customer'])
        .where('customer.id', '=', customerId)
        .where('priority.active', '=', 1)
        .executeTakeFirst()) ?? null,
    labels: (ids) =>
      db
        .selectFrom('label')
        .select(['id', 'name'])
        .where('id', 'in', [...ids])
        .where('active', '=', 1)
        .orderBy('name_key')
        .execute(),
    status: async (id) => {
      const row = await db
        .selectFrom('status')
        .select(['id', 'grp', 'name_de', 'name_en'])
        .where('id', '=', id)
        .where('active', '=', 1)
        .executeTakeFirst();
      return row ? { id: row.id, group: row.grp, names: { de: row.name_de, en: row.name_en } } : null;
    },
  };
}
