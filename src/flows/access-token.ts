import { backoffMs } from '../lib/backoff.ts';
import { sleep } from '../lib/clock.ts';
import { asFailure, Failure } from '../lib/failure.ts';
import { randomToken } from '../lib/id.ts';
import { missingScopes, type Purpose } from '../oauth/provider.ts';
import { renewTokens } from '../oauth/tokens.ts';
import {
  findGrant,
  grantedAccessToken,
  type GrantRow,
  noteRenewalFailure,
  putTokenAside,
  showSignedOut,
  storeRenewed,
  takeLease,
} from '../store/oauth-grants.ts';
import type { StoredError } from '../store/stored-error.ts';
import { transact } from '../store/transact.ts';
import type { Desk } from './desk.ts';
import { notifyOutage } from './notify-outage.ts';
import { storedProvider, termsOf } from './oauth-provider.ts';

/** Renewed this long before it expires, and a third of its life before if that is shorter: clocks differ, and a sign-in takes its time. */
const longestMarginMs = 5 * 60_000;
/** Longer than a renewal can take (discovery and token, 15 s each): who holds the lease longer is dead. */
const leaseMs = 60_000;
/** How long somebody waits for the renewal that another began. */
const patienceMs = 45_000;
const lookAgainMs = 100;
const longestRetryMs = 15 * 60_000;

/** Whose token for what. */
export type TokenNeed = { mailboxId: number; connectionId: number; purpose: Purpose };

/**
 * A good access token for a mailbox, renewed ahead of its end; of all processes one asks the provider, the others wait for what it got. Throws Failure
 * `oauth-not-connected`, `oauth-signed-out` (without asking the provider again), `oauth-scope-missing`, or why the provider gave none.
 */
export async function accessToken(desk: Desk, need: TokenNeed): Promise<string> {
  const begun = performance.now();
  while (performance.now() - begun < patienceMs) {
    const grant = await usableGrant(desk, need);
    const now = desk.clock().getTime();
    const token = await grantedAccessToken(desk.store.db, desk.ring, need.mailboxId);
    if (token !== null && now < grant.expiresAt - marginOf(grant)) return token;
    const isAlive = token !== null && now < grant.expiresAt;
    if (grant.retryAt !== null && grant.retryAt > now) {
      if (isAlive) return token;
      throw failureFrom(grant.lastFailure, 'oauth-unavailable');
    }
    const renewed = await renew(desk, need, grant);
    if (renewed === null) await sleep(lookAgainMs);
    else if (typeof renewed === 'string') return renewed;
    else if (isAlive && renewed.code !== 'oauth-signed-out') return token;
    else throw renewed;
  }
  throw new Failure('oauth-busy', { temporary: true });
}

/** A mail server refused the token although it has not expired: the next sign-in uses a new one. */
export async function tokenWasRefused(desk: Desk, mailboxId: number): Promise<void> {
  await transact(desk.store, (trx) => putTokenAside(trx, mailboxId));
}

async function usableGrant(desk: Desk, { mailboxId, connectionId, purpose }: TokenNeed): Promise<GrantRow> {
  const grant = await findGrant(desk.store.db, mailboxId);
  if (grant?.connectionId !== connectionId) throw new Failure('oauth-not-connected');
  if (grant.state === 'signedOut') throw failureFrom(grant.reason, 'oauth-signed-out', false);
  const missing = missingScopes(await storedProvider(desk, connectionId), purpose, grant.scopes);
  if (missing.length > 0) throw new Failure('oauth-scope-missing', { params: { scopes: missing.join(' ') } });
  return grant;
}

function marginOf({ issuedAt, expiresAt }: GrantRow): number {
  return Math.min(longestMarginMs, (expiresAt - issuedAt) / 3);
}

/** The new access token, why there is none, or null if another renews it just now. */
async function renew(desk: Desk, need: TokenNeed, grant: GrantRow): Promise<string | Failure | null> {
  const lease = randomToken();
  const { mailboxId } = need;
  const begun = desk.clock().getTime();
  const refreshToken = await transact(desk.store, (trx) =>
    takeLease(trx, desk.ring, mailboxId, lease, grant.issuedAt, begun, begun + leaseMs),
  );
  if (refreshToken === null) return null;
  let tokens: Awaited<ReturnType<typeof renewTokens>>;
  try {
    tokens = await renewTokens(
      await storedProvider(desk, need.connectionId),
      refreshToken,
      grant.scopes,
      termsOf(desk),
    );
  } catch (thrown) {
    return afterFailure(desk, mailboxId, lease, asFailure(thrown), grant);
  }
  const now = desk.clock().getTime();
  const stored = await transact(desk.store, (trx) =>
    storeRenewed(trx, desk.ring, mailboxId, lease, tokens, refreshToken, now),
  );
  return stored ? tokens.accessToken : null;
}

async function afterFailure(
  desk: Desk,
  mailboxId: number,
  lease: string,
  failure: Failure,
  grant: GrantRow,
): Promise<Failure | null> {
  const now = desk.clock().getTime();
  const isOver = failure.code === 'oauth-grant-refused';
  desk.log.warn({ mailbox: mailboxId, code: failure.code, detail: failure.message }, 'a token could not be renewed');
  const shown = isOver ? signedOut(failure) : failure;
  const noted = await transact(desk.store, async (trx, announce) => {
    const next = isOver ? ('signedOut' as const) : { retryAt: now + pauseMs(failure, grant.failures + 1) };
    const ours = await noteRenewalFailure(trx, mailboxId, lease, failure, now, next);
    if (ours && isOver) await showSignedOut(trx, mailboxId, shown, now);
    if (ours) announce('mailbox', mailboxId);
    return ours;
  });
  // Somebody connected the mailbox anew meanwhile.
  if (!noted) return null;
  if (isOver)
    await notifyOutage(desk, mailboxId).catch((thrown: unknown) =>
      desk.log.error({ mailbox: mailboxId, detail: String(thrown) }, 'the administrators could not be told'),
    );
  return shown;
}

/** What the provider asks for counts, up to an hour; a wrong client secret does not mend itself within seconds. */
function pauseMs({ params, temporary }: Failure, failures: number): number {
  const asked = Math.min(3600_000, Number(params.seconds ?? 0) * 1000);
  return Math.max(asked, backoffMs(failures, temporary ? 5_000 : 60_000, longestRetryMs));
}

const signedOut = ({ serverReply }: Failure) =>
  new Failure('oauth-signed-out', serverReply === undefined ? {} : { serverReply });

/** A failure that was noted: `code` if it has to be another now. */
function failureFrom(error: StoredError | null, code: string, temporary = true): Failure {
  const { params = {}, serverReply = null } = error ?? {};
  const shown = temporary && error ? error.code : code;
  return new Failure(shown, { params, temporary, ...(serverReply === null ? {} : { serverReply }) });
}
