import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, codes, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

describe.each(dialects)('saved views, filters, preferences and the unread mark over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  let dispatcher: Browser;
  let agent: Browser & { id: number };
  let team = 0;
  let ticket = 0;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
    dispatcher = await signedIn(app, admin, 'dispatcher', 'Dora');
    agent = await signedIn(app, admin, 'agent', 'Ines');
    team = (await admin.send('POST', '/api/teams', { name: 'Technik', memberIds: [agent.id] })).body.id;
    ticket = (await desk().arrives({ subject: 'Lampe flackert', text: 'Im Flur.' })).ticketId ?? 0;
    await desk().arrives({ subject: 'Rechnung', text: 'Anbei.' });
    await dispatcher.send('PATCH', `/api/tickets/${ticket}`, { teamId: team });
  });
  afterAll(() => app?.close());

  const subjects = async (who: Browser, query: string) => {
    const answer = await who.get(`/api/tickets?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body.rows.map((row: { subject: string }) => row.subject);
  };
  const names = async (who: Browser) =>
    (await who.get('/api/list-views')).body.rows.map((view: { name: string }) => view.name);

  test('a list is filtered by its address, within what one may see', async () => {
    expect(await subjects(dispatcher, `team=${team}`)).toEqual(['Lampe flackert']);
    expect(await subjects(dispatcher, 'team=none&sort=priority')).toEqual(['Rechnung']);
    expect(await subjects(dispatcher, 'group=open,inquiry&sort=created')).toEqual(['Rechnung', 'Lampe flackert']);
    expect(await subjects(dispatcher, 'q=lampe&team=none')).toEqual([]);
    expect(await subjects(agent, 'team=none,mine')).toEqual(['Lampe flackert']);
    expect(await subjects(agent, 'unread=1')).toEqual(['Lampe flackert']);
    for (const wrong of ['team=all', 'status=x', 'unread=yes', 'created=7', 'sort=name', 'group=']) {
      const answer = await dispatcher.get(`/api/tickets?${wrong}`);
      expect(codes(answer), wrong).toEqual([422, 'invalid']);
      expect(answer.body.error.problems[0].field).toBe(wrong.split('=')[0]);
    }
  });

  test('a row tells what the columns show', async () => {
    const [row] = (await dispatcher.get(`/api/tickets?team=${team}`)).body.rows;
    expect(row).toMatchObject({ customerName: null, resubmitAt: null, mailboxId: expect.any(Number) });
    const { incoming } = (await agent.get('/api/master-data')).body;
    expect(incoming.map(({ id }: { id: number }) => id)).toContain(row.mailboxId);
    expect(Object.keys(incoming[0])).toEqual(['id', 'name']);
  });

  test('a view is the own one, or shared by who may', async () => {
    const own = { name: 'Wartet lange', view: 'all', filter: { group: 'waiting', changed: 'over-7d' } };
    const made = await agent.send('POST', '/api/list-views', own);
    expect(made.status, made.text).toBe(201);
    expect(made.body).toEqual({
      ...own,
      id: expect.any(Number),
      shared: false,
      q: '',
      sort: 'changed',
      mayChange: true,
    });
    expect(await names(agent)).toEqual(['Wartet lange']);
    expect(await names(dispatcher)).toEqual([]);
    const url = `/api/list-views/${made.body.id}`;
    expect(codes(await dispatcher.send('PUT', url, own))).toEqual([404, 'not-found']);
    expect(codes(await dispatcher.send('DELETE', url))).toEqual([404, 'not-found']);
    expect(codes(await agent.send('POST', '/api/list-views', { ...own, shared: true }))).toEqual([403, 'not-allowed']);
    expect(codes(await agent.send('PUT', url, { ...own, shared: true }))).toEqual([403, 'not-allowed']);

    const shared = await dispatcher.send('POST', '/api/list-views', {
      ...own,
      name: 'Alle offenen',
      shared: true,
      filter: {},
    });
    expect(await names(agent)).toEqual(['Wartet lange', 'Alle offenen']);
    const theirs = (await agent.get('/api/list-views')).body.rows[1];
    expect(theirs).toMatchObject({ shared: true, mayChange: false });
    expect(codes(await agent.send('DELETE', `/api/list-views/${theirs.id}`))).toEqual([403, 'not-allowed']);
    expect((await admin.send('PUT', `/api/list-views/${theirs.id}`, { ...shared.body, name: 'Offen' })).body.name).toBe(
      'Offen',
    );
    expect((await agent.send('PUT', url, { ...own, name: 'Wartet' })).body.name).toBe('Wartet');
  });

  test('each view is counted for who asks', async () => {
    const { rows } = (await agent.get('/api/list-views')).body;
    const counts = (await agent.get('/api/list-views/counts')).body.rows;
    expect(counts).toEqual([
      { id: rows[0].id, count: 0, more: false },
      { id: rows[1].id, count: 1, more: false },
    ]);
    expect((await dispatcher.get('/api/list-views/counts')).body.rows).toEqual([
      { id: rows[1].id, count: 2, more: false },
    ]);
  });

  test('a deleted view comes back within a day, then not any more', async () => {
    const [view] = (await agent.get('/api/list-views')).body.rows;
    const url = `/api/list-views/${view.id}`;
    expect((await agent.send('DELETE', url)).status).toBe(204);
    expect(await names(agent)).toEqual(['Offen']);
    expect(codes(await agent.send('DELETE', url))).toEqual([404, 'not-found']);
    expect((await agent.send('PUT', url, view)).body).toEqual(view);
    expect(await names(agent)).toEqual(['Wartet', 'Offen']);
    expect(codes(await agent.send('PUT', '/api/list-views/999999', view))).toEqual([404, 'not-found']);
  });

  test('what says nothing is refused, and so is the hundred-and-first', async () => {
    const view = { name: 'Eine', view: 'all', filter: {} };
    for (const [field, wrong] of Object.entries({ name: '', view: 'every', filter: { team: 'x' }, sort: 'name' })) {
      const answer = await agent.send('POST', '/api/list-views', { ...view, [field]: wrong });
      expect(codes(answer), field).toEqual([422, 'invalid']);
    }
    for (let n = 3; n <= 100; n++) expect((await agent.send('POST', '/api/list-views', view)).status).toBe(201);
    const answer = await agent.send('POST', '/api/list-views', view);
    expect(answer.body.error.problems).toEqual([{ field: 'name', problem: 'too-many-views' }]);
  });

  test('preferences are remembered for each agent, bounded', async () => {
    expect((await agent.get('/api/preferences')).body).toEqual({});
    const first = await agent.send('PUT', '/api/preferences', { 'list.columns': ['subject', 'age'], dense: true });
    expect(first.body).toEqual({ 'list.columns': ['subject', 'age'], dense: true });
    const second = await agent.send('PUT', '/api/preferences', { dense: null, order: { a: [1, 'ü'] } });
    expect(second.body).toEqual({ 'list.columns': ['subject', 'age'], order: { a: [1, 'ü'] } });
    expect((await agent.get('/api/preferences')).body).toEqual(second.body);
    expect((await dispatcher.get('/api/preferences')).body).toEqual({});
    expect(codes(await agent.send('PUT', '/api/preferences', { 'Not a key': 1 }))).toEqual([422, 'invalid']);
    expect(codes(await agent.send('PUT', '/api/preferences', { long: 'x'.repeat(20_001) }))).toEqual([422, 'invalid']);
    const batch = (from: number) => Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`k${from + n}`, 1]));
    expect((await agent.send('PUT', '/api/preferences', batch(0))).status).toBe(200);
    expect((await agent.send('PUT', '/api/preferences', batch(20))).status).toBe(200);
    expect(codes(await agent.send('PUT', '/api/preferences', batch(40)))).toEqual([422, 'invalid']);
    expect(Object.keys((await agent.get('/api/preferences')).body)).toHaveLength(42);
  });

  test('what a view names by an entry that was merged or replaced, it names by the other one', async () => {
    const add = async (kind: string, values: object): Promise<number> =>
      (await admin.send('POST', `/api/${kind}`, values)).body.id;
    const [old, kept] = [await add('teams', { name: 'Bald weg' }), await add('teams', { name: 'Bleibt' })];
    const address = (name: string) => ({ name, addresses: [`${name}@kunde.example`] });
    const [twin, person] = [await add('contacts', address('zwilling')), await add('contacts', address('person'))];
    const view = { name: 'Umgezogen', view: 'all', filter: { team: `mine,${old}`, contact: `${person},${twin}` } };
    const { id } = (await admin.send('POST', '/api/list-views', view)).body;
    const label = { name: 'Nur die Nummer', view: 'all', filter: { label: String(old), unread: '1' } };
    const other = (await admin.send('POST', '/api/list-views', label)).body;
    expect((await admin.send('DELETE', `/api/teams/${old}?replacement=${kept}`)).status).toBe(204);
    expect((await admin.send('POST', `/api/contacts/${twin}/merge`, { intoId: person })).status).toBe(200);
    const { rows } = (await admin.get('/api/list-views')).body;
    const filterOf = (wanted: number) => rows.find((row: { id: number }) => row.id === wanted).filter;
    expect(filterOf(id)).toEqual({ team: `mine,${kept}`, contact: String(person) });
    expect(filterOf(other.id)).toEqual(label.filter);
  });

  test('an agent of the team marks a ticket as unread and read; it does not move and has no step', async () => {
    await agent.get(`/api/tickets/${ticket}`);
    const [before] = (await agent.get('/api/tickets')).body.rows;
    expect(before.unread).toBe(false);
    expect((await agent.send('PUT', `/api/tickets/${ticket}/unread`)).status).toBe(204);
    expect((await agent.get('/api/tickets')).body.rows[0]).toEqual({ ...before, unread: true });
    expect((await agent.send('DELETE', `/api/tickets/${ticket}/unread`)).status).toBe(204);
    expect((await agent.get('/api/tickets')).body.rows[0]).toEqual(before);
    expect(codes(await agent.send('PUT', '/api/tickets/999999/unread'))).toEqual([404, 'not-found']);
    const [inquiry] = (await dispatcher.get('/api/tickets?view=inquiries')).body.rows;
    expect(codes(await agent.send('PUT', `/api/tickets/${inquiry.id}/unread`))).toEqual([403, 'not-allowed']);
  });
});
