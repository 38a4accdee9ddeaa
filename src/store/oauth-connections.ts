import { Failure } from '../lib/failure.ts';
import { type Keyring, seal, unseal } from '../lib/seal.ts';
import { oauthConnection, type OAuthConnectionValues } from '../settings/oauth-connection.ts';
import { listMailboxes, type MailboxRow } from './mailboxes.ts';
import type { Db, Schema, Trx } from './schema.ts';
import { isUniqueViolation } from './transact.ts';

/** A connection as stored; the secret is '' in `values`. */
export type OAuthConnectionRow = {
  id: number;
  name: string;
  values: OAuthConnectionValues;
  secretsSet: string[];
  /** The last warning before its secret expires was sent this many days before; null = none was. */
  secretWarnedDays: number | null;
};

/** All connections, by name. */
export async function listOAuthConnections(db: Db): Promise<OAuthConnectionRow[]> {
  const rows = await db.selectFrom('oauth_connection').selectAll().orderBy('name_key').execute();
  return rows.map((row) => fromRow(row));
}

/** One connection; null if there is none. */
export async function findOAuthConnection(db: Db, id: number): Promise<OAuthConnectionRow | null> {
  const row = await db.selectFrom('oauth_connection').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Like findOAuthConnection, but throws Failure `not-found`. */
export async function getOAuthConnection(db: Db, id: number): Promise<OAuthConnectionRow> {
  const found = await findOAuthConnection(db, id);
  if (!found) throw new Failure('not-found');
  return found;
}

/** Inserts a connection with checked values and gives its id. Throws Failure `invalid` at `name` if the name is taken. */
export async function insertOAuthConnection(
  trx: Trx,
  ring: Keyring,
  values: OAuthConnectionValues,
  now: number,
): Promise<number> {
  const { id } = await trx
    .insertInto('oauth_connection')
    .values({ ...columns(values), secrets: '{}', created_at: now, secret_warned_days: null })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(nameTaken);
  await setSecret(trx, ring, id, values.clientSecret);
  return id;
}

/** Replaces the values; an empty secret keeps the stored one. A new date of expiry is warned about anew. */
export async function updateOAuthConnection(
  trx: Trx,
  ring: Keyring,
  id: number,
  values: OAuthConnectionValues,
): Promise<void> {
  const before = await getOAuthConnection(trx, id);
  const sameDay = before.values.secretExpiresOn === values.secretExpiresOn;
  await trx
    .updateTable('oauth_connection')
    .set({ ...columns(values), secret_warned_days: sameDay ? before.secretWarnedDays : null })
    .where('id', '=', id)
    .execute()
    .catch(nameTaken);
  await setSecret(trx, ring, id, values.clientSecret);
}

/** Deletes a connection with what was granted through it. */
export async function deleteOAuthConnection(trx: Trx, id: number): Promise<void> {
  for (const table of ['oauth_flow', 'oauth_grant'] as const)
    await trx.deleteFrom(table).where('connection_id', '=', id).execute();
  await trx.deleteFrom('oauth_connection').where('id', '=', id).execute();
}

/** The client secret in the clear, '' if none is stored. For talking to the provider only. */
export async function oauthClientSecret(db: Db, ring: Keyring, id: number): Promise<string> {
  const row = await db.selectFrom('oauth_connection').select('secrets').where('id', '=', id).executeTakeFirst();
  const { clientSecret } = JSON.parse(row?.secrets ?? '{}') as { clientSecret?: string };
  return clientSecret === undefined ? '' : unseal(ring, 'oauth', secretContext(id), clientSecret);
}

/** The mailboxes that sign in through a connection. */
export async function mailboxesOfConnection(db: Db, id: number): Promise<MailboxRow[]> {
  const all = await listMailboxes(db);
  return all.filter(({ values }) => values.auth === 'oauth' && values.oauthConnection === id);
}

/** Notes that a warning was sent, unless another process did. Gives whether it is ours to send. */
export async function claimSecretWarning(trx: Trx, id: number, days: number, before: number | null): Promise<boolean> {
  const updated = await trx
    .updateTable('oauth_connection')
    .set({ secret_warned_days: days })
    .where('id', '=', id)
    .where('secret_warned_days', before === null ? 'is' : '=', before)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

const secretContext = (id: number) => `connection ${id}.clientSecret`;

async function setSecret(trx: Trx, ring: Keyring, id: number, clientSecret: string): Promise<void> {
  if (clientSecret === '') return;
  const secrets = JSON.stringify({ clientSecret: seal(ring, 'oauth', secretContext(id), clientSecret) });
  await trx.updateTable('oauth_connection').set({ secrets }).where('id', '=', id).execute();
}

function columns(values: OAuthConnectionValues): { name: string; name_key: string; settings: string } {
  const name = values.name.trim();
  return { name, name_key: name.toLowerCase(), settings: JSON.stringify({ ...values, clientSecret: undefined }) };
}

// Parsed on every read, so that a field added later has its default without a migration.
function fromRow(row: { [K in keyof Schema['oauth_connection']]: unknown }): OAuthConnectionRow {
  const stored = JSON.parse(String(row.settings)) as Record<string, unknown>;
  const values = Object.fromEntries(
    Object.entries(oauthConnection.fields).map(([field, { schema }]) => {
      const parsed = schema.safeParse(stored[field]);
      return [field, parsed.success ? parsed.data : stored[field]];
    }),
  ) as OAuthConnectionValues;
  return {
    id: Number(row.id),
    name: String(row.name),
    values: { ...values, clientSecret: '' },
    secretsSet: Object.keys(JSON.parse(String(row.secrets)) as object),
    secretWarnedDays: row.secret_warned_days === null ? null : Number(row.secret_warned_days),
  };
}

function nameTaken(thrown: unknown): never {
  if (!isUniqueViolation(thrown)) throw thrown;
  throw new Failure('invalid', { problems: [{ field: 'name', problem: 'taken' }], cause: thrown });
}
