import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { Failure } from '../../src/lib/failure.ts';
import { saveCertificate } from '../../src/store/certificates.ts';
import { showProcess } from '../../src/store/processes.ts';
import { beginRun, failRun } from '../../src/store/runs.ts';
import { lookedThroughRuns } from '../../src/store/system-facts.ts';
import { transact } from '../../src/store/transact.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, codes, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

const dayMs = 86_400_000;
const incoming = {
  name: 'Support',
  protocol: 'imap',
  host: 'mail.example.org',
  encryption: 'tls',
  port: 993,
  username: 'max',
  password: 'planted-password',
  mailboxAddresses: ['support@example.org'],
  createContact: true,
};

describe.each(dialects)('the system page over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  let mailboxId = 0;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
    const made = await admin.send('POST', '/api/mailboxes', { direction: 'incoming', values: incoming });
    mailboxId = made.body.id;
    await works();
  });
  afterAll(() => app?.close());

  const now = () => desk().desk.clock().getTime();
  const system = async () => (await admin.get('/api/system')).body;
  const keys = async () => (await system()).findings.map(({ key }: { key: string }) => key);
  const works = () =>
    transact(desk().desk.store, (trx) =>
      showProcess(trx, {
        id: 'p1',
        host: 'rechner',
        pid: 7,
        roles: ['web', 'worker'],
        version: '1.2.3',
        node: 'v24.0.0',
        startedAt: now() - dayMs,
        seenAt: now(),
        memory: 1000,
      }),
    );

  test('sizes, versions, processes and queues, for administrators only', async () => {
    const { storage, versions, processes, queues, switches, mailboxes } = await system();
    expect(storage).toMatchObject({ blobs: { bytes: expect.any(Number) }, folder: desk().desk.dataDir });
    expect(storage.database).toBeGreaterThan(10_000);
    expect(storage.total).toBeGreaterThan(storage.free);
    expect(versions).toEqual({
      product: '1.2.3',
      node: process.versions.node,
      database: expect.stringMatching(dialect === 'sqlite' ? /^SQLite \d/ : /^PostgreSQL \d/),
      schema: expect.stringMatching(/^\d{4}-/),
    });
    expect(processes).toMatchObject([{ host: 'rechner', pid: 7, roles: ['web', 'worker'], silent: false }]);
    expect(queues.inbound.received).toBe(0);
    expect(switches).toEqual({ fetchStopped: false, noMailForOwnAction: true, openCircuits: 0 });
    // The sandbox has no server whose health could be looked at.
    expect(mailboxes).toMatchObject([
      { id: mailboxId, name: 'Support', state: 'waiting', certificate: null, backlog: 0 },
    ]);
    const dispatcher = await signedIn(app, admin, 'dispatcher', 'Dora');
    expect(codes(await dispatcher.get('/api/system'))).toEqual([403, 'not-allowed']);
  });

  test('nobody can answer without an outgoing mailbox', async () => {
    const { findings } = await system();
    expect(findings.find(({ key }: { key: string }) => key === 'noOutgoing')).toMatchObject({
      level: 'warning',
      to: '/admin/mailboxes/new',
      text: expect.stringContaining('sending'),
    });
    await admin.send('POST', '/api/mailboxes', {
      direction: 'outgoing',
      values: {
        name: 'Versand',
        protocol: 'smtp',
        host: 'mail.example.org',
        encryption: 'tls',
        port: 465,
        username: 'max',
        password: 'planted-password',
        senderAddress: 'support@example.org',
      },
    });
    expect(await keys()).not.toContain('noOutgoing');
  });

  test('a certificate that ends soon is told of, on the dot too, until the mailbox goes elsewhere', async () => {
    const certificate = (days: number) => ({
      host: 'mail.example.org',
      subject: 'mail.example.org',
      issuer: 'Eine CA',
      validTo: new Date(now() + days * dayMs).toISOString(),
      fingerprint: 'AA',
      seenAt: now(),
    });
    const shows = (days: number) =>
      transact(desk().desk.store, (trx) => saveCertificate(trx, mailboxId, certificate(days)));
    await shows(31);
    expect(await keys()).not.toContain('certificateExpires');
    await shows(14);
    const { findings, mailboxes, state } = await system();
    expect(state).toBe('warning');
    expect(findings).toContainEqual({
      key: 'certificateExpires',
      level: 'warning',
      text: 'The certificate of the server of “Support” expires in 14 days. After that the connection is refused.',
      action: expect.any(String),
      to: `/admin/mailboxes/${mailboxId}`,
    });
    expect(mailboxes.find(({ id }: { id: number }) => id === mailboxId).certificate).toMatchObject({
      issuer: 'Eine CA',
      expires: { days: 14 },
    });
    await shows(3);
    expect((await admin.get('/api/health')).body).toMatchObject({
      state: 'error',
      findings: [{ key: 'certificateExpires', level: 'error' }],
    });
    await admin.send('PUT', `/api/mailboxes/${mailboxId}`, { values: { ...incoming, name: 'Support', port: 994 } });
    expect((await admin.get('/api/health')).body).toMatchObject({ state: 'ok', findings: [] });
  });

  test('client secrets, stop switches, failures and late mailboxes, each with what helps', async () => {
    await admin.send('POST', '/api/oauth/connections', {
      values: {
        name: 'M365',
        provider: 'google',
        clientId: 'id',
        clientSecret: 'planted-secret',
        secretExpiresOn: new Date(now() + 2 * dayMs).toISOString().slice(0, 10),
      },
    });
    const settings = (await admin.get('/api/desk')).body;
    await admin.send('PUT', '/api/desk', { ...settings, fetchStopped: true });
    expect(await keys()).toEqual(['secretExpires', 'fetchStopped']);
    await admin.send('PUT', '/api/desk', { ...settings, fetchStopped: false });
    const { store } = desk().desk;
    await store.db.updateTable('mailbox').set({ next_run_at: now() }).where('id', '=', mailboxId).execute();
    desk().later(25 * 60_000);
    await works();
    expect(await keys()).toContain('mailboxOverdue');
    await transact(store, async (trx) => {
      await beginRun(trx, mailboxId, now());
      await failRun(
        trx,
        mailboxId,
        new Failure('connection-refused', { params: { host: 'h', port: 1 } }),
        now(),
        now(),
      );
    });
    const { findings, failures, mailboxes } = await system();
    expect(findings[0]).toMatchObject({ key: 'mailboxError', level: 'error', to: `/admin/mailboxes/${mailboxId}` });
    // Among the latest runs: of one so long ago nobody asks, and looking for it would take seconds.
    const last = await store.db.selectFrom('run').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
    const old = { ...last, id: last.id - lookedThroughRuns, number: -1 };
    await store.db.insertInto('run').values(old).execute();
    expect((await system()).failures).toEqual(failures);
    expect(failures).toMatchObject([{ kind: 'run', mailboxName: 'Support', text: expect.stringContaining('h') }]);
    expect(mailboxes.find(({ id }: { id: number }) => id === mailboxId)).toMatchObject({ state: 'error' });
    desk().later(4 * 60_000);
    expect(await keys()).toContain('noWorker');
    const answer = (await admin.get('/api/system')).text;
    expect(answer).not.toContain('planted');
  });

  test('mails that wait, with the mailbox they wait for', async () => {
    const { id } = await desk().arrives({ subject: 'Eine Frage' });
    const waits = { state: 'received' as const, fetched_at: now() - 20 * 60_000, mailbox_id: mailboxId };
    await desk().desk.store.db.updateTable('inbound').set(waits).where('id', '=', id).execute();
    const { findings, queues, mailboxes } = await system();
    expect(findings).toContainEqual(
      expect.objectContaining({ key: 'inboundWaiting', text: expect.stringContaining('20 minutes') }),
    );
    expect(queues).toMatchObject({
      inbound: { received: 1 },
      inboundSince: new Date(now() - 20 * 60_000).toISOString(),
    });
    expect(mailboxes.find((row: { id: number }) => row.id === mailboxId).backlog).toBe(1);
  });
});
