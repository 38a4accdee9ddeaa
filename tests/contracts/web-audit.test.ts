import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { auditActs, auditKinds } from '../../src/desk/audit.ts';
import { operationTexts } from '../../src/desk/texts/operation.ts';
import { keepHouse } from '../../src/flows/keep-house.ts';
import { changesNothing, type Kitchen, planted, recipes, ticketSteps } from '../support/audit-recipes.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { adminPassword, type Browser, browser, codes, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

describe.each(dialects)('audit log on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
  });
  afterAll(() => app?.close());

  const lines = async (query = '') => (await admin.get(`/api/audit?${query}`)).body.rows;
  const newest = async () => Number((await lines('limit=1'))[0]?.id ?? 0);

  test('the first administrator and the sign-in stand at the beginning', async () => {
    expect(await lines()).toMatchObject([
      { kind: 'session', act: 'signedIn', who: 'Ada Admin', address: '127.0.0.1' },
      { kind: 'agent', act: 'created', who: 'Ada Admin', subject: 'Ada Admin' },
      { kind: 'sandbox', act: 'opened', who: 'Poststelle', agentId: null, address: null },
    ]);
  });

  test('a look at the source of a mail is noted', async () => {
    const { id, entryId } = await desk().arrives({ subject: 'Ganz vertraulich' });
    await admin.get(`/api/inbound/${id}/source`);
    await admin.get(`/api/entries/${entryId}/source`);
    expect(await lines('kind=source')).toMatchObject([
      { act: 'viewed', subject: 'Ganz vertraulich', changes: [{ field: 'entry' }] },
      { act: 'viewed', subject: 'Ganz vertraulich', changes: [{ field: 'inbound' }] },
    ]);
  });

  test('every route that changes something is known here', () => {
    const { paths = {} } = app.swagger();
    const mutating = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods ?? {})
        .map((method) => `${method.toUpperCase()} ${path}`)
        .filter((route) => /^(POST|PUT|PATCH|DELETE) \/api\//.test(route)),
    );
    const known = [...Object.keys(recipes), ...ticketSteps, ...changesNothing, 'POST /api/setup'];
    // A route that is new here leaves a line in the audit log (flows/audit.ts) and has a recipe in tests/support/audit-recipes.ts.
    expect(mutating.filter((route) => !known.includes(route))).toEqual([]);
  });

  test.each(Object.entries(recipes))('%s leaves a line', async (route, recipe) => {
    const kitchen: Kitchen = { desk: desk(), app, admin };
    const { paths = {} } = app.swagger();
    const [method = '', path = ''] = route.split(' ');
    // Not every kind of master data can be merged.
    if (!Object.hasOwn(paths[path] ?? {}, method.toLowerCase())) return expect(path).toMatch(/merge$/);
    const before = await newest();
    const answer = await recipe(kitchen);
    expect(answer.status, answer.text).toBeLessThan(300);
    const [line] = await lines('limit=1');
    expect(line.id).toBeGreaterThan(before);
    expect(line.actText).not.toMatch(/^audit\./);
    expect(line.kindText).not.toMatch(/^audit\./);
    for (const { label } of line.changes) expect(label, JSON.stringify(line)).toMatch(/^[A-ZÄÖÜ]/);
  });

  test('no secret is ever in it, in the database, the answers or the file', async () => {
    const stored = JSON.stringify(await desk().desk.store.db.selectFrom('audit_line').selectAll().execute());
    const shown = (await admin.get('/api/audit?limit=200')).text;
    const file = (await admin.get('/api/audit/csv')).text;
    for (const secret of [...Object.values(planted), adminPassword]) {
      expect(stored).not.toContain(secret);
      expect(shown + file).not.toContain(secret);
    }
    expect(stored).not.toMatch(/argon2|password_hash|token_hash/);
    const [line] = await lines('kind=mailbox&q=password');
    expect(line.changes).toContainEqual(
      expect.objectContaining({ field: 'password', label: 'Password', from: null, to: null, secret: true }),
    );
  });

  test('a change says what was and what is, references by name, and a failed one leaves nothing', async () => {
    const team = (await admin.send('POST', '/api/teams', { name: 'Technik' })).body;
    const category = (await admin.send('POST', '/api/categories', { name: 'Drucker' })).body;
    await admin.send('PUT', `/api/categories/${category.id}`, { name: 'Drucker', teamId: team.id, active: false });
    const [line] = await lines(`kind=categories&subjectId=${category.id}`);
    expect(line).toMatchObject({ act: 'changed', kindText: 'Category', actText: 'changed', subject: 'Drucker' });
    expect(line.changes).toMatchObject([
      { field: 'teamId', from: null, to: 'Technik' },
      { field: 'active', from: 'yes', to: 'no' },
    ]);
    const before = await newest();
    expect((await admin.send('POST', '/api/teams', { name: 'technik' })).status).toBe(422);
    expect(await newest()).toBe(before);
  });

  test('filters by person, kind, time and words; pages; only administrators read', async () => {
    const other = await signedIn(app, admin, 'admin', 'Bert');
    await other.send('POST', '/api/labels', { name: 'Größe 100%_x' });
    expect(await lines(`agentId=${other.id}&kind=labels`)).toMatchObject([{ who: 'Bert', act: 'created' }]);
    expect(await lines(`q=${encodeURIComponent('größe 100%_')}`)).toHaveLength(1);
    expect(await lines(`q=${encodeURIComponent('gr%ße')}`)).toHaveLength(0);
    expect((await lines('agentId=desk')).every((row: { agentId: unknown }) => row.agentId === null)).toBe(true);
    const at = desk().desk.clock().getTime();
    const instant = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
    expect(await lines(`from=${instant(at + 1)}`)).toEqual([]);
    expect((await lines(`from=${instant(at)}&to=${instant(at + 1)}`)).length).toBeGreaterThan(10);
    const first = (await admin.get('/api/audit?limit=3')).body;
    const second = (await admin.get(`/api/audit?limit=3&after=${first.next}`)).body;
    expect(second.rows[0].id).toBeLessThan(first.rows[2].id);
    const agent = await signedIn(app, admin, 'dispatcher', 'Dora');
    for (const path of ['/api/audit', '/api/audit/csv'])
      expect(codes(await agent.get(path))).toEqual([403, 'not-allowed']);
  });

  test('the file has the lines that were asked for and is noted itself', async () => {
    const { text, headers } = await admin.get('/api/audit/csv?kind=labels&q=100%25_x');
    expect(headers['content-disposition']).toContain('audit.csv');
    const rows = text.trim().split('\r\n');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain('Bert,Label,Größe 100%_x,created');
    expect((await lines('limit=1'))[0]).toMatchObject({
      kind: 'audit',
      act: 'exported',
      who: expect.stringMatching(/^Ada/),
    });
  });

  test('failed sign-ins are noted without what was typed, and not without end', async () => {
    const guest = browser(app);
    const tryIn = (email: string) => guest.send('POST', '/api/session', { email, password: planted.wrong });
    for (let i = 0; i < 8; i++) await tryIn('ada@desk.example');
    const known = (await lines('kind=session&limit=20')).filter(({ act }: { act: string }) =>
      /Failed|Stopped/.test(act),
    );
    expect(known.map(({ act }: { act: string }) => act)).toEqual(['signInStopped', ...Array(5).fill('signInFailed')]);
    expect(known[0]).toMatchObject({
      subject: expect.stringMatching(/^Ada/),
      who: 'not signed in',
      address: '127.0.0.1',
    });
    await tryIn('planted-typed-into-the-wrong-field');
    expect((await lines('limit=1'))[0]).toMatchObject({ act: 'signInFailed', subject: '', subjectId: null });
    expect(JSON.stringify(await lines('kind=session'))).not.toContain('planted');
    const { db } = desk().desk.store;
    await db
      .withTables<{ auth_rate_limit: { key: string; count: number } }>()
      .updateTable('auth_rate_limit')
      .set({ count: 500 })
      .where('key', '=', 'audit failures')
      .execute();
    await tryIn('x@y.example');
    await tryIn('z@y.example');
    expect((await lines('limit=2')).map(({ act }: { act: string }) => act)).toEqual(['signInSilent', 'signInFailed']);
  });

  test('addresses are left out where that is wished, and lines end with their time', async () => {
    const settings = (await admin.get('/api/desk')).body;
    await admin.send('PUT', '/api/desk', { ...settings, auditAddresses: false, auditDays: 30 });
    expect((await lines('limit=1'))[0]).toMatchObject({
      kind: 'desk',
      address: null,
      who: expect.stringMatching(/^Ada/),
    });
    await keepHouse(desk().desk);
    expect((await lines()).length).toBeGreaterThan(50);
    desk().later(31 * 86_400_000);
    expect((await keepHouse(desk().desk)).auditLines).toBeGreaterThan(50);
    expect(await lines()).toEqual([]);
  });
});

test('every kind and act has its words in both languages', () => {
  const keys = [...auditKinds.map((kind) => `audit.kind.${kind}`), ...auditActs.map((act) => `audit.act.${act}`)];
  for (const locale of ['de', 'en'] as const)
    expect(keys.filter((key) => operationTexts[locale][key] === undefined)).toEqual([]);
});
