import { addressKey } from '../mail/addresses.ts';
import { prepared } from './prepared.ts';
import type { Db, Schema, Trx } from './schema.ts';

/** Why nothing is sent automatically to an address; `address` as addressKey writes it, `text` the server's words. */
export type AddressMark = {
  address: string;
  kind: Schema['address_mark']['kind'];
  origin: Schema['address_mark']['origin'];
  at: number;
  /** RFC 3463. */
  status: string | null;
  text: string;
};

/** SQLite takes at most 32,766 bound values; a chunk stays far below. */
const chunk = 500;

/** The marks of the addresses: an automatic mail must go to none that has one (RFC 3834 §2). */
export async function addressMarks(db: Db, addresses: readonly string[]): Promise<AddressMark[]> {
  const marks: AddressMark[] = [];
  const keys = [...new Set(addresses.map((address) => addressKey(address)))];
  for (let at = 0; at < keys.length; at += chunk) {
    const rows = await db
      .selectFrom('address_mark')
      .select(['address_key as address', 'kind', 'origin', 'at', 'status', 'text'])
      .where('address_key', 'in', keys.slice(at, at + chunk))
      .orderBy('address_key')
      .orderBy('kind')
      .execute();
    marks.push(...rows);
  }
  return marks;
}

/** Marks an address, or renews its mark. */
export async function markAddress(trx: Trx, mark: AddressMark & { outboundId: number | null }): Promise<void> {
  const { address, kind, origin, at, status, text, outboundId } = mark;
  const values = { origin, at, status, text, outbound_id: outboundId };
  await trx
    .insertInto('address_mark')
    .values({ address_key: addressKey(address), kind, ...values })
    .onConflict((conflict) => conflict.columns(['address_key', 'kind']).doUpdateSet(values))
    .execute();
}

// Runs with every mail that comes in.
const failingDelete = prepared((db, { key }: { key: string }) =>
  db.deleteFrom('address_mark').where('address_key', '=', key).where('kind', '=', 'failing'),
);
const refusalDelete = prepared((db, { key }: { key: string }) =>
  db
    .deleteFrom('address_mark')
    .where('address_key', '=', key)
    .where('kind', '=', 'failing')
    .where('origin', '=', 'refusal'),
);

/** Takes `failing` off an address: mail came from there or arrived. `origin` `refusal` only if that is how we know. */
export async function addressWorks(trx: Trx, address: string, origin?: 'refusal'): Promise<void> {
  const key = addressKey(address);
  await (origin === undefined ? failingDelete(trx, { key }) : refusalDelete(trx, { key }));
}

/** Takes all marks off an address, because somebody knows better. Gives whether there was one. */
export async function clearAddress(trx: Trx, address: string): Promise<boolean> {
  const deleted = await trx
    .deleteFrom('address_mark')
    .where('address_key', '=', addressKey(address))
    .executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}
