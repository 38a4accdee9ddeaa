import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { checkMailbox } from '../../src/flows/check-mailbox.ts';
import type { Desk } from '../../src/flows/desk.ts';
import { openSource } from '../../src/flows/open-mailbox.ts';
import { runMailbox } from '../../src/flows/run-mailbox.ts';
import { asFailure } from '../../src/lib/failure.ts';
import { unseal } from '../../src/lib/seal.ts';
import type { CheckStep } from '../../src/net/check-step.ts';
import { getMailbox } from '../../src/store/mailboxes.ts';
import { findGrant } from '../../src/store/oauth-grants.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { type EximServer, startExim } from '../support/servers/exim.ts';
import { eventually } from '../support/servers/mail.ts';
import { type OidcServer, startOidc } from '../support/servers/oidc.ts';
import { temporaryFolder } from '../support/servers/processes.ts';
import { type Browser, firstAdmin, publicUrl, webDesk, webServer } from '../support/web-desk.ts';

// A provider that issues tokens, and mail servers that ask it whether they are good.

let oidc: OidcServer;
let dovecot: DovecotServer;
let exim: EximServer;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: Store;
let desk: Desk;
let time: { now: number };
let app: App;
let admin: Browser;

const support = 'support@helpdesk.test';
const carol = 'carol@customer.test';
const never = new AbortController().signal;

beforeAll(async () => {
  // Carol may open the mailbox of the support: a shared one.
  const redirectUris = [`${publicUrl}/api/oauth/callback`];
  oidc = await startOidc({ redirectUris, accessSeconds: 180, mailboxOf: { [carol]: support } });
  dovecot = await startDovecot({ introspectionUrl: oidc.introspectionUrl });
  exim = await startExim({ dovecot, mechanisms: ['XOAUTH2'] });
  folder = await temporaryFolder('oauth');
  store = await openStore({ dataDir: folder.path, databaseUrl: '' });
  ({ desk, time } = await webDesk(store, folder.path));
  app = await webServer(desk);
  admin = await firstAdmin(desk, app);
});
afterAll(async () => {
  await app?.close();
  await store?.close();
  await folder?.remove();
  await exim?.stop();
  await dovecot?.stop();
  await oidc?.stop();
});
beforeEach(() => {
  oidc.faults.login = carol;
  time.now = Date.now();
});

const made = async (url: string, body: object): Promise<number> => {
  const answer = await admin.send('POST', url, body);
  expect(answer.status, answer.text).toBe(201);
  return Number(answer.body.id);
};
const connection = (name: string, scopes = 'openid email offline_access mail') =>
  made('/api/oauth/connections', {
    values: {
      name,
      provider: 'custom',
      issuer: oidc.issuer,
      clientId: oidc.clientId,
      clientSecret: oidc.clientSecret,
      scopes,
      imapServer: `localhost:${dovecot.imapsPort}`,
      pop3Server: `localhost:${dovecot.pop3sPort}`,
      smtpServer: `localhost:${exim.submissionsPort}`,
    },
  });
const mailbox = (name: string, oauthConnection: number, protocol: 'imap' | 'pop3' | 'smtp') =>
  made('/api/mailboxes', {
    direction: protocol === 'smtp' ? 'outgoing' : 'incoming',
    values: {
      name,
      protocol,
      auth: 'oauth',
      oauthConnection,
      username: support,
      privateCa: dovecot.certificates.ca,
      ...(protocol === 'smtp' ? { senderAddress: support } : { mailboxAddresses: [support], createContact: true }),
      ...(protocol === 'imap' ? { afterImport: 'keep' } : {}),
    },
  });

async function connect(mailboxId: number): Promise<string> {
  const begun = await admin.send('POST', `/api/mailboxes/${mailboxId}/oauth-flows`, { kind: 'redirect' });
  expect(begun.status, begun.text).toBe(201);
  await admin.get((await oidc.browse(begun.body.url)).slice(publicUrl.length));
  return (await admin.get(`/api/oauth/flows/${begun.body.id}`)).body.state;
}

/** Tests a stored mailbox as its form stands; gives the last step. */
async function tried(id: number): Promise<CheckStep | undefined> {
  const { direction, values } = await getMailbox(store.db, id);
  const steps: CheckStep[] = [];
  await checkMailbox(desk, { direction, id, values, recipient: carol }, (step) => steps.push(step), never);
  return steps.findLast(({ step, state }) => step === 'signIn' && state !== 'running');
}

async function fetch(id: number): Promise<void> {
  const row = await getMailbox(store.db, id);
  const source = await openSource(desk, row, never);
  await runMailbox(desk, row, source, never);
  await source.close();
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (thrown: unknown) => asFailure(thrown).code,
  );

test('one person opens a shared mailbox by IMAP and POP3, and sends from it by SMTP', async () => {
  const id = await connection('Shared');
  for (const [protocol, mechanism] of [
    ['imap', 'OAUTHBEARER'],
    ['pop3', 'OAUTHBEARER'],
    ['smtp', 'XOAUTH2'],
  ] as const) {
    const mailboxId = await mailbox(`Shared ${protocol}`, id, protocol);
    expect(await tried(mailboxId)).toMatchObject({ state: 'failed', failure: { code: 'oauth-not-connected' } });
    expect(await connect(mailboxId)).toBe('connected');
    expect((await findGrant(store.db, mailboxId))?.account).toBe(carol);
    expect(await tried(mailboxId)).toMatchObject({ state: 'ok', found: { mechanism } });
  }
  const mails = await eventually('the test mail', async () => {
    const arrived = await dovecot.mails(carol);
    return arrived.length > 0 ? arrived : undefined;
  });
  expect(mails).toHaveLength(1);
});

test('mail comes in over tokens of three minutes, each renewed before it ends', async () => {
  const mailboxId = await mailbox('Short', await connection('Short'), 'imap');
  expect(await connect(mailboxId)).toBe('connected');
  const before = oidc.tokenRequests();
  for (const [index, later] of [0, 150_000, 150_000].entries()) {
    time.now += later;
    await dovecot.deliver(
      support,
      `From: x@y.example\r\nSubject: mail ${index}\r\nMessage-ID: <${index}@y.example>\r\n\r\nx\r\n`,
    );
    await fetch(mailboxId);
  }
  const filed = await store.db.selectFrom('ticket').select('subject').where('subject', 'like', 'mail %').execute();
  expect(filed.map(({ subject }) => subject)).toEqual(['mail 0', 'mail 1', 'mail 2']);
  expect(oidc.tokenRequests()).toBe(before + 2);
});

test('a token for something else, or of somebody else, is refused with the words of the mail server', async () => {
  const other = await mailbox(
    'Wrong audience',
    await connection('Without mail', 'openid email offline_access'),
    'imap',
  );
  expect(await connect(other)).toBe('connected');
  const refused = await tried(other);
  expect(refused).toMatchObject({ state: 'failed', failure: { code: 'sign-in-refused' } });
  expect(refused?.serverReply).toContain('[AUTHENTICATIONFAILED]');
  // What the server says within the exchange, decoded.
  expect(refused?.serverReply).toContain('{"status":"invalid_token"');
  oidc.faults.login = 'dave@customer.test';
  const foreign = await mailbox('Wrong person', await connection('Dave'), 'imap');
  expect(await connect(foreign)).toBe('connected');
  expect(await tried(foreign)).toMatchObject({ state: 'failed', failure: { code: 'sign-in-refused' } });
});

test('what the provider revokes before its time is found out, signed out, and leaves the others alone', async () => {
  const id = await connection('Revoked');
  const revoked = await mailbox('Revoked', id, 'imap');
  const spared = await mailbox('Spared', id, 'imap');
  for (const each of [revoked, spared]) expect(await connect(each)).toBe('connected');
  await fetch(revoked);
  await oidc.revoke(await refreshToken(revoked));
  // The token itself has not expired, so it takes a refusal to notice; then it is not tried again.
  expect(await codeOf(fetch(revoked))).toBe('sign-in-refused');
  expect(await codeOf(fetch(revoked))).toBe('oauth-signed-out');
  const asked = oidc.tokenRequests();
  expect(await codeOf(fetch(revoked))).toBe('oauth-signed-out');
  expect(oidc.tokenRequests()).toBe(asked);
  expect(await codeOf(fetch(spared))).toBe('fine');
  expect(await connect(revoked)).toBe('connected');
  expect(await codeOf(fetch(revoked))).toBe('fine');
});

async function refreshToken(mailboxId: number): Promise<string> {
  const { refresh_token } = await store.db
    .selectFrom('oauth_grant')
    .select('refresh_token')
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirstOrThrow();
  return unseal(desk.ring, 'oauth', `grant ${mailboxId}.refresh`, refresh_token);
}
