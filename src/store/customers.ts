import { domainToASCII } from 'node:url';
import type { CustomerValues } from '../settings/master-data.ts';
import {
  bit,
  containing,
  type MasterQuery,
  type MasterStore,
  mustExist,
  nameCursor,
  named,
  nameKey,
  readNameCursor,
  wrong,
} from './master-store.ts';
import { pageOf } from './cursor.ts';
import { sql } from 'kysely';
import type { Db, Trx } from './schema.ts';
import { ticketUse, type Use, useOf } from './uses.ts';

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
    const { id } = await trx
      .insertInto('customer')
      .values({ ...(await columns(trx, null, values)), created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await setDomains(trx, id, values.domains);
    return id;
  },
  update: async (trx, id, values) => {
    await trx
      .updateTable('customer')
      .set(await columns(trx, id, values))
      .where('id', '=', id)
      .execute();
    await setDomains(trx, id, values.domains);
  },
  uses: async (db, id) =>
    [await contactUse(db, id), await ticketUse(db, 'customer_id', id)].filter((use) => use !== undefined),
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

/** A domain as it is stored and compared: lower case, ASCII form (RFC 5891); '' if it has none. */
export const domainKey = (domain: string) => domainToASCII(domain.trim().toLowerCase());

async function listCustomers(db: Db, query: MasterQuery): Promise<{ rows: CustomerRow[]; next: string | null }> {
  let found = db.selectFrom('customer').selectAll();
  if (query.activeOnly) found = found.where('active', '=', 1);
  for (const word of query.words) {
    const pattern = containing(word);
    // A domain is searched as people write it and as it is stored.
    const domain = containing(domainKey(word) || word);
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
  const twin = await trx
    .selectFrom('customer')
    .select('id')
    .where('name_key', '=', nameKey(values.name))
    .executeTakeFirst();
  if (twin && twin.id !== id) throw wrong('name', 'taken');
  await mustExist(trx, 'priority', 'priorityId', values.priorityId);
  return { ...named(values.name), priority_id: values.priorityId, active: bit(values.active) };
}

async function setDomains(trx: Trx, id: number, domains: readonly string[]): Promise<void> {
  const wanted = new Set<string>();
  for (const domain of domains) {
    const key = domainKey(domain);
    if (key === '') throw wrong('domains', 'not-a-domain');
    wanted.add(key);
  }
  const present = await trx.selectFrom('customer_domain').select('domain').where('customer_id', '=', id).execute();
  const gone = present.map(({ domain }) => domain).filter((domain) => !wanted.delete(domain));
  if (gone.length > 0) await trx.deleteFrom('customer_domain').where('domain', 'in', gone).execute();
  if (wanted.size === 0) return;
  const taken = await trx
    .selectFrom('customer_domain')
    .innerJoin('customer', 'customer.id', 'customer_domain.customer_id')
    .select(['domain', 'customer.name'])
    .where('domain', 'in', [...wanted])
    .executeTakeFirst();
  if (taken) throw wrong('domains', 'domain-taken', { value: taken.domain, name: taken.name });
  await trx
    .insertInto('customer_domain')
    .values([...wanted].map((domain) => ({ domain, customer_id: id })))
    .execute();
}

async function contactUse(db: Db, id: number): Promise<Use | undefined> {
  const rows = await db
    .selectFrom('contact')
    .select('name')
    .where('customer_id', '=', id)
    .orderBy('name_key')
    .execute();
  return useOf(
    'contacts',
    rows.map(({ name }) => name),
  );
}
