import type { MailboxRow } from '../store/mailboxes.ts';
import { type GrantRow, listGrants } from '../store/oauth-grants.ts';
import type { Db } from '../store/schema.ts';

/** How a mailbox stands with its OAuth provider: `none` if nobody connected it yet, null if it signs in by password. */
export type OAuthState = GrantRow['state'] | 'none' | null;

/** Looks up how mailboxes stand with their providers, once for all of them. */
export async function oauthStates(db: Db): Promise<(mailbox: Pick<MailboxRow, 'id' | 'values'>) => OAuthState> {
  const grants = new Map((await listGrants(db)).map((grant) => [grant.mailboxId, grant]));
  return ({ id, values }) => {
    if (values.auth !== 'oauth') return null;
    const grant = grants.get(id);
    return grant && grant.connectionId === values.oauthConnection ? grant.state : 'none';
  };
}
