import { describe, expect, test } from 'vitest';
import { contactFor } from '../../src/store/contacts.ts';
import { prepared } from '../../src/store/prepared.ts';
import type { Trx } from '../../src/store/schema.ts';
import { transact } from '../../src/store/transact.ts';
import { dialects, storeFor } from '../support/stores.ts';

/** One query for all databases, as in the product. */
let built = 0;
const addressInsert = prepared((db, row: { address_key: string; address: string; contact_id: number }) => {
  built += 1;
  return db.insertInto('contact_address').values(row).returning('contact_id');
});
const addressUpdate = prepared((db, { key, to }: { key: string; to: string }) =>
  db.updateTable('contact_address').set({ address: to }).where('address_key', '=', key),
);

describe.each(dialects)('prepared queries on %s', (dialect) => {
  const store = storeFor(dialect);

  test('are built once, and each call runs with its own values', async () => {
    const builtBefore = built;
    const [a, b] = await transact(store(), async (trx) => [await addContact(trx, 'a'), await addContact(trx, 'b')]);
    await transact(store(), async (trx) => {
      const { rows } = await addressInsert(trx, { address_key: 'a@x', address: 'A@x', contact_id: a ?? 0 });
      expect(rows).toEqual([{ contact_id: a }]);
    });
    // The order in which names are written does not matter, nor that a value is the same as another.
    const { rows } = await addressInsert(store().db, { contact_id: b ?? 0, address: 'b@x', address_key: 'b@x' });
    expect(rows).toEqual([{ contact_id: b }]);
    expect(built).toBe(builtBefore + 1);
    expect((await addressUpdate(store().db, { key: 'b@x', to: 'B@x' })).numAffectedRows).toBe(1n);
    expect((await addressUpdate(store().db, { key: 'c@x', to: 'C@x' })).numAffectedRows).toBe(0n);
    const all = store()
      .db.selectFrom('contact_address')
      .select(['address_key', 'address', 'contact_id'])
      .where('address_key', 'in', ['a@x', 'b@x']);
    expect(await all.orderBy('address_key').execute()).toEqual([
      { address_key: 'a@x', address: 'A@x', contact_id: a },
      { address_key: 'b@x', address: 'B@x', contact_id: b },
    ]);
  });
});

async function addContact(trx: Trx, name: string): Promise<number> {
  return contactFor(trx, { name, addr: `${name}@contact.example` }, null, 0);
}
