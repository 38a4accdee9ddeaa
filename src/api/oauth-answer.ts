import type { Desk } from '../flows/desk.ts';
import { serverOf } from '../flows/oauth-provider.ts';
import { daysUntil } from '../flows/warn-of-secrets.ts';
import { findAgent } from '../store/agents.ts';
import { mailboxesOfConnection, type OAuthConnectionRow } from '../store/oauth-connections.ts';
import type { FlowRow } from '../store/oauth-flows.ts';
import { findGrant, type GrantRow, listGrants } from '../store/oauth-grants.ts';
import { errorAnswer, instant, instantOrNull } from './answers.ts';
import type { OAuthConnection, OAuthFlow } from './contract/oauth.ts';

/** Connections with the mailboxes that use them, as their page shows them. */
export async function oauthConnectionAnswers(
  desk: Desk,
  locale: 'de' | 'en',
  rows: readonly OAuthConnectionRow[],
): Promise<OAuthConnection[]> {
  const { db } = desk.store;
  const grants = new Map((await listGrants(db)).map((grant) => [grant.mailboxId, grant]));
  return Promise.all(
    rows.map(async (row) => {
      const mailboxes = await mailboxesOfConnection(db, row.id);
      return {
        id: row.id,
        name: row.name,
        values: row.values,
        secretsSet: row.secretsSet,
        secretExpiresInDays: daysUntil(row.values.secretExpiresOn, desk.clock()),
        protocols: (['imap', 'pop3', 'smtp'] as const).filter((protocol) => knows(row, protocol)),
        mailboxes: await Promise.all(
          mailboxes.map(async ({ id, name, direction }) => {
            const grant = grants.get(id);
            const own = grant?.connectionId === row.id ? grant : undefined;
            return { id, name, direction, ...(await grantAnswer(desk, locale, own)) };
          }),
        ),
      };
    }),
  );
}

/** A sign-in as the page that waits for it sees it. */
export async function flowAnswer(desk: Desk, locale: 'de' | 'en', flow: FlowRow): Promise<OAuthFlow> {
  const { id, mailboxId, outcome } = flow;
  const common = { id, mailboxId, account: '', error: null };
  if (outcome === null) return { ...common, state: flow.expiresAt > desk.clock().getTime() ? 'waiting' : 'expired' };
  if ('error' in outcome) return { ...common, state: 'failed', error: errorAnswer(locale, outcome.error) };
  const grant = await findGrant(desk.store.db, mailboxId);
  return { ...common, state: 'connected', account: grant?.account ?? '' };
}

async function grantAnswer(
  desk: Desk,
  locale: 'de' | 'en',
  grant: GrantRow | undefined,
): Promise<Omit<OAuthConnection['mailboxes'][number], 'id' | 'name' | 'direction'>> {
  const agent = grant?.agentId ? await findAgent(desk.store.db, { id: grant.agentId }) : null;
  return {
    state: grant?.state ?? 'none',
    account: grant?.account ?? '',
    authorisedBy: agent?.name ?? null,
    authorisedAt: instantOrNull(grant?.authorisedAt ?? null),
    scopes: grant?.scopes ?? [],
    expiresAt: grant ? instant(grant.expiresAt) : null,
    refreshedAt: instantOrNull(grant?.refreshedAt ?? null),
    error: errorAnswer(locale, grant?.reason ?? grant?.lastFailure ?? null),
  };
}

function knows(row: OAuthConnectionRow, protocol: 'imap' | 'pop3' | 'smtp'): boolean {
  try {
    return serverOf(row, protocol).host !== '';
  } catch {
    return false;
  }
}
