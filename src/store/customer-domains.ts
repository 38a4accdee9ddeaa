import { displayDomain } from '../mail/spoof.ts';
import type { Trx } from './schema.ts';

/**
 * The customer that owns a domain (lower-case A-labels), made if there is none: named after the domain as people read it. One that carries this name
 * already gets the domain, so that a domain makes one customer however often it is met.
 */
export async function customerForDomain(trx: Trx, domain: string, now: number): Promise<number> {
  const owner = await ownerOf(trx, domain);
  if (owner !== null) return owner;
  const name = displayDomain(domain);
  const made = await trx
    .insertInto('customer')
    .values({ name, name_key: name.toLowerCase(), priority_id: null, created_at: now })
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  const id = made?.id ?? (await namedLike(trx, name));
  const owned = await trx
    .insertInto('customer_domain')
    .values({ domain, customer_id: id })
    .onConflict((conflict) => conflict.column('domain').doNothing())
    .executeTakeFirst();
  if (owned.numInsertedOrUpdatedRows === 1n) return id;
  // Another mailbox's lane met the same new domain since we looked (PostgreSQL).
  if (made) await trx.deleteFrom('customer').where('id', '=', made.id).execute();
  return (await ownerOf(trx, domain)) ?? id;
}

async function ownerOf(trx: Trx, domain: string): Promise<number | null> {
  const row = await trx
    .selectFrom('customer_domain')
    .select('customer_id')
    .where('domain', '=', domain)
    .executeTakeFirst();
  return row?.customer_id ?? null;
}

async function namedLike(trx: Trx, name: string): Promise<number> {
  const row = await trx
    .selectFrom('customer')
    .select('id')
    .where('name_key', '=', name.toLowerCase())
    .executeTakeFirstOrThrow();
  return row.id;
}
