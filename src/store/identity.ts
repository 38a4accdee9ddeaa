import { randomBytes } from 'node:crypto';
import { type Keyring, seal, unseal } from '../lib/seal.ts';
import type { Db } from './schema.ts';

/** Who this desk is towards the world: a short public id and the key that signs references and Message-IDs. Both live as long as the desk. */
export type Identity = { serverId: string; signingKey: Buffer };

const settingKey = 'identity';
const purpose = 'identity';

/** Reads the identity, making it at first start. The signing key is sealed; it is not derived from the master key, so that key rotation keeps old references valid. */
export async function loadIdentity(db: Db, ring: Keyring): Promise<Identity> {
  const fresh = {
    serverId: randomBytes(4).toString('hex'),
    signingKey: seal(ring, purpose, settingKey, randomBytes(32).toString('base64')),
  };
  await db
    .insertInto('desk_setting')
    .values({ key: settingKey, value: JSON.stringify(fresh) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const row = await db
    .selectFrom('desk_setting')
    .select('value')
    .where('key', '=', settingKey)
    .executeTakeFirstOrThrow();
  const stored = JSON.parse(row.value) as typeof fresh;
  return {
    serverId: stored.serverId,
    signingKey: Buffer.from(unseal(ring, purpose, settingKey, stored.signingKey), 'base64'),
  };
}
