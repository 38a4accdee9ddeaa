import * as client from 'openid-client';
import { Failure } from '../lib/failure.ts';
import { maskSecrets } from '../lib/mask-secrets.ts';
import { providerFailure, type Spoken } from './provider-failures.ts';
import { issuerOf, type Provider } from './provider.ts';

/** What a conversation with a provider needs of the process. */
export type Terms = {
  now: Date;
  /** Limit of one request in seconds; 15 unless told. */
  timeoutSeconds?: number | undefined;
  /** The ID token of an answer does not matter and is not looked at: nothing in it may cost us the tokens beside it. */
  withoutIdToken?: boolean;
};

/** An open conversation with a provider: the library's configuration, and what the provider said last. */
export type Conversation = { configuration: client.Configuration; spoken: Spoken };

/** ID tokens are good although clocks differ by this much. */
const clockToleranceSeconds = 300;

/**
 * Learns the provider's endpoints where they are not given one by one, and has `work` talk to it. Whatever goes wrong is thrown as Failure with the
 * provider's words, `secrets` and our client secret masked in them; nothing else of the answer is kept.
 */
export async function converse<T>(
  provider: Provider,
  terms: Terms,
  secrets: readonly string[],
  work: (conversation: Conversation) => Promise<T>,
): Promise<T> {
  const spoken: Spoken = { status: 0, body: '', retryAfter: null };
  try {
    const configuration = await configure(provider, terms, spoken);
    return await work({ configuration, spoken });
  } catch (thrown) {
    const hidden = [provider.clientSecret, encodeURIComponent(provider.clientSecret), ...secrets];
    throw providerFailure(thrown, spoken, (text) => maskSecrets(text, hidden));
  }
}

async function configure(provider: Provider, terms: Terms, spoken: Spoken): Promise<client.Configuration> {
  const issuer = issuerOf(provider);
  const seconds = terms.timeoutSeconds ?? 15;
  const fetching = listeningFetch(spoken, terms.withoutIdToken === true);
  const metadata = {
    ...(provider.clientSecret === '' ? {} : { client_secret: provider.clientSecret }),
    [client.clockSkew]: Math.round((terms.now.getTime() - Date.now()) / 1000),
    [client.clockTolerance]: clockToleranceSeconds,
  };
  const { authorizationEndpoint, tokenEndpoint, deviceEndpoint, revocationEndpoint } = provider;
  const endpoints = [issuer, authorizationEndpoint, tokenEndpoint, deviceEndpoint, revocationEndpoint];
  const insecure = isLoopback(endpoints.filter((url) => url.startsWith('http:')));
  if (issuer !== '') {
    const found = await client.discovery(new URL(issuer), provider.clientId, metadata, authentication(provider), {
      timeout: seconds,
      [client.customFetch]: fetching,
      ...(insecure ? { execute: [client.allowInsecureRequests] } : {}),
    });
    return found;
  }
  const configuration = new client.Configuration(
    {
      // Compared with nothing but the issuer of an ID token, for which explicit endpoints do not ask.
      issuer: new URL(tokenEndpoint).origin,
      authorization_endpoint: authorizationEndpoint,
      token_endpoint: tokenEndpoint,
      ...(deviceEndpoint === '' ? {} : { device_authorization_endpoint: deviceEndpoint }),
      ...(revocationEndpoint === '' ? {} : { revocation_endpoint: revocationEndpoint }),
    },
    provider.clientId,
    metadata,
    authentication(provider),
  );
  configuration.timeout = seconds;
  configuration[client.customFetch] = fetching;
  if (insecure) client.allowInsecureRequests(configuration);
  return configuration;
}

/** RFC 6749 §2.3.1: every server must take the header; but Microsoft and Google document the body, and metadata may say so. */
function authentication({ clientSecret }: Provider): client.ClientAuth {
  if (clientSecret === '') return client.None();
  const inBody = client.ClientSecretPost(clientSecret);
  const inHeader = client.ClientSecretBasic(clientSecret);
  return (server, registered, body, headers) => {
    const known = server.token_endpoint_auth_methods_supported;
    const chosen = known?.includes('client_secret_post') ? inBody : inHeader;
    chosen(server, registered, body, headers);
  };
}

/** Without TLS a token would be open to the net: allowed only where it never leaves the machine. */
function isLoopback(urls: readonly string[]): boolean {
  const local = urls.filter((url) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(URL.parse(url)?.hostname ?? ''));
  if (local.length < urls.length) throw new Failure('oauth-insecure', { params: { url: urls[0] ?? '' } });
  return urls.length > 0;
}

/** Longest answer of a provider that is read, in bytes: metadata have some ten kilobytes. */
const longestAnswer = 1_048_576;

/** Keeps status and words of the last answer that was no success, since the library gives them only in part. */
function listeningFetch(spoken: Spoken, withoutIdToken: boolean): client.CustomFetch {
  return async (url, options) => {
    Object.assign(spoken, { status: 0, body: '', retryAfter: null });
    const response = await fetch(url, options);
    const body = await limitedText(response);
    spoken.status = response.status;
    spoken.retryAfter = response.headers.get('retry-after');
    if (!response.ok) spoken.body = body;
    const empty = response.status === 204 || response.status === 304;
    const given = withoutIdToken ? dropIdToken(body) : body;
    return new Response(empty ? null : given, { status: response.status, headers: response.headers });
  };
}

function dropIdToken(body: string): string {
  try {
    return JSON.stringify({ ...(JSON.parse(body) as object), id_token: undefined });
  } catch {
    return body;
  }
}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > longestAnswer) throw new Failure('oauth-unexpected', { detail: 'the answer is too long' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
