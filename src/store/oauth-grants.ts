import type { Failure } from '../lib/failure.ts';
import { type Keyring, seal, unseal } from '../lib/seal.ts';
import type { Db, Schema, Trx } from './schema.ts';
import { storedError, type StoredError } from './stored-error.ts';

/** What was granted for a mailbox, without its tokens. Instants are milliseconds since 1970. */
export type GrantRow = {
  mailboxId: number;
  connectionId: number;
  state: 'ok' | 'signedOut';
  /** Why it is signed out. */
  reason: StoredError | null;
  issuedAt: number;
  expiresAt: number;
  scopes: string[];
  account: string;
  agentId: number | null;
  authorisedAt: number;
  refreshedAt: number | null;
  failures: number;
  retryAt: number | null;
  lastFailure: StoredError | null;
  leaseUntil: number | null;
};

/** Tokens to be stored. */
export type NewTokens = { accessToken: string; refreshToken: string | null; lifetimeMs: number; scopes: string[] };

/** The grant of a mailbox; null if nobody connected it. */
export async function findGrant(db: Db, mailboxId: number): Promise<GrantRow | null> {
  const row = await db.selectFrom('oauth_grant').selectAll().where('mailbox_id', '=', mailboxId).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** All grants. */
export async function listGrants(db: Db): Promise<GrantRow[]> {
  return (await db.selectFrom('oauth_grant').selectAll().execute()).map((row) => fromRow(row));
}

/** The access token in the clear; null if it was put aside. For wire clients only. */
export async function grantedAccessToken(db: Db, ring: Keyring, mailboxId: number): Promise<string | null> {
  const sealed = await db
    .selectFrom('oauth_grant')
    .select('access_token')
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirst();
  if (!sealed?.access_token) return null;
  return unseal(ring, 'oauth', context(mailboxId, 'access'), sealed.access_token);
}

/** The refresh token in the clear; null if there is no grant. For talking to the provider only. */
export async function grantedRefreshToken(db: Db, ring: Keyring, mailboxId: number): Promise<string | null> {
  const sealed = await db
    .selectFrom('oauth_grant')
    .select('refresh_token')
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirst();
  return sealed ? unseal(ring, 'oauth', context(mailboxId, 'refresh'), sealed.refresh_token) : null;
}

/** Stores what a person just granted, in the place of whatever was there; a renewal under way is without effect from now on. */
export async function saveGrant(
  trx: Trx,
  ring: Keyring,
  grant: {
    mailboxId: number;
    connectionId: number;
    tokens: NewTokens & { refreshToken: string };
    account: string;
    agentId: number | null;
    now: number;
  },
): Promise<void> {
  const { mailboxId, connectionId, tokens, account, agentId, now } = grant;
  await trx.deleteFrom('oauth_grant').where('mailbox_id', '=', mailboxId).execute();
  await trx
    .insertInto('oauth_grant')
    .values({
      mailbox_id: mailboxId,
      connection_id: connectionId,
      account,
      agent_id: agentId,
      authorised_at: now,
      refreshed_at: null,
      ...tokenColumns(ring, mailboxId, tokens, tokens.refreshToken, now),
    })
    .execute();
}

/** Erases what was granted for a mailbox. */
export async function deleteGrant(trx: Trx, mailboxId: number): Promise<void> {
  for (const table of ['oauth_flow', 'oauth_grant'] as const)
    await trx.deleteFrom(table).where('mailbox_id', '=', mailboxId).execute();
}

/**
 * Takes the right to renew the token until `until`, unless somebody has it. Gives the refresh token in the clear, or null if it is not ours: held by
 * another, renewed since `issuedAt`, signed out, or to be tried later.
 */
export async function takeLease(
  trx: Trx,
  ring: Keyring,
  mailboxId: number,
  lease: string,
  issuedAt: number,
  now: number,
  until: number,
): Promise<string | null> {
  const taken = await trx
    .updateTable('oauth_grant')
    .set({ lease, lease_until: until })
    .where('mailbox_id', '=', mailboxId)
    .where('state', '=', 'ok')
    .where('issued_at', '=', issuedAt)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', now)]))
    .returning('refresh_token')
    .executeTakeFirst();
  return taken ? unseal(ring, 'oauth', context(mailboxId, 'refresh'), taken.refresh_token) : null;
}

/** Stores renewed tokens in one step and gives the lease back. Gives false if the lease is no longer ours: then nothing is stored. */
export async function storeRenewed(
  trx: Trx,
  ring: Keyring,
  mailboxId: number,
  lease: string,
  tokens: NewTokens,
  before: string,
  now: number,
): Promise<boolean> {
  const updated = await trx
    .updateTable('oauth_grant')
    // RFC 6749 §6: without a new refresh token the old one stays good.
    .set({ ...tokenColumns(ring, mailboxId, tokens, tokens.refreshToken ?? before, now), refreshed_at: now })
    .where('mailbox_id', '=', mailboxId)
    .where('lease', '=', lease)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Notes that renewing failed and gives the lease back: signed out for good, or to be tried again at `retryAt`. Gives false if the lease is no longer ours. */
export async function noteRenewalFailure(
  trx: Trx,
  mailboxId: number,
  lease: string,
  failure: Failure,
  now: number,
  next: { retryAt: number } | 'signedOut',
): Promise<boolean> {
  const error = JSON.stringify(storedError(failure, now));
  const updated = await trx
    .updateTable('oauth_grant')
    .set((eb) => ({
      lease: null,
      lease_until: null,
      failures: eb('failures', '+', 1),
      last_failure: error,
      ...(next === 'signedOut'
        ? { state: 'signedOut' as const, reason: error, access_token: null, retry_at: null }
        : { retry_at: next.retryAt }),
    }))
    .where('mailbox_id', '=', mailboxId)
    .where('lease', '=', lease)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Puts the access token aside, so that the next sign-in asks for a new one: a mail server refused it. */
export async function putTokenAside(trx: Trx, mailboxId: number): Promise<void> {
  await trx.updateTable('oauth_grant').set({ access_token: null }).where('mailbox_id', '=', mailboxId).execute();
}

/** What a corrected connection clears: pauses after failures that were its own. */
export async function clearRetries(trx: Trx, connectionId: number): Promise<void> {
  await trx
    .updateTable('oauth_grant')
    .set({ retry_at: null, failures: 0 })
    .where('connection_id', '=', connectionId)
    .execute();
}

/** The mailbox itself shows that it is signed out, until a person connects it again. */
export async function showSignedOut(trx: Trx, mailboxId: number, failure: Failure, now: number): Promise<void> {
  await trx
    .updateTable('mailbox')
    .set({ last_error: JSON.stringify(storedError(failure, now)) })
    .where('id', '=', mailboxId)
    .execute();
}

/** A person connected it: a new start, and an incoming one is due at once. */
export async function showConnected(trx: Trx, mailboxId: number): Promise<void> {
  await trx
    .updateTable('mailbox')
    .set({ last_error: null, failures: 0, next_run_at: 0 })
    .where('id', '=', mailboxId)
    .execute();
}

const context = (mailboxId: number, token: 'access' | 'refresh') => `grant ${mailboxId}.${token}`;

function tokenColumns(ring: Keyring, mailboxId: number, tokens: NewTokens, refreshToken: string, now: number) {
  return {
    state: 'ok' as const,
    reason: null,
    access_token: seal(ring, 'oauth', context(mailboxId, 'access'), tokens.accessToken),
    refresh_token: seal(ring, 'oauth', context(mailboxId, 'refresh'), refreshToken),
    issued_at: now,
    expires_at: now + tokens.lifetimeMs,
    scopes: JSON.stringify(tokens.scopes),
    failures: 0,
    retry_at: null,
    last_failure: null,
    lease: null,
    lease_until: null,
  };
}

function fromRow(row: { [K in keyof Schema['oauth_grant']]: unknown }): GrantRow {
  const error = (value: unknown) => (typeof value === 'string' ? (JSON.parse(value) as StoredError) : null);
  return {
    mailboxId: Number(row.mailbox_id),
    connectionId: Number(row.connection_id),
    state: row.state as GrantRow['state'],
    reason: error(row.reason),
    issuedAt: Number(row.issued_at),
    expiresAt: Number(row.expires_at),
    scopes: JSON.parse(String(row.scopes)) as string[],
    account: String(row.account),
    agentId: row.agent_id as number | null,
    authorisedAt: Number(row.authorised_at),
    refreshedAt: row.refreshed_at as number | null,
    failures: Number(row.failures),
    retryAt: row.retry_at as number | null,
    lastFailure: error(row.last_failure),
    leaseUntil: row.lease_until as number | null,
  };
}
