import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { transact } from '../../src/store/transact.ts';
import { deskFor } from '../support/desk.ts';
import { addTicket } from '../support/rows.ts';
import { dialects } from '../support/stores.ts';
import { type Answer, type Browser, codes, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

type Row = { id: number; name: string };

describe.each(dialects)('master data over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  let dispatcher: Browser;
  let agent: Browser & { id: number };
  const db = () => desk().desk.store.db;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
    dispatcher = await signedIn(app, admin, 'dispatcher', 'Dora');
    agent = await signedIn(app, admin, 'agent', 'Anton');
  });
  afterAll(() => app?.close());

  async function add(kind: string, values: object): Promise<number> {
    const made = await admin.send('POST', `/api/${kind}`, values);
    expect(made.status, made.text).toBe(201);
    return Number(made.body.id);
  }
  const problems = (answer: Answer) => answer.body.error?.problems;
  const all = async (kind: string, query = '') => (await admin.get(`/api/${kind}${query}`)).body.rows as Row[];
  const names = async (kind: string, query = '') => (await all(kind, query)).map(({ name }) => name);
  const find = (kind: string, id: number) => admin.get(`/api/${kind}/${id}`);
  const ticket = (id: number) => db().selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  /** A ticket that names what the test gives. */
  async function ticketWith(fields: Record<string, number>, labels: number[] = []): Promise<number> {
    const { ticketId } = await addTicket(desk().desk.store);
    if (Object.keys(fields).length > 0)
      await db().updateTable('ticket').set(fields).where('id', '=', ticketId).execute();
    for (const label_id of labels)
      await db().insertInto('ticket_label').values({ ticket_id: ticketId, label_id }).execute();
    return ticketId;
  }
  const labelsOf = async (ticketId: number) =>
    (await db().selectFrom('ticket_label').select('label_id').where('ticket_id', '=', ticketId).execute())
      .map((row) => row.label_id)
      .toSorted((a, b) => a - b);

  /** What the settings of a mailbox are; made with `values` in place. */
  async function mailboxWith(name: string, values: object): Promise<() => Promise<Record<string, unknown>>> {
    const id = await desk().mailbox({ name, ...values });
    return async () => {
      const row = await db().selectFrom('mailbox').select('settings').where('id', '=', id).executeTakeFirstOrThrow();
      return JSON.parse(row.settings) as Record<string, unknown>;
    };
  }

  test('contacts: made, found by any part, in pages by name, changed, each address only once', async () => {
    const customer = await add('customers', { name: 'Öztürk GmbH', domains: ['@Oeztuerk.Example', 'öztürk.example'] });
    expect((await find('customers', customer)).body).toEqual({
      id: customer,
      name: 'Öztürk GmbH',
      domains: ['oeztuerk.example', 'xn--ztrk-4qa2b.example'],
      priorityId: null,
      active: true,
    });
    const id = await add('contacts', {
      name: 'ayla',
      fullName: 'Ayla Özdemir',
      addresses: ['Ayla@Oeztuerk.example', 'a.oezdemir@privat.example'],
      customerId: customer,
      locale: 'de',
    });
    const [row] = (await agent.get('/api/contacts?q=özd+ÖZTÜRK')).body.rows;
    expect(row).toEqual({
      id,
      name: 'ayla',
      fullName: 'Ayla Özdemir',
      addresses: ['a.oezdemir@privat.example', 'Ayla@Oeztuerk.example'],
      addressMarks: [],
      customerId: customer,
      customerName: 'Öztürk GmbH',
      locale: 'de',
      active: true,
    });
    expect(await names('contacts', '?q=privat.example')).toEqual(['ayla']);
    expect(await names('contacts', '?q=100%25')).toEqual([]);
    const idn = await add('contacts', { name: 'idn', addresses: ['post@Köln.example'] });
    for (const q of ['post@köln.example', 'köln.example', 'xn--kln-sna.example'])
      expect(
        (await all('contacts', `?q=${q}`)).map((found) => found.id),
        q,
      ).toEqual([idn]);
    expect(
      problems(await admin.send('POST', '/api/contacts', { name: 'x', addresses: ['POST@xn--kln-sna.example'] })),
    ).toEqual([{ field: 'addresses', problem: 'address-taken', params: { value: 'post@Köln.example', name: 'idn' } }]);
    expect(await names('contacts', '?q=ayla+nobody')).toEqual([]);
    expect(await names('customers', '?q=öztürk.example')).toEqual(['Öztürk GmbH']);
    expect(problems(await admin.send('POST', '/api/contacts', { name: 'Ayla', addresses: ['x@y.example'] }))).toEqual([
      { field: 'name', problem: 'taken' },
    ]);
    expect(
      problems(await admin.send('POST', '/api/contacts', { name: 'zwei', addresses: ['AYLA@oeztuerk.example'] })),
    ).toEqual([
      { field: 'addresses', problem: 'address-taken', params: { value: 'Ayla@Oeztuerk.example', name: 'ayla' } },
    ]);
    expect(await names('contacts', '?q=zwei')).toEqual([]);
    expect(problems(await admin.send('POST', '/api/contacts', { name: 'x' }))).toEqual([
      { field: 'addresses', problem: 'required' },
    ]);
    expect(
      problems(await admin.send('POST', '/api/contacts', { name: 'x', addresses: ['no address'], customerId: 99_999 })),
    ).toEqual([{ field: 'addresses', problem: 'not-an-address' }]);
    expect(
      problems(
        await admin.send('POST', '/api/contacts', { name: 'x', addresses: ['x@y.example'], customerId: 99_999 }),
      ),
    ).toEqual([{ field: 'customerId', problem: 'gone' }]);
    const changed = await dispatcher.send('PUT', `/api/contacts/${id}`, {
      name: 'ayla.oe',
      addresses: ['ayla@oeztuerk.example', 'neu@oeztuerk.example'],
    });
    expect(changed.body).toMatchObject({
      name: 'ayla.oe',
      fullName: '',
      addresses: ['ayla@oeztuerk.example', 'neu@oeztuerk.example'],
      customerId: null,
      locale: 'desk',
    });
    expect(codes(await admin.send('PUT', '/api/contacts/99999', { name: 'x', addresses: ['x@y.example'] }))).toEqual([
      404,
      'not-found',
    ]);
  });

  test('lists of thousands come in pages, complete and in order', async () => {
    const customer = await add('customers', { name: 'Viele' });
    await transact(desk().desk.store, async (trx) => {
      for (let i = 0; i < 55; i++) {
        const name = `Person ${String(i).padStart(2, '0')}`;
        await trx
          .insertInto('contact')
          .values({
            name,
            name_key: name.toLowerCase(),
            full_name: '',
            customer_id: customer,
            locale: null,
            created_at: 1,
          })
          .execute();
      }
    });
    const first = (await admin.get(`/api/contacts?customerId=${customer}&limit=50`)).body;
    const second = (await admin.get(`/api/contacts?customerId=${customer}&limit=50&after=${first.next}`)).body;
    expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 5, null]);
    const shown = [...first.rows, ...second.rows].map(({ name }: Row) => name);
    expect(shown).toEqual(shown.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(shown).size).toBe(55);
    expect(problems(await admin.get('/api/contacts?after=rubbish'))).toEqual([{ field: 'after', problem: 'invalid' }]);
  });

  test('contacts merge: tickets, addresses and mailboxes name the other one; what it lacks it takes', async () => {
    const customer = await add('customers', { name: 'Merge AG' });
    const kept = await add('contacts', { name: 'm.bleibt', addresses: ['bleibt@merge.example'] });
    const lost = await add('contacts', {
      name: 'm.geht',
      fullName: 'Geht Auf',
      addresses: ['geht@merge.example'],
      customerId: customer,
    });
    const named = await ticketWith({ contact_id: lost });
    const settings = await mailboxWith('Für Unbekannte', { fallbackContact: lost });
    expect((await admin.get(`/api/contacts/${lost}/uses`)).body.rows).toEqual([
      { by: 'tickets', count: 1, names: [] },
      { by: 'mailboxes', count: 1, names: ['Für Unbekannte'] },
    ]);
    const merged = await dispatcher.send('POST', `/api/contacts/${lost}/merge`, { intoId: kept });
    expect(merged.body).toMatchObject({
      id: kept,
      name: 'm.bleibt',
      fullName: 'Geht Auf',
      addresses: ['bleibt@merge.example', 'geht@merge.example'],
      customerId: customer,
    });
    expect((await ticket(named)).contact_id).toBe(kept);
    expect((await settings()).fallbackContact).toBe(kept);
    expect((await find('contacts', lost)).status).toBe(404);
    const mail = await desk().arrives({ from: { name: '', addr: 'geht@merge.example' }, subject: 'Nach dem Merge' });
    expect((await ticket(mail.ticketId ?? 0)).contact_id).toBe(kept);
    expect(problems(await admin.send('POST', `/api/contacts/${kept}/merge`, { intoId: kept }))).toEqual([
      { field: 'intoId', problem: 'same-entry' },
    ]);
    expect(problems(await admin.send('POST', `/api/contacts/${kept}/merge`, { intoId: 99_999 }))).toEqual([
      { field: 'intoId', problem: 'gone' },
    ]);
  });

  test('customers: one owner per domain; merged, contacts, tickets and domains go over', async () => {
    const urgent = (await all('priorities')).at(-1)?.id ?? 0;
    const kept = await add('customers', { name: 'Alt KG', domains: ['alt.example'] });
    const lost = await add('customers', { name: 'Neu KG', domains: ['neu.example'], priorityId: urgent });
    expect(problems(await admin.send('POST', '/api/customers', { name: 'Dritte', domains: ['ALT.example'] }))).toEqual([
      { field: 'domains', problem: 'domain-taken', params: { value: 'alt.example', name: 'Alt KG' } },
    ]);
    expect(problems(await admin.send('POST', '/api/customers', { name: 'Dritte', domains: ['keine domäne'] }))).toEqual(
      [{ field: 'domains', problem: 'not-a-domain' }],
    );
    const contact = await add('contacts', { name: 'bei.neu', addresses: ['b@neu.example'], customerId: lost });
    const named = await ticketWith({ customer_id: lost });
    const refused = await admin.send('DELETE', `/api/customers/${lost}`);
    expect(codes(refused)).toEqual([409, 'in-use']);
    expect(problems(refused)).toEqual([
      { field: 'contacts', problem: 'used-by-contacts', params: { count: 1, names: 'bei.neu' } },
      { field: 'tickets', problem: 'used-by-tickets', params: { count: 1, names: '' } },
    ]);
    expect((await admin.send('DELETE', `/api/customers/${lost}?replacement=${kept}`)).status).toBe(204);
    expect((await find('customers', kept)).body).toMatchObject({
      domains: ['alt.example', 'neu.example'],
      priorityId: urgent,
    });
    expect((await find('contacts', contact)).body.customerId).toBe(kept);
    expect((await ticket(named)).customer_id).toBe(kept);
    const unused = await add('customers', { name: 'Leer', domains: ['leer.example'] });
    expect((await dispatcher.send('DELETE', `/api/customers/${unused}`)).status).toBe(204);
    await add('customers', { name: 'Leer', domains: ['leer.example'] });
  });

  test('categories: a tree without circles, the same name once per branch, merged with all below', async () => {
    const team = await add('teams', { name: 'Kategorienteam' });
    const hardware = await add('categories', { name: 'Hardware', teamId: team });
    const printers = await add('categories', { name: 'Drucker', parentId: hardware });
    const old = await add('categories', { name: 'Altgeräte' });
    const oldPrinters = await add('categories', { name: 'drucker', parentId: old });
    const oldScanners = await add('categories', { name: 'Scanner', parentId: old });
    expect(problems(await admin.send('POST', '/api/categories', { name: ' DRUCKER', parentId: hardware }))).toEqual([
      { field: 'name', problem: 'taken' },
    ]);
    for (const parentId of [hardware, printers])
      expect(problems(await admin.send('PUT', `/api/categories/${hardware}`, { name: 'Hardware', parentId }))).toEqual([
        { field: 'parentId', problem: 'below-itself' },
      ]);
    expect(problems(await admin.send('POST', `/api/categories/${hardware}/merge`, { intoId: printers }))).toEqual([
      { field: 'intoId', problem: 'below-itself' },
    ]);
    const [a, b] = [await ticketWith({ category_id: old }), await ticketWith({ category_id: oldPrinters })];
    const settings = await mailboxWith('Altes', { category: oldPrinters });
    const merged = await admin.send('POST', `/api/categories/${old}/merge`, { intoId: hardware });
    expect(merged.body).toEqual({ id: hardware, name: 'Hardware', parentId: null, teamId: team, active: true });
    expect([(await ticket(a)).category_id, (await ticket(b)).category_id]).toEqual([hardware, printers]);
    expect((await settings()).category).toBe(printers);
    expect((await find('categories', oldScanners)).body.parentId).toBe(hardware);
    expect((await find('categories', oldPrinters)).status).toBe(404);
    expect(
      problems(await admin.send('DELETE', `/api/categories/${hardware}`)).map(({ field }: { field: string }) => field),
    ).toEqual(['tickets', 'children']);
    expect(problems(await admin.send('DELETE', `/api/teams/${team}`))).toEqual([
      { field: 'categories', problem: 'used-by-categories', params: { count: 1, names: 'Hardware' } },
    ]);
  });

  test('labels: a tree with colours; merged, a ticket with both keeps one', async () => {
    const kept = await add('labels', { name: 'Wichtig', colour: 'red' });
    const lost = await add('labels', { name: 'Dringlich', colour: 'orange' });
    const below = await add('labels', { name: 'Sofort', parentId: lost });
    const [both, one] = [await ticketWith({}, [kept, lost]), await ticketWith({}, [lost, below])];
    const settings = await mailboxWith('Mit Labels', { labels: [lost, kept] });
    expect((await admin.get(`/api/labels/${lost}/uses`)).body.rows).toEqual([
      { by: 'tickets', count: 2, names: [] },
      { by: 'children', count: 1, names: ['Sofort'] },
      { by: 'mailboxes', count: 1, names: ['Mit Labels'] },
    ]);
    expect((await admin.send('POST', `/api/labels/${lost}/merge`, { intoId: kept })).body).toEqual({
      id: kept,
      name: 'Wichtig',
      parentId: null,
      colour: 'red',
      active: true,
    });
    expect(await labelsOf(both)).toEqual([kept]);
    expect(await labelsOf(one)).toEqual([kept, below]);
    expect((await settings()).labels).toEqual([kept]);
    expect((await find('labels', below)).body.parentId).toBe(kept);
    expect(problems(await admin.send('POST', '/api/labels', { name: 'Bunt', colour: 'rainbow' }))).toEqual([
      { field: 'colour', problem: 'invalid' },
    ]);
  });

  test('teams: nested, with members who write and members who read, deleted only with a replacement while used', async () => {
    const above = await add('teams', { name: 'Leitung' });
    const team = await add('teams', { name: 'Service', parentId: above, memberIds: [agent.id], readerIds: [] });
    expect(
      problems(
        await admin.send('PUT', `/api/teams/${team}`, {
          name: 'Service',
          memberIds: [agent.id],
          readerIds: [agent.id],
        }),
      ),
    ).toEqual([{ field: 'readerIds', problem: 'both-lists' }]);
    expect(problems(await admin.send('PUT', `/api/teams/${above}`, { name: 'Leitung', parentId: team }))).toEqual([
      { field: 'parentId', problem: 'below-itself' },
    ]);
    const [category, ticketId] = [
      await add('categories', { name: 'Vom Service', teamId: team }),
      await ticketWith({ team_id: team }),
    ];
    const settings = await mailboxWith('Service-Postfach', { team });
    expect(problems(await admin.send('DELETE', `/api/teams/${team}`))).toEqual([
      { field: 'tickets', problem: 'used-by-tickets', params: { count: 1, names: '' } },
      { field: 'categories', problem: 'used-by-categories', params: { count: 1, names: 'Vom Service' } },
      { field: 'mailboxes', problem: 'used-by-mailboxes', params: { count: 1, names: 'Service-Postfach' } },
    ]);
    const idle = await add('teams', { name: 'Ruht', active: false });
    expect(problems(await admin.send('DELETE', `/api/teams/${team}?replacement=${idle}`))).toEqual([
      { field: 'replacement', problem: 'inactive' },
    ]);
    expect((await admin.send('DELETE', `/api/teams/${team}?replacement=${above}`)).status).toBe(204);
    expect((await ticket(ticketId)).team_id).toBe(above);
    expect((await find('categories', category)).body.teamId).toBe(above);
    expect((await settings()).team).toBe(above);
  });

  test('what a deleted mailbox is set to does not hold an entry, and does not name it afterwards', async () => {
    const team = await add('teams', { name: 'Nur im Gelöschten' });
    const id = await desk().mailbox({ name: 'Wird gelöscht', team });
    expect((await admin.send('DELETE', `/api/mailboxes/${id}`)).status).toBe(204);
    expect((await admin.send('DELETE', `/api/teams/${team}`)).status).toBe(204);
    const row = await db().selectFrom('mailbox').select('settings').where('id', '=', id).executeTakeFirstOrThrow();
    expect((JSON.parse(row.settings) as { team: unknown }).team).toBeNull();
  });

  test('priorities: exactly one default, deleted only with a replacement, named in old steps', async () => {
    const [low, normal] = await all('priorities');
    if (!low || !normal) throw new Error('the built-in priorities are there');
    const id = await add('priorities', { nameDe: 'Sofort', nameEn: 'At once', rank: 90, isDefault: true });
    const defaults = async () =>
      (await all('priorities'))
        .filter((row) => (row as unknown as { isDefault: boolean }).isDefault)
        .map((row) => row.id);
    expect(await defaults()).toEqual([id]);
    expect(
      problems(await admin.send('PUT', `/api/priorities/${id}`, { nameDe: 'Sofort', nameEn: 'At once', rank: 90 })),
    ).toEqual([{ field: 'isDefault', problem: 'default-stays' }]);
    expect(codes(await admin.send('DELETE', `/api/priorities/${id}?replacement=${low.id}`))).toEqual([409, 'in-use']);
    const back = { nameDe: 'Normal', nameEn: 'Normal', rank: 20, isDefault: true };
    expect((await admin.send('PUT', `/api/priorities/${normal.id}`, back)).body.isDefault).toBe(true);
    expect(await defaults()).toEqual([normal.id]);
    expect(problems(await admin.send('POST', '/api/priorities', { nameDe: 'sofort', nameEn: 'Soon' }))).toEqual([
      { field: 'nameDe', problem: 'taken' },
    ]);
    const ticketId = await ticketWith({ priority_id: id });
    const customer = await add('customers', { name: 'Eilig', priorityId: id });
    expect(
      problems(await admin.send('DELETE', `/api/priorities/${id}`)).map(({ field }: { field: string }) => field),
    ).toEqual(['tickets', 'customers']);
    expect((await admin.send('DELETE', `/api/priorities/${id}?replacement=${low.id}`)).status).toBe(204);
    expect((await ticket(ticketId)).priority_id).toBe(low.id);
    expect((await find('customers', customer)).body.priorityId).toBe(low.id);
    expect((await find('priorities', id)).status).toBe(404);
    const { priorities } = (await agent.get('/api/master-data')).body;
    expect(priorities.find((row: Row) => row.id === id)).toMatchObject({ names: { de: 'Sofort' }, active: false });
    expect(codes(await admin.send('PATCH', `/api/tickets/${ticketId}`, { priorityId: id }))).toEqual([422, 'invalid']);
  });

  test('statuses: built-in ones are renamed and stay; each group keeps an active one; replaced within the group', async () => {
    const statuses = (await all('statuses')) as unknown as {
      id: number;
      group: string;
      nameDe: string;
      nameEn: string;
      rank: number;
    }[];
    const open = statuses.find(({ group }) => group === 'open');
    const done = statuses.find(({ group }) => group === 'done');
    if (!open || !done) throw new Error('the built-in statuses are there');
    const renamed = await admin.send('PUT', `/api/statuses/${open.id}`, {
      ...open,
      nameDe: 'Neu',
      nameEn: 'New',
      active: true,
    });
    expect(renamed.body).toMatchObject({ nameDe: 'Neu', nameEn: 'New', group: 'open', builtIn: true });
    expect(codes(await admin.send('DELETE', `/api/statuses/${open.id}`))).toEqual([409, 'in-use']);
    expect(problems(await admin.send('PUT', `/api/statuses/${open.id}`, { ...open, group: 'done' }))).toEqual([
      { field: 'group', problem: 'built-in' },
    ]);
    expect(problems(await admin.send('PUT', `/api/statuses/${open.id}`, { ...open, active: false }))).toEqual([
      { field: 'active', problem: 'last-of-group' },
    ]);
    const own = await add('statuses', { nameDe: 'Rückfrage', nameEn: 'Question', group: 'open', rank: 25 });
    const ticketId = await ticketWith({ status_id: own });
    expect(
      problems(
        await admin.send('PUT', `/api/statuses/${own}`, { nameDe: 'Rückfrage', nameEn: 'Question', group: 'done' }),
      ),
    ).toEqual([{ field: 'group', problem: 'group-in-use' }]);
    expect(problems(await admin.send('DELETE', `/api/statuses/${own}`))).toEqual([
      { field: 'tickets', problem: 'used-by-tickets', params: { count: 1, names: '' } },
    ]);
    expect(problems(await admin.send('DELETE', `/api/statuses/${own}?replacement=${done.id}`))).toEqual([
      { field: 'replacement', problem: 'other-group' },
    ]);
    expect((await admin.send('DELETE', `/api/statuses/${own}?replacement=${open.id}`)).status).toBe(204);
    expect((await ticket(ticketId)).status_id).toBe(open.id);
  });

  test('a deactivated entry is offered no more, cannot be given, and is named where it is', async () => {
    const team = await add('teams', { name: 'Früher' });
    const { ticketId } = await addTicket(desk().desk.store, { teamId: team });
    const other = await addTicket(desk().desk.store);
    await admin.send('PUT', `/api/teams/${team}`, { name: 'Früher', active: false });
    expect(await names('teams', '?q=früher')).toEqual(['Früher']);
    expect(await names('teams', '?q=früher&activeOnly=true')).toEqual([]);
    const { teams } = (await agent.get('/api/master-data')).body;
    expect(teams.find((row: Row) => row.id === team)).toMatchObject({ name: 'Früher', active: false });
    expect((await ticket(ticketId)).team_id).toBe(team);
    expect(problems(await dispatcher.send('PATCH', `/api/tickets/${other.ticketId}`, { teamId: team }))).toEqual([
      { field: 'teamId', problem: 'inactive' },
    ]);
    expect(
      (await dispatcher.send('PATCH', `/api/tickets/${ticketId}`, { teamId: team, subject: 'Bleibt' })).status,
    ).toBe(200);
    const contact = await add('contacts', { name: 'inaktiv', addresses: ['inaktiv@kunde.example'], active: false });
    expect(await names('contacts', '?q=inaktiv&activeOnly=true')).toEqual([]);
    expect((await find('contacts', contact)).body.active).toBe(false);
  });

  test('agents look up and add contacts and customers; changing is for dispatchers, the rest for administrators', async () => {
    const made = await agent.send('POST', '/api/contacts', {
      name: 'beim.antworten',
      addresses: ['b@antwort.example'],
    });
    expect(made.status).toBe(201);
    expect((await agent.get(`/api/contacts/${made.body.id}`)).body.name).toBe('beim.antworten');
    const values = { name: 'beim.antworten', fullName: 'B.', addresses: ['b@antwort.example'] };
    expect(codes(await agent.send('PUT', `/api/contacts/${made.body.id}`, values))).toEqual([403, 'not-allowed']);
    expect(codes(await agent.send('DELETE', `/api/contacts/${made.body.id}`))).toEqual([403, 'not-allowed']);
    expect((await dispatcher.send('PUT', `/api/contacts/${made.body.id}`, values)).body.fullName).toBe('B.');
    expect((await dispatcher.send('DELETE', `/api/contacts/${made.body.id}`)).status).toBe(204);
    expect(codes(await dispatcher.send('POST', '/api/labels', { name: 'x' }))).toEqual([403, 'not-allowed']);
    expect(codes(await dispatcher.get('/api/categories'))).toEqual([403, 'not-allowed']);
  });

  test('the description of the API names the fields of each kind', async () => {
    const { paths } = (await admin.get('/api/openapi.json')).body;
    const body = paths['/api/labels'].post.requestBody.content['application/json'].schema;
    expect(Object.keys(body.properties)).toEqual(['name', 'parentId', 'colour', 'active']);
    expect(body.required).toEqual(['name']);
    expect(body.properties.colour.enum).toContain('teal');
  });

  test('what changed is announced once it is written', async () => {
    const heard: { kind: string; id: number }[] = [];
    // Each change is also a line of the audit log, which is another story.
    const stop = desk().desk.store.changes.listen((change) => change.kind !== 'audit' && heard.push(change));
    const id = await add('labels', { name: 'Neuigkeit' });
    await expect.poll(() => heard).toContainEqual({ kind: 'settings', id });
    heard.length = 0;
    expect((await admin.send('POST', '/api/labels', { name: 'neuigkeit' })).status).toBe(422);
    expect((await admin.send('DELETE', `/api/labels/${id}`)).status).toBe(204);
    await expect.poll(() => heard).toEqual([{ kind: 'settings', id }]);
    stop();
  });

  test('two mergers of the same two at once leave one of them', async () => {
    const [a, b] = [await add('labels', { name: 'Zwilling A' }), await add('labels', { name: 'Zwilling B' })];
    const answers = await Promise.all([
      admin.send('POST', `/api/labels/${a}/merge`, { intoId: b }),
      admin.send('POST', `/api/labels/${b}/merge`, { intoId: a }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 422]);
    expect(await names('labels', '?q=zwilling')).toHaveLength(1);
  });
});
