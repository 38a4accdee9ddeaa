import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, codes, firstAdmin, signedIn, upload, webServer } from '../support/web-desk.ts';

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.each(dialects)('writing mails over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  let inside: Browser & { id: number };
  let outside: Browser & { id: number };
  let reader: Browser & { id: number };
  let team = 0;
  let ticket = 0;
  let entry = 0;
  const mail = (more: object = {}) => ({
    outgoingId: desk().outgoingId,
    to: [{ name: '', addr: 'carla@kunde.example' }],
    subject: 'Re: Plan',
    ...more,
  });

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
    inside = await signedIn(app, admin, 'agent', 'Ines');
    outside = await signedIn(app, admin, 'agent', 'Otto');
    reader = await signedIn(app, admin, 'agent', 'Rita');
    const made = await admin.send('POST', '/api/teams', {
      name: 'Technik',
      memberIds: [inside.id],
      readerIds: [reader.id],
    });
    team = made.body.id;
    const arrived = await desk().arrives({
      subject: 'Plan',
      html: '<p>Wo ist der <b>Plan</b>?</p>',
      text: 'Wo ist der Plan?',
      attachments: [{ name: 'skizze.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.4') }],
    });
    ticket = arrived.ticketId ?? 0;
    entry = arrived.entryId ?? 0;
    await admin.send('PATCH', `/api/tickets/${ticket}`, { teamId: team });
  });
  afterAll(() => app?.close());

  test('what an agent writes in HTML is shown as safe HTML, with its pictures and blind recipients', async () => {
    const picture = await upload(inside, '/api/uploads', [{ name: 'hof.png', type: 'image/png', content: pixel }]);
    const id = String(picture.body.id);
    const shown = await inside.get(`/api/uploads/${id}`);
    expect([shown.status, shown.headers['content-type'], shown.headers['content-security-policy']]).toEqual([
      200,
      'image/png',
      "default-src 'none'; sandbox; frame-ancestors 'none'",
    ]);
    expect(codes(await admin.get(`/api/uploads/${id}`))).toEqual([404, 'not-found']);
    const hostile =
      '<script>alert(1)</script><a href="javascript:alert(2)">x</a><iframe src="//evil.example"></iframe>';
    const sent = await inside.send(
      'POST',
      `/api/tickets/${ticket}/replies`,
      mail({
        html: `<p onmouseover="alert(3)">Hier: <img src="/api/uploads/${id}" alt="Hof"></p>${hostile}`,
        bcc: [{ name: '', addr: 'chefin@desk.example' }],
        quote: { entryId: entry, as: 'reply' },
        answersEntryId: entry,
      }),
    );
    expect(sent.status, sent.text).toBe(201);
    const step = sent.body.entries.at(-1);
    expect(step.html).not.toMatch(/script|onmouseover|iframe|evil/u);
    expect(step.html).toContain(`/api/attachments/${step.attachments[0].id}?inline=1`);
    expect(step.bcc).toEqual([{ name: '', addr: 'chefin@desk.example' }]);
    const image = await inside.get(`/api/attachments/${step.attachments[0].id}?inline=1`);
    expect([image.status, image.headers['content-type']]).toEqual([200, 'image/png']);
    const stolen = await admin.send(
      'POST',
      `/api/tickets/${ticket}/replies`,
      mail({ html: `<img src="/api/uploads/${id}">x` }),
    );
    expect(stolen.body.error.problems).toEqual([{ field: 'html', problem: 'picture-gone' }]);
    const empty = await inside.send('POST', `/api/tickets/${ticket}/replies`, mail({ html: '<p></p>' }));
    expect(empty.body.error.problems).toEqual([{ field: 'text', problem: 'required' }]);
  });

  test('a picture within a draft is kept as long as the draft', async () => {
    const picture = await upload(inside, '/api/uploads', [{ name: 'hof.png', type: 'image/png', content: pixel }]);
    const draft = {
      key: 'draft-with-picture',
      mode: 'reply',
      to: [],
      cc: [],
      subject: '',
      outgoingId: 0,
      text: '[hof.png]',
      html: `<p><img src="/api/uploads/${String(picture.body.id)}"></p>`,
      note: '',
      quote: '',
      files: [],
      answersEntryId: null,
    };
    const saved = await inside.send('PUT', `/api/tickets/${ticket}/draft`, { draft, base: null });
    expect(saved.status, saved.text).toBe(200);
    const kept = () => desk().desk.store.db.selectFrom('draft_file').select('upload_id').execute();
    expect(await kept()).toEqual([{ upload_id: picture.body.id }]);
    await inside.send('DELETE', `/api/tickets/${ticket}/draft?base=${saved.body.version}`);
    expect(await kept()).toEqual([]);
  });

  test('forwarding begins with subject, quote and files in the language of the request', async () => {
    const begun = await inside.send('POST', `/api/tickets/${ticket}/forwards`, { entryId: entry });
    expect(begun.status, begun.text).toBe(201);
    expect(begun.body).toMatchObject({
      subject: 'Fwd: Plan',
      quote: expect.stringContaining('From: Carla Kundin <carla@kunde.example>'),
      files: [{ name: 'skizze.pdf', type: 'application/pdf', size: 8 }],
    });
    const german = await inside.inject({
      method: 'POST',
      url: `/api/tickets/${ticket}/forwards`,
      payload: { entryId: entry },
      headers: { 'accept-language': 'de' },
    });
    expect(german.body.subject).toBe('WG: Plan');
    expect(codes(await inside.send('POST', `/api/tickets/${ticket}/forwards`, { entryId: 999_999 }))).toEqual([
      404,
      'not-found',
    ]);
    expect(codes(await reader.send('POST', `/api/tickets/${ticket}/forwards`, { entryId: entry }))).toEqual([
      403,
      'not-allowed',
    ]);
  });

  test('templates for answers are filled in for the ticket; others are not for writing', async () => {
    const texts = { de: { subject: '', text: 'Zu {{ ticket.betreff }}:\n\n{{ bearbeiter.name }}', html: '' } };
    const made = await admin.send('POST', '/api/templates', { name: 'Rückruf', kind: 'answer', texts });
    expect(made.status, made.text).toBe(201);
    const rows = (await inside.get('/api/templates?kind=answer')).body.rows;
    expect(rows.map(({ name }: { name: string }) => name)).toEqual(['Rückruf']);
    const filled = await inside.send('POST', `/api/tickets/${ticket}/templates/${made.body.id}`);
    expect(filled.body).toEqual({ subject: '', text: 'Zu Plan:\n\nInes', html: '<p>Zu Plan:</p>\n<p>Ines</p>\n' });
    const [automatic] = (await admin.get('/api/templates?kind=ticket')).body.rows;
    expect(codes(await inside.send('POST', `/api/tickets/${ticket}/templates/${automatic.id}`))).toEqual([
      404,
      'not-found',
    ]);
    expect(codes(await outside.send('POST', `/api/tickets/${ticket}/templates/${made.body.id}`))).toEqual([
      403,
      'not-allowed',
    ]);
  });

  test('a template for a first mail knows what is chosen so far, and of the ticket nothing', async () => {
    const source = '{{ contact.name }} {{ team.name }} {{ agent.name }} {{ mailbox.address }} <{{ ticket.reference }}>';
    const made = await admin.send('POST', '/api/templates', {
      name: 'Termin',
      kind: 'answer',
      texts: {
        de: { subject: 'Zu {{ ticket.betreff }}', text: `Hallo ${source}`, html: '' },
        en: { subject: '', text: `Hello ${source}`, html: '' },
      },
    });
    const fill = (body: object) => inside.send('POST', `/api/templates/${made.body.id}/first-mail`, body);
    const mailTo = { outgoingId: desk().outgoingId, teamId: team, subject: 'Montag' };
    await admin.send('POST', '/api/contacts', {
      name: 'nora',
      fullName: 'Nora <Nord>',
      locale: 'de',
      addresses: ['nora@nord.example'],
    });
    const known = await fill({ ...mailTo, to: { name: '', addr: 'Nora@Nord.example' } });
    expect(known.body).toMatchObject({
      subject: 'Zu Montag',
      text: 'Hallo Nora <Nord> Technik Ines support@sandbox.example <>',
    });
    expect(known.body.html).toContain('Nora &lt;Nord&gt;');
    const unknown = await fill({ ...mailTo, teamId: null, to: { name: 'Neu', addr: 'neu@nord.example' } });
    expect(unknown.body).toMatchObject({ subject: '', text: 'Hello Neu  Ines support@sandbox.example <>' });
    expect((await fill({ ...mailTo, to: null })).body.text).toBe('Hello  Technik Ines support@sandbox.example <>');
    const [automatic] = (await admin.get('/api/templates?kind=ticket')).body.rows;
    const other = await inside.send('POST', `/api/templates/${automatic.id}/first-mail`, { ...mailTo, to: null });
    expect(codes(other)).toEqual([404, 'not-found']);
  });

  test('signatures are filled in for the one who asks', async () => {
    await desk().setOutgoing({ signature: '<p>{{ agent.name }}, {{ mailbox.address }}</p>' });
    expect((await inside.get('/api/signatures')).body.rows).toEqual([
      {
        outgoingId: desk().outgoingId,
        text: 'Ines, support@sandbox.example',
        html: '<p>Ines, support@sandbox.example</p>',
      },
    ]);
    await inside.send('PUT', '/api/preferences', { signatureAddition: 'Durchwahl <12>' });
    expect((await inside.get('/api/signatures')).body.rows).toMatchObject([
      {
        text: 'Ines, support@sandbox.example\n\nDurchwahl <12>',
        html: expect.stringContaining('Durchwahl &lt;12&gt;'),
      },
    ]);
    expect((await admin.get('/api/signatures')).body.rows[0].text).not.toContain('Durchwahl');
    const sent = await inside.send('POST', `/api/tickets/${ticket}/replies`, mail({ text: 'Gut.', signed: true }));
    expect(
      sent.body.entries
        .at(-1)
        .segments.map(({ text }: { text: string }) => text)
        .join(''),
    ).toContain('-- \nInes, support');
  });

  test('a first mail makes a ticket for those who may write for its team', async () => {
    const first = mail({ subject: 'Termin', text: 'Passt Montag?', draftKey: `first-mail-${dialect}` });
    const made = await inside.send('POST', '/api/tickets', { ...first, teamId: team });
    expect(made.status, made.text).toBe(201);
    expect(made.body).toMatchObject({
      subject: 'Termin',
      teamId: team,
      statusGroup: 'open',
      contactName: 'Carla Kundin',
    });
    const again = await inside.send('POST', '/api/tickets', { ...first, teamId: team });
    expect(again.body.id).toBe(made.body.id);
    const denied = { ...first, draftKey: undefined };
    expect(codes(await inside.send('POST', '/api/tickets', { ...denied, teamId: null }))).toEqual([403, 'not-allowed']);
    expect(codes(await outside.send('POST', '/api/tickets', { ...denied, teamId: team }))).toEqual([
      403,
      'not-allowed',
    ]);
    expect(codes(await reader.send('POST', '/api/tickets', { ...denied, teamId: team }))).toEqual([403, 'not-allowed']);
    expect((await admin.send('POST', '/api/tickets', { ...denied, teamId: null })).body.statusGroup).toBe('inquiry');
    const nobody = await inside.send('POST', '/api/tickets', { ...denied, to: [], teamId: team });
    expect(nobody.body.error.problems[0].field).toBe('to');
  });
});
