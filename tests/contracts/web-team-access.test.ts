import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { deskFor } from '../support/desk.ts';
import { addTicket } from '../support/rows.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, codes, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

describe.each(dialects)('access through teams on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  let writer: Browser & { id: number };
  let reader: Browser & { id: number };
  let above = 0;
  let below = 0;
  const ids = (rows: { id: number }[]) => rows.map(({ id }) => id).toSorted((a, b) => a - b);

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
    writer = await signedIn(app, admin, 'agent', 'Willi');
    reader = await signedIn(app, admin, 'agent', 'Leser');
    const made = await admin.send('POST', '/api/teams', {
      name: 'Oben',
      memberIds: [writer.id],
      readerIds: [reader.id],
    });
    above = made.body.id;
    below = (await admin.send('POST', '/api/teams', { name: 'Unten', parentId: above, memberIds: [] })).body.id;
  });
  afterAll(() => app?.close());

  test('members see the tickets of their team and of those below it, in lists, search and counts', async () => {
    const own = (await addTicket(desk().desk.store, { teamId: above, text: 'Zitronenfalter' })).ticketId;
    const nested = (await addTicket(desk().desk.store, { teamId: below, text: 'Zitronenfalter' })).ticketId;
    await addTicket(desk().desk.store, { text: 'Zitronenfalter', group: 'inquiry' });
    for (const who of [writer, reader]) {
      for (const query of ['view=mine', 'view=all', 'q=zitronenfalter'])
        expect(ids((await who.get(`/api/tickets?${query}`)).body.rows), query).toEqual([own, nested]);
      expect((await who.get('/api/tickets?view=inquiries')).body.rows).toEqual([]);
      expect((await who.get('/api/tickets/counts')).body).toMatchObject({ inquiries: 0, mine: 2, all: 2 });
    }
  });

  test('who reads changes nothing, not even the unread mark; who writes does everything', async () => {
    const { ticketId } = await addTicket(desk().desk.store, { teamId: below });
    const open = async (who: Browser) => (await who.get(`/api/tickets/${ticketId}`)).body;
    expect(await open(reader)).toMatchObject({ mayWrite: false, unread: true });
    expect(codes(await reader.send('PATCH', `/api/tickets/${ticketId}`, { subject: 'Anders' }))).toEqual([
      403,
      'not-allowed',
    ]);
    expect(codes(await reader.send('POST', `/api/tickets/${ticketId}/notes`, { text: 'Notiz' }))).toEqual([
      403,
      'not-allowed',
    ]);
    const answer = {
      outgoingId: desk().outgoingId,
      to: [{ name: '', addr: 'erika@kunde.example' }],
      subject: 'Re',
      text: 'Antwort',
    };
    expect(codes(await reader.send('POST', `/api/tickets/${ticketId}/replies`, answer))).toEqual([403, 'not-allowed']);
    expect(await open(writer)).toMatchObject({ mayWrite: true, unread: false, subject: 'Drucker geht nicht' });
    const replied = await writer.send('POST', `/api/tickets/${ticketId}/replies`, answer);
    expect(replied.status, replied.text).toBe(201);
    const outbound = replied.body.entries.at(-1).delivery.outboundId;
    expect((await reader.get(`/api/outbound/${outbound}/content`)).status).toBe(200);
    expect(codes(await reader.send('DELETE', `/api/outbound/${outbound}`))).toEqual([403, 'not-allowed']);
    expect((await writer.send('DELETE', `/api/outbound/${outbound}`)).status).toBe(204);
  });

  test('a membership further down may write where the one above may only read', async () => {
    await admin.send('PUT', `/api/teams/${below}`, { name: 'Unten', parentId: above, memberIds: [reader.id] });
    const inner = (await addTicket(desk().desk.store, { teamId: below })).ticketId;
    const outer = (await addTicket(desk().desk.store, { teamId: above })).ticketId;
    expect((await reader.get(`/api/tickets/${inner}`)).body.mayWrite).toBe(true);
    expect((await reader.get(`/api/tickets/${outer}`)).body.mayWrite).toBe(false);
  });

  test('a ticket is filed under category, labels and contact, each with a step; what is not offered is refused', async () => {
    const { ticketId } = await addTicket(desk().desk.store, { teamId: above });
    const category = (await admin.send('POST', '/api/categories', { name: 'Geräte' })).body.id;
    const label = (await admin.send('POST', '/api/labels', { name: 'Vor Ort', colour: 'teal' })).body.id;
    const idle = (await admin.send('POST', '/api/labels', { name: 'Alt', active: false })).body.id;
    const customer = (await admin.send('POST', '/api/customers', { name: 'Filiale' })).body.id;
    const contact = (
      await admin.send('POST', '/api/contacts', {
        name: 'filiale',
        fullName: 'Frau Filiale',
        addresses: ['f@filiale.example'],
        customerId: customer,
      })
    ).body.id;
    const filed = await writer.send('PATCH', `/api/tickets/${ticketId}`, {
      categoryId: category,
      labelIds: [label],
      contactId: contact,
    });
    expect(filed.body).toMatchObject({
      categoryId: category,
      labelIds: [label],
      customerId: customer,
      customerName: 'Filiale',
      contact: { id: contact, name: 'Frau Filiale' },
    });
    const steps = filed.body.entries.filter(({ kind }: { kind: string }) => kind === 'change');
    expect(steps.map(({ change }: { change: unknown }) => change)).toEqual([
      { field: 'category', from: '', to: 'Geräte' },
      { field: 'labels', from: '', to: 'Vor Ort' },
      { field: 'contact', from: '', to: 'Frau Filiale' },
    ]);
    expect((await writer.get('/api/tickets?view=mine')).body.rows).toContainEqual(
      expect.objectContaining({ id: ticketId, labelIds: [label], categoryId: category, contactName: 'Frau Filiale' }),
    );
    const refused = await writer.send('PATCH', `/api/tickets/${ticketId}`, { labelIds: [label, idle] });
    expect(refused.body.error.problems).toEqual([{ field: 'labelIds', problem: 'inactive' }]);
    await admin.send('PUT', `/api/labels/${label}`, { name: 'Vor Ort', active: false });
    const again = await writer.send('PATCH', `/api/tickets/${ticketId}`, { labelIds: [label], categoryId: null });
    expect(again.body).toMatchObject({ labelIds: [label], categoryId: null });
    expect((await writer.send('PATCH', `/api/tickets/${ticketId}`, { labelIds: [] })).body.labelIds).toEqual([]);
  });
});
