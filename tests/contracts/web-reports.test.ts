import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { answered, newCustomer } from '../support/answered.ts';
import { bounceOf } from '../support/bounces.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, codes, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

describe.each(dialects)('bounces over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
  });
  afterAll(() => app?.close());

  test('the ticket tells of the bounce at the step, at the recipient and at the contact; an agent may take the mark off', async () => {
    const to = newCustomer();
    const { ticketId, messageId, entryId } = await answered(desk(), to);
    const said = '550 5.1.1 no mailbox here by that name';
    const date = desk().desk.clock();
    const mail = await desk().arrives(bounceOf('postfix', { to, messageId, status: '5.1.1', said, date }));
    const { body } = await admin.get(`/api/tickets/${ticketId}`);
    expect(body.contact.addressMarks).toEqual([
      { address: to, kind: 'failing', at: date.toISOString(), status: '5.1.1', text: said },
    ]);
    const step = (id: number | null) => body.entries.find((entry: { id: number }) => entry.id === id);
    expect(step(mail.entryId)).toMatchObject({ report: 'bounce', flags: ['bounce'], automatic: true });
    expect(step(entryId)).toMatchObject({
      report: null,
      delivery: {
        state: 'failed',
        recipients: [
          {
            address: to,
            state: 'failed',
            report: { action: 'failed', status: '5.1.1', text: said, at: date.toISOString(), entryId: mail.entryId },
            read: null,
          },
        ],
      },
    });
    const contact = async () => (await admin.get(`/api/contacts?q=${to}`)).body.rows[0];
    expect(await contact()).toMatchObject({ addresses: [to], addressMarks: [{ address: to, kind: 'failing' }] });
    const agent = await signedIn(app, admin, 'agent', 'Ina');
    const mark = `/api/address-marks/${encodeURIComponent(to.toUpperCase())}`;
    expect((await agent.send('DELETE', mark)).status).toBe(204);
    expect(codes(await agent.send('DELETE', mark))).toEqual([404, 'not-found']);
    expect((await admin.get(`/api/tickets/${ticketId}`)).body.contact.addressMarks).toEqual([]);
    expect((await contact()).addressMarks).toEqual([]);
  });

  test('a report on foreign mail stands in the intake log with its reason, in either language', async () => {
    const to = newCustomer();
    const said = '550 5.1.1 unknown';
    const date = desk().desk.clock();
    const foreign = { to, messageId: '<offer@other.example>', status: '5.1.1', said, date };
    const { id } = await desk().arrives(bounceOf('exim', foreign));
    const { rows } = (await admin.get('/api/inbound?state=unfiled')).body;
    const row = rows.find((line: { id: number }) => line.id === id);
    expect(row).toMatchObject({ state: 'unfiled', ticketId: null });
    expect(row.reason).toMatch(/nicht von diesem System stammt|did not send/);
  });
});
