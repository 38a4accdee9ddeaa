import type { Insertable } from 'kysely';
import { addressKey } from '../mail/addresses.ts';
import type { Address } from '../mail/message.ts';
import type { KnownContact } from '../postmaster/lookups.ts';
import { prepared } from './prepared.ts';
import type { Db, Schema, Trx } from './schema.ts';

// No join: SQLite (STAT4) plans one anew for each value, which costs five times its work.
const addressSelect = prepared((db, { key }: { key: string }) =>
  db
    .selectFrom('contact')
    .select(['id', 'name', 'full_name', 'customer_id'])
    .where('id', '=', (eb) => eb.selectFrom('contact_address').select('contact_id').where('address_key', '=', key)),
);

/** The contact to whom an address belongs, compared without case; null if none. */
export async function contactByAddress(db: Db, address: string): Promise<KnownContact | null> {
  const { rows } = await addressSelect(db, { key: addressKey(address) });
  const row = rows[0];
  return row ? { id: row.id, name: row.full_name || row.name, customerId: row.customer_id } : null;
}

const addressInsert = prepared((db, row: Schema['contact_address']) =>
  db
    .insertInto('contact_address')
    .values(row)
    .onConflict((conflict) => conflict.column('address_key').doNothing()),
);

/**
 * The contact of an address, made if it is unknown (SPEC §2.4 createContact): name = local part, or the full address where that name is taken —
 * `info@a.de` and `info@b.de` are two people.
 */
export async function contactFor(trx: Trx, from: Address, customerId: number | null, now: number): Promise<number> {
  const known = await contactByAddress(trx, from.addr);
  if (known) return known.id;
  const local = from.addr.slice(0, from.addr.lastIndexOf('@'));
  const made = (name: string) => insertContact(trx, { name, full_name: from.name, customer_id: customerId }, now);
  let id = (await made(local)) ?? (await made(from.addr));
  // Somebody may have given just this name to another contact.
  for (let count = 2; id === null; count++) id = await made(`${from.addr} (${count})`);
  const row = { address_key: addressKey(from.addr), address: from.addr, contact_id: id };
  const { numAffectedRows } = await addressInsert(trx, row);
  if (numAffectedRows === 1n) return id;
  await trx.deleteFrom('contact').where('id', '=', id).execute();
  return madeMeanwhile(trx, from.addr);
}

/** The contact that another mailbox's lane made of the same new sender since we looked (PostgreSQL). */
async function madeMeanwhile(trx: Trx, address: string): Promise<number> {
  const known = await contactByAddress(trx, address);
  if (!known) throw new Error('the contact of an address is gone again');
  return known.id;
}

const contactInsert = prepared((db, row: Insertable<Schema['contact']>) =>
  db
    .insertInto('contact')
    .values(row)
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .returning('id'),
);

async function insertContact(
  trx: Trx,
  contact: { name: string; full_name: string; customer_id: number | null },
  now: number,
): Promise<number | null> {
  const { rows } = await contactInsert(trx, {
    ...contact,
    name_key: contact.name.toLowerCase(),
    full_name_key: contact.full_name.toLowerCase(),
    created_at: now,
  });
  return rows[0]?.id ?? null;
}
