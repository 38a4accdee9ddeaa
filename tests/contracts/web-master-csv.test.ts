import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import type { CsvResult } from '../../src/api/contract/master-data.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Answer, type Browser, codes, firstAdmin, signedIn, upload, webServer } from '../support/web-desk.ts';

describe.each(dialects)('master data as CSV files on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
  });
  afterAll(() => app?.close());

  const send = (kind: string, text: string | Buffer, query = ''): Promise<Answer> =>
    upload(admin, `/api/${kind}/csv${query}`, [
      { name: `${kind}.csv`, type: 'text/csv', content: typeof text === 'string' ? Buffer.from(text) : text },
    ]);
  async function preview(kind: string, text: string | Buffer): Promise<CsvResult> {
    const answer = await send(kind, text, '?preview=true');
    expect(answer.status, answer.text).toBe(200);
    return answer.body as CsvResult;
  }
  async function carriedOut(kind: string, text: string | Buffer): Promise<CsvResult> {
    const answer = await send(kind, text);
    expect(answer.status, answer.text).toBe(200);
    return answer.body as CsvResult;
  }
  const rows = async (kind: string) => (await admin.get(`/api/${kind}`)).body.rows as Record<string, unknown>[];
  const exported = async (kind: string, language = 'en') =>
    (await admin.inject({ method: 'GET', url: `/api/${kind}/csv`, headers: { 'accept-language': language } })).text;

  test('a preview tells what would be created, changed and left, and writes nothing', async () => {
    await carriedOut(
      'customers',
      'Name,Domains,Priority\r\nBestand,bestand.example,High\r\nGleich,gleich.example,\r\n',
    );
    const before = await rows('customers');
    const file =
      'Name;Domänen;Priorität\r\nBestand;"Bestand.example, müller.example";Niedrig\r\nGleich;@GLEICH.example;\r\nNeu;neu.example;\r\n';
    const result = await preview('customers', file);
    expect(result).toMatchObject({ created: 1, changed: 1, unchanged: 1, wrong: 0 });
    expect(result.lines).toEqual([
      {
        line: 2,
        name: 'Bestand',
        outcome: 'changed',
        changes: [
          { field: 'domains', from: 'bestand.example', to: 'bestand.example, xn--mller-kva.example' },
          { field: 'priorityId', from: 'High', to: 'Low' },
        ],
        problems: [],
      },
      { line: 4, name: 'Neu', outcome: 'created', changes: [], problems: [] },
    ]);
    expect(await rows('customers')).toEqual(before);
    expect(await carriedOut('customers', file)).toEqual(result);
    expect((await rows('customers')).map(({ name, domains }) => [name, domains])).toEqual([
      ['Bestand', ['bestand.example', 'xn--mller-kva.example']],
      ['Gleich', ['gleich.example']],
      ['Neu', ['neu.example']],
    ]);
    expect(await preview('customers', file)).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
  });

  test('every mistake is told with its line; one is enough that nothing is written', async () => {
    const file = [
      'Name,Addresses,Location/customer,Active',
      'a,"a@x.example',
      'b@x.example",Bestand,yes',
      '',
      'c,no address,,yes',
      'd,d@x.example,Niemand,perhaps',
      'e,A@x.example,,yes',
      'a,e@x.example,,yes',
      'f,f@x.example,,yes,too much',
      'g,g@x.example,,',
    ].join('\n');
    const asTitles = file.replace('Addresses', 'E-mail addresses');
    const { lines, ...counts } = await preview('contacts', asTitles);
    expect(counts).toEqual({ created: 2, changed: 0, unchanged: 0, wrong: 5 });
    expect(lines.filter(({ outcome }) => outcome === 'wrong').map(({ line, problems }) => [line, problems])).toEqual([
      [5, [{ field: 'addresses', problem: 'not-an-address' }]],
      [
        6,
        [
          { field: 'customerId', problem: 'csv-no-such', params: { value: 'Niemand' } },
          { field: 'active', problem: 'csv-not-yes-or-no' },
        ],
      ],
      [7, [{ field: '', problem: 'csv-twice', params: { other: 2 } }]],
      [8, [{ field: 'name', problem: 'taken' }]],
      [9, [{ field: '', problem: 'csv-too-many-cells' }]],
    ]);
    const refused = await send('contacts', asTitles);
    expect(codes(refused)).toEqual([422, 'csv-wrong']);
    expect(refused.body.error.params).toEqual({ count: 5 });
    expect(refused.body.error.problems).toContainEqual({ field: 'name', problem: 'taken', params: { line: 8 } });
    expect((await admin.get('/api/contacts?q=x.example')).body.rows).toEqual([]);
  });

  test.each([
    ['', [{ field: '', problem: 'csv-no-header' }]],
    ['Name,Colour,Nonsense', [{ field: '', problem: 'csv-unknown-column', params: { name: 'Nonsense' } }]],
    ['Name,name', [{ field: '', problem: 'csv-column-twice', params: { name: 'name' } }]],
    ['Colour', [{ field: '', problem: 'csv-column-missing', params: { name: 'name' } }]],
    ['Name\n"open', [{ field: '', problem: 'csv-open-quote' }]],
    ['Name\n"a"b', [{ field: '', problem: 'csv-after-quote' }]],
  ])('a file that is none: %j', async (text, problems) => {
    const { lines } = await preview('labels', text);
    expect(lines.flatMap((line) => line.problems)).toEqual(problems);
    expect(codes(await send('labels', text))).toEqual([422, 'csv-wrong']);
  });

  test('a tree is imported with its parents, exported with them first, and comes back unchanged', async () => {
    const file = 'Name;Gehört zu;Farbe\nGerät;;Rot\nDrucker;Gerät;blau\nLaser;Gerät / Drucker;\nDrucker;;lime\n';
    expect(await carriedOut('labels', file)).toMatchObject({ created: 4, wrong: 0 });
    const text = await exported('labels', 'de');
    expect(text.split('\r\n')[0]).toBe('\ufeffNr.;Name;Gehört zu;Farbe;Aktiv');
    expect(text).toMatch(/\d+;Laser;Gerät \/ Drucker;Grau;ja/);
    expect(await preview('labels', text)).toMatchObject({ created: 0, changed: 0, unchanged: 4, wrong: 0 });
    // In another language: the same entries.
    expect(await preview('labels', await exported('labels', 'en'))).toMatchObject({ unchanged: 4, wrong: 0 });
    const renamed = await carriedOut('labels', text.replace('Laser', 'Laserdrucker'));
    expect(renamed).toMatchObject({ created: 0, changed: 1 });
    expect(renamed.lines[0]?.changes).toEqual([{ field: 'name', from: 'Laser', to: 'Laserdrucker' }]);
  });

  test.each(['teams', 'categories', 'priorities', 'statuses', 'labels', 'customers', 'contacts'])(
    '%s: what is exported is imported unchanged, in German and in English',
    async (kind) => {
      if (kind === 'teams') {
        const agent = await signedIn(app, admin, 'agent', `Csv`);
        await admin.send('POST', '/api/teams', { name: 'Leser', memberIds: [], readerIds: [agent.id] });
        await admin.send('POST', '/api/categories', { name: 'Fragen', teamId: (await rows('teams'))[0]?.id });
        await admin.send('POST', '/api/contacts', { name: '=cmd|x', fullName: '+49 30', addresses: ['f@x.example'] });
      }
      const count = (await rows(kind)).length;
      expect(count).toBeGreaterThan(0);
      for (const language of ['de', 'en'])
        expect(await preview(kind, await exported(kind, language))).toEqual({
          created: 0,
          changed: 0,
          unchanged: count,
          wrong: 0,
          lines: [],
        });
    },
  );

  test('an export does not run in a spreadsheet', async () => {
    expect(await exported('contacts')).toContain("'=cmd|x,'+49 30,f@x.example");
  });

  test('a file from Excel in Windows-1252, contacts found by address, those without a name called by it', async () => {
    const file = Buffer.from(
      'E-Mail-Adressen;Voller Name;Sprache\r\nf@x.example;Jürgen Groß;Deutsch\r\nneu@x.example;;\r\n',
      'latin1',
    );
    expect(await carriedOut('contacts', file)).toMatchObject({ created: 1, changed: 1, wrong: 0 });
    const found = (await admin.get('/api/contacts?q=groß')).body.rows;
    expect(found).toMatchObject([{ name: '=cmd|x', fullName: 'Jürgen Groß', locale: 'de' }]);
    expect((await admin.get('/api/contacts?q=neu@x')).body.rows).toMatchObject([{ name: 'neu@x.example' }]);
  });

  test('another priority becomes the default, in whatever order the lines stand', async () => {
    const text = await exported('priorities');
    const moved = text.replace(/(Normal,\d+),yes/, '$1,no').replace(/(Hoch,High,\d+),no/, '$1,yes');
    const result = await carriedOut('priorities', moved);
    expect(result.lines.map(({ line, name, outcome }) => [line, name, outcome])).toEqual([
      [3, 'Normal', 'changed'],
      [4, 'Hoch', 'changed'],
    ]);
    const defaults = (await rows('priorities')).filter(({ isDefault }) => isDefault);
    expect(defaults.map(({ nameDe }) => nameDe)).toEqual(['Hoch']);
    await carriedOut('priorities', text);
  });

  test('a number that is not there, and a file for those who may not', async () => {
    const { lines } = await preview('customers', 'No.,Name\n99999,Wer\n');
    expect(lines[0]?.problems).toEqual([{ field: 'id', problem: 'csv-no-such', params: { value: '99999' } }]);
    const agent = await signedIn(app, admin, 'agent', 'Berta');
    expect(codes(await agent.get('/api/contacts/csv'))).toEqual([403, 'not-allowed']);
    const file = [{ name: 'x.csv', type: 'text/csv', content: Buffer.from('Name\nx') }];
    expect(codes(await upload(agent, '/api/customers/csv', file))).toEqual([403, 'not-allowed']);
  });

  test('a file of more lines than are told of', async () => {
    const lines = Array.from({ length: 1100 }, (_, i) => `person${i},p${i}@viele.example,Person ${i}`);
    const result = await carriedOut(
      'contacts',
      `Name,Addresses,Full name\n${lines.join('\n')}`.replace('Addresses', 'addresses'),
    );
    expect(result).toMatchObject({ created: 1100, wrong: 0 });
    expect(result.lines).toHaveLength(1000);
  });
});
