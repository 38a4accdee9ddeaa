import { sql } from 'kysely';
import { addressKey, normaliseDomain } from '../mail/addresses.ts';
import type { ContactValues } from '../settings/master-data.ts';
import { pageOf } from './cursor.ts';
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
import type { Dialect } from './dialect.ts';
import type { Db, Schema, Trx } from './schema.ts';
import { mailboxUse, replaceInMailboxes, ticketUse } from './uses.ts';

export type ContactRow = ContactValues & {
  id: number;
  customerName: string | null;
  /** What is known against its addresses; see address-marks. */
  addressMarks: { address: string; kind: Schema['address_mark']['kind'] }[];
};

/** SPEC §1: the people for whom tickets exist, each with one or more addresses. Those that mail brings are made in contacts.ts. */
export const contacts: MasterStore<ContactRow, ContactValues> = {
  kind: 'contacts',
  table: 'contact',
  all: async (db) => withAddresses(db, await selectContacts(db).orderBy('contact.name_key').execute()),
  list: listContacts,
  find: async (db, id) => (await withAddresses(db, await selectContacts(db).where('contact.id', '=', id).execute()))[0],
  insert: async (trx, values, now) => {
    const row = await columns(trx, null, values);
    const addresses = byKey(values.addresses);
    await checkFree(trx, null, addresses);
    const { id } = await trx
      .insertInto('contact')
      .values({ ...row, created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertAddresses(trx, id, addresses);
    return id;
  },
  update: async (trx, id, values) => {
    const row = await columns(trx, id, values);
    const addresses = byKey(values.addresses);
    await checkFree(trx, id, addresses);
    await trx.updateTable('contact').set(row).where('id', '=', id).execute();
    await trx.deleteFrom('contact_address').where('contact_id', '=', id).execute();
    await insertAddresses(trx, id, addresses);
  },
  uses: async (db, id) =>
    [await ticketUse(db, ['contact_id'], id), await mailboxUse(db, 'contacts', id)].filter((use) => use !== undefined),
  replace: replaceContact,
  remove: async (trx, id) => {
    await trx.deleteFrom('contact').where('id', '=', id).execute();
  },
};

function selectContacts(db: Db) {
  return db
    .selectFrom('contact')
    .leftJoin('customer', 'customer.id', 'contact.customer_id')
    .selectAll('contact')
    .select('customer.name as customer_name');
}

async function listContacts(db: Db, query: MasterQuery): Promise<{ rows: ContactRow[]; next: string | null }> {
  let found = selectContacts(db);
  if (query.activeOnly) found = found.where('contact.active', '=', 1);
  if (query.customerId !== undefined) found = found.where('contact.customer_id', '=', query.customerId);
  for (const word of query.words) {
    const pattern = containing(word);
    // An address is found as it is written and as it is compared: its domain in A-labels.
    const address = containing(word.includes('@') ? addressKey(word) : normaliseDomain(word) || word);
    found = found.where(
      sql<boolean>`(contact.name_key like ${pattern} escape '\\' or contact.full_name_key like ${pattern} escape '\\'
        or customer.name_key like ${pattern} escape '\\' or exists (select 1 from contact_address as a
        where a.contact_id = contact.id and (a.address_key like ${address} escape '\\' or lower(a.address) like ${pattern} escape '\\')))`,
    );
  }
  if (query.after !== undefined) {
    const { key, id } = readNameCursor(query.after);
    found = found.where(sql<boolean>`(contact.name_key, contact.id) > (${key}, ${id})`);
  }
  const rows = await found
    .orderBy('contact.name_key')
    .orderBy('contact.id')
    .limit(query.limit + 1)
    .execute();
  return pageOf(await withAddresses(db, rows), query.limit, nameCursor);
}

/** Above this many rows all addresses are read: a database takes only so many values in one question. */
const askedSingly = 500;

async function withAddresses(
  db: Db,
  rows: Awaited<ReturnType<ReturnType<typeof selectContacts>['execute']>>,
): Promise<ContactRow[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const addresses = await db
    .selectFrom('contact_address')
    .select(['contact_id', 'address'])
    .$if(rows.length <= askedSingly, (query) => query.where('contact_id', 'in', ids))
    .orderBy('address_key')
    .execute();
  const byContact = Map.groupBy(addresses, (row) => row.contact_id);
  const marks = await db
    .selectFrom('address_mark')
    .innerJoin('contact_address', 'contact_address.address_key', 'address_mark.address_key')
    .select(['contact_id', 'address', 'kind'])
    .$if(rows.length <= askedSingly, (query) => query.where('contact_id', 'in', ids))
    .orderBy('address_mark.address_key')
    .orderBy('kind')
    .execute();
  const marksOf = Map.groupBy(marks, (row) => row.contact_id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    fullName: row.full_name,
    addresses: (byContact.get(row.id) ?? []).map(({ address }) => address),
    addressMarks: (marksOf.get(row.id) ?? []).map(({ address, kind }) => ({ address, kind })),
    customerId: row.customer_id,
    customerName: row.customer_name,
    locale: row.locale ?? 'desk',
    active: row.active === 1,
  }));
}

async function columns(trx: Trx, id: number | null, values: ContactValues) {
  await checkName(trx, 'contact', id, values.name);
  await mustExist(trx, 'customer', 'customerId', values.customerId);
  return {
    ...named(values.name),
    full_name: values.fullName,
    full_name_key: values.fullName.toLowerCase(),
    customer_id: values.customerId,
    locale: values.locale === 'desk' ? null : values.locale,
    active: bit(values.active),
  };
}

/** Addresses by what they are compared by; of two that are the same the last. */
const byKey = (addresses: readonly string[]) => new Map(addresses.map((address) => [addressKey(address), address]));

async function checkFree(trx: Trx, id: number | null, addresses: ReadonlyMap<string, string>): Promise<void> {
  const taken = await trx
    .selectFrom('contact_address')
    .innerJoin('contact', 'contact.id', 'contact_address.contact_id')
    .select(['contact_address.address', 'contact.name'])
    .where('address_key', 'in', [...addresses.keys()])
    .where('contact_id', '<>', id ?? 0)
    .executeTakeFirst();
  if (taken) throw wrong('addresses', 'address-taken', { value: taken.address, name: taken.name });
}

async function insertAddresses(trx: Trx, id: number, addresses: ReadonlyMap<string, string>): Promise<void> {
  await trx
    .insertInto('contact_address')
    .values([...addresses].map(([address_key, address]) => ({ address_key, address, contact_id: id })))
    .execute();
}

/** Tickets and addresses go over, so that mail from them goes on belonging to somebody; what the other one lacks is taken from this one. */
async function replaceContact(trx: Trx, dialect: Dialect, from: number, into: number): Promise<void> {
  await replaceInMailboxes(trx, dialect, 'contacts', from, into);
  await trx.updateTable('ticket').set({ contact_id: into }).where('contact_id', '=', from).execute();
  await trx.updateTable('contact_address').set({ contact_id: into }).where('contact_id', '=', from).execute();
  const rows = await trx.selectFrom('contact').selectAll().where('id', 'in', [from, into]).execute();
  const [lost, kept] = [from, into].map((id) => rows.find((row) => row.id === id));
  if (!lost || !kept) return;
  const full_name = kept.full_name || lost.full_name;
  await trx
    .updateTable('contact')
    .set({
      full_name,
      full_name_key: full_name.toLowerCase(),
      customer_id: kept.customer_id ?? lost.customer_id,
      locale: kept.locale ?? lost.locale,
    })
    .where('id', '=', into)
    .execute();
}
