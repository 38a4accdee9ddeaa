import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { presenceLifeMs } from '../../src/desk/presence.ts';
import { keepHouse } from '../../src/flows/keep-house.ts';
import { draftLifeMs } from '../../src/store/drafts.ts';
import { uploadLifeMs } from '../../src/store/uploads.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, codes, firstAdmin, signedIn, upload, webServer } from '../support/web-desk.ts';

const changed = [409, 'draft-changed'];
const page = 'page-of-a-test';

describe.each(dialects)('drafts over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  let ines: Browser & { id: number };
  let otto: Browser & { id: number };
  let team = 0;
  let ticket = 0;
  let url = '';

  /** A draft as the page writes it. */
  const draft = (more: Record<string, unknown> = {}) => ({
    key: 'a1b2c3d4e5f6',
    mode: 'reply',
    to: [{ name: 'Carla', addr: 'carla@kunde.example' }],
    cc: [],
    bcc: [{ name: '', addr: 'halb fertig' }],
    subject: 'Re: Lampe',
    outgoingId: desk().outgoingId,
    text: 'Guten Tag',
    html: '<p>Guten <b>Tag</b></p>',
    signed: false,
    note: '',
    quote: '> Die Lampe flackert',
    files: [],
    answersEntryId: null,
    seenEntryId: null,
    ...more,
  });
  const reply = (more: Record<string, unknown> = {}) => ({
    outgoingId: desk().outgoingId,
    to: [{ name: '', addr: 'carla@kunde.example' }],
    subject: 'Re: Lampe',
    text: 'Guten Tag',
    ...more,
  });
  const put = (who: Browser, body: Record<string, unknown>, base: string | null, at = url) =>
    who.send('PUT', at, { draft: body, base });
  const file = async (who: Browser) =>
    (await upload(who, '/api/uploads', [{ name: 'Plan.txt', type: 'text/plain', content: Buffer.from('Plan') }])).body;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
    ines = await signedIn(app, admin, 'agent', 'Ines');
    otto = await signedIn(app, admin, 'agent', 'Otto');
    team = (await admin.send('POST', '/api/teams', { name: 'Technik', memberIds: [ines.id] })).body.id;
    ticket = (await desk().arrives({ subject: 'Lampe' })).ticketId ?? 0;
    await admin.send('PATCH', `/api/tickets/${ticket}`, { teamId: team });
    url = `/api/tickets/${ticket}/draft`;
  });
  afterAll(() => app?.close());

  test('keeps every field as it was typed, for its agent alone', async () => {
    expect((await ines.get(url)).body).toEqual({ saved: null });
    const first = await put(ines, draft(), null);
    expect(first.status, first.text).toBe(200);
    expect((await ines.get(url)).body).toEqual({
      saved: { draft: draft(), version: first.body.version, changedAt: '2026-11-02T09:00:00.000Z' },
    });
    expect((await admin.get(url)).body).toEqual({ saved: null });
    expect((await admin.get('/api/drafts')).body.rows).toEqual([]);
    expect((await ines.get('/api/drafts')).body.rows).toEqual([
      {
        ticket: { id: ticket, reference: expect.any(String), subject: 'Lampe', contactName: expect.any(String) },
        version: first.body.version,
        changedAt: '2026-11-02T09:00:00.000Z',
      },
    ]);
    expect(codes(await otto.get(url))).toEqual([403, 'not-allowed']);
    expect(codes(await put(otto, draft(), null))).toEqual([403, 'not-allowed']);
    expect(codes(await otto.send('DELETE', `${url}?base=x`))).toEqual([403, 'not-allowed']);
    expect(codes(await ines.get('/api/tickets/987654/draft'))).toEqual([404, 'not-found']);
  });

  test('of two devices the later one is told and nothing is overwritten', async () => {
    const { version } = (await ines.get(url)).body.saved;
    expect(codes(await put(ines, draft({ text: 'Von vorn' }), null))).toEqual(changed);
    const second = await put(ines, draft({ text: 'Guten Tag, Frau Kundin' }), version);
    expect(second.body.version).not.toBe(version);
    expect(codes(await put(ines, draft({ text: 'Hallo' }), version))).toEqual(changed);
    expect(codes(await ines.send('DELETE', `${url}?base=${version}`))).toEqual(changed);
    expect((await ines.get(url)).body.saved.draft.text).toBe('Guten Tag, Frau Kundin');
    expect((await ines.send('DELETE', `${url}?base=${second.body.version}`)).status).toBe(204);
    expect((await ines.send('DELETE', `${url}?base=${second.body.version}`)).status).toBe(204);
    // What was discarded elsewhere is not silently there again.
    expect(codes(await put(ines, draft(), second.body.version))).toEqual(changed);
    expect((await ines.get('/api/drafts')).body.rows).toEqual([]);
  });

  test('two first savings at the same moment make one draft', async () => {
    const both = await Promise.all([put(ines, draft({ text: 'A' }), null), put(ines, draft({ text: 'B' }), null)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const { version } = (await ines.get(url)).body.saved;
    await ines.send('DELETE', `${url}?base=${version}`);
  });

  test('ends with the answer that was made of it, not with another one; its note stays', async () => {
    await put(ines, draft({ note: 'intern' }), null);
    const foreign = await ines.send('POST', `/api/tickets/${ticket}/replies`, reply({ draftKey: 'fffffffffff-1' }));
    expect(foreign.status, foreign.text).toBe(201);
    expect((await ines.get(url)).body.saved.draft.text).toBe('Guten Tag');
    await ines.send('POST', `/api/tickets/${ticket}/replies`, reply({ draftKey: 'a1b2c3d4e5f6-abc' }));
    const left = (await ines.get(url)).body.saved.draft;
    expect(left).toMatchObject({ text: '', html: null, note: 'intern' });
    expect(left.key).not.toBe('a1b2c3d4e5f6');
    await ines.send('POST', `/api/tickets/${ticket}/notes`, { text: 'intern', draftKey: left.key });
    expect((await ines.get(url)).body.saved).toBeNull();
  });

  test('whoever did not see that somebody has answered is asked before a second answer goes out', async () => {
    const { entries } = (await ines.get(`/api/tickets/${ticket}`)).body;
    const seenEntryId = Math.max(...entries.map(({ id }: { id: number }) => id));
    const answered = reply({ seenEntryId, draftKey: 'b1b2c3d4e5f6-1' });
    expect((await admin.send('POST', `/api/tickets/${ticket}/replies`, answered)).status).toBe(201);
    // The same once more is the same mail.
    expect((await admin.send('POST', `/api/tickets/${ticket}/replies`, answered)).status).toBe(201);
    const second = { ...answered, draftKey: 'c1b2c3d4e5f6-1' };
    await put(ines, draft({ key: 'c1b2c3d4e5f6' }), null);
    expect(codes(await ines.send('POST', `/api/tickets/${ticket}/replies`, second))).toEqual([
      409,
      'answered-meanwhile',
    ]);
    expect((await ines.get(url)).body.saved.draft.text).toBe('Guten Tag');
    const now = (await ines.get(`/api/tickets/${ticket}`)).body.entries;
    const newest = Math.max(...now.map(({ id }: { id: number }) => id));
    expect((await ines.send('POST', `/api/tickets/${ticket}/replies`, { ...second, seenEntryId: newest })).status).toBe(
      201,
    );
    expect((await ines.get(url)).body.saved).toBeNull();
  });

  test('a new mail has a draft of its own, one for each agent', async () => {
    const saved = await put(ines, draft({ text: 'Neue E-Mail' }), null, '/api/drafts/new');
    expect(saved.status, saved.text).toBe(200);
    expect(codes(await put(ines, draft(), null, '/api/drafts/new'))).toEqual(changed);
    expect((await put(admin, draft(), null, '/api/drafts/new')).status).toBe(200);
    expect((await ines.get('/api/drafts/new')).body.saved.draft.text).toBe('Neue E-Mail');
    expect((await ines.get('/api/drafts')).body.rows.map((row: { ticket: unknown }) => row.ticket)).toEqual([null]);
    const gone = await ines.send('DELETE', `/api/drafts/new?base=${saved.body.version}`);
    expect(gone.status).toBe(204);
  });

  test('a draft on a ticket that left the own sight is not listed', async () => {
    await put(ines, draft(), null);
    await admin.send('PATCH', `/api/tickets/${ticket}`, {
      teamId: (await admin.send('POST', '/api/teams', { name: 'Lager', memberIds: [] })).body.id,
    });
    expect((await ines.get('/api/drafts')).body.rows).toEqual([]);
    await admin.send('PATCH', `/api/tickets/${ticket}`, { teamId: team });
    expect((await ines.get('/api/drafts')).body.rows).toHaveLength(1);
  });

  test('who else has the ticket open: at once, by name, writing before reading, until they leave', async () => {
    const at = `/api/tickets/${ticket}/presence`;
    const beat = (who: Browser, state: string, name = page) => who.send('POST', at, { page: name, state });
    expect((await beat(ines, 'viewing')).body).toEqual({ others: [] });
    expect((await beat(admin, 'writing')).body).toEqual({
      others: [{ agentId: ines.id, name: 'Ines', state: 'viewing' }],
    });
    expect((await beat(ines, 'viewing')).body.others).toMatchObject([{ name: 'Ada Admin', state: 'writing' }]);
    // A second page of the same person that only looks does not end the writing.
    await beat(admin, 'viewing', 'second-page');
    expect((await beat(ines, 'viewing')).body.others).toMatchObject([{ name: 'Ada Admin', state: 'writing' }]);
    await beat(admin, 'left');
    expect((await beat(ines, 'viewing')).body.others).toMatchObject([{ name: 'Ada Admin', state: 'viewing' }]);
    await beat(admin, 'left', 'second-page');
    expect((await beat(ines, 'viewing')).body.others).toEqual([]);
    expect(codes(await beat(otto, 'viewing'))).toEqual([403, 'not-allowed']);
    expect((await beat(otto, 'left')).status).toBe(200);
  });

  test('who may only read does not write; a page that falls silent is gone after its time', async () => {
    const members = { memberIds: [ines.id], readerIds: [otto.id] };
    await admin.send('PUT', `/api/teams/${team}`, { name: 'Technik', ...members });
    const at = `/api/tickets/${ticket}/presence`;
    expect((await otto.send('POST', at, { page, state: 'viewing' })).body.others).toMatchObject([{ name: 'Ines' }]);
    expect(codes(await otto.send('POST', at, { page, state: 'writing' }))).toEqual([403, 'not-allowed']);
    expect(codes(await put(otto, draft(), null))).toEqual([403, 'not-allowed']);
    desk().later(presenceLifeMs + 1);
    expect((await otto.send('POST', at, { page, state: 'viewing' })).body.others).toEqual([]);
    const rows = await desk().desk.store.db.selectFrom('presence').select('agent_id').execute();
    expect(rows).toEqual([{ agent_id: otto.id }]);
  });

  test('uploads live as long as the draft that names them, and a while after it', async () => {
    const { version } = (await ines.get(url)).body.saved;
    await ines.send('DELETE', `${url}?base=${version}`);
    const named = await file(ines);
    const loose = await file(ines);
    const foreign = await file(admin);
    const picture = await file(ines);
    const html = `<p>So: <img src="/api/uploads/${picture.id}"></p>`;
    const saved = await put(ines, draft({ files: [named, foreign], html }), null);
    const ids = async () =>
      (await desk().desk.store.db.selectFrom('upload').select('id').orderBy('id').execute()).map(({ id }) => id);
    const sorted = (...all: string[]) => all.toSorted((a, b) => (a < b ? -1 : 1));
    expect(sorted(...(await ids()))).toEqual(sorted(named.id, loose.id, foreign.id, picture.id));
    desk().later(uploadLifeMs + 1);
    expect(await keepHouse(desk().desk)).toMatchObject({ drafts: 0, uploads: 2 });
    expect(sorted(...(await ids()))).toEqual(sorted(named.id, picture.id));
    const next = await put(ines, draft({ files: [named], html, text: 'weiter' }), saved.body.version);
    await ines.send('DELETE', `${url}?base=${next.body.version}`);
    expect(await keepHouse(desk().desk)).toMatchObject({ uploads: 0 });
    // Discarding can be undone.
    const back = await put(ines, draft({ files: [named], html }), null);
    expect(back.body.draft.files).toEqual([named]);
    desk().later(draftLifeMs + 1);
    expect(await keepHouse(desk().desk)).toMatchObject({ drafts: 2, uploads: 0 });
    expect((await ines.get(url)).body.saved).toBeNull();
    desk().later(uploadLifeMs + 1);
    expect(await keepHouse(desk().desk)).toMatchObject({ uploads: 2 });
    expect(await ids()).toEqual([]);
  });
});
