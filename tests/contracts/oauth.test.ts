import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { accessToken, tokenWasRefused } from '../../src/flows/access-token.ts';
import { storedAccount } from '../../src/flows/account.ts';
import type { Desk } from '../../src/flows/desk.ts';
import { refreshIdleGrants } from '../../src/flows/refresh-grants.ts';
import { warnOfSecrets } from '../../src/flows/warn-of-secrets.ts';
import { asFailure, type Failure } from '../../src/lib/failure.ts';
import { unseal } from '../../src/lib/seal.ts';
import { getMailbox } from '../../src/store/mailboxes.ts';
import { findGrant } from '../../src/store/oauth-grants.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { covers } from '../support/covers.ts';
import { eventually } from '../support/servers/mail.ts';
import { type OidcServer, startOidc } from '../support/servers/oidc.ts';
import { temporaryFolder } from '../support/servers/processes.ts';
import { newDatabase } from '../support/shared-postgres.ts';
import { dialects } from '../support/stores.ts';
import {
  adminPassword,
  type Answer,
  browser,
  type Browser,
  codes,
  firstAdmin,
  type LogLines,
  publicUrl,
  signedIn,
  webDesk,
  webServer,
} from '../support/web-desk.ts';

const minute = 60_000;

describe.each(dialects)('OAuth connections on %s', (dialect) => {
  let oidc: OidcServer;
  let store: Store;
  let other: Store;
  let desk: Desk;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let log: LogLines;
  let time: { now: number };
  let app: App;
  let admin: Browser;
  const answers: string[] = [];
  let connectionId = 0;
  let mailboxId = 0;

  beforeAll(async () => {
    oidc = await startOidc({
      redirectUris: [`${publicUrl}/api/oauth/callback`, 'http://localhost/'],
      accessSeconds: 600,
    });
    folder = await temporaryFolder('oauth');
    const at = { dataDir: folder.path, databaseUrl: dialect === 'postgres' ? await newDatabase() : '' };
    store = await openStore(at);
    other = await openStore(at);
    ({ desk, log, time } = await webDesk(store, folder.path));
    app = await webServer(desk);
    admin = await firstAdmin(desk, app);
    const { send, get } = admin;
    admin.send = async (...asked) => kept(await send(...asked));
    admin.get = async (url) => kept(await get(url));
    connectionId = Number((await admin.send('POST', '/api/oauth/connections', { values: connection() })).body.id);
    mailboxId = Number((await admin.send('POST', '/api/mailboxes', incoming('Support'))).body.id);
  });
  afterAll(async () => {
    await app?.close();
    await other?.close();
    await store?.close();
    await oidc?.stop();
    await folder?.remove();
  });
  beforeEach(() => {
    Object.assign(oidc.faults, { tokenDelayMs: 0, tokenAnswers: [], login: 'support@helpdesk.test' });
  });

  const kept = (answer: Answer): Answer => {
    answers.push(answer.text);
    return answer;
  };
  const connection = (more: object = {}) => ({
    name: 'Our provider',
    provider: 'custom',
    issuer: oidc.issuer,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    scopes: 'openid email offline_access mail',
    imapServer: 'imap.provider.test:143',
    smtpServer: 'smtp.provider.test',
    ...more,
  });
  const incoming = (name: string, more: object = {}) => ({
    direction: 'incoming',
    values: {
      name,
      auth: 'oauth',
      oauthConnection: connectionId,
      protocol: 'imap',
      username: 'support@helpdesk.test',
      mailboxAddresses: ['support@helpdesk.test'],
      createContact: true,
      ...more,
    },
  });
  const begin = async (kind: string, id = mailboxId) =>
    (await admin.send('POST', `/api/mailboxes/${id}/oauth-flows`, { kind })).body;
  /** Connects as a person does, and gives the answer to the way back. */
  const connect = async (id = mailboxId): Promise<Answer> => {
    time.now = Date.now(); // the provider has its own clock, and who signs in is told with its time
    const { url } = await begin('redirect', id);
    return admin.get((await oidc.browse(url)).slice(publicUrl.length));
  };
  const flowOf = async (back: Answer) => {
    const id = new URL(String(back.headers.location), publicUrl).searchParams.get('flow');
    return (await admin.get(`/api/oauth/flows/${id}`)).body;
  };
  const need = (id = mailboxId) => ({ mailboxId: id, connectionId, purpose: 'imap' as const });
  const failureOf = async (work: Promise<unknown>): Promise<Failure> =>
    asFailure(
      await work.then(
        () => new Error('it went well'),
        (thrown: unknown) => thrown,
      ),
    );
  const shown = async () =>
    (await admin.get('/api/oauth/connections')).body.rows.find((row: { id: number }) => row.id === connectionId);
  const refreshToken = async (id = mailboxId) => {
    const { refresh_token } = await store.db
      .selectFrom('oauth_grant')
      .select('refresh_token')
      .where('mailbox_id', '=', id)
      .executeTakeFirstOrThrow();
    return unseal(desk.ring, 'oauth', `grant ${id}.refresh`, refresh_token);
  };

  test('what is wrong with a connection is said at its fields', async () => {
    const post = (more: object) => admin.send('POST', '/api/oauth/connections', { values: connection(more) });
    const problems = async (more: object) =>
      (await post(more)).body.error.problems.map(({ field, problem }: Record<string, string>) => [field, problem]);
    expect(await problems({})).toEqual([['name', 'taken']]);
    expect(await problems({ name: 'B', issuer: 'http://login.example.org' })).toEqual([['issuer', 'not-https']]);
    expect(await problems({ name: 'B', issuer: '' })).toEqual([['issuer', 'required']]);
    expect(await problems({ name: 'B', imapServer: '', smtpServer: '' })).toEqual([['imapServer', 'required']]);
    expect(await problems({ name: 'B', clientId: '', secretExpiresOn: 'soon' })).toEqual([
      ['clientId', 'required'],
      ['secretExpiresOn', 'not-a-day'],
    ]);
    const { redirectUrl } = (await admin.get('/api/oauth/connections')).body;
    expect(redirectUrl).toBe(`${publicUrl}/api/oauth/callback`);
  });

  test('the check asks the provider, and shows its words', async () => {
    const check = (more: object, id?: number) =>
      admin.send('POST', '/api/oauth/connections/check', { ...(id ? { id } : {}), values: connection(more) });
    expect((await check({ clientSecret: '' }, connectionId)).body).toMatchObject({ issuer: oidc.issuer, device: true });
    const refused = await check({ clientSecret: 'planted-wrong-secret' });
    expect(codes(refused)).toEqual([422, 'oauth-client-refused']);
    expect(refused.body.error.serverReply).toContain('invalid_client');
  });

  test('a connection takes the place of server and password, and gives them back', async () => {
    covers('incoming.auth', 'incoming.oauthConnection');
    const typed = { host: 'old.example.org', port: 1993, encryption: 'starttls', password: 'planted-password' };
    const made = await admin.send('POST', '/api/mailboxes', incoming('Switched', typed));
    expect(made.status, made.text).toBe(201);
    const { id } = made.body;
    const account = await storedAccount(desk, await getMailbox(store.db, id));
    expect(account).toMatchObject({ host: 'imap.provider.test', port: 143, encryption: 'starttls', password: '' });
    const back = { ...made.body.values, auth: 'password', password: '' };
    expect((await admin.send('PUT', `/api/mailboxes/${id}`, { values: back })).status).toBe(200);
    expect(await storedAccount(desk, await getMailbox(store.db, id))).toMatchObject(typed);
    expect((await admin.send('DELETE', `/api/mailboxes/${id}`)).status).toBe(204);
  });

  test('hidden fields never block saving; what the chosen way needs does', async () => {
    covers('outgoing.auth', 'outgoing.oauthConnection');
    const problemsOf = async (direction: string, values: object) =>
      (await admin.send('POST', '/api/mailboxes', { direction, values })).body.error?.problems.map(
        ({ field }: { field: string }) => field,
      );
    const outgoing = { name: 'Out', senderAddress: 'support@helpdesk.test', auth: 'oauth' };
    expect(await problemsOf('outgoing', outgoing)).toEqual(['oauthConnection', 'username']);
    const full = { ...outgoing, oauthConnection: connectionId, username: 'support@helpdesk.test' };
    expect(await problemsOf('outgoing', full)).toBeUndefined();
    expect(await problemsOf('outgoing', { ...full, name: 'B', auth: 'password' })).toEqual(['host', 'port']);
    expect(await problemsOf('incoming', incoming('C', { protocol: 'pop3' }).values)).toEqual(['protocol']);
    expect(await problemsOf('incoming', incoming('C', { oauthConnection: 4711 }).values)).toEqual(['oauthConnection']);
  });

  test('a mailbox that nobody connected has no token', async () => {
    expect((await failureOf(accessToken(desk, need()))).code).toBe('oauth-not-connected');
    expect((await shown()).mailboxes.map(({ state }: { state: string }) => state)).toContain('none');
  });

  test('connecting: who, when, which scopes; the token is good, and asked for once', async () => {
    oidc.faults.login = 'carol@customer.test';
    const back = await connect();
    expect(back.status).toBe(303);
    expect(await flowOf(back)).toMatchObject({ state: 'connected', account: 'carol@customer.test', error: null });
    const { mailboxes } = await shown();
    expect(mailboxes.find(({ id }: { id: number }) => id === mailboxId)).toMatchObject({
      state: 'ok',
      account: 'carol@customer.test',
      authorisedBy: 'Ada Admin',
      scopes: ['openid', 'email', 'offline_access', 'mail'],
    });
    const before = oidc.tokenRequests();
    const token = await accessToken(desk, need());
    expect(await accessToken(desk, need())).toBe(token);
    expect(oidc.tokenRequests()).toBe(before);
  });

  test('a way back is good once, in its session, and not for long', async () => {
    const { url } = await begin('redirect');
    const back = (await oidc.browse(url)).slice(publicUrl.length);
    const over = '/admin/mailboxes?problem=oauth-flow-over';
    const colleague = await signedIn(app, admin, 'admin', 'Bert');
    expect((await colleague.get(back)).headers.location).toBe(over);
    expect((await admin.get(back)).headers.location).toMatch(/\?flow=/);
    expect((await admin.get(back)).headers.location).toBe(over);
    expect((await admin.get('/api/oauth/callback?state=made-up&code=x')).headers.location).toBe(over);
    const late = await begin('redirect');
    const lateBack = (await oidc.browse(late.url)).slice(publicUrl.length);
    time.now += 16 * minute;
    expect((await admin.get(`/api/oauth/flows/${late.id}`)).body.state).toBe('expired');
    expect((await admin.get(lateBack)).headers.location).toBe(`/admin/mailboxes/${mailboxId}?flow=${late.id}`);
    expect((await admin.get(`/api/oauth/flows/${late.id}`)).body.state).toBe('expired');
    time.now = Date.now();
  });

  test('whose session ended at the provider is led to where they began, and the sign-in is not used for it', async () => {
    const requests = oidc.tokenRequests();
    for (const kind of ['redirect', 'popup']) {
      const { id, url } = await begin(kind);
      const back = (await oidc.browse(url)).slice(publicUrl.length);
      const page = kind === 'popup' ? '/connected' : `/admin/mailboxes/${mailboxId}`;
      const led = { status: 303, headers: { location: `${page}?flow=${id}` } };
      expect(await browser(app).get(back)).toMatchObject(led);
      // Signed in anew it is another session: the page shows that this one is over, and connecting begins again.
      const again = browser(app);
      expect(
        (await again.send('POST', '/api/session', { email: 'ada@desk.example', password: adminPassword })).status,
      ).toBe(200);
      expect(await again.get(back)).toMatchObject(led);
      expect(codes(await again.get(`/api/oauth/flows/${id}`))).toEqual([409, 'oauth-flow-over']);
      const agent = await signedIn(app, admin, 'agent', `Agent-${kind}`);
      expect(await agent.get(back)).toMatchObject(led);
      expect(codes(await agent.get(`/api/oauth/flows/${id}`))).toEqual([403, 'not-allowed']);
    }
    const over = '/admin/mailboxes?problem=oauth-flow-over';
    expect((await browser(app).get('/api/oauth/callback?state=made-up&code=x')).headers.location).toBe(over);
    expect((await browser(app).get('/api/oauth/callback')).headers.location).toBe(over);
    expect(oidc.tokenRequests()).toBe(requests);
  });

  test('a window of its own ends on a page of its own', async () => {
    const { id, url } = await begin('popup');
    const back = await admin.get((await oidc.browse(url)).slice(publicUrl.length));
    expect(back.headers).toMatchObject({
      location: `/connected?flow=${id}`,
      'cross-origin-opener-policy': 'unsafe-none',
    });
    expect((await admin.get(`/api/oauth/flows/${id}`)).body).toMatchObject({ mailboxId, state: 'connected' });
  });

  test('a window that is closed leaves it waiting; a no is shown word by word, and what was connected stays so', async () => {
    const closed = await begin('redirect');
    expect((await admin.get(`/api/oauth/flows/${closed.id}`)).body.state).toBe('waiting');
    oidc.faults.login = null;
    const flow = await flowOf(await connect());
    expect(flow).toMatchObject({ state: 'failed', error: { code: 'oauth-denied' } });
    expect(flow.error.serverReply).toContain('The person said "no", für immer.');
    expect((await findGrant(store.db, mailboxId))?.state).toBe('ok');
  });

  test('without a public address: the address is pasted, or another device used', async () => {
    const { id, url } = await begin('paste');
    const end = await oidc.browse(url);
    expect(end).toMatch(/^http:\/\/localhost\//);
    const wrong = await admin.send('PUT', `/api/oauth/flows/${id}`, { address: 'http://localhost/?state=x&code=y' });
    expect(codes(wrong)).toEqual([422, 'invalid']);
    expect((await admin.send('PUT', `/api/oauth/flows/${id}`, { address: ` ${end}\n` })).body.state).toBe('connected');
    const device = await begin('device');
    const look = async () => (await admin.get(`/api/oauth/flows/${device.id}`)).body.state;
    expect(await look()).toBe('waiting');
    const asked = oidc.tokenRequests();
    expect(await look()).toBe('waiting');
    expect(oidc.tokenRequests()).toBe(asked); // too early to ask again
    await oidc.enterCode(device.url);
    time.now += 6000;
    expect(await look()).toBe('connected');
    expect(await look()).toBe('connected');
  });

  test('renewed ahead of the end, by one of many in two processes; the rotated token is kept', async () => {
    await connect();
    const first = await accessToken(desk, need());
    const second: Desk = { ...desk, store: other };
    time.now += 6 * minute;
    expect(await accessToken(desk, need())).toBe(first);
    time.now += 2 * minute; // of ten minutes a third is left
    const before = oidc.tokenRequests();
    oidc.faults.tokenDelayMs = 300;
    const tokens = await Promise.all([desk, second, desk, second, second].map((each) => accessToken(each, need())));
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBe(first);
    expect(oidc.tokenRequests()).toBe(before + 1);
    oidc.faults.tokenDelayMs = 0;
    time.now += 11 * minute;
    expect(await accessToken(second, need())).not.toBe(tokens[0]);
    expect((await findGrant(store.db, mailboxId))?.refreshedAt).toBe(time.now);
  });

  test('a token of 30 seconds is renewed after 20; without a new refresh token the old one stays good', async () => {
    await connect();
    const granted = await refreshToken();
    await tokenWasRefused(desk, mailboxId);
    oidc.faults.tokenAnswers.push({
      status: 200,
      body: '{"access_token":"short","token_type":"bearer","expires_in":30}',
    });
    expect(await accessToken(desk, need())).toBe('short');
    expect(await refreshToken()).toBe(granted);
    time.now += 19_000;
    expect(await accessToken(desk, need())).toBe('short');
    time.now += 2000;
    expect(await accessToken(desk, need())).not.toBe('short');
    expect(await refreshToken()).not.toBe(granted);
  });

  test('a process that died while it renewed holds nobody up for long', async () => {
    await connect();
    await tokenWasRefused(desk, mailboxId);
    const lease = { lease: 'of a dead process', lease_until: time.now + minute };
    await store.db.updateTable('oauth_grant').set(lease).where('mailbox_id', '=', mailboxId).execute();
    const waiting = accessToken(desk, need());
    time.now += minute;
    expect(await waiting).toBeTruthy();
  });

  test('a provider out of order is given time; a token that is still good is used meanwhile', async () => {
    await connect();
    const token = await accessToken(desk, need());
    time.now += 8 * minute;
    oidc.faults.tokenAnswers.push({ status: 429, body: '{"error":"busy"}', headers: { 'retry-after': '90' } });
    expect(await accessToken(desk, need())).toBe(token);
    const asked = oidc.tokenRequests();
    time.now += minute;
    expect(await accessToken(desk, need())).toBe(token);
    expect(oidc.tokenRequests()).toBe(asked);
    time.now += 25_000; // past its end it is not used, and the provider still not asked
    await store.db
      .updateTable('oauth_grant')
      .set({ expires_at: time.now })
      .where('mailbox_id', '=', mailboxId)
      .execute();
    const failure = await failureOf(accessToken(desk, need()));
    expect(failure).toMatchObject({ code: 'oauth-unavailable', temporary: true, serverReply: '{"error":"busy"}' });
    expect(oidc.tokenRequests()).toBe(asked);
    time.now += 10_000;
    expect(await accessToken(desk, need())).not.toBe(token);
  });

  test('a token that the mail server refuses is not used a second time', async () => {
    const token = await accessToken(desk, need());
    await tokenWasRefused(desk, mailboxId);
    expect(await accessToken(desk, need())).not.toBe(token);
  });

  test('a client secret that no longer holds is replaced without connecting anew', async () => {
    await admin.send('PUT', `/api/oauth/connections/${connectionId}`, {
      values: connection({ clientSecret: 'expired-secret' }),
    });
    time.now += 20 * minute;
    expect((await failureOf(accessToken(desk, need()))).code).toBe('oauth-client-refused');
    expect((await findGrant(store.db, mailboxId))?.state).toBe('ok');
    await admin.send('PUT', `/api/oauth/connections/${connectionId}`, { values: connection() });
    expect(await accessToken(desk, need())).toBeTruthy();
    const unchanged = await admin.send('PUT', `/api/oauth/connections/${connectionId}`, {
      values: connection({ clientSecret: '' }),
    });
    expect(unchanged.body).toMatchObject({ secretsSet: ['clientSecret'], values: { clientSecret: '' } });
    time.now += 20 * minute;
    expect(await accessToken(desk, need())).toBeTruthy();
  });

  test('a revoked grant signs the mailbox out, asks no more, and connecting anew keeps all settings', async () => {
    await oidc.revoke(await refreshToken());
    time.now += 20 * minute;
    expect((await failureOf(accessToken(desk, need()))).code).toBe('oauth-signed-out');
    const asked = oidc.tokenRequests();
    const again = await failureOf(accessToken({ ...desk, store: other }, need()));
    expect(again).toMatchObject({ code: 'oauth-signed-out', temporary: false });
    expect(again.serverReply).toContain('"error":"invalid_grant"');
    expect(oidc.tokenRequests()).toBe(asked);
    const listed = async () =>
      (await admin.get('/api/mailboxes')).body.rows.find(({ id }: { id: number }) => id === mailboxId);
    const { state, lastError, values } = await listed();
    expect([state, lastError.code]).toEqual(['signedOut', 'oauth-signed-out']);
    await connect();
    expect(await listed()).toMatchObject({ state: 'new', lastError: null, values });
    expect(await accessToken(desk, need())).toBeTruthy();
  });

  test('a revoked grant and an old secret are told to the administrators by mail, each once', async () => {
    const outgoing = {
      name: 'Notices',
      protocol: 'smtp',
      host: 'mail.helpdesk.test',
      port: 465,
      senderAddress: 'support@helpdesk.test',
    };
    const made = await admin.send('POST', '/api/mailboxes', {
      direction: 'outgoing',
      values: { ...outgoing, isDefault: true },
    });
    expect(made.status, made.text).toBe(201);
    await connect();
    await oidc.revoke(await refreshToken());
    await tokenWasRefused(desk, mailboxId);
    const subjects = async () =>
      (await store.db.selectFrom('outbound').select('subject').execute()).map(({ subject }) => subject);
    for (const _ of ['once', 'again'])
      expect((await failureOf(accessToken(desk, need()))).code).toBe('oauth-signed-out');
    expect(await subjects()).toEqual([expect.stringContaining('Support')]);
    await connect();
    const secretExpiresOn = new Date(time.now + 20 * 24 * 60 * minute).toISOString().slice(0, 10);
    const values = connection({ secretExpiresOn });
    const { body } = await admin.send('PUT', `/api/oauth/connections/${connectionId}`, { values });
    expect([19, 20]).toContain(body.secretExpiresInDays);
    const warned = async (laterDays: number) => {
      time.now = Date.now() + laterDays * 24 * 60 * minute;
      return (await warnOfSecrets(desk)) + (await warnOfSecrets(desk));
    };
    expect([await warned(0), await warned(1), await warned(7), await warned(18)]).toEqual([1, 0, 1, 1]);
    expect((await subjects()).filter((subject) => subject.includes('about to expire'))).toHaveLength(3);
    time.now = Date.now();
  });

  test('a token that nobody needed for a week is renewed, so that the provider does not forget it', async () => {
    await connect();
    expect(await refreshIdleGrants(desk)).toBe(0);
    time.now += 8 * 24 * 60 * minute;
    expect(await refreshIdleGrants(desk)).toBe(1);
    expect((await findGrant(store.db, mailboxId))?.refreshedAt).toBe(time.now);
    time.now = Date.now();
  });

  test('a connection in use is not deleted, and names who uses it; a mailbox takes its tokens along', async () => {
    const refused = await admin.send('DELETE', `/api/oauth/connections/${connectionId}`);
    expect(codes(refused)).toEqual([409, 'oauth-in-use']);
    expect(refused.body.error.params.names).toBe('Out, Support');
    const spare = (await admin.send('POST', '/api/oauth/connections', { values: connection({ name: 'Spare' }) })).body;
    expect((await admin.send('DELETE', `/api/oauth/connections/${spare.id}`)).status).toBe(204);
  });

  test('a deleted mailbox gives its token back, unless another mailbox lives on the same sign-in', async () => {
    const made = async (name: string) => (await admin.send('POST', '/api/mailboxes', incoming(name))).body.id as number;
    const [first, second] = [await made('First'), await made('Second')];
    oidc.faults.login = 'erin@customer.test';
    for (const id of [first, second]) await connect(id);
    const token = await refreshToken(second);
    const gone = await refreshToken(first);
    expect((await admin.send('DELETE', `/api/mailboxes/${first}`)).status).toBe(204);
    expect(await oidc.knows(gone)).toBe(true);
    expect((await admin.send('DELETE', `/api/mailboxes/${second}`)).status).toBe(204);
    await eventually('the token is revoked', async () => ((await oidc.knows(token)) ? undefined : true));
    expect(log.some((line) => line.startsWith('a token was given back'))).toBe(true);
  });

  test('a provider that is gone does not keep a mailbox from being deleted', async () => {
    const away = await startOidc({ redirectUris: [`${publicUrl}/api/oauth/callback`] });
    const values = connection({ name: 'Away', issuer: away.issuer });
    const { id } = (await admin.send('POST', '/api/oauth/connections', { values })).body;
    const left = (await admin.send('POST', '/api/mailboxes', incoming('Left', { oauthConnection: id }))).body.id;
    const { url } = await begin('redirect', left);
    expect((await admin.get((await away.browse(url)).slice(publicUrl.length))).status).toBe(303);
    expect((await findGrant(store.db, left))?.state).toBe('ok');
    await away.stop();
    expect((await admin.send('DELETE', `/api/mailboxes/${left}`)).status).toBe(204);
    await eventually('that it failed is noted', () =>
      Promise.resolve(log.some((line) => line.startsWith('a token could not be revoked')) || undefined),
    );
    expect((await admin.send('DELETE', `/api/oauth/connections/${id}`)).status).toBe(204);
  });

  test('a mailbox that nobody connected is not shown as if it worked, also one that sends', async () => {
    const listed = (await admin.get('/api/mailboxes')).body.rows;
    expect(listed.find(({ name }: { name: string }) => name === 'Out')).toMatchObject({ state: 'notConnected' });
    const { mailboxesInError } = (await admin.get('/api/health')).body;
    expect(mailboxesInError).toContainEqual(expect.objectContaining({ name: 'Out', connect: true }));
  });

  test('secrets stand nowhere: not in answers, not in the log, not in the database', async () => {
    const grant = await refreshToken();
    const token = await accessToken(desk, need());
    const secrets = [oidc.clientSecret, 'planted-wrong-secret', 'planted-password', 'expired-secret', grant, token];
    const tables = ['oauth_connection', 'oauth_grant', 'oauth_flow', 'mailbox'] as const;
    const stored = await Promise.all(tables.map((table) => store.db.selectFrom(table).selectAll().execute()));
    const files = dialect === 'sqlite' ? (await readdir(folder.path)).filter((file) => file.includes('.db')) : [];
    const bytes = await Promise.all(files.map((file) => readFile(path.join(folder.path, file), 'latin1')));
    const places = {
      answers: answers.join('\n'),
      log: log.join('\n'),
      rows: JSON.stringify(stored),
      bytes: bytes.join(),
    };
    expect(places.log).toContain('a token could not be renewed');
    for (const [place, text] of Object.entries(places))
      for (const secret of secrets) expect({ place, has: text.includes(secret) }).toEqual({ place, has: false });
    expect((await admin.send('DELETE', `/api/mailboxes/${mailboxId}`)).status).toBe(204);
    expect(await findGrant(store.db, mailboxId)).toBeNull();
  });
});
