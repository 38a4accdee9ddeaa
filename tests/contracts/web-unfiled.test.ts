import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { deskFor } from '../support/desk.ts';
import { ownMailbox } from '../support/own-mailbox.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, browser, codes, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

describe.each(dialects)('unfiled mail over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
  });
  afterAll(() => app?.close());

  test('the log says why; a ticket is made for who may read the log, once however often it is asked for', async () => {
    const own = await ownMailbox(desk(), { noNewTickets: true, name: 'Nur Antworten' });
    const mail = await own.arrives({ subject: 'Bitte doch' });
    const [line] = (await admin.get('/api/inbound?state=unfiled')).body.rows;
    expect(line).toMatchObject({
      id: mail.id,
      ticketId: null,
      reason: 'This mailbox makes no new tickets, and the mail belongs to none that exists.',
    });
    const path = `/api/inbound/${mail.id}/ticket`;
    expect((await browser(app).send('POST', path)).status).toBe(401);
    const agent = await signedIn(app, admin, 'agent', 'Alma');
    expect((await agent.send('POST', path)).status).toBe(403);
    const dispatcher = await signedIn(app, admin, 'dispatcher', 'Dora');
    const answers = await Promise.all([dispatcher.send('POST', path), dispatcher.send('POST', path)]);
    const again = await admin.send('POST', path);
    expect([...answers, again].map(({ status }) => status)).toEqual([200, 200, 200]);
    const tickets = new Set([...answers, again].map(({ body }) => body.ticketId));
    expect(tickets.size).toBe(1);
    const [ticketId] = tickets;
    const { subject, entries } = (await dispatcher.get(`/api/tickets/${ticketId}`)).body;
    expect([subject, entries.length]).toEqual(['Bitte doch', 1]);
    expect(entries[0].trace).toContainEqual(expect.objectContaining({ key: 'anyway', params: { by: 'Dora' } }));
    expect((await admin.get('/api/inbound?state=unfiled')).body.rows).toEqual([]);
  });

  test('a mail that is not unfiled, or is not there', async () => {
    const filed = await desk().arrives({ subject: 'Längst abgelegt' });
    expect((await admin.send('POST', `/api/inbound/${filed.id}/ticket`)).body.ticketId).toBe(filed.ticketId);
    expect(codes(await admin.send('POST', '/api/inbound/987654/ticket'))).toEqual([404, 'not-found']);
    await desk().desk.store.db.updateTable('inbound').set({ state: 'failed' }).where('id', '=', filed.id).execute();
    expect(codes(await admin.send('POST', `/api/inbound/${filed.id}/ticket`))).toEqual([409, 'not-in-this-state']);
  });
});
