import { type Keyring, seal, unseal } from '../lib/seal.ts';
import type { Db, Schema, Trx } from './schema.ts';
import type { StoredError } from './stored-error.ts';

/** What only we may know while a person signs in. */
export type FlowSecrets = { state: string; verifier: string; nonce: string | null } | { deviceCode: string };

/** A sign-in at a provider that was begun. */
export type FlowRow = {
  id: string;
  /** `popup`: like `redirect`, but in a window of its own beside the page. */
  kind: 'redirect' | 'popup' | 'paste' | 'device';
  mailboxId: number;
  connectionId: number;
  agentId: number;
  sessionHash: string;
  redirectUri: string;
  scopes: string[];
  expiresAt: number;
  /** Device: when the provider may be asked again, and how often. */
  nextAskAt: number | null;
  intervalMs: number | null;
  usedAt: number | null;
  outcome: { connected: true } | { error: StoredError } | null;
};

/** Notes a sign-in that was begun; what is over since a day is forgotten. */
export async function insertFlow(
  trx: Trx,
  ring: Keyring,
  flow: Omit<FlowRow, 'usedAt' | 'outcome'> & { stateHash: string | null; secrets: FlowSecrets },
  now: number,
): Promise<void> {
  await trx
    .deleteFrom('oauth_flow')
    .where('expires_at', '<', now - 24 * 3600_000)
    .execute();
  await trx
    .insertInto('oauth_flow')
    .values({
      id: flow.id,
      state_hash: flow.stateHash,
      kind: flow.kind,
      mailbox_id: flow.mailboxId,
      connection_id: flow.connectionId,
      agent_id: flow.agentId,
      session_hash: flow.sessionHash,
      secrets: seal(ring, 'oauth', `flow ${flow.id}`, JSON.stringify(flow.secrets)),
      redirect_uri: flow.redirectUri,
      scopes: JSON.stringify(flow.scopes),
      expires_at: flow.expiresAt,
      next_ask_at: flow.nextAskAt,
      interval_ms: flow.intervalMs,
      used_at: null,
      outcome: null,
    })
    .execute();
}

/** By its id or by the hash of its state; null if there is none. */
export async function findFlow(db: Db, by: { id: string } | { stateHash: string }): Promise<FlowRow | null> {
  const flows = db.selectFrom('oauth_flow').selectAll();
  const found = 'id' in by ? flows.where('id', '=', by.id) : flows.where('state_hash', '=', by.stateHash);
  const row = await found.executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** What only we know about it, in the clear. */
export async function flowSecrets(db: Db, ring: Keyring, id: string): Promise<FlowSecrets> {
  const { secrets } = await db
    .selectFrom('oauth_flow')
    .select('secrets')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return JSON.parse(unseal(ring, 'oauth', `flow ${id}`, secrets)) as FlowSecrets;
}

/** Uses it up. Gives false if it was used or has expired. */
export async function useFlow(trx: Trx, id: string, now: number): Promise<boolean> {
  const updated = await trx
    .updateTable('oauth_flow')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Takes the turn to ask the provider about a device. Gives false if it is too early, or over. */
export async function takeDeviceTurn(trx: Trx, id: string, now: number, nextAskAt: number): Promise<boolean> {
  const updated = await trx
    .updateTable('oauth_flow')
    .set({ next_ask_at: nextAskAt })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('next_ask_at', '<=', now)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** RFC 8628 §3.5: whoever is told to slow down asks less often from then on. */
export async function slowDevice(trx: Trx, id: string, intervalMs: number, nextAskAt: number): Promise<void> {
  await trx
    .updateTable('oauth_flow')
    .set({ interval_ms: intervalMs, next_ask_at: nextAskAt })
    .where('id', '=', id)
    .execute();
}

/** How it ended; its secrets are erased. */
export async function endFlow(trx: Trx, id: string, outcome: NonNullable<FlowRow['outcome']>, now: number) {
  await trx
    .updateTable('oauth_flow')
    .set((eb) => ({
      outcome: JSON.stringify(outcome),
      secrets: '',
      used_at: eb.fn.coalesce('used_at', eb.val(now)),
    }))
    .where('id', '=', id)
    .execute();
}

function fromRow(row: { [K in keyof Schema['oauth_flow']]: unknown }): FlowRow {
  return {
    id: String(row.id),
    kind: row.kind as FlowRow['kind'],
    mailboxId: Number(row.mailbox_id),
    connectionId: Number(row.connection_id),
    agentId: Number(row.agent_id),
    sessionHash: String(row.session_hash),
    redirectUri: String(row.redirect_uri),
    scopes: JSON.parse(String(row.scopes)) as string[],
    expiresAt: Number(row.expires_at),
    nextAskAt: row.next_ask_at as number | null,
    intervalMs: row.interval_ms as number | null,
    usedAt: row.used_at as number | null,
    outcome: typeof row.outcome === 'string' ? (JSON.parse(row.outcome) as FlowRow['outcome']) : null,
  };
}
