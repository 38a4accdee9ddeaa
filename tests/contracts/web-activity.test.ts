import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { markAddress } from '../../src/store/address-marks.ts';
import { transact } from '../../src/store/transact.ts';
import { deskFor } from '../support/desk.ts';
import { addPastTicket } from '../support/past-tickets.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, codes, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

describe.each(dialects)('what happened with contacts and customers on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  let agent: Browser;
  let [customerId, contactId, otherId]: number[] = [];

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
    const member = await signedIn(app, admin, 'agent', 'Anton');
    agent = member;
    const made = async (kind: string, body: object) => Number((await admin.send('POST', `/api/${kind}`, body)).body.id);
    customerId = await made('customers', { name: 'Nordlicht' });
    contactId = await made('contacts', {
      name: 'nina',
      addresses: ['Nina@nord.example', 'nn@nord.example'],
      customerId,
    });
    otherId = await made('contacts', { name: 'otto', addresses: ['otto@nord.example'], customerId });
    const teamId = await made('teams', { name: 'Holz', memberIds: [member.id] });
    const { store } = desk().desk;
    const madeAt = Date.parse('2026-10-20T08:00:00Z');
    const shared = { madeAt, mailboxId: desk().incomingId };
    const ids = [
      await addPastTicket(store, { ...shared, contactId, teamId, answeredAt: [madeAt + 1000, madeAt + 2000] }),
      await addPastTicket(store, { ...shared, contactId, automaticReply: true }),
      await addPastTicket(store, { ...shared, contactId, teamId, doneAt: madeAt + 3000 }),
      await addPastTicket(store, { ...shared, contactId: otherId, madeAt: madeAt + 9000 }),
    ];
    await store.db.updateTable('ticket').set({ customer_id: customerId }).where('id', 'in', ids).execute();
    await transact(store, (trx) =>
      markAddress(trx, {
        address: 'nina@nord.example',
        kind: 'failing',
        origin: 'report',
        at: madeAt,
        status: '5.1.1',
        text: '550 no such user',
        outboundId: null,
      }),
    );
  });
  afterAll(() => app?.close());

  test('a contact: tickets, mails in and out, the last one, and what is known against the addresses', async () => {
    const { body } = await admin.get(`/api/contacts/${contactId}/activity`);
    expect(body).toEqual({
      tickets: { open: 2, done: 1 },
      mails: { received: 3, sent: 3, lastAt: '2026-10-20T08:00:02.000Z' },
      addressMarks: [
        {
          address: 'nina@nord.example',
          kind: 'failing',
          at: '2026-10-20T08:00:00.000Z',
          status: '5.1.1',
          text: '550 no such user',
        },
      ],
    });
  });

  test('a customer: tickets of all its contacts, and how many these are', async () => {
    expect((await admin.get(`/api/customers/${customerId}/activity`)).body).toEqual({
      tickets: { open: 3, done: 1 },
      contacts: 2,
    });
  });

  test('an agent counts what the agent may see', async () => {
    const { body } = await agent.get(`/api/contacts/${contactId}/activity`);
    expect([body.tickets, body.mails]).toEqual([
      { open: 1, done: 1 },
      { received: 2, sent: 2, lastAt: '2026-10-20T08:00:02.000Z' },
    ]);
    const other = (await agent.get(`/api/contacts/${otherId}/activity`)).body;
    expect([other.tickets, other.mails]).toEqual([
      { open: 0, done: 0 },
      { received: 0, sent: 0, lastAt: null },
    ]);
    expect((await agent.get(`/api/customers/${customerId}/activity`)).body.tickets).toEqual({ open: 1, done: 1 });
  });

  test('who does not exist is not found', async () => {
    for (const kind of ['contacts', 'customers'])
      expect(codes(await admin.get(`/api/${kind}/98765/activity`))).toEqual([404, 'not-found']);
  });
});
