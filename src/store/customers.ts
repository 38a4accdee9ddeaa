import { normaliseDomain } from '../mail/addresses.ts';
import type { CustomerValues } from '../settings/master-data.ts';
import {
  bit,
  containing,
  type MasterQuery,
  type MasterStore,
  mustExist,
  nameCursor,
  named,
  checkName,
  readNameCursor,
  wrong,
} from './master-store.ts';
import { pageOf } from './cursor.ts';
import { sql } from 'kysely';
import type { Db, Trx } from './schema.ts';
import { rowUse, ticketUse } from './uses.ts';

export type CustomerRow = CustomerValues & { id: number };

/** SPEC §1: the organisation a contact belongs to, with the domains by which new ones are recognised. */
export const customers: MasterStore<CustomerRow, CustomerValues> = {
  kind: 'customers',
  table: 'customer',
  all: async (db) => withDomains(db, await db.selectFrom('customer').selectAll().orderBy('name_key').execute()),
  list: listCustomers,
  find: async (db, id) => {
    const row = await db.selectFrom('customer').selectAll().where('id', '=', id).execute();
    return (await withDomains(db, row))[0];
  },
  insert: async (trx, values, now) => {
    const row = await columns(trx, null, values);
    const domains = await freeDomains(trx, null, values.domains);
    const { id } = await trx
      .insertInto('customer')
      .values({ ...row, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertDomains(trx, id, domains);
    return id;
  },
  update: async (trx, id, values) => {
    const row = await columns(trx, id, values);
    const domains = await freeDomains(trx, id, values.domains);
    await trx.updateTable('customer').set(row).where('id', '=', id).execute();
    await trx.deleteFrom('customer_domain').where('customer_id', '=', id).execute();
    await insertDomains(trx, id, domains);
  },
  uses: async (db, id) =>
    [await rowUse(db, 'contacts', 'contact', 'customer_id', id), await ticketUse(db, ['customer_id'], id)].filter(
      (use) => use !== undefined,
    ),
  replace: async (trx, _dialect, from, into) => {
    await trx.updateTable('contact').set({ customer_id: into }).where('customer_id', '=', from).execute();
    await trx.updateTable('ticket').set({ customer_id: into }).where('customer_id', '=', from).execute();
    await trx.updateTable('customer_domain').set({ customer_id: into }).where('customer_id', '=', from).execute();
    const { priority_id } = await trx
      .selectFrom('customer')
      .select('priority_id')
      .where('id', '=', from)
      .executeTakeFirstOrThrow();
    await trx
      .updateTable('customer')
      .set({ priority_id })
      .where('id', '=', into)
      .where('priority_id', 'is', null)
      .execute();
  },
  remove: async (trx, id) => {
    await trx.deleteFrom('customer').where('id', '=', id).execute();
  },
};

async function listCustomers(db: Db, query: MasterQuery): Promise<{ rows: CustomerRow[]; next: string | null }> {
  let found = db.selectFrom('customer').selectAll();
  if (query.activeOnly) found = found.where('active', '=', 1);
  for (const word of query.words) {
    const pattern = containing(word);
    // A domain is searched as people write it and as it is stored.
    const domain = containing(normaliseDomain(word) || word);
    found = found.where(
      sql<boolean>`(name_key like ${pattern} escape '\\' or exists (select 1 from customer_domain as d
        where d.customer_id = customer.id and d.domain like ${domain} escape '\\'))`,
    );
  }
  if (query.after !== undefined) {
    const { key, id } = readNameCursor(query.after);
    found = found.where(sql<boolean>`(name_key, id) > (${key}, ${id})`);
  }
  const rows = await found
    .orderBy('name_key')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  return pageOf(await withDomains(db, rows), query.limit, nameCursor);
}

async function withDomains(
  db: Db,
  rows: readonly { id: number; name: string; priority_id: number | null; active: 0 | 1 }[],
): Promise<CustomerRow[]> {
  const first = rows[0];
  if (!first) return [];
  const domains = await db
    .selectFrom('customer_domain')
    .selectAll()
    .$if(rows.length <= 500, (query) =>
      query.where(
        'customer_id',
        'in',
        rows.map(({ id }) => id),
      ),
    )
    .orderBy('domain')
    .execute();
  const byCustomer = Map.groupBy(domains, (row) => row.customer_id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    domains: (byCustomer.get(row.id) ?? []).map(({ domain }) => domain),
    priorityId: row.priority_id,
    active: row.active === 1,
  }));
}

async function columns(trx: Trx, id: number | null, values: CustomerValues) {
  await checkName(trx, 'customer', id, values.name);
  await mustExist(trx, 'priority', 'priorityId', values.priorityId);
  return { ...named(values.name), priority_id: values.priorityId, active: bit(values.active) };
}

/** The domains as they are stored, each once. Throws Failure `invalid` for one that is none, or that another customer owns. */
async function freeDomains(trx: Trx, id: number | null, domains: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(domains.map(normaliseDomain))];
  if (wanted.includes('')) throw wrong('domains', 'not-a-domain');
  if (wanted.length === 0) return [];
  const taken = await trx
    .selectFrom('customer_domain')
    .innerJoin('customer', 'customer.id', 'customer_domain.customer_id')
    .select(['domain', 'customer.name'])
    .where('domain', 'in', wanted)
    .where('customer_id', '<>', id ?? 0)
    .executeTakeFirst();
  if (taken) throw wrong('domains', 'domain-taken', { value: taken.domain, name: taken.name });
  return wanted;
}

async function insertDomains(trx: Trx, id: number, domains: readonly string[]): Promise<void> {
  if (domains.length === 0) return;
  await trx
    .insertInto('customer_domain')
    .values(domains.map((domain) => ({ domain, customer_id: id })))
    .execute();
}
