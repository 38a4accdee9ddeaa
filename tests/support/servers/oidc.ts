import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { browseFrom, confirmDevice } from './oidc-browser.ts';

/** What the provider does wrong on order. */
export type OidcFaults = {
  /** Milliseconds before an answer of the token endpoint. */
  tokenDelayMs: number;
  /** Answers of the token endpoint in the place of its own: taken one by one. */
  tokenAnswers: { status: number; body: string; headers?: Record<string, string> }[];
  /** Who signs in when a browser comes; null: the person says no. */
  login: string | null;
  /** Shows a page on which a person chooses one of these accounts, or says no, in the place of `login`. */
  choices: string[] | null;
};

/** An OpenID provider (oidc-provider) on the loopback with two registered clients: ours, and one of the mail server, which asks about tokens. */
export type OidcServer = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  introspectionUrl: string;
  faults: OidcFaults;
  /** How many requests reached the token endpoint. */
  tokenRequests(): number;
  /** Goes where a browser would, signs in and agrees; gives the address outside to which it is sent back. */
  browse(url: string): Promise<string>;
  /** Signs in on the other device at the complete address that it was shown. */
  enterCode(completeUri: string): Promise<void>;
  /** Whether the refresh token is still good. */
  knows(refreshToken: string): Promise<boolean>;
  /** Ends a grant, as an administrator of the provider does. */
  revoke(refreshToken: string): Promise<void>;
  /** Ends all that a person granted. */
  revokeAllOf(account: string): Promise<void>;
  /** Every access and refresh token that was issued. */
  issued(): string[];
  stop(): Promise<void>;
};

export type OidcOptions = {
  redirectUris: readonly string[];
  accessSeconds?: number;
  /** The mailbox that a person's tokens open; the person's own unless told. */
  mailboxOf?: Readonly<Record<string, string>>;
};

const clientId = 'poststelle';
const clientSecret = 'planted-client-secret-4711';

/** Starts it. Refresh tokens are rotated, and a used one that comes again ends the grant. */
export async function startOidc(options: OidcOptions): Promise<OidcServer> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = makeProvider(issuer, options);
  const faults: OidcFaults = { tokenDelayMs: 0, tokenAnswers: [], login: 'support@helpdesk.test', choices: null };
  const issued: { token: string; account: string; grantId: string }[] = [];
  for (const kind of ['access_token', 'refresh_token'] as const)
    provider.on(`${kind}.saved`, ({ jti, accountId, grantId }) => {
      issued.push({ token: jti, account: accountId, grantId });
    });
  const endGrant = async (grantId: string): Promise<void> => {
    await provider.RefreshToken.revokeByGrantId(grantId);
    await provider.AccessToken.revokeByGrantId(grantId);
  };
  const answer = provider.callback();
  let requests = 0;
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path.startsWith('/interaction/')) return interact(provider, request, response, faults);
    if (path === '/token') {
      requests++;
      const scripted = faults.tokenAnswers.shift();
      if (faults.tokenDelayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.tokenDelayMs));
      if (scripted) {
        response.writeHead(scripted.status, { 'content-type': 'application/json', ...scripted.headers });
        response.end(scripted.body);
        return;
      }
    }
    await answer(request, response);
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    respond(request, response).catch((thrown: unknown) => response.destroy(thrown as Error));
  });
  return {
    issuer,
    clientId,
    clientSecret,
    introspectionUrl: `${issuer}/token/introspection`,
    faults,
    tokenRequests: () => requests,
    browse: (url) => browseFrom(url, issuer),
    enterCode: (completeUri) => confirmDevice(completeUri, issuer),
    knows: async (refreshToken) => (await provider.RefreshToken.find(refreshToken)) !== undefined,
    revoke: async (refreshToken) => {
      const stored = await provider.RefreshToken.find(refreshToken);
      if (!stored?.grantId) throw new Error('the provider knows no such refresh token');
      await endGrant(stored.grantId);
    },
    revokeAllOf: async (account) => {
      const granted = new Set(issued.filter((each) => each.account === account).map(({ grantId }) => grantId));
      for (const grantId of granted) await endGrant(grantId);
    },
    issued: () => issued.map(({ token }) => token),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function makeProvider(issuer: string, { redirectUris, accessSeconds = 3600, mailboxOf = {} }: OidcOptions): Provider {
  const device = 'urn:ietf:params:oauth:grant-type:device_code';
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: redirectUris,
        grant_types: ['authorization_code', 'refresh_token', device],
        response_types: ['code'],
      },
      {
        client_id: 'dovecot',
        client_secret: 'dovecot-secret',
        redirect_uris: [],
        grant_types: [],
        response_types: [],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    scopes: ['openid', 'email', 'offline_access', 'mail'],
    claims: { openid: ['sub'], email: ['email'] },
    conformIdTokenClaims: false,
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, email: id }) }),
    features: {
      devInteractions: { enabled: false },
      deviceFlow: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true },
    },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: {
      AccessToken: accessSeconds,
      RefreshToken: 86_400,
      DeviceCode: 600,
      Grant: 86_400,
      Interaction: 600,
      Session: 600,
      IdToken: 600,
      AuthorizationCode: 60,
    },
    cookies: { keys: ['a key of the tests'] },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  });
  provider.use(async (context, next) => {
    await next();
    const { body } = context;
    if (context.oidc?.route !== 'introspection' || !body?.active) return;
    // A mail server wants to know whose mailbox a token opens, and lets nobody in who did not ask for mail.
    const person = String(body.sub);
    body.username = mailboxOf[person] ?? person;
    body.active = String(body.scope).split(' ').includes('mail');
  });
  return provider;
}

/** What a person would click, or the page on which somebody clicks. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  { login, choices }: OidcFaults,
): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  const finish = (result: Record<string, unknown>) =>
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: prompt.name !== 'login' });
  const clicked = new URL(request.url ?? '', 'http://provider').searchParams.get('as');
  if (prompt.name === 'login' && choices && clicked === null) return showChoices(response, choices);
  const account = choices && prompt.name === 'login' ? clicked || null : login;
  if (account === null)
    return finish({ error: 'access_denied', error_description: 'The person said "no", für immer.' });
  if (prompt.name === 'login') return finish({ login: { accountId: account } });
  const grant = new provider.Grant({ accountId: session?.accountId, clientId: params.client_id });
  grant.addOIDCScope('openid email offline_access mail');
  return finish({ consent: { grantId: await grant.save() } });
}

function showChoices(response: ServerResponse, choices: readonly string[]): void {
  const links = choices.map((name) => `<p><a href="?as=${encodeURIComponent(name)}">${name}</a></p>`).join('');
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>Provider</title><h1>Who are you?</h1>${links}<p><a href="?as=">No</a></p>`);
}
