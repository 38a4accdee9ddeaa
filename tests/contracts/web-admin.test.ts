import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { Failure } from '../../src/lib/failure.ts';
import { beginRun, endRun, failRun } from '../../src/store/runs.ts';
import { transact } from '../../src/store/transact.ts';
import { covers } from '../support/covers.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import {
  type Answer,
  type Browser,
  browser,
  codes,
  firstAdmin,
  signedIn,
  upload,
  webServer,
} from '../support/web-desk.ts';

const incoming = {
  name: 'Support',
  protocol: 'imap',
  host: 'mail.example.org',
  encryption: 'tls',
  port: 993,
  username: 'firma\\max',
  password: 'geheim-eins',
  mailboxAddresses: ['support@example.org'],
  createContact: true,
};
const outgoing = {
  name: 'Versand',
  protocol: 'smtp',
  host: 'mail.example.org',
  encryption: 'starttls',
  port: 587,
  username: 'max',
  password: 'geheim-zwei',
  senderName: 'Firma Support',
  senderAddress: 'support@example.org',
};

const inList = (answer: Answer, id: number) => answer.body.rows.find((row: { id: number }) => row.id === id);

describe.each(dialects)('administration over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  let listening = new Set<number>();

  beforeAll(async () => {
    app = await webServer(desk().desk, { listening: () => listening });
    admin = await firstAdmin(desk().desk, app);
  });
  afterAll(() => app?.close());

  test('teams: made, named once, members checked, deleted only if nothing needs them', async () => {
    const agent = await signedIn(app, admin, 'agent', 'Alma');
    const made = await admin.send('POST', '/api/teams', { name: ' Technik ', memberIds: [agent.id, agent.id] });
    expect([made.status, made.body]).toEqual([
      201,
      { id: made.body.id, name: 'Technik', parentId: null, memberIds: [agent.id], readerIds: [], active: true },
    ]);
    expect((await admin.send('POST', '/api/teams', { name: 'technik', memberIds: [] })).body.error.problems).toEqual([
      { field: 'name', problem: 'taken' },
    ]);
    expect((await admin.send('POST', '/api/teams', { name: 'Neu', memberIds: [9999] })).body.error.problems).toEqual([
      { field: 'memberIds', problem: 'gone' },
    ]);
    const changed = await admin.send('PUT', `/api/teams/${made.body.id}`, { name: 'Technik Nord', memberIds: [] });
    expect(changed.body).toMatchObject({ name: 'Technik Nord', memberIds: [] });
    expect(codes(await admin.send('PUT', '/api/teams/9999', { name: 'X', memberIds: [] }))).toEqual([404, 'not-found']);

    const mail = await desk().arrives({ subject: 'Für die Technik' });
    await admin.send('PATCH', `/api/tickets/${mail.ticketId}`, { teamId: made.body.id });
    expect(codes(await admin.send('DELETE', `/api/teams/${made.body.id}`))).toEqual([409, 'in-use']);
    const spare = await admin.send('POST', '/api/teams', { name: 'Übrig', memberIds: [agent.id] });
    expect((await admin.send('DELETE', `/api/teams/${spare.body.id}`)).status).toBe(204);
    expect(codes(await admin.send('DELETE', `/api/teams/${spare.body.id}`))).toEqual([404, 'not-found']);
    const { teams, statuses, priorities, agents, outgoing: identities } = (await agent.get('/api/master-data')).body;
    expect(teams.map((team: { name: string }) => team.name)).toEqual(['Technik Nord']);
    expect(statuses.map((status: { group: string }) => status.group)).toEqual([
      'inquiry',
      'open',
      'working',
      'waiting',
      'done',
      'locked',
    ]);
    expect(priorities.filter((priority: { isDefault: boolean }) => priority.isDefault)).toMatchObject([
      { names: { de: 'Normal', en: 'Normal' } },
    ]);
    expect(agents.map((row: { name: string }) => row.name)).toEqual(['Ada Admin', 'Alma']);
    expect(identities).toMatchObject([
      { address: 'support@sandbox.example', senderName: expect.stringContaining('Support') },
    ]);
  });

  test('settings of the desk are checked and kept', async () => {
    const before = (await admin.get('/api/desk')).body;
    expect(before).toEqual({
      name: 'Poststelle',
      locale: 'en',
      ticketKeyword: 'TicketID',
      ticketPrefix: '[',
      ticketSuffix: ']',
      moreKeywords: [],
      reopenDays: 14,
      strangers: 'append',
      ticketsPer: 'desk',
      freemailDomains: expect.arrayContaining(['gmx.de', 'gmail.com']),
      keepSourceDays: null,
      fetchStopped: false,
      undoSeconds: 10,
      timeZone: 'Europe/Berlin',
      auditDays: 365,
      auditAddresses: true,
    });
    const wanted = {
      name: 'Stadtwerke',
      locale: 'de',
      ticketKeyword: 'Vorgang',
      ticketPrefix: '(',
      ticketSuffix: ')',
      moreKeywords: ['TicketID', 'Case'],
      reopenDays: 30,
      strangers: 'newTicket',
      ticketsPer: 'mailbox',
      freemailDomains: ['gmx.example'],
      keepSourceDays: 365,
      fetchStopped: true,
      undoSeconds: 0,
      timeZone: 'Europe/Vienna',
      auditDays: null,
      auditAddresses: false,
    };
    expect((await admin.send('PUT', '/api/desk', { ...wanted, freemailDomains: [' GMX.example'] })).body).toEqual(
      wanted,
    );
    expect((await admin.get('/api/desk')).body).toEqual(wanted);
    const { name, locale, ticketKeyword, fetchStopped, undoSeconds } = wanted;
    const few = { name, locale, ticketKeyword, fetchStopped, undoSeconds };
    expect((await admin.send('PUT', '/api/desk', few)).body).toEqual(wanted);
    expect((await browser(app).get('/api/session')).body.desk).toMatchObject({ name: 'Stadtwerke', locale: 'de' });
    const bad = await admin.send('PUT', '/api/desk', { ...wanted, ticketKeyword: 'a]b', undoSeconds: 61 });
    expect(bad.body.error.problems.map((problem: { field: string }) => problem.field)).toEqual([
      'ticketKeyword',
      'undoSeconds',
    ]);
    expect((await admin.get('/api/health')).body).toMatchObject({ state: 'warning', fetchStopped: true });
    await admin.send('PUT', '/api/desk', before);
  });

  test('a password that Latin-1 cannot hold is refused at its field, typed or stored', async () => {
    const values = { ...incoming, name: 'Altes System', password: '5 €', credentialCharset: 'latin1' };
    const typed = await admin.send('POST', '/api/mailboxes', { direction: 'incoming', values });
    expect(typed.body.error.problems).toEqual([{ field: 'password', problem: 'not-latin1' }]);
    const made = await admin.send('POST', '/api/mailboxes', {
      direction: 'incoming',
      values: { ...values, credentialCharset: 'utf8' },
    });
    expect(made.status, made.text).toBe(201);
    const change = (more: object) =>
      admin.send('PUT', `/api/mailboxes/${made.body.id}`, { values: { ...made.body.values, ...more } });
    expect((await change({ credentialCharset: 'latin1' })).body.error.problems).toEqual(typed.body.error.problems);
    expect((await change({ credentialCharset: 'latin1', password: 'größer' })).status).toBe(200);
    expect((await admin.send('DELETE', `/api/mailboxes/${made.body.id}`)).status).toBe(204);
  });

  test('mailboxes are created, changed with or without their secret, paused, deleted', async () => {
    covers('incoming.name', 'outgoing.name', 'incoming.password', 'incoming.host');
    const out = await admin.send('POST', '/api/mailboxes', { direction: 'outgoing', values: outgoing });
    expect(out.status, out.text).toBe(201);
    const made = await admin.send('POST', '/api/mailboxes', {
      direction: 'incoming',
      values: { ...incoming, replyVia: out.body.id },
    });
    expect(made.status, made.text).toBe(201);
    const { id } = made.body;
    expect(made.body).toMatchObject({
      direction: 'incoming',
      protocol: 'imap',
      name: 'Support',
      address: 'support@example.org',
      state: 'new',
      listening: false,
      lastRunAt: null,
      lastError: null,
      importedToday: 0,
      secretsSet: ['password'],
    });
    expect(made.body.perDay).toHaveLength(14);
    expect(made.body.values).toMatchObject({
      username: 'firma\\max',
      password: '',
      maxAgeDays: 14,
      intervalMinutes: 5,
    });
    expect(out.body).toMatchObject({ state: 'ok', address: 'support@example.org' });

    expect(
      (await admin.send('POST', '/api/mailboxes', { direction: 'incoming', values: { ...incoming, name: ' SUPPORT' } }))
        .body.error,
    ).toMatchObject({
      code: 'invalid',
      problems: [{ field: 'name', problem: 'name-taken' }],
    });
    const bad = await admin.send('POST', '/api/mailboxes', {
      direction: 'incoming',
      values: { name: '', port: 70000, host: 'https://x' },
    });
    expect(bad.body.error.problems.map((problem: { field: string }) => problem.field).toSorted()).toEqual([
      'fallbackContact',
      'host',
      'mailboxAddresses',
      'name',
      'port',
      'username',
    ]);

    const changed = await admin.send('PUT', `/api/mailboxes/${id}`, {
      values: { ...made.body.values, intervalMinutes: 7 },
    });
    expect(changed.body).toMatchObject({ values: { intervalMinutes: 7, password: '' }, secretsSet: ['password'] });
    expect((await admin.send('PUT', `/api/mailboxes/${id}/pause`, { paused: true })).body.state).toBe('paused');
    expect((await admin.send('PUT', `/api/mailboxes/${id}/pause`, { paused: false })).body.state).toBe('new');
    expect((await admin.send('POST', `/api/mailboxes/${id}/runs`)).status).toBe(202);
    const leaving = `/api/mailboxes/${out.body.id}`;
    expect(codes(await admin.send('DELETE', leaving))).toEqual([409, 'mailbox-in-use']);
    const another = await admin.send('POST', '/api/mailboxes', {
      direction: 'outgoing',
      values: { ...out.body.values, name: 'Anderer Versand' },
    });
    for (const wrong of [id, out.body.id, desk().outgoingId, 987654]) {
      const refused = await admin.send('DELETE', `${leaving}?replacement=${wrong}`);
      expect(refused.body.error).toMatchObject({
        code: 'invalid',
        problems: [{ field: 'replacement', problem: 'gone' }],
      });
    }
    expect((await admin.send('DELETE', `${leaving}?replacement=${another.body.id}`)).status).toBe(204);
    expect(inList(await admin.get('/api/mailboxes'), id)?.values).toMatchObject({
      replyVia: another.body.id,
      intervalMinutes: 7,
      host: made.body.values.host,
    });
    const lines = (await admin.get('/api/audit?kind=mailbox&limit=2')).body.rows;
    expect(lines.map(({ subject, act }: { subject: string; act: string }) => [subject, act])).toEqual([
      [out.body.name, 'deleted'],
      [made.body.name, 'changed'],
    ]);
    expect((await admin.send('DELETE', `/api/mailboxes/${id}`)).status).toBe(204);
    expect((await admin.send('DELETE', `/api/mailboxes/${another.body.id}`)).status).toBe(204);
    expect(codes(await admin.send('PUT', `/api/mailboxes/${id}`, { values: incoming }))).toEqual([404, 'not-found']);
    expect((await admin.send('PUT', `/api/mailboxes/${desk().incomingId}`, { values: {} })).body.error.code).toBe(
      'sandbox-fixed',
    );
  });

  test('state, runs and numbers of a mailbox follow what happens, in the language asked for', async () => {
    const { store, clock } = desk().desk;
    const id = (
      await admin.send('POST', '/api/mailboxes', { direction: 'incoming', values: { ...incoming, name: 'Läufe' } })
    ).body.id as number;
    const now = clock().getTime();
    const number = await transact(store, (trx) => beginRun(trx, id, now));
    expect(inList(await admin.get('/api/mailboxes'), id)).toMatchObject({
      state: 'running',
      lastRunAt: clock().toISOString(),
    });
    await transact(store, (trx) =>
      endRun(trx, id, number, { listed: 9, imported: 3, skippedOld: 5, skippedLarge: 1 }, now + 500, now + 300_000),
    );
    expect(inList(await admin.get('/api/mailboxes'), id)).toMatchObject({
      state: 'ok',
      nextRunAt: new Date(now + 300_000).toISOString(),
    });
    await transact(store, (trx) => beginRun(trx, id, now + 1000));
    const failure = new Failure('sign-in-refused', { serverReply: 'a1 NO [AUTHENTICATIONFAILED] Nope.' });
    await transact(store, (trx) => failRun(trx, id, failure, now + 2000, now + 60_000));
    listening = new Set([id]);
    const english = inList(await admin.get('/api/mailboxes'), id);
    expect(english).toMatchObject({
      state: 'error',
      listening: true,
      lastError: { code: 'sign-in-refused', serverReply: 'a1 NO [AUTHENTICATIONFAILED] Nope.', failures: 1 },
    });
    const german = await admin.inject({ url: '/api/mailboxes', headers: { 'accept-language': 'de' } });
    expect(inList(german, id).lastError.text).not.toBe(english.lastError.text);
    const runs = (await admin.get(`/api/mailboxes/${id}/runs`)).body.rows;
    expect(runs).toMatchObject([
      { number: 2, error: { code: 'sign-in-refused' } },
      {
        number: 1,
        listed: 9,
        imported: 3,
        skippedOld: 5,
        skippedLarge: 1,
        error: null,
        endedAt: new Date(now + 500).toISOString(),
      },
    ]);
    const health = (await admin.get('/api/health')).body;
    expect(health).toMatchObject({
      state: 'error',
      mailboxesInError: [{ id, name: 'Läufe', text: english.lastError.text }],
      storage: null,
    });
    await admin.send('DELETE', `/api/mailboxes/${id}`);
    expect((await admin.get('/api/health')).body.state).toBe('ok');
  });

  test('what was filed is counted for the day', async () => {
    await desk().arrives({ subject: 'Zählt' });
    const sandbox = inList(await admin.get('/api/mailboxes'), desk().incomingId);
    const filed = (await admin.get(`/api/inbound?mailboxId=${desk().incomingId}&limit=200`)).body.rows.length;
    expect(sandbox.importedToday).toBe(filed);
    expect(sandbox.perDay.at(-1)).toBe(filed);
    desk().later(24 * 3600_000);
    const tomorrow = inList(await admin.get('/api/mailboxes'), desk().incomingId);
    expect([tomorrow.importedToday, tomorrow.perDay.at(-2)]).toEqual([0, filed]);
    desk().later(-24 * 3600_000);
  });

  test('a test of the form comes line by line and names what failed', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    const values = { ...incoming, host: '127.0.0.1', port };
    const answer = await admin.send('POST', '/api/mailboxes/check', { direction: 'incoming', values });
    expect(answer.headers['content-type']).toContain('application/x-ndjson');
    const lines = answer.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-1)).toEqual({ end: true, ok: false });
    expect(lines.some((line) => line.step === 'connect' && line.state === 'running')).toBe(true);
    expect(lines.find((line) => line.state === 'failed')).toMatchObject({
      step: 'connect',
      failure: { code: 'connection-refused' },
    });
    expect(answer.text).not.toContain('geheim-eins');
    const bad = await admin.send('POST', '/api/mailboxes/check', {
      direction: 'incoming',
      values: { ...values, port: 0 },
    });
    expect(JSON.parse(bad.text.trim())).toMatchObject({
      end: true,
      ok: false,
      failure: { code: 'invalid' },
      problems: [{ field: 'port' }],
    });
  });

  test('hanging up cancels the test at once', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as { port: number };
    const ended = new Promise<number>((resolve) => {
      silent.once('connection', (socket) => {
        const begun = Date.now();
        socket.on('error', () => undefined);
        socket.resume();
        socket.once('close', () => resolve(Date.now() - begun));
      });
    });
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const hangUp = new AbortController();
    const body = JSON.stringify({
      direction: 'incoming',
      values: { ...incoming, host: '127.0.0.1', port, encryption: 'none' },
    });
    const response = await fetch(`${address}/api/mailboxes/check`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', cookie: admin.cookie },
      signal: hangUp.signal,
    });
    const first = await response.body?.getReader().read();
    expect(Buffer.from(first?.value ?? []).toString()).toContain('"resolve"');
    setTimeout(() => hangUp.abort(), 300);
    expect(await ended).toBeLessThan(5000);
    silent.close();
  });

  test('the sandbox: dropped files and mails written as a customer arrive; its outbox is read; closed it takes nothing', async () => {
    expect((await admin.get('/api/sandbox')).body).toEqual({
      open: true,
      incomingId: desk().incomingId,
      outgoingId: desk().outgoingId,
      address: 'support@sandbox.example',
    });
    const eml = Buffer.from(
      'From: kunde@firma.example\r\nTo: support@sandbox.example\r\nSubject: Abgeworfen\r\n\r\nHallo\r\n',
    );
    const dropped = await upload(admin, '/api/sandbox/files', [
      { name: 'a.eml', type: 'message/rfc822', content: eml },
      { name: 'b.eml', type: 'message/rfc822', content: Buffer.from(eml.toString().replace('Abgeworfen', 'Zweite')) },
    ]);
    expect([dropped.status, dropped.body]).toEqual([202, { dropped: 2 }]);
    const written = await admin.send('POST', '/api/sandbox/mails', {
      from: { name: 'Karl', addr: 'karl@firma.example' },
      subject: 'Geschrieben',
      text: 'Hallo',
    });
    expect(written.status, written.text).toBe(202);
    await desk().fetch();
    const { rows } = (await admin.get('/api/inbound?limit=3')).body;
    expect(rows.map((row: { subject: string }) => row.subject).toSorted()).toEqual([
      'Abgeworfen',
      'Geschrieben',
      'Zweite',
    ]);
    expect(rows[0]).toMatchObject({
      state: 'filed',
      mailboxName: expect.stringContaining('Posteingang'),
      ticketReference: expect.stringMatching(/^\d+[A-Z]{3}$/),
      reason: null,
    });
    expect(rows[0].trace.length).toBeGreaterThan(0);
    const source = await admin.get(`/api/inbound/${rows[0].id}/source`);
    expect([source.status, source.headers['content-type']]).toEqual([200, 'application/octet-stream']);
    expect((await admin.get('/api/inbound?state=failed')).body.rows).toEqual([]);
    expect(codes(await admin.send('POST', `/api/inbound/${rows[0].id}/retry`))).toEqual([409, 'not-in-this-state']);
    expect(codes(await admin.get('/api/inbound/999999/source'))).toEqual([404, 'not-found']);
    expect((await admin.get('/api/sandbox/outbox')).body).toEqual({ rows: [], next: null });
    expect((await admin.send('DELETE', '/api/sandbox')).status).toBe(204);
    expect((await admin.get('/api/sandbox')).body.open).toBe(false);
    expect(
      (await upload(admin, '/api/sandbox/files', [{ name: 'a.eml', type: 'message/rfc822', content: eml }])).body.error
        .code,
    ).toBe('sandbox-closed');
    const off = await webServer(desk().desk, { sandbox: false });
    const there = browser(off);
    there.cookie = admin.cookie;
    expect(codes(await there.send('POST', '/api/sandbox', { locale: 'de' }))).toEqual([403, 'sandbox-off']);
    await off.close();
  });

  test('numbers for Prometheus, from this machine only', async () => {
    const metrics = await browser(app).get('/metrics');
    expect(metrics.status).toBe(200);
    expect(metrics.text).toMatch(/^poststelle_inbound_mails\{state="failed"\} 0$/m);
    expect(metrics.text).toMatch(/^poststelle_open_tickets\{group="inquiry"\} [1-9]/m);
    expect(metrics.text).toContain('process_cpu_seconds_total');
    expect((await app.inject({ url: '/metrics', remoteAddress: '192.0.2.1' })).statusCode).toBe(404);
    expect((await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '127.0.0.1' } })).statusCode).toBe(404);
    const open = await webServer(desk().desk, { metricsNetworks: ['192.0.2.0/24'] });
    expect((await open.inject({ url: '/metrics', remoteAddress: '192.0.2.1' })).statusCode).toBe(200);
    await open.close();
  });

  test('healthz needs no sign-in and tells nothing but whether the desk can work', async () => {
    const answer = await browser(app).get('/healthz');
    expect([answer.status, answer.body]).toEqual([200, { ok: true }]);
    // More room is needed than any disk has: nothing could be taken in.
    const full = await webServer({ ...desk().desk, maxMailBytes: Number.MAX_SAFE_INTEGER });
    const ill = await browser(full).get('/healthz');
    expect([ill.status, ill.body]).toEqual([503, { ok: false }]);
    const person = browser(full);
    person.cookie = admin.cookie;
    expect((await person.get('/api/health')).body).toMatchObject({ state: 'error', storage: { code: 'disk-full' } });
    await full.close();
  });
});
