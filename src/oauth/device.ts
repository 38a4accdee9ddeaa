import * as client from 'openid-client';
import { Failure } from '../lib/failure.ts';
import { converse, type Terms } from './conversation.ts';
import { oauthError } from './provider-failures.ts';
import type { Provider } from './provider.ts';
import { insistOnRefresh } from './sign-in.ts';
import { type Tokens, tokensFrom } from './tokens.ts';

/** A device authorization that was begun: what to show, and the code that only we may know. */
export type BegunDevice = {
  userCode: string;
  verificationUri: string;
  /** The same with the code in it, where the provider offers that. */
  completeUri: string | null;
  deviceCode: string;
  lifetimeMs: number;
  intervalMs: number;
};

/** Begins a sign-in on another device (RFC 8628 §3.1). Throws Failure `oauth-no-device` if the provider does not offer it. */
export function beginDevice(provider: Provider, scopes: readonly string[], terms: Terms): Promise<BegunDevice> {
  return converse(provider, terms, [], async ({ configuration }) => {
    if (configuration.serverMetadata().device_authorization_endpoint === undefined)
      throw new Failure('oauth-no-device');
    const begun = await client.initiateDeviceAuthorization(configuration, { scope: scopes.join(' ') });
    return {
      userCode: begun.user_code,
      verificationUri: begun.verification_uri,
      completeUri: begun.verification_uri_complete ?? null,
      deviceCode: begun.device_code,
      lifetimeMs: begun.expires_in * 1000,
      // RFC 8628 §3.2
      intervalMs: (begun.interval ?? 5) * 1000,
    };
  });
}

/** Asks once whether the person has signed in by now (RFC 8628 §3.5): the tokens, or `pending`, or `slowDown` when it was asked too often. */
export async function askDevice(
  provider: Provider,
  deviceCode: string,
  scopes: readonly string[],
  terms: Terms,
): Promise<Tokens | 'pending' | 'slowDown'> {
  const answer = await converse(provider, terms, [deviceCode], async ({ configuration }) => {
    try {
      const granted = await client.genericGrantRequest(configuration, deviceGrant, { device_code: deviceCode });
      return tokensFrom(granted, scopes);
    } catch (thrown) {
      const error = oauthError(thrown);
      if (error === 'authorization_pending') return 'pending' as const;
      if (error === 'slow_down') return 'slowDown' as const;
      throw error === 'expired_token' ? new Failure('oauth-flow-over') : thrown;
    }
  });
  return typeof answer === 'string' ? answer : insistOnRefresh(answer);
}

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
