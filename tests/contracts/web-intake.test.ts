import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { parseCsv } from '../../src/lib/csv.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

describe.each(dialects)('the intake log over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
    const { id } = await desk().arrives({
      subject: 'Rechnung 100%; "eilig"',
      from: { name: '', addr: 'a@firma.example' },
    });
    await desk().arrives({ subject: 'ÜBERGRÖßE für Ärzte', from: { name: '', addr: 'c@firma.example' } });
    await desk().arrives({ subject: '=SUMME(A1)', from: { name: '', addr: 'b@firma.example' } });
    await desk().arrives({ subject: 'Angebot', from: { name: '', addr: 'rechnung@andere.example' } });
    await desk().desk.store.db.updateTable('inbound').set({ state: 'unfiled' }).where('id', '=', id).execute();
  });
  afterAll(() => app?.close());

  const subjects = async (query: string) => {
    const { body, status, text } = await admin.get(`/api/inbound?${query}`);
    expect(status, text).toBe(200);
    return body.rows.map(({ subject }: { subject: string }) => subject);
  };

  test('is searched by sender and subject, where % and _ are letters, and read by several states', async () => {
    expect(await subjects('q=RECHNUNG')).toEqual(['Angebot', 'Rechnung 100%; "eilig"']);
    expect(await subjects('q=100%25')).toEqual(['Rechnung 100%; "eilig"']);
    expect(await subjects('q=n_e')).toEqual([]);
    expect(await subjects(`q=${encodeURIComponent('übergröße')}`)).toEqual(['ÜBERGRÖßE für Ärzte']);
    expect(await subjects(`q=${encodeURIComponent('FÜR ÄRZ')}`)).toEqual(['ÜBERGRÖßE für Ärzte']);
    expect(await subjects('state=unfiled')).toEqual(['Rechnung 100%; "eilig"']);
    expect(await subjects('state=filed,unfiled')).toHaveLength(4);
    expect((await admin.get('/api/inbound?state=lost')).status).toBe(422);
  });

  test('leaves as a table: what the question asks for, safe for spreadsheets, in the language of the reader', async () => {
    const answer = await admin.get('/api/inbound/csv');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const { rows, defects } = parseCsv(answer.text);
    expect(defects).toEqual([]);
    expect(rows.map(({ cells }) => cells[4])).toEqual([
      'Subject',
      'Angebot',
      "'=SUMME(A1)",
      'ÜBERGRÖßE für Ärzte',
      'Rechnung 100%; "eilig"',
    ]);
    // Its reader is the agent, whatever the browser that follows the link is set to.
    await admin.send('PATCH', '/api/session', { locale: 'de' });
    const german = await admin.inject({
      method: 'GET',
      url: '/api/inbound/csv?state=unfiled',
      headers: { 'accept-language': 'en' },
    });
    await admin.send('PATCH', '/api/session', { locale: 'en' });
    const [head, only, ...more] = parseCsv(german.text).rows;
    expect(head?.cells[2]).toBe('Zustand');
    expect(only?.cells.slice(2, 5)).toEqual(['nicht abgelegt', 'a@firma.example', 'Rechnung 100%; "eilig"']);
    expect(more).toEqual([]);
    const agent = await signedIn(app, admin, 'agent', `Ines${dialect}`);
    expect((await agent.get('/api/inbound/csv')).status).toBe(403);
  });
});
