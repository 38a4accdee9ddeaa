import * as client from 'openid-client';
import { converse, type Terms } from './conversation.ts';
import type { Provider } from './provider.ts';

/**
 * Tells the provider that a token is no longer wanted (RFC 7009 §2). Gives false if it has no place for that. Throws Failure if it cannot be reached or
 * refuses.
 */
export function revokeToken(provider: Provider, refreshToken: string, terms: Terms): Promise<boolean> {
  return converse(provider, terms, [refreshToken], async ({ configuration }) => {
    if (configuration.serverMetadata().revocation_endpoint === undefined) return false;
    await client.tokenRevocation(configuration, refreshToken, { token_type_hint: 'refresh_token' });
    return true;
  });
}
