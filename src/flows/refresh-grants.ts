import { asFailure } from '../lib/failure.ts';
import { listMailboxes } from '../store/mailboxes.ts';
import { findGrant } from '../store/oauth-grants.ts';
import { accessToken, tokenWasRefused } from './access-token.ts';
import type { Desk } from './desk.ts';
import { purposeOf } from './oauth-provider.ts';

/** Providers forget refresh tokens that nobody uses for months; a mailbox through which nothing is sent for so long stays signed in by this. */
const idleMs = 7 * 24 * 3600_000;

/** Renews the tokens of mailboxes that needed none for a week. Gives how many were renewed; what fails is noted at its mailbox. */
export async function refreshIdleGrants(desk: Desk): Promise<number> {
  let renewed = 0;
  for (const { id, values, protocol, active } of await listMailboxes(desk.store.db)) {
    if (!active || values.auth !== 'oauth' || typeof values.oauthConnection !== 'number') continue;
    const grant = await findGrant(desk.store.db, id);
    const isIdle = grant?.state === 'ok' && grant.issuedAt < desk.clock().getTime() - idleMs;
    if (!isIdle || grant.connectionId !== values.oauthConnection) continue;
    await tokenWasRefused(desk, id);
    const need = { mailboxId: id, connectionId: values.oauthConnection, purpose: purposeOf(protocol) };
    await accessToken(desk, need).then(
      () => renewed++,
      (thrown: unknown) =>
        desk.log.warn({ mailbox: id, code: asFailure(thrown).code }, 'an idle token was not renewed'),
    );
  }
  return renewed;
}
