import * as client from 'openid-client';
import { Failure } from '../lib/failure.ts';
import { type Conversation, converse, type Terms } from './conversation.ts';
import type { Provider } from './provider.ts';
import { type Tokens, tokensFrom } from './tokens.ts';

/** A sign-in that was begun: where to send the browser, and what only we may know until it comes back. */
export type BegunSignIn = { url: string; state: string; verifier: string; nonce: string | null };

/**
 * Begins a sign-in with authorization code and PKCE (RFC 6749 §4.1, RFC 7636 with S256): the address for the browser, where the person chooses the account.
 */
export function beginSignIn(
  provider: Provider,
  ask: { redirectUri: string; scopes: readonly string[]; loginHint?: string },
  terms: Terms,
): Promise<BegunSignIn> {
  return converse(provider, terms, [], async ({ configuration }) => {
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const nonce = ask.scopes.includes('openid') && hasIssuer(provider) ? client.randomNonce() : null;
    const { href } = client.buildAuthorizationUrl(configuration, {
      redirect_uri: ask.redirectUri,
      scope: ask.scopes.join(' '),
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(nonce === null ? {} : { nonce }),
      ...signInPrompt(provider.kind, ask.scopes, configuration.serverMetadata().prompt_values_supported),
    });
    return { url: href, state, verifier, nonce };
  });
}

/**
 * Ends a sign-in with the query by which the browser came back. Throws Failure: `oauth-denied` and others with the provider's words, `oauth-no-refresh` if the
 * token could not be renewed later.
 */
export async function finishSignIn(
  provider: Provider,
  begun: { redirectUri: string; state: string; verifier: string; nonce: string | null; scopes: readonly string[] },
  query: string,
  terms: Terms,
): Promise<Tokens> {
  // Made anew from what was registered: behind a proxy the request's own address may look different.
  const url = new URL(begun.redirectUri);
  url.search = query;
  const code = url.searchParams.get('code') ?? '';
  const tokens = await converse(provider, terms, [code, begun.verifier], async ({ configuration }) =>
    tokensFrom(
      await client.authorizationCodeGrant(configuration, url, {
        expectedState: begun.state,
        pkceCodeVerifier: begun.verifier,
        ...(begun.nonce === null ? {} : { expectedNonce: begun.nonce }),
      }),
      begun.scopes,
    ),
  );
  return insistOnRefresh(tokens);
}

/** What the check of a connection found. */
export type CheckedProvider = { issuer: string; authorizationEndpoint: string; tokenEndpoint: string; device: boolean };

/**
 * Whether the provider answers and knows us, without a person: it is asked to renew a token that cannot exist, and has to refuse that one and not our
 * registration. Throws Failure with its words otherwise.
 */
export function checkProvider(provider: Provider, terms: Terms): Promise<CheckedProvider> {
  return converse(provider, terms, [], async ({ configuration }) => {
    await insistOnRegistration(configuration);
    const server = configuration.serverMetadata();
    return {
      issuer: server.issuer,
      authorizationEndpoint: server.authorization_endpoint ?? '',
      tokenEndpoint: server.token_endpoint ?? '',
      device: server.device_authorization_endpoint !== undefined,
    };
  });
}

/**
 * What of the authorization request lets the person choose the account and has the provider issue a token that can be renewed. `knownPrompts` are those of
 * its metadata (OpenID Connect, Initiating User Registration 1.0 §4).
 */
export function signInPrompt(
  kind: Provider['kind'],
  scopes: readonly string[],
  knownPrompts: unknown,
): Record<string, string> {
  if (kind === 'microsoft') return { prompt: 'select_account' };
  // Not by RFC: Google issues a refresh token only on consent, and only when asked by access_type.
  if (kind === 'google') return { prompt: 'consent select_account', access_type: 'offline' };
  if (!scopes.includes('openid')) return {};
  // OpenID Connect Core 1.0 §11: offline access needs consent.
  const chooses = Array.isArray(knownPrompts) && knownPrompts.includes('select_account');
  return { prompt: chooses ? 'consent select_account' : 'consent' };
}

/** Without one the mailbox would be signed out within the hour. */
export function insistOnRefresh(tokens: Tokens): Tokens {
  if (tokens.refreshToken === null) throw new Failure('oauth-no-refresh');
  return tokens;
}

const notAToken = 'connection-check';

async function insistOnRegistration(configuration: Conversation['configuration']): Promise<void> {
  try {
    await client.refreshTokenGrant(configuration, notAToken);
  } catch (thrown) {
    // Microsoft calls a token that it cannot read an invalid request, once it is content with the client.
    const known = ['invalid_grant', 'invalid_request'];
    if (thrown instanceof client.ResponseBodyError && known.includes(thrown.error)) return;
    throw thrown;
  }
}

const hasIssuer = ({ kind, issuer }: Provider) => kind !== 'custom' || issuer !== '';
