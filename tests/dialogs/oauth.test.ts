import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asFailure, type Failure } from '../../src/lib/failure.ts';
import { askDevice, beginDevice } from '../../src/oauth/device.ts';
import type { Provider } from '../../src/oauth/provider.ts';
import { beginSignIn, checkProvider, finishSignIn } from '../../src/oauth/sign-in.ts';
import { revokeToken } from '../../src/oauth/revoke.ts';
import { renewTokens, type Tokens } from '../../src/oauth/tokens.ts';
import { type OidcServer, startOidc } from '../support/servers/oidc.ts';

const redirectUri = 'https://desk.example.org/api/oauth/callback';
const scopes = ['openid', 'email', 'offline_access', 'mail'];
const minute = 60_000;

let oidc: OidcServer;
let provider: Provider;

beforeAll(async () => {
  oidc = await startOidc({ redirectUris: [redirectUri], accessSeconds: 30 });
  provider = {
    kind: 'custom',
    tenant: '',
    issuer: oidc.issuer,
    authorizationEndpoint: '',
    tokenEndpoint: '',
    deviceEndpoint: '',
    revocationEndpoint: '',
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    scopes: scopes.join(' '),
    purposeScopes: { imap: '', pop3: '', smtp: '' },
  };
});
afterAll(() => oidc.stop());
beforeEach(() => {
  Object.assign(oidc.faults, { tokenDelayMs: 0, tokenAnswers: [], login: 'support@helpdesk.test' });
});

const at = (offMs = 0) => ({ now: new Date(Date.now() + offMs) });

async function signIn(offMs = 0, using = provider): Promise<Tokens> {
  const begun = await beginSignIn(using, { redirectUri, scopes }, at(offMs));
  const back = new URL(await oidc.browse(begun.url));
  return finishSignIn(using, { ...begun, redirectUri, scopes }, back.search, at(offMs));
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  return asFailure(
    await work.then(
      () => new Error('it went well'),
      (thrown: unknown) => thrown,
    ),
  );
}

test('a sign-in with PKCE gives tokens, who signed in, and how long they last', async () => {
  const begun = await beginSignIn(provider, { redirectUri, scopes }, at());
  const asked = new URL(begun.url).searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect(asked.get('state')).toBe(begun.state);
  expect(asked.get('nonce')).toBe(begun.nonce);
  expect(begun.url).not.toContain(begun.verifier);
  const tokens = await signIn();
  expect(tokens).toMatchObject({ account: 'support@helpdesk.test', scopes });
  // What is left of the 30 seconds when the answer is made, in whole ones.
  expect([28_000, 29_000, 30_000]).toContain(tokens.lifetimeMs);
  expect(tokens.refreshToken).toBeTruthy();
});

test.each([-4 * minute, 4 * minute])('a clock that is off by %i ms does not spoil the ID token', async (off) => {
  expect((await signIn(off)).account).toBe('support@helpdesk.test');
});

test('a clock that is off by an hour does, and we say why', async () => {
  const failure = await failureOf(signIn(60 * minute));
  expect(failure).toMatchObject({ code: 'oauth-unexpected', temporary: false });
});

test('a no of the person arrives word by word', async () => {
  oidc.faults.login = null;
  const failure = await failureOf(signIn());
  expect(failure.code).toBe('oauth-denied');
  expect(failure.serverReply).toBe('error: access_denied\nerror_description: The person said "no", für immer.');
});

test('an answer to another state, or with another nonce, is not taken', async () => {
  const begun = await beginSignIn(provider, { redirectUri, scopes }, at());
  const { search } = new URL(await oidc.browse(begun.url));
  const before = oidc.tokenRequests();
  const other = await failureOf(finishSignIn(provider, { ...begun, state: 'x', redirectUri, scopes }, search, at()));
  expect(other.code).toBe('oauth-unexpected');
  expect(oidc.tokenRequests()).toBe(before);
  const replayed = await failureOf(
    finishSignIn(provider, { ...begun, nonce: 'another', redirectUri, scopes }, search, at()),
  );
  expect(replayed.code).toBe('oauth-unexpected');
});

test('a refresh token is rotated; the used one ends the grant', async () => {
  const first = await signIn();
  const second = await renewTokens(provider, first.refreshToken ?? '', first.scopes, at());
  expect(second.accessToken).not.toBe(first.accessToken);
  expect(second.refreshToken).not.toBe(first.refreshToken);
  const reused = await failureOf(renewTokens(provider, first.refreshToken ?? '', first.scopes, at()));
  expect(reused).toMatchObject({ code: 'oauth-grant-refused', temporary: false });
  expect(reused.serverReply).toContain('"error":"invalid_grant"');
  expect((await failureOf(renewTokens(provider, second.refreshToken ?? '', [], at()))).code).toBe(
    'oauth-grant-refused',
  );
});

test('renewal does not depend on the clock: what the provider rotated is not lost', async () => {
  const first = await signIn();
  const second = await renewTokens(provider, first.refreshToken ?? '', first.scopes, at(60 * minute));
  expect((await renewTokens(provider, second.refreshToken ?? '', second.scopes, at())).refreshToken).toBeTruthy();
});

test('a wrong client secret is told apart from a grant that ended, and found by the check', async () => {
  const wrong = { ...provider, clientSecret: 'wrong-secret-0815' };
  const failure = await failureOf(checkProvider(wrong, at()));
  expect(failure.code).toBe('oauth-client-refused');
  expect(JSON.stringify([failure, failure.message, failure.serverReply])).not.toContain('wrong-secret-0815');
  expect(await checkProvider(provider, at())).toMatchObject({ issuer: oidc.issuer, device: true });
});

const busy: { status: number; headers: Record<string, string>; params: object }[] = [
  { status: 429, headers: { 'retry-after': '17' }, params: { status: 429, seconds: 17 } },
  { status: 500, headers: {}, params: { status: 500 } },
  { status: 503, headers: {}, params: { status: 503 } },
];

test.each(busy)('an answer $status is for later, with its words', async ({ status, headers, params }) => {
  oidc.faults.tokenAnswers.push({ status, headers, body: '{"error":"slow down, <b>please</b>"}' });
  const failure = await failureOf(renewTokens(provider, 'any-token', [], at()));
  expect(failure).toMatchObject({ code: 'oauth-unavailable', temporary: true, params });
  expect(failure.serverReply).toBe('{"error":"slow down, <b>please</b>"}');
});

test('a provider that echoes secrets does not carry them into the error', async () => {
  const echo = `refused ${oidc.clientSecret} and planted-refresh-token`;
  oidc.faults.tokenAnswers.push({
    status: 400,
    body: JSON.stringify({ error: 'invalid_grant', error_description: echo }),
  });
  const failure = await failureOf(renewTokens(provider, 'planted-refresh-token', [], at()));
  expect(failure.serverReply).toBe('{"error":"invalid_grant","error_description":"refused *** and ***"}');
  expect(failure.cause).toBeUndefined();
});

test('an answer that is no token answer does not carry what was in it into the error', async () => {
  oidc.faults.tokenAnswers.push({ status: 200, body: '{"access_token":"planted-token","token_type":"mac"}' });
  const failure = await failureOf(renewTokens(provider, 'any-token', [], at()));
  expect(failure.code).toBe('oauth-unexpected');
  expect(JSON.stringify([failure, failure.message, failure.stack])).not.toContain('planted-token');
});

test('a provider that does not answer in time, or not at all, is for later', async () => {
  oidc.faults.tokenDelayMs = 60_000;
  const slow = await failureOf(renewTokens(provider, 'any-token', [], { ...at(), timeoutSeconds: 0.5 }));
  expect(slow).toMatchObject({ code: 'oauth-unreachable', temporary: true });
  const closed = { ...provider, issuer: 'http://127.0.0.1:9' };
  expect((await failureOf(checkProvider(closed, at()))).code).toBe('oauth-unreachable');
});

test('endpoints given one by one do as well; without TLS only on this machine', async () => {
  const explicit = {
    ...provider,
    issuer: '',
    authorizationEndpoint: `${oidc.issuer}/auth`,
    tokenEndpoint: `${oidc.issuer}/token`,
    deviceEndpoint: `${oidc.issuer}/device/auth`,
  };
  const tokens = await signIn(0, explicit);
  expect(tokens.refreshToken).toBeTruthy();
  const outside = { ...explicit, tokenEndpoint: 'http://login.example.org/token' };
  expect((await failureOf(renewTokens(outside, 'any-token', [], at()))).code).toBe('oauth-insecure');
});

test('signing in on another device: pending, then tokens; the code is good once', async () => {
  const begun = await beginDevice(provider, scopes, at());
  expect(begun.userCode).toMatch(/\S{6,}/);
  expect(await askDevice(provider, begun.deviceCode, scopes, at())).toBe('pending');
  await oidc.enterCode(begun.completeUri ?? '');
  const tokens = await askDevice(provider, begun.deviceCode, scopes, at());
  expect(tokens).toMatchObject({ account: 'support@helpdesk.test' });
  expect((await failureOf(askDevice(provider, begun.deviceCode, scopes, at()))).code).toBe('oauth-grant-refused');
});

test('a token that is given back cannot be renewed any more; a provider without a place for that is left alone', async () => {
  const { refreshToken } = await signIn();
  expect(await revokeToken(provider, String(refreshToken), at())).toBe(true);
  const failure = await failureOf(renewTokens(provider, String(refreshToken), scopes, at()));
  expect(failure.code).toBe('oauth-grant-refused');
  const plain = {
    ...provider,
    issuer: '',
    authorizationEndpoint: `${oidc.issuer}/auth`,
    tokenEndpoint: `${oidc.issuer}/token`,
  };
  expect(await revokeToken(plain, 'any', at())).toBe(false);
  const { refreshToken: second } = await signIn();
  const given = { ...plain, revocationEndpoint: `${oidc.issuer}/token/revocation` };
  expect(await revokeToken(given, String(second), at())).toBe(true);
  expect((await failureOf(renewTokens(provider, String(second), scopes, at()))).code).toBe('oauth-grant-refused');
});
