import { asFailure } from '../lib/failure.ts';
import type { Provider } from '../oauth/provider.ts';
import { revokeToken } from '../oauth/revoke.ts';
import { grantedRefreshToken, type GrantRow, listGrants } from '../store/oauth-grants.ts';
import type { Trx } from '../store/schema.ts';
import type { Desk } from './desk.ts';
import { storedProvider, termsOf } from './oauth-provider.ts';

/** What is about to be forgotten here and is to be revoked at its provider; tokens in the clear, never log or store it. */
export type Farewell = { mailboxId: number; provider: Provider; refreshToken: string };

/**
 * What has to be revoked when these grants are erased: read it before they are, in the same transaction. A grant whose person has connected another mailbox
 * through the same connection is spared, since providers end all tokens of a person with one.
 */
export async function farewells(desk: Desk, trx: Trx, isLeaving: (grant: GrantRow) => boolean): Promise<Farewell[]> {
  const all = await listGrants(trx);
  const leaving = all.filter((grant) => isLeaving(grant) && grant.state === 'ok');
  const staying = all.filter((grant) => !isLeaving(grant));
  const found: Farewell[] = [];
  for (const grant of leaving) {
    const { mailboxId, connectionId, account } = grant;
    // Who signed in is not always known: then they may be the same person.
    const isShared = staying.some(
      (other) => other.connectionId === connectionId && (other.account === account || account === ''),
    );
    if (isShared) continue;
    const refreshToken = await grantedRefreshToken(trx, desk.ring, mailboxId);
    const provider = await storedProvider(desk, connectionId, trx);
    if (refreshToken !== null) found.push({ mailboxId, provider, refreshToken });
  }
  return found;
}

/** RFC 7009 in the background, after what was decided here is committed: a provider that cannot be reached holds nothing up, and is not asked again. */
export function sayFarewell(desk: Desk, leaving: readonly Farewell[]): void {
  for (const { mailboxId, provider, refreshToken } of leaving)
    void revokeToken(provider, refreshToken, { ...termsOf(desk), timeoutSeconds: 5 }).then(
      (revoked) => desk.log.info({ mailbox: mailboxId, revoked }, 'a token was given back'),
      (thrown: unknown) =>
        desk.log.warn({ mailbox: mailboxId, code: asFailure(thrown).code }, 'a token could not be revoked'),
    );
}
