import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { linkLifeMs } from '../../src/flows/agents.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import {
  adminPassword,
  browser,
  type Browser,
  codes,
  firstAdmin,
  publicUrl,
  signedIn,
  webServer,
} from '../support/web-desk.ts';

describe.each(dialects)('agents, their links and sessions on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
  });
  afterAll(() => app?.close());

  const inList = async (who: Browser, id: number) =>
    (await who.get('/api/agents')).body.rows.find((row: { id: number }) => row.id === id);
  const invite = async (name: string) => {
    const email = `${name.toLowerCase()}@desk.example`;
    const made = await admin.send('POST', '/api/agents', { name, email, role: 'agent', locale: 'de' });
    expect(made.status, made.text).toBe(201);
    return { id: Number(made.body.id), email };
  };
  const linkFor = async (id: number) => {
    const answer = await admin.send('POST', `/api/agents/${id}/password-link`);
    expect(answer.status, answer.text).toBe(201);
    return { ...answer.body, token: new URL(answer.body.url).searchParams.get('token') };
  };
  const use = (token: string | null, password: string, who = browser(app)) =>
    who.send('POST', '/api/password-link', { token, password });

  test('who was invited sets a password by a link that is good once, and is signed in', async () => {
    const { id, email } = await invite('Ina');
    expect(await inList(admin, id)).toMatchObject({ invited: true, lastSignInAt: null });
    expect(codes(await browser(app).send('POST', '/api/session', { email, password: '' }))).toEqual([
      401,
      'sign-in-wrong',
    ]);
    const { url, token, expiresAt } = await linkFor(id);
    expect(url.startsWith(`${publicUrl}/password?token=`)).toBe(true);
    expect(Date.parse(expiresAt)).toBe(desk().desk.clock().getTime() + linkLifeMs);
    expect((await browser(app).send('POST', '/api/password-link/look', { token })).body).toEqual({
      name: 'Ina',
      email,
    });
    expect(codes(await use(token, 'kurz'))).toEqual([422, 'invalid']);
    const ina = browser(app);
    const entered = await use(token, 'ein langes Passwort', ina);
    expect(entered.body.agent).toMatchObject({ id, name: 'Ina' });
    expect((await ina.get('/api/agents')).status).toBe(200);
    expect(codes(await use(token, 'noch ein Passwort'))).toEqual([403, 'password-link-wrong']);
    expect(await inList(admin, id)).toMatchObject({ invited: false, lastSignInAt: expect.any(String) });
    // When colleagues were here is not for everybody.
    expect(await inList(ina, id)).toMatchObject({ invited: false, lastSignInAt: null });
    expect((await browser(app).send('POST', '/api/session', { email, password: 'ein langes Passwort' })).status).toBe(
      200,
    );
  });

  test('colleagues who are invited together open their links at one place; who guesses is stopped there', async () => {
    const from = { remoteAddress: '192.0.2.44' };
    const ask = (token: string | null, url = '/api/password-link/look') =>
      browser(app).inject({ ...from, method: 'POST', url, payload: { token, password: 'ein langes Passwort' } });
    for (const name of ['Eins', 'Zwei', 'Drei', 'Vier']) {
      const { token } = await linkFor((await invite(name)).id);
      expect((await ask(token)).status).toBe(200);
      expect((await ask(token, '/api/password-link')).status).toBe(200);
    }
    const guessed: unknown[] = [];
    for (let tries = 0; tries < 6; tries++)
      guessed.push((await ask(`guessed-${tries}-${'x'.repeat(30)}`)).body.error.code);
    expect(guessed).toEqual([...Array(5).fill('password-link-wrong'), 'too-many-tries']);
  });

  test('a link ends with the next one, with its time, with the account, and with another password', async () => {
    const { id } = await invite('Ole');
    const first = await linkFor(id);
    const second = await linkFor(id);
    expect(codes(await use(first.token, 'ein langes Passwort'))).toEqual([403, 'password-link-wrong']);
    desk().later(linkLifeMs + 1);
    expect(codes(await use(second.token, 'ein langes Passwort'))).toEqual([403, 'password-link-wrong']);
    const third = await linkFor(id);
    await admin.send('PATCH', `/api/agents/${id}`, { active: false });
    expect(codes(await use(third.token, 'ein langes Passwort'))).toEqual([403, 'password-link-wrong']);
    expect(codes(await admin.send('POST', `/api/agents/${id}/password-link`))).toEqual([409, 'not-in-this-state']);
    await admin.send('PATCH', `/api/agents/${id}`, { active: true });
    const fourth = await linkFor(id);
    await admin.send('PATCH', `/api/agents/${id}`, { password: 'vom Administrator' });
    expect(codes(await use(fourth.token, 'ein langes Passwort'))).toEqual([403, 'password-link-wrong']);
    const stored = await desk().desk.store.db.selectFrom('password_link').select('token_hash').execute();
    expect(JSON.stringify(stored)).not.toContain(fourth.token);
  });

  test('a reset by link keeps the old password until it is used, and then ends every session', async () => {
    const person = await signedIn(app, admin, 'agent', 'Petra');
    const { token } = await linkFor(person.id);
    expect((await person.get('/api/agents')).status).toBe(200);
    await use(token, 'ein neues langes Passwort');
    expect((await person.get('/api/agents')).status).toBe(401);
    const old = { email: 'petra@desk.example', password: 'password of Petra' };
    expect(codes(await browser(app).send('POST', '/api/session', old))).toEqual([401, 'sign-in-wrong']);
  });

  test('one sees where one is signed in, and signs out elsewhere', async () => {
    const laptop = browser(app, { 'user-agent': 'Laptop/1.0' });
    const phone = browser(app, { 'user-agent': 'Phone/2.0' });
    const account = { email: 'ada@desk.example', password: adminPassword };
    for (const device of [laptop, phone]) expect((await device.send('POST', '/api/session', account)).status).toBe(200);
    const { rows } = (await phone.get('/api/session/list')).body;
    expect(rows.map(({ userAgent }: { userAgent: string }) => userAgent)).toEqual(
      expect.arrayContaining(['Laptop/1.0', 'Phone/2.0']),
    );
    expect(rows.filter(({ current }: { current: boolean }) => current)).toMatchObject([{ userAgent: 'Phone/2.0' }]);
    expect(JSON.stringify(rows)).not.toContain('"token"');
    const other = rows.find(({ userAgent }: { userAgent: string }) => userAgent === 'Laptop/1.0');
    const stranger = await signedIn(app, admin, 'admin', 'Sven');
    expect(codes(await stranger.send('DELETE', `/api/session/list/${other.id}`))).toEqual([404, 'not-found']);
    expect((await phone.send('DELETE', `/api/session/list/${other.id}`)).status).toBe(204);
    expect((await laptop.get('/api/session/list')).status).toBe(401);
    expect((await phone.send('DELETE', '/api/session/list/others')).status).toBe(204);
    expect((await phone.get('/api/session/list')).body.rows).toHaveLength(1);
    expect((await admin.get('/api/session/list')).status).toBe(401);
    admin = phone;
  });

  test('the last administrator stays one', async () => {
    const { rows } = (await admin.get('/api/agents')).body;
    const admins = rows.filter(({ role }: { role: string }) => role === 'admin');
    const own = admins.find(({ name }: { name: string }) => name === 'Ada Admin');
    for (const { id } of admins) if (id !== own.id) await admin.send('PATCH', `/api/agents/${id}`, { active: false });
    for (const patch of [{ active: false }, { role: 'agent' }])
      expect(codes(await admin.send('PATCH', `/api/agents/${own.id}`, patch))).toEqual([409, 'last-admin']);
  });
});
