import type { Trx } from './schema.ts';

const key = 'setup';

/** Keeps the hash of the one valid set-up token, replacing an earlier one. */
export async function keepSetupHash(trx: Trx, hash: string): Promise<void> {
  await trx
    .insertInto('desk_setting')
    .values({ key, value: JSON.stringify(hash) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: JSON.stringify(hash) }))
    .execute();
}

/** Removes the hash if it is the valid one; gives whether it was. Of two at the same time only one gets true. */
export async function dropSetupHash(trx: Trx, hash: string): Promise<boolean> {
  const deleted = await trx
    .deleteFrom('desk_setting')
    .where('key', '=', key)
    .where('value', '=', JSON.stringify(hash))
    .executeTakeFirst();
  return deleted.numDeletedRows === 1n;
}
