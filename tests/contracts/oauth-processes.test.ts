import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import type { Desk } from '../../src/flows/desk.ts';
import { findGrant } from '../../src/store/oauth-grants.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { type OidcProcess, startOidcProcess } from '../support/servers/oidc-process.ts';
import { temporaryFolder } from '../support/servers/processes.ts';
import { newDatabase } from '../support/shared-postgres.ts';
import { dialects } from '../support/stores.ts';
import type { TokenJob } from '../support/token-worker.ts';
import { type Browser, firstAdmin, publicUrl, webDesk, webServer } from '../support/web-desk.ts';

// The provider is a process, and so is each of the desks that need the token of one mailbox at the same moment.
describe.each(dialects)('several processes on %s', (dialect) => {
  let oidc: OidcProcess;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let store: Store;
  let desk: Desk;
  let app: App;
  let admin: Browser;
  let at: { dataDir: string; databaseUrl: string };
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    oidc = await startOidcProcess({ redirectUris: [`${publicUrl}/api/oauth/callback`], accessSeconds: 30 });
    folder = await temporaryFolder('tokens');
    at = { dataDir: folder.path, databaseUrl: dialect === 'postgres' ? await newDatabase() : '' };
    store = await openStore(at);
    ({ desk } = await webDesk(store, folder.path));
    app = await webServer(desk);
    admin = await firstAdmin(desk, app);
  });
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await app?.close();
    await store?.close();
    await oidc?.stop();
    await folder?.remove();
  });

  const made = async (url: string, body: object): Promise<number> => {
    const answer = await admin.send('POST', url, body);
    expect(answer.status, answer.text).toBe(201);
    return Number(answer.body.id);
  };

  test('one of two processes renews the rotated token of thirty seconds, and both have the new one', async () => {
    const connectionId = await made('/api/oauth/connections', {
      values: {
        name: 'Provider',
        provider: 'custom',
        issuer: oidc.issuer,
        clientId: oidc.clientId,
        clientSecret: oidc.clientSecret,
        scopes: 'openid email offline_access mail',
        imapServer: 'imap.provider.test',
      },
    });
    const mailboxId = await made('/api/mailboxes', {
      direction: 'incoming',
      values: {
        name: 'Support',
        auth: 'oauth',
        oauthConnection: connectionId,
        username: 'support@helpdesk.test',
        mailboxAddresses: ['support@helpdesk.test'],
        createContact: true,
      },
    });
    const { body } = await admin.send('POST', `/api/mailboxes/${mailboxId}/oauth-flows`, { kind: 'redirect' });
    await admin.get((await oidc.browse(body.url)).slice(publicUrl.length));
    const before = await findGrant(store.db, mailboxId);
    expect(before?.state).toBe('ok');
    expect(oidc.pid).not.toBe(process.pid);

    await oidc.order({ tokenDelayMs: 300 });
    const asked = await oidc.tokenRequests();
    // Their clocks are past the end of the token, by different amounts.
    const job = { ...at, key: Buffer.from(desk.ring.keys.get('k1') ?? '').toString('base64') };
    const tokens = await renewIn(
      workers,
      [
        { ...job, aheadMs: 40_000 },
        { ...job, aheadMs: 41_000 },
      ],
      {
        mailboxId,
        connectionId,
        purpose: 'imap',
      },
    );
    expect(tokens).toHaveLength(8);
    expect(new Set(tokens).size).toBe(1);
    expect(await oidc.tokenRequests()).toBe(asked + 1);
    expect(await oidc.issued()).toContain(tokens[0]);
    expect(await findGrant(store.db, mailboxId)).toMatchObject({ state: 'ok', failures: 0, leaseUntil: null });
  });
});

/** Starts a process for each job and, when all are ready, has each ask four times at once. Gives all tokens. */
async function renewIn(
  workers: ChildProcess[],
  jobs: readonly TokenJob[],
  need: { mailboxId: number; connectionId: number; purpose: 'imap' },
): Promise<string[]> {
  const started = await Promise.all(
    jobs.map(async (job) => {
      const worker = fork(path.resolve('tests/support/token-worker.ts'), { execArgv: [] });
      workers.push(worker);
      const ready = once(worker, 'message');
      worker.send(job);
      await ready;
      return worker;
    }),
  );
  const answers = await Promise.all(
    started.map(async (worker) => {
      const answer = once(worker, 'message') as Promise<[{ tokens: string[] }]>;
      worker.send({ need, times: 4 });
      return (await answer)[0].tokens;
    }),
  );
  return answers.flat();
}
