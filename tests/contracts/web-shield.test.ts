import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureText } from '../../src/desk/failure-text.ts';
import type { App } from '../../src/api/app.ts';
import { failures } from '../../src/desk/failures.ts';
import type { Desk } from '../../src/flows/desk.ts';
import { dialects, storeFor } from '../support/stores.ts';
import {
  adminPassword,
  type Browser,
  browser,
  firstAdmin,
  type LogLines,
  signedIn,
  webDesk,
  webServer,
} from '../support/web-desk.ts';

describe.each(dialects)('secrets on %s', (dialect) => {
  const store = storeFor(dialect);
  const folder = mkdtempSync(path.join(tmpdir(), 'poststelle-web-'));
  let desk: Desk;
  let log: LogLines;
  let app: App;
  const answers: string[] = [];
  const planted = ['Gehe1m-IMAP-9f3', 'Gehe1m-SMTP-7c2', 'Gehe1m-NEU-51d', 'Gehe1m-Agent-08e', adminPassword];

  beforeAll(async () => {
    ({ desk, log } = await webDesk(store(), folder));
    app = await webServer(desk);
    app.addHook('onSend', async (_request, reply, payload) => {
      answers.push(
        JSON.stringify(reply.getHeaders()),
        typeof payload === 'string' || Buffer.isBuffer(payload) ? String(payload) : '',
      );
    });
  });
  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('planted passwords are in no answer, no log line and nowhere in the database', async () => {
    const [imap = '', smtp = '', next = '', agentPassword = ''] = planted;
    const admin = await firstAdmin(desk, app);
    const server = { host: '127.0.0.1', encryption: 'none', port: 9, username: 'u' };
    const incoming = {
      ...server,
      name: 'Ein',
      protocol: 'imap',
      password: imap,
      mailboxAddresses: ['a@example.org'],
      createContact: true,
    };
    const outgoing = { ...server, name: 'Aus', protocol: 'smtp', password: smtp, senderAddress: 'a@example.org' };
    const made = (await admin.send('POST', '/api/mailboxes', { direction: 'incoming', values: incoming })).body;
    await admin.send('POST', '/api/mailboxes', { direction: 'outgoing', values: outgoing });
    // Wrong in other fields: the problems must not repeat the value.
    await admin.send('POST', '/api/mailboxes', {
      direction: 'incoming',
      values: { ...incoming, port: 'x', name: 'Ein' },
    });
    await admin.send('POST', '/api/mailboxes', { direction: 'sideways', values: incoming });
    await admin.send('POST', '/api/mailboxes', {
      direction: 'incoming',
      values: { ...incoming, password: `${imap}\r\n` },
    });
    await admin.send('PUT', `/api/mailboxes/${made.id}`, { values: { ...incoming, password: next } });
    await admin.send('POST', '/api/mailboxes/check', {
      direction: 'incoming',
      id: made.id,
      values: { ...incoming, password: '' },
    });
    await admin.send('POST', '/api/mailboxes/check', { direction: 'incoming', values: incoming });
    const agent = { name: 'A', email: 'a@desk.example', password: agentPassword, role: 'agent', locale: 'de' };
    await admin.send('POST', '/api/agents', agent);
    await admin.send('POST', '/api/agents', { ...agent, email: 'no address' });
    await browser(app).send('POST', '/api/session', { email: agentPassword, password: agentPassword });
    await browser(app).send('POST', '/api/session', agent);
    for (const url of [
      '/api/mailboxes',
      `/api/mailboxes/${made.id}/runs`,
      '/api/agents',
      '/api/master-data',
      '/api/health',
      '/api/desk',
      '/api/openapi.json',
      '/metrics',
    ])
      expect((await admin.get(url)).status, url).toBe(200);
    // A request that ends in an unexpected error is logged with its cause.
    await admin.inject({
      method: 'POST',
      url: '/api/session',
      payload: `{"email":"a@desk.example","password":"${agentPassword}`,
      headers: { 'content-type': 'application/json' },
    });

    expect(answers.length).toBeGreaterThan(40);
    const places: Record<string, string> = {
      answers: answers.join('\n'),
      log: log.join('\n'),
      database: await everythingIn(folder),
    };
    for (const secret of planted)
      for (const [place, text] of Object.entries(places)) {
        for (const form of [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)])
          expect(text.includes(form), `${form} in ${place}`).toBe(false);
      }
    const session = decodeURIComponent(admin.cookie.split('=')[1] ?? '').split('.')[0] ?? '';
    expect(places.log).not.toContain(session);
    expect(places.database).toContain('a@example.org'); // it was really looked through
  });

  async function everythingIn(dataDir: string): Promise<string> {
    const tables =
      dialect === 'sqlite'
        ? await sql<{
            name: string;
          }>`select name from sqlite_master where type = 'table' and name not like 'entry_text%'`.execute(store().db)
        : await sql<{
            name: string;
          }>`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(
            store().db,
          );
    const rows = await Promise.all(
      tables.rows.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(store().db)),
    );
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => readFileSync(path.join(file.parentPath, file.name), 'latin1'));
    return [JSON.stringify(rows.map((result) => result.rows)), ...files].join('\n');
  }
});

describe('answers to broken and hostile requests', () => {
  const store = storeFor('sqlite');
  const folder = mkdtempSync(path.join(tmpdir(), 'poststelle-web-'));
  let desk: Desk;
  let log: LogLines;
  let app: App;
  let admin: Browser;

  beforeAll(async () => {
    ({ desk, log } = await webDesk(store(), folder));
    const page = path.join(folder, 'page');
    await mkdir(path.join(page, 'assets'), { recursive: true });
    await writeFile(path.join(page, 'index.html'), '<!doctype html><title>Poststelle</title>');
    await writeFile(path.join(page, 'assets', 'main-a1b2c3.js'), 'export {};');
    await writeFile(path.join(page, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    app = await webServer(desk, { pageFolder: page });
    admin = await firstAdmin(desk, app);
  });
  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('one shape of error, in the language asked for, else the agent’s, else the desk’s', async () => {
    expect(await errorText(admin, 'de-DE,en;q=0.5')).toBe(failures['not-found'].de);
    expect(await errorText(admin, 'en')).toBe(failures['not-found'].en);
    expect(await errorText(admin, 'fr')).toBe(failures['not-found'].en);
    await admin.send('PATCH', '/api/session', { locale: 'de' });
    expect(await errorText(admin, 'fr')).toBe(failures['not-found'].de);
    expect(await errorText(browser(app), '')).toBe(failures['not-signed-in'].en);
    const whole = (await admin.get('/api/tickets/999')).body;
    expect(whole).toEqual({ error: { code: 'not-found', params: {}, text: failures['not-found'].en } });
  });

  test.each<[string, string, string, number, string]>([
    ['cut JSON', '{"email":', 'application/json', 400, 'malformed-request'],
    ['JSON that reaches for the prototype', '{"__proto__":{"x":1}}', 'application/json', 400, 'malformed-request'],
    ['no object', '[]', 'application/json', 422, 'invalid'],
    ['no body', '', 'application/json', 422, 'invalid'],
    ['XML', '<a/>', 'application/xml', 415, 'unsupported-type'],
    ['a form', 'email=a&password=b', 'application/x-www-form-urlencoded', 415, 'unsupported-type'],
    ['nine megabytes', `{"email":"${'x'.repeat(9_000_000)}"}`, 'application/json', 413, 'too-large'],
  ])('%s', async (_what, payload, type, status, code) => {
    const answer = await browser(app).inject({
      method: 'POST',
      url: '/api/session',
      payload,
      headers: { 'content-type': type },
    });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  test.each(['/%', '/api/tickets/%zz', '/api/tickets?q=%', `/api/${'x'.repeat(20_000)}`])(
    'a broken address %#',
    async (url) => {
      const { status, text } = await browser(app).get(url);
      expect([400, 401, 404, 414]).toContain(status);
      expect(text).not.toMatch(/at .*\.(ts|js):\d/);
    },
  );

  test('unknown paths of the API are errors, everything else is the page', async () => {
    for (const url of ['/api/nothing', '/api', '/api/tickets/1/nothing', '/assets/gone.js', '/old-script.js']) {
      const answer = await browser(app).get(url);
      expect([answer.status, answer.body?.error?.code], url).toEqual([404, 'not-found']);
    }
    // No addresses at all: what is not UTF-8 once it is decoded.
    for (const url of ['/%', '/api/tickets/%ff', '/api/%zz'])
      expect(await browser(app).get(url), url).toMatchObject({
        status: 400,
        headers: { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' },
        body: { error: { code: 'malformed-request', text: failureText('en', 'malformed-request', {}) } },
      });
    for (const url of ['/', '/tickets', '/tickets/12', '/setup?token=abc.def', '/admin/mailboxes/new'])
      expect(await browser(app).get(url), url).toMatchObject({
        status: 200,
        headers: { 'cache-control': 'no-store' },
        text: expect.stringContaining('<title>Poststelle'),
      });
    expect((await browser(app).get('/assets/main-a1b2c3.js')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await browser(app).get('/icon.svg')).headers['cache-control']).toBe('public, max-age=3600');
    for (const url of [
      '/../package.json',
      '/..%2fpackage.json',
      '/assets/..%2f..%2fdesk.db',
      '/%2e%2e/desk.db',
      '//etc/passwd',
    ]) {
      const answer = await browser(app).get(url);
      expect(answer.text, url).not.toContain('SQLite');
      expect([200, 400, 403, 404]).toContain(answer.status);
    }
  });

  test('every answer carries the security headers; what the API says is not kept', async () => {
    for (const url of ['/', '/api/session', '/api/nothing', '/healthz', '/assets/main-a1b2c3.js']) {
      const { headers } = await browser(app).get(url);
      const policy = String(headers['content-security-policy']);
      expect(policy, url).toContain("script-src 'self';");
      expect(policy, url).toContain("frame-ancestors 'none'");
      expect(policy.match(/script-src[^;]*/)?.[0], url).not.toMatch(/unsafe|\*|https?:|data:/);
      expect(headers, url).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin-allow-popups',
        'strict-transport-security': 'max-age=31536000',
      });
    }
    expect((await admin.get('/api/agents')).headers['cache-control']).toBe('no-store');
  });

  test('an unexpected error says nothing of its cause; the log does', async () => {
    const broken = await webServer({
      ...desk,
      store: {
        ...desk.store,
        blobs: { ...desk.store.blobs, put: () => Promise.reject(new Error('secret path /srv/x')) },
      },
    });
    const person = browser(broken);
    person.cookie = admin.cookie;
    const answer = await person.inject({
      method: 'POST',
      url: '/api/uploads',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload: '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--b--\r\n',
    });
    expect([answer.status, answer.body]).toEqual([
      500,
      { error: { code: 'internal', params: {}, text: failures.internal.en } },
    ]);
    expect(log.join('\n')).toContain('secret path /srv/x');
    await broken.close();
  });

  test('the description names every route and its errors’ shape', async () => {
    const { paths, openapi } = (await admin.get('/api/openapi.json')).body;
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths).length).toBeGreaterThan(30);
    expect(
      paths['/api/tickets/{id}/replies'].post.requestBody.content['application/json'].schema.properties,
    ).toHaveProperty('uploadIds');
    expect(
      paths['/api/tickets/{id}'].get.responses['200'].content['application/json'].schema.properties,
    ).toHaveProperty('entries');
    for (const [route, methods] of Object.entries(paths as Record<string, Record<string, { responses: object }>>))
      for (const { responses } of Object.values(methods))
        if (route.startsWith('/api/')) expect(responses, route).toHaveProperty('default');
  });

  test('HEAD and OPTIONS do not go round the rights', async () => {
    expect((await browser(app).inject({ method: 'HEAD', url: '/api/mailboxes' })).status).toBe(401);
    expect((await browser(app).inject({ method: 'OPTIONS', url: '/api/mailboxes' })).status).toBe(404);
    const plain = await signedIn(app, admin, 'agent', 'Hedi');
    expect((await plain.inject({ method: 'HEAD', url: '/api/mailboxes' })).status).toBe(403);
    // A path written differently is another path, not another right.
    for (const url of ['/API/mailboxes', '/api//mailboxes', '/api/mailboxes/', '/%61pi/mailboxes', '/./api/mailboxes'])
      for (const who of [plain, browser(app)]) expect((await who.get(url)).text, url).not.toContain('"rows"');
  });
});

const errorText = async (who: Browser, language: string) =>
  (await who.inject({ url: '/api/tickets/999', headers: { 'accept-language': language } })).body.error.text as string;
