import { get, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

type Event = { kind: string; id: number };

/** An open page: the events it was sent, and when its line ended. */
async function listenAs(
  address: string,
  who: Browser,
): Promise<{ events: Event[]; ended: Promise<void>; close(): void }> {
  const hangUp = new AbortController();
  const response = await fetch(`${address}/api/events`, { headers: { cookie: who.cookie }, signal: hangUp.signal });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const events: Event[] = [];
  const read = async () => {
    for await (const chunk of response.body ?? [])
      for (const [, data = ''] of Buffer.from(chunk)
        .toString()
        .matchAll(/^data: (.*)$/gm))
        events.push(JSON.parse(data) as Event);
  };
  return { events, ended: read().catch(() => undefined), close: () => hangUp.abort() };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
}

const heard = (listener: { events: Event[] }, kind: string, id: number) =>
  listener.events.filter((event) => event.kind === kind && event.id === id).length;

describe.each(dialects)('live events on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let address: string;
  let admin: Browser;
  let agent: Browser & { id: number };

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
    agent = await signedIn(app, admin, 'agent', 'Ines');
    address = await app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => app?.close());

  test('a page hears of what its agent may see, and of a ticket leaving their sight', async () => {
    const team = (await admin.send('POST', '/api/teams', { name: 'Technik', memberIds: [agent.id] })).body.id;
    const other = (await admin.send('POST', '/api/teams', { name: 'Lager', memberIds: [] })).body.id;
    const chief = await listenAs(address, admin);
    const page = await listenAs(address, agent);

    const mail = await desk().arrives({ subject: 'Live' });
    const ticket = mail.ticketId ?? 0;
    await until(() => heard(chief, 'ticket', ticket) > 0 && heard(chief, 'inbound', mail.id) > 0);
    await admin.send('PATCH', `/api/tickets/${ticket}`, { teamId: team });
    await until(() => heard(page, 'ticket', ticket) === 1);
    await admin.send('PATCH', `/api/tickets/${ticket}`, { teamId: other });
    await until(() => heard(page, 'ticket', ticket) === 2);
    await admin.send('POST', `/api/tickets/${ticket}/notes`, { text: 'unter uns' });
    await admin.send('PUT', '/api/desk', (await admin.get('/api/desk')).body);
    await until(() => page.events.some((event) => event.kind === 'settings'));
    expect(heard(page, 'ticket', ticket)).toBe(2);
    expect(page.events.filter((event) => event.kind === 'inbound')).toEqual([]);
    expect(heard(chief, 'ticket', ticket)).toBeGreaterThanOrEqual(4);
    // Only administrators read the audit log.
    expect(chief.events.some((event) => event.kind === 'audit')).toBe(true);
    expect(page.events.filter((event) => event.kind === 'audit')).toEqual([]);
    chief.close();
    page.close();
  });

  test('a right given while the page is open counts at once; a closed account ends the line', async () => {
    const person = await signedIn(app, admin, 'agent', 'Quirin');
    const page = await listenAs(address, person);
    await admin.send('PATCH', `/api/agents/${person.id}`, { role: 'dispatcher' });
    await until(() => page.events.some((event) => event.kind === 'settings'));
    const mail = await desk().arrives({ subject: 'Nun sichtbar' });
    await until(() => page.events.some((event) => event.kind === 'ticket' && event.id === mail.ticketId));
    await admin.send('PATCH', `/api/agents/${person.id}`, { active: false });
    await page.ended;
    expect((await fetch(`${address}/api/events`, { headers: { cookie: person.cookie } })).status).toBe(401);
  });

  test('the line of a page that takes nothing any more ends, so that what it would be told does not pile up', async () => {
    const full = await webServer(desk().desk);
    let unsent = 0;
    full.addHook('preHandler', async (_request, reply) => {
      Object.defineProperty(reply.raw, 'writableLength', { get: () => unsent });
    });
    const at = await full.listen({ host: '127.0.0.1', port: 0 });
    const page = await listenAs(at, admin);
    await desk().arrives({ subject: 'Gelesen' });
    await until(() => page.events.some(({ kind }) => kind === 'ticket'));
    unsent = 1_000_000;
    await desk().arrives({ subject: 'Zu viel' });
    await page.ended;
    unsent = 0;
    const next = await listenAs(at, admin);
    await desk().arrives({ subject: 'Wieder da' });
    await until(() => next.events.some(({ kind }) => kind === 'ticket'));
    next.close();
    await full.close();
  });

  test('the server closes although pages listen', async () => {
    const page = await listenAs(address, admin);
    const begun = Date.now();
    await app.close();
    await page.ended;
    expect(Date.now() - begun).toBeLessThan(3000);
  });

  test('a page that hung up while it was asked who it is leaves nothing behind', async () => {
    const slow = await webServer(desk().desk);
    const asking = Promise.withResolvers<void>();
    const hungUp = Promise.withResolvers<void>();
    slow.addHook('preHandler', async (request, reply) => {
      if (!request.url.startsWith('/api/events')) return;
      reply.raw.once('close', () => hungUp.resolve());
      asking.resolve();
      await hungUp.promise;
    });
    const at = await slow.listen({ host: '127.0.0.1', port: 0 });
    const page = get(`${at}/api/events`, { headers: { cookie: admin.cookie } }).on('error', () => undefined);
    await asking.promise;
    page.destroy();
    await hungUp.promise;
    const written = vi.spyOn(ServerResponse.prototype, 'write');
    const listener = await listenAs(at, admin);
    const mail = await desk().arrives({ subject: 'Aufgelegt' });
    await until(() => heard(listener, 'ticket', mail.ticketId ?? 0) > 0);
    const deaf = written.mock.contexts.filter((stream) => (stream as ServerResponse).destroyed);
    written.mockRestore();
    listener.close();
    await slow.close();
    expect(deaf).toEqual([]);
  });
});
