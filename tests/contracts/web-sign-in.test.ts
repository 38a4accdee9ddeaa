import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { makeSetupLink } from '../../src/api/setup-link.ts';
import { allowTry, tryKeys } from '../../src/api/throttle.ts';
import type { Desk } from '../../src/flows/desk.ts';
import { dialects, storeFor } from '../support/stores.ts';
import { adminPassword, browser, type Browser, publicUrl, signedIn, webDesk, webServer } from '../support/web-desk.ts';

describe.each(dialects)('sign-in on %s', (dialect) => {
  const store = storeFor(dialect);
  const folder = mkdtempSync(path.join(tmpdir(), 'poststelle-web-'));
  let desk: Desk;
  let app: App;
  let admin: Browser;
  let time: { now: number };

  beforeAll(async () => {
    ({ desk, time } = await webDesk(store(), folder));
    app = await webServer(desk);
  });
  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a new desk asks for its set-up; a wrong token does nothing; two at once make one administrator', async () => {
    const guest = browser(app);
    expect((await guest.get('/api/session')).body).toEqual({
      agent: null,
      desk: { name: 'Poststelle', locale: 'de', needsSetup: true, version: '1.2.3' },
    });
    const first = new URL((await makeSetupLink(desk, `${publicUrl}/`)) ?? '');
    const second = new URL((await makeSetupLink(desk, publicUrl)) ?? '');
    expect(second.href).toMatch(/^https:\/\/desk\.example\.org\/setup\?token=[\w-]{32}$/);
    const form = { name: 'Ada', email: 'ada@desk.example', password: adminPassword, locale: 'de' };
    const old = await guest.send('POST', '/api/setup', { ...form, token: first.searchParams.get('token') });
    expect([old.status, old.body.error.code]).toEqual([403, 'setup-link-wrong']);
    expect((await guest.get('/api/session')).body.desk.needsSetup).toBe(true);

    const token = second.searchParams.get('token');
    const rivals = [browser(app), browser(app), browser(app)];
    const answers = await Promise.all(
      rivals.map((rival, index) =>
        rival.send('POST', '/api/setup', { ...form, email: `ada${index}@desk.example`, token }),
      ),
    );
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 403, 403]);
    const winner = answers.findIndex((answer) => answer.status === 200);
    admin = rivals[winner] as Browser;
    expect((await admin.get('/api/agents')).body.rows).toHaveLength(1);
    const session = (await admin.get('/api/session')).body;
    expect(session.agent).toEqual({
      id: 1,
      name: 'Ada',
      email: `ada${winner}@desk.example`,
      role: 'admin',
      locale: 'de',
      active: true,
      teamIds: [],
    });
    expect(session.desk).toMatchObject({ locale: 'de', needsSetup: false });
    expect(await makeSetupLink(desk, publicUrl)).toBeNull();
    const late = await guest.send('POST', '/api/setup', { ...form, token });
    expect(late.status).toBe(403);
  });

  test('the cookie is unreadable for scripts, only sent to us and only over TLS', async () => {
    const raw = await app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email: (await admin.get('/api/session')).body.agent.email.toUpperCase(), password: adminPassword },
    });
    expect(raw.statusCode).toBe(200);
    const [cookie = ''] = [raw.headers['set-cookie'] ?? ''].flat();
    expect(cookie).toMatch(/^__Secure-poststelle\.session_token=/);
    for (const attribute of [/; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i, /; Path=\//i, /; Max-Age=\d+/i])
      expect(cookie).toMatch(attribute);
  });

  test('on a plain address the cookie is not Secure, or nobody could sign in', async () => {
    const plain = await webServer(desk, { publicUrl: 'http://127.0.0.1:8250' });
    const email = (await admin.get('/api/session')).body.agent.email;
    const raw = await plain.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email, password: adminPassword },
    });
    expect(raw.statusCode).toBe(200);
    expect(String(raw.headers['set-cookie'])).not.toMatch(/Secure/);
    await plain.close();
  });

  test('a forged or cut cookie signs nobody in', async () => {
    const [name, value = ''] = admin.cookie.split('=');
    const token = decodeURIComponent(value);
    for (const forged of [token.split('.')[0], `${token.slice(0, -4)}AAA=`, `x${token}`, '', '.', '%']) {
      const answer = await app.inject({
        url: '/api/agents',
        headers: { cookie: `${name}=${encodeURIComponent(forged ?? '')}` },
      });
      expect(answer.statusCode, forged).toBe(401);
    }
  });

  test('signing out ends the session on the server, not only in the browser', async () => {
    const person = await signedIn(app, admin, 'agent', 'Otto');
    const kept = person.cookie;
    expect((await person.send('DELETE', '/api/session')).status).toBe(204);
    expect(person.cookie).toBe('');
    person.cookie = kept;
    expect((await person.get('/api/agents')).status).toBe(401);
  });

  test('a session whose time is over signs nobody in and is forgotten', async () => {
    const person = await signedIn(app, admin, 'agent', 'Nora');
    const sessions = async () => {
      const { rows } = await sql<{
        n: number;
      }>`select count(*) as n from auth_session where "userId" = (select user_id from agent where id = ${person.id})`.execute(
        store().db,
      );
      return Number(rows[0]?.n);
    };
    await sql`update auth_session set "expiresAt" = '2020-01-01T00:00:00.000Z' where "userId" = (select user_id from agent where id = ${person.id})`.execute(
      store().db,
    );
    const cookie = person.cookie;
    expect(await sessions()).toBe(1);
    await browser(app).send('POST', '/api/session', { email: 'otto@desk.example', password: 'password of Otto' });
    expect(await sessions()).toBe(0);
    person.cookie = cookie;
    expect((await person.get('/api/agents')).status).toBe(401);
  });

  test('own settings, own password; a new password ends the other sessions', async () => {
    const person = await signedIn(app, admin, 'agent', 'Petra');
    const elsewhere = browser(app);
    await elsewhere.send('POST', '/api/session', { email: 'petra@desk.example', password: 'password of Petra' });
    expect((await person.send('PATCH', '/api/session', { locale: 'de', name: 'Petra P.' })).body.agent).toMatchObject({
      locale: 'de',
      name: 'Petra P.',
      role: 'agent',
    });
    const grab = await person.send('PATCH', '/api/session', { role: 'admin' });
    expect(grab.body.agent.role).toBe('agent');
    const wrong = await person.send('PUT', '/api/session/password', { current: 'nonsense', next: 'a new password' });
    expect([wrong.status, wrong.body.error.code]).toEqual([422, 'password-wrong']);
    const short = await person.send('PUT', '/api/session/password', { current: 'password of Petra', next: 'short' });
    expect(short.body.error.problems).toEqual([{ field: 'next', problem: 'too-short', params: { limit: 10 } }]);
    expect(
      (await person.send('PUT', '/api/session/password', { current: 'password of Petra', next: 'a new password' }))
        .status,
    ).toBe(204);
    expect((await person.get('/api/agents')).status).toBe(200);
    expect((await elsewhere.get('/api/agents')).status).toBe(401);
    const again = browser(app);
    expect(
      (await again.send('POST', '/api/session', { email: 'petra@desk.example', password: 'password of Petra' })).status,
    ).toBe(401);
    expect(
      (await again.send('POST', '/api/session', { email: 'petra@desk.example', password: 'a new password' })).status,
    ).toBe(200);
  });

  test('a switched-off agent is out at once and does not come back in; the last administrator stays', async () => {
    const person = await signedIn(app, admin, 'dispatcher', 'Quirin');
    expect((await admin.send('PATCH', `/api/agents/${person.id}`, { active: false })).body.active).toBe(false);
    expect((await person.get('/api/agents')).status).toBe(401);
    expect(
      (
        await browser(app).send('POST', '/api/session', {
          email: 'quirin@desk.example',
          password: 'password of Quirin',
        })
      ).body.error.code,
    ).toBe('sign-in-wrong');
    await admin.send('PATCH', `/api/agents/${person.id}`, { active: true });
    expect(
      (
        await browser(app).send('POST', '/api/session', {
          email: 'quirin@desk.example',
          password: 'password of Quirin',
        })
      ).status,
    ).toBe(200);

    for (const patch of [{ role: 'agent' }, { active: false }])
      expect((await admin.send('PATCH', '/api/agents/1', patch)).body.error.code).toBe('last-admin');
    expect((await admin.get('/api/session')).body.agent.role).toBe('admin');
  });

  test('two administrators who demote one another at the same time leave one', async () => {
    const other = await signedIn(app, admin, 'admin', 'Rosa');
    const answers = await Promise.all([
      admin.send('PATCH', `/api/agents/${other.id}`, { role: 'agent' }),
      other.send('PATCH', '/api/agents/1', { role: 'agent' }),
    ]);
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    const [left] = (await (statuses[0] === 200 ? admin : other).get('/api/agents')).body.rows.filter(
      (agent: { role: string }) => agent.role === 'admin',
    );
    expect(left).toBeDefined();
    // For the tests after this one the first stays administrator.
    if (statuses[0] !== 200) expect((await other.send('PATCH', '/api/agents/1', { role: 'admin' })).status).toBe(200);
  });

  test('guessing an account is stopped for a while; its owner and open sessions are not', async () => {
    const victim = await signedIn(app, admin, 'agent', 'Sven');
    const tries = async (email: string, count: number, ip = '10.1.1.1') => {
      const codes: string[] = [];
      for (let i = 0; i < count; i++) {
        const raw = await app.inject({
          method: 'POST',
          url: '/api/session',
          remoteAddress: ip,
          payload: { email, password: `wrong ${i}` },
        });
        codes.push(raw.json().error.code);
      }
      return codes;
    };
    expect(await tries('sven@desk.example', 7)).toEqual([
      ...Array(5).fill('sign-in-wrong'),
      ...Array(2).fill('too-many-tries'),
    ]);
    const refused = await app.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: '10.1.1.1',
      payload: { email: 'SVEN@desk.example ', password: 'password of Sven' },
    });
    expect(refused.statusCode).toBe(429);
    expect(refused.json().error.params.seconds).toBeGreaterThan(800);
    expect(Number(refused.headers['retry-after'])).toBe(refused.json().error.params.seconds);
    // From elsewhere the owner still gets in, and what is open stays open.
    const owner = await app.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: '10.2.2.2',
      payload: { email: 'sven@desk.example', password: 'password of Sven' },
    });
    expect(owner.statusCode).toBe(200);
    expect((await victim.get('/api/agents')).status).toBe(200);
    time.now += 16 * 60_000;
    const later = await app.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: '10.1.1.1',
      payload: { email: 'sven@desk.example', password: 'password of Sven' },
    });
    expect(later.statusCode).toBe(200);
  });

  test('a forwarded address counts only from a proxy that is trusted', async () => {
    expect(await sixthTry(app, 'u1@desk.example')).toBe(429);
    const behindProxy = await webServer(desk, { trustedProxies: ['10.6.0.0/16'] });
    expect(await sixthTry(behindProxy, 'u2@desk.example')).toBe(401);
    await behindProxy.close();
  });

  test('guessing from many places, and on many accounts, is stopped too', async () => {
    const tryIt = (place: string, account: string) =>
      allowTry(store().db, tryKeys(place, account), time.now).then(
        () => 'allowed',
        (failure: { code: string }) => failure.code,
      );
    const spread = await Promise.all(Array.from({ length: 32 }, (_, i) => tryIt(`10.3.0.${i}`, 'one@desk.example')));
    expect(spread.filter((result) => result === 'allowed')).toHaveLength(30);
    const sprayed: string[] = [];
    for (let i = 0; i < 62; i++) sprayed.push(await tryIt('10.4.4.4', `nobody${i}@desk.example`));
    expect(sprayed.slice(0, 60)).not.toContain('too-many-tries');
    expect(sprayed.slice(60)).toEqual(['too-many-tries', 'too-many-tries']);
    time.now += 16 * 60_000;
    expect(await tryIt('10.4.4.4', 'one@desk.example')).toBe('allowed');
  });

  const median = async (email: string) => {
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const start = performance.now();
      await app.inject({
        method: 'POST',
        url: '/api/session',
        remoteAddress: `10.5.${email.length}.${i}`,
        payload: { email, password: 'wrong' },
      });
      times.push(performance.now() - start);
    }
    return times.toSorted((a, b) => a - b)[2] ?? 0;
  };

  test('an unknown address takes as long as a wrong password', async () => {
    time.now += 16 * 60_000;
    await median('warm@desk.example');
    const known = await median('petra@desk.example');
    const unknown = await median('paula@desk.example');
    // Without hashing it would be a tenth and less.
    expect(unknown).toBeGreaterThan(known / 4);
    expect(unknown).toBeLessThan(known * 4);
  });

  test('nobody signs up, and the routes of the sign-in library are not there', async () => {
    for (const url of [
      '/api/auth/sign-up/email',
      '/api/auth/sign-in/email',
      '/api/auth/get-session',
      '/sign-up/email',
    ]) {
      const answer = await app.inject({
        method: 'POST',
        url,
        payload: { name: 'x', email: 'x@y.example', password: 'x'.repeat(12) },
      });
      expect(answer.statusCode, url).toBe(404);
    }
  });

  test('another site cannot make a signed-in browser change anything', async () => {
    const body = { name: 'Fremd', memberIds: [] };
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ];
    for (const headers of foreign) {
      const answer = await admin.inject({ method: 'POST', url: '/api/teams', headers, payload: body });
      expect([answer.status, answer.body.error.code], JSON.stringify(headers)).toEqual([403, 'foreign-origin']);
    }
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      undefined,
    ]) {
      const answer = await admin.inject({
        method: 'POST',
        url: '/api/teams',
        headers: { origin: publicUrl, ...(type === undefined ? { 'content-type': '' } : { 'content-type': type }) },
        payload: JSON.stringify(body),
      });
      expect([415, 422], `${type}: ${answer.text}`).toContain(answer.status);
    }
    expect((await admin.get('/api/master-data')).body.teams).toEqual([]);
    const own = await admin.inject({
      method: 'POST',
      url: '/api/teams',
      headers: { origin: publicUrl },
      payload: body,
    });
    expect(own.status).toBe(201);
  });

  test('an administrator makes and changes agents; a taken address and bad values stand at their fields', async () => {
    const form = { name: ' Tom ', email: 'Tom@Desk.example', password: 'password of Tom', role: 'agent', locale: 'de' };
    const made = await admin.send('POST', '/api/agents', form);
    expect(made.body).toMatchObject({ name: 'Tom', email: 'tom@desk.example' });
    expect((await admin.send('POST', '/api/agents', form)).body.error).toMatchObject({
      code: 'invalid',
      problems: [{ field: 'email', problem: 'taken' }],
    });
    const bad = await admin.send('POST', '/api/agents', { name: '', email: 'x', password: 'short', role: 'god' });
    expect(bad.status).toBe(422);
    expect(bad.body.error.problems.map((problem: { field: string }) => problem.field)).toEqual([
      'name',
      'email',
      'password',
      'role',
      'locale',
    ]);
    const moved = await admin.send('PATCH', `/api/agents/${made.body.id}`, {
      email: 'thomas@desk.example',
      password: 'another password',
    });
    expect(moved.body.email).toBe('thomas@desk.example');
    expect(
      (await browser(app).send('POST', '/api/session', { email: 'thomas@desk.example', password: 'another password' }))
        .status,
    ).toBe(200);
    expect(
      (await admin.send('PATCH', `/api/agents/${made.body.id}`, { email: 'petra@desk.example' })).body.error.problems,
    ).toEqual([{ field: 'email', problem: 'taken' }]);
    expect((await admin.send('PATCH', '/api/agents/9999', { name: 'X' })).status).toBe(404);
  });
});

/** The status of the sixth wrong try, each said to come from another place. */
const sixthTry = async (server: App, account: string) => {
  let status = 0;
  for (let i = 0; i < 6; i++) {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: '10.6.0.1',
      headers: { 'x-forwarded-for': `192.0.2.${i}` },
      payload: { email: account, password: 'wrong' },
    });
    status = answer.statusCode;
  }
  return status;
};
