import * as client from 'openid-client';
import { Failure } from '../lib/failure.ts';

/** The last answer of a provider that was no success, as it came. */
export type Spoken = { status: number; body: string; retryAfter: string | null };

/** Codes of OAuth by which a provider says that a person has to sign in again (RFC 6749 §5.2, OpenID Connect Core 1.0 §3.1.2.6). */
const grantCodes = new Set(['invalid_grant', 'interaction_required', 'consent_required', 'login_required']);
/** RFC 6749 §5.2: our registration is at fault, its secret for example; the grant is not. */
const clientCodes = new Set(['invalid_client', 'unauthorized_client']);
/** RFC 6749 §4.1.2.1 */
const passingCodes = new Set(['temporarily_unavailable', 'server_error']);

/**
 * What a provider's refusal or silence means: `oauth-grant-refused`, `oauth-client-refused`, `oauth-denied`, `oauth-unavailable`, `oauth-unreachable`,
 * `oauth-unexpected` or `oauth-refused`. The provider's words go along, passed through `mask`; the error of the library does not, for it may hold tokens.
 */
export function providerFailure(thrown: unknown, spoken: Spoken, mask: (text: string) => string): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof client.AuthorizationResponseError) return refusal(thrown.error, mask(redirectWords(thrown)));
  const said = spoken.body === '' ? {} : { serverReply: mask(spoken.body) };
  const seconds = Number(spoken.retryAfter ?? Number.NaN);
  const params = { status: spoken.status, ...(Number.isFinite(seconds) ? { seconds } : {}) };
  if (spoken.status === 429 || spoken.status >= 500)
    return new Failure('oauth-unavailable', { ...said, temporary: true, params });
  if (thrown instanceof client.ResponseBodyError) return refusal(thrown.error, said.serverReply);
  if (spoken.status >= 400)
    return new Failure('oauth-refused', { ...said, params: { error: `HTTP ${spoken.status}` } });
  const { code, message } = thrown as { code?: string; message?: string };
  const detail = mask([code, message].filter(Boolean).join(': '));
  if (spoken.status === 0) return new Failure('oauth-unreachable', { temporary: true, detail });
  return new Failure('oauth-unexpected', { params: { reason: mask(message ?? '') }, detail });
}

/** The `error` of an answer whose body is an OAuth error, '' if it is none. */
export function oauthError(thrown: unknown): string {
  return thrown instanceof client.ResponseBodyError ? thrown.error : '';
}

function refusal(error: string, serverReply: string | undefined): Failure {
  const said = serverReply === undefined ? {} : { serverReply };
  const params = { error };
  if (grantCodes.has(error)) return new Failure('oauth-grant-refused', { ...said, params });
  if (clientCodes.has(error)) return new Failure('oauth-client-refused', { ...said, params });
  if (error === 'access_denied') return new Failure('oauth-denied', { ...said, params });
  if (passingCodes.has(error)) return new Failure('oauth-unavailable', { ...said, params, temporary: true });
  return new Failure('oauth-refused', { ...said, params });
}

/** What stood in the address by which the browser came back, without what is only ours. */
function redirectWords({ cause }: client.AuthorizationResponseError): string {
  const shown = ['error', 'error_description', 'error_uri'];
  return [...cause.entries()]
    .filter(([name]) => shown.includes(name))
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}
