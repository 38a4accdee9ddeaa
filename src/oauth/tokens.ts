import * as client from 'openid-client';
import { converse, type Terms } from './conversation.ts';
import type { Provider } from './provider.ts';

/** What a provider issued. `refreshToken` null: it gave none, so on renewal the old one stays good. */
export type Tokens = {
  accessToken: string;
  refreshToken: string | null;
  /** Of the access token, in milliseconds from the answer on. */
  lifetimeMs: number;
  /** As the provider named them, else as asked for. */
  scopes: string[];
  /** Who signed in, by the ID token; '' if the provider does not say. */
  account: string;
};

/** RFC 6749 §5.1 only recommends expires_in. */
const assumedLifetimeMs = 3600_000;

type TokenAnswer = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;

/** What of a token answer we keep. `asked` are the scopes in force if the answer names none (RFC 6749 §5.1). */
export function tokensFrom(answer: TokenAnswer, asked: readonly string[]): Tokens {
  const seconds = answer.expiresIn();
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    lifetimeMs: seconds === undefined ? assumedLifetimeMs : seconds * 1000,
    scopes: answer.scope === undefined ? [...asked] : answer.scope.split(' ').filter((scope) => scope !== ''),
    account: accountOf(answer),
  };
}

/** A new access token by the refresh token (RFC 6749 §6). Throws Failure `oauth-grant-refused` when a person has to sign in again. */
export function renewTokens(
  provider: Provider,
  refreshToken: string,
  scopes: readonly string[],
  terms: Terms,
): Promise<Tokens> {
  // Who signed in is known since then. Were the ID token refused for a clock that is off, the rotated refresh token beside it would be lost.
  return converse(provider, { ...terms, withoutIdToken: true }, [refreshToken], async ({ configuration }) =>
    tokensFrom(await client.refreshTokenGrant(configuration, refreshToken), scopes),
  );
}

function accountOf(answer: TokenAnswer): string {
  const claims: Record<string, unknown> = answer.claims() ?? {};
  const named = ['email', 'preferred_username', 'upn', 'name', 'sub'].map((claim) => claims[claim]);
  const found = named.find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found.slice(0, 254) : '';
}
