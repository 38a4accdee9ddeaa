import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, codes, firstAdmin, signedIn, upload, webServer } from '../support/web-desk.ts';

describe.each(dialects)('tickets over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  let dispatcher: Browser;
  let inside: Browser & { id: number };
  let outside: Browser & { id: number };
  let team = 0;
  let ticket = 0;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
    dispatcher = await signedIn(app, admin, 'dispatcher', 'Dora');
    inside = await signedIn(app, admin, 'agent', 'Ines');
    outside = await signedIn(app, admin, 'agent', 'Otto');
    team = (await admin.send('POST', '/api/teams', { name: 'Technik', memberIds: [inside.id] })).body.id;
  });
  afterAll(() => app?.close());

  test('a mail is an inquiry: dispatchers see it, agents do not', async () => {
    const mail = await desk().arrives({
      subject: 'Lampe flackert',
      text: 'Guten Tag,\n\ndie Lampe im Flur flackert.\n\n-- \nCarla Kundin\nKunde GmbH\n',
    });
    ticket = mail.ticketId ?? 0;
    const { rows } = (await dispatcher.get('/api/tickets?view=inquiries')).body;
    expect(rows).toEqual([
      {
        id: ticket,
        reference: expect.stringMatching(new RegExp(`^${ticket}[A-Z]{3}$`)),
        subject: 'Lampe flackert',
        contactName: 'Carla Kundin',
        preview: 'Guten Tag, die Lampe im Flur flackert.',
        teamId: null,
        statusId: expect.any(Number),
        statusGroup: 'inquiry',
        priorityId: expect.any(Number),
        categoryId: null,
        customerId: null,
        customerName: null,
        mailboxId: expect.any(Number),
        resubmitAt: null,
        labelIds: [],
        createdAt: '2026-11-02T09:00:00.000Z',
        changedAt: '2026-11-02T09:00:00.000Z',
        unread: true,
      },
    ]);
    for (const view of ['inquiries', 'mine', 'all', 'done'])
      expect((await inside.get(`/api/tickets?view=${view}`)).body.rows, view).toEqual([]);
    expect((await inside.get('/api/tickets?q=lampe')).body.rows).toEqual([]);
    expect(codes(await inside.get(`/api/tickets/${ticket}`))).toEqual([403, 'not-allowed']);
    expect(codes(await inside.send('PATCH', `/api/tickets/${ticket}`, { teamId: team }))).toEqual([403, 'not-allowed']);
    expect(codes(await inside.send('POST', `/api/tickets/${ticket}/notes`, { text: 'x' }))).toEqual([
      403,
      'not-allowed',
    ]);
    expect(codes(await dispatcher.get('/api/tickets/999999'))).toEqual([404, 'not-found']);
    expect(codes(await dispatcher.get('/api/tickets/none'))).toEqual([404, 'not-found']);
    expect((await dispatcher.get('/api/tickets/counts')).body).toEqual({ inquiries: 1, mine: 0, all: 1, done: 0 });
    expect((await inside.get('/api/tickets/counts')).body).toEqual({ inquiries: 0, mine: 0, all: 0, done: 0 });
  });

  test('the page tells everything about it, prepares the answer and takes the unread mark off', async () => {
    const page = (await dispatcher.get(`/api/tickets/${ticket}`)).body;
    expect(page).toMatchObject({
      id: ticket,
      unread: false,
      tag: `[TicketID ${page.reference}]`,
      contact: { name: 'Carla Kundin', addresses: ['carla@kunde.example'], tickets: [] },
      mailboxName: expect.stringContaining('Posteingang'),
      linked: [],
    });
    const [entry] = page.entries;
    expect(entry).toMatchObject({
      kind: 'mailIn',
      agentName: null,
      from: { name: 'Carla Kundin', addr: 'carla@kunde.example' },
      to: [{ name: '', addr: 'support@sandbox.example' }],
      html: null,
      hasSource: true,
      automatic: false,
      delivery: null,
      change: null,
    });
    expect(entry.segments.map((segment: { kind: string }) => segment.kind)).toEqual(['fresh', 'signature']);
    expect(entry.segments.map((segment: { text: string }) => segment.text).join('')).toContain(
      'die Lampe im Flur flackert.',
    );
    expect(entry.trace.map((line: { key: string }) => line.key)).toContain('inquiry');
    expect(page.answer).toMatchObject({
      entryId: entry.id,
      to: [{ name: 'Carla Kundin', addr: 'carla@kunde.example' }],
      allCc: [],
      subject: 'Re: Lampe flackert',
      outgoingId: desk().outgoingId,
      from: { addr: 'support@sandbox.example' },
    });
    expect(page.answer.quote).toContain('> die Lampe im Flur flackert.');
    expect((await dispatcher.get('/api/tickets?view=all')).body.rows[0].unread).toBe(false);
  });

  test('authorised, it belongs to its team: members see and work on it, other agents do not', async () => {
    const authorised = (await dispatcher.send('PATCH', `/api/tickets/${ticket}`, { teamId: team })).body;
    expect(authorised).toMatchObject({ teamId: team, statusGroup: 'open' });
    expect(authorised.entries.filter((entry: { kind: string }) => entry.kind === 'change')).toMatchObject([
      { agentName: 'Dora', change: { field: 'team', from: '', to: 'Technik' } },
      { agentName: 'Dora', change: { field: 'status' } },
    ]);
    expect((await inside.get('/api/tickets?view=mine')).body.rows.map((row: { id: number }) => row.id)).toEqual([
      ticket,
    ]);
    expect((await inside.get(`/api/tickets/${ticket}`)).status).toBe(200);
    expect(codes(await outside.get(`/api/tickets/${ticket}`))).toEqual([403, 'not-allowed']);
    const noted = await inside.send('POST', `/api/tickets/${ticket}/notes`, { text: 'Leiter liegt bereit.' });
    expect(noted.status).toBe(201);
    expect(noted.body.entries.at(-1)).toMatchObject({
      kind: 'note',
      agentName: 'Ines',
      from: null,
      segments: [{ kind: 'fresh', text: 'Leiter liegt bereit.' }],
    });
    expect(codes(await inside.send('PATCH', `/api/tickets/${ticket}`, { statusId: 999 }))).toEqual([422, 'invalid']);
    const twoLines = await inside.send('PATCH', `/api/tickets/${ticket}`, { subject: 'Lampe\r\nBcc: x@y.example' });
    expect([...codes(twoLines), twoLines.body.error.problems]).toEqual([
      422,
      'invalid',
      [{ field: 'subject', problem: 'control-character' }],
    ]);
    expect(
      (await inside.send('POST', `/api/tickets/${ticket}/notes`, { text: '  ' })).body.error.problems,
    ).toMatchObject([{ field: 'text' }]);
  });

  test('is found by words, by its number and by its reference, also when it is done', async () => {
    const { reference } = (await inside.get(`/api/tickets/${ticket}`)).body;
    await desk().arrives({ subject: 'Etwas ganz anderes', text: 'Nichts davon.' });
    const done = (await admin.get('/api/master-data')).body.statuses.find(
      (status: { group: string }) => status.group === 'done',
    );
    await inside.send('PATCH', `/api/tickets/${ticket}`, { statusId: done.id });
    for (const q of [
      'lampe',
      'flur flack',
      'carla@kunde.example flackert',
      'leiter',
      String(ticket),
      `#${ticket}`,
      reference,
      `[TicketID ${reference}]`,
    ]) {
      const { rows } = (await inside.get(`/api/tickets?q=${encodeURIComponent(q)}`)).body;
      expect(
        rows.map((row: { id: number }) => row.id),
        q,
      ).toEqual([ticket]);
      expect((await outside.get(`/api/tickets?q=${encodeURIComponent(q)}`)).body.rows, q).toEqual([]);
    }
    expect((await inside.get('/api/tickets?view=done')).body.rows).toHaveLength(1);
    expect((await inside.get(`/api/tickets?q=${encodeURIComponent(`${ticket}XXX`)}`)).body.rows).toEqual([]);
    const working = (await admin.get('/api/master-data')).body.statuses.find(
      (status: { group: string }) => status.group === 'working',
    );
    await inside.send('PATCH', `/api/tickets/${ticket}`, { statusId: working.id });
  });

  test('lists page on and refuse nonsense', async () => {
    for (let i = 0; i < 3; i++) await desk().arrives({ subject: `Seite ${i}` });
    const first = (await dispatcher.get('/api/tickets?view=inquiries&limit=2')).body;
    const second = (await dispatcher.get(`/api/tickets?view=inquiries&limit=2&after=${first.next}`)).body;
    expect([...first.rows, ...second.rows].map((row: { subject: string }) => row.subject)).toEqual([
      'Seite 2',
      'Seite 1',
      'Seite 0',
      'Etwas ganz anderes',
    ]);
    expect(second.next).toBeNull();
    expect(codes(await dispatcher.get('/api/tickets?after=x'))).toEqual([422, 'invalid']);
    expect(
      (await dispatcher.get('/api/tickets?view=none&limit=0')).body.error.problems.map(
        (problem: { field: string }) => problem.field,
      ),
    ).toEqual(['view', 'limit']);
  });

  test('a reply with a file waits, shows its delivery, can be taken back, and leaves', async () => {
    const page = (await inside.get(`/api/tickets/${ticket}`)).body;
    const file = await upload(inside, '/api/uploads', [
      { name: 'Plan Süd.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.4 plan') },
    ]);
    expect(file.status, file.text).toBe(201);
    expect(file.body).toEqual({
      id: expect.stringMatching(/^[\w-]{32}$/),
      name: 'Plan Süd.pdf',
      type: 'application/pdf',
      size: 13,
    });
    const form = {
      outgoingId: page.answer.outgoingId,
      to: page.answer.to,
      subject: page.answer.subject,
      text: 'Wir kommen morgen.',
      uploadIds: [file.body.id],
      answersEntryId: page.answer.entryId,
    };
    expect(codes(await outside.send('POST', `/api/tickets/${ticket}/replies`, form))).toEqual([403, 'not-allowed']);
    // Another agent's upload is not there for me.
    expect((await dispatcher.send('POST', `/api/tickets/${ticket}/replies`, form)).body.error.problems).toEqual([
      { field: 'uploadIds', problem: 'gone' },
    ]);
    const bad = await inside.send('POST', `/api/tickets/${ticket}/replies`, { ...form, to: [], subject: '' });
    expect(bad.body.error.problems.map((problem: { field: string }) => problem.field)).toEqual(['to', 'subject']);

    const replied = await inside.send('POST', `/api/tickets/${ticket}/replies`, form);
    expect(replied.status, replied.text).toBe(201);
    const taken = replied.body.entries.at(-1);
    expect(taken).toMatchObject({
      kind: 'mailOut',
      agentName: 'Ines',
      delivery: { state: 'queued', attempts: 0, recipients: [{ address: 'carla@kunde.example', state: 'queued' }] },
    });
    expect((await inside.get('/api/outbound')).body.rows).toMatchObject([
      { ticketId: ticket, ticketReference: page.reference, delivery: { state: 'queued' } },
    ]);
    expect((await outside.get('/api/outbound')).body.rows).toEqual([]);
    expect(codes(await outside.send('DELETE', `/api/outbound/${taken.delivery.outboundId}`))).toEqual([
      403,
      'not-allowed',
    ]);
    expect((await inside.send('DELETE', `/api/outbound/${taken.delivery.outboundId}`)).status).toBe(204);
    expect((await inside.get(`/api/tickets/${ticket}`)).body.entries.at(-1).kind).not.toBe('mailOut');

    const again = await upload(inside, '/api/uploads', [
      { name: 'Plan Süd.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.4 plan') },
    ]);
    const second = await inside.send('POST', `/api/tickets/${ticket}/replies`, { ...form, uploadIds: [again.body.id] });
    const { outboundId } = second.body.entries.at(-1).delivery;
    desk().later(11_000);
    await desk().send();
    const sent = (await inside.get(`/api/tickets/${ticket}`)).body.entries.at(-1);
    expect(sent.delivery).toMatchObject({
      state: 'sent',
      recipients: [{ state: 'sent', at: expect.stringMatching(/^2026-11-02T09:00/) }],
    });
    expect(sent.attachments).toMatchObject([
      { name: 'Plan Süd.pdf', type: 'application/pdf', size: 13, inline: false },
    ]);

    const content = (await inside.get(`/api/outbound/${outboundId}/content`)).body;
    expect(content).toMatchObject({
      from: { addr: 'support@sandbox.example' },
      to: [{ addr: 'carla@kunde.example' }],
      subject: `Re: Lampe flackert ${page.tag}`,
      attachments: [{ name: 'Plan Süd.pdf', type: 'application/pdf', size: 13 }],
    });
    expect(content.text).toContain('Wir kommen morgen.');
    expect(content.headers.map((field: { name: string }) => field.name)).toContain('Message-ID');
    for (const path of [
      `/api/outbound/${outboundId}/source`,
      `/api/outbound/${outboundId}/content`,
      `/api/entries/${sent.id}/source`,
      `/api/attachments/${sent.attachments[0].id}`,
    ])
      expect(codes(await outside.get(path)), path).toEqual([403, 'not-allowed']);
    const source = await inside.get(`/api/entries/${sent.id}/source`);
    expect(source.text).toContain('\r\n\r\n');
    expect(source.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    });
    expect(String(source.headers['content-disposition'])).toContain('.eml');
    expect(codes(await inside.send('DELETE', `/api/outbound/${outboundId}`))).toEqual([409, 'already-sent']);
  });

  test('files are only shown where that is safe', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const mail = await desk().arrives({
      subject: 'Anhänge',
      attachments: [
        { name: 'bild.png', type: 'image/png', content: png },
        { name: 'seite.html', type: 'text/html', content: Buffer.from('<script>alert(1)</script>') },
        {
          name: 'bild.svg',
          type: 'image/svg+xml',
          content: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        },
        { name: 'plan.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.4') },
      ],
    });
    const { attachments } = (await dispatcher.get(`/api/tickets/${mail.ticketId}`)).body.entries[0];
    const shown: Record<string, unknown> = {};
    for (const { id, name } of attachments as { id: number; name: string }[]) {
      const plain = await dispatcher.get(`/api/attachments/${id}`);
      expect(plain.headers['content-type'], name).toBe('application/octet-stream');
      expect(String(plain.headers['content-disposition']), name).toMatch(/^attachment; /);
      const inline = await dispatcher.get(`/api/attachments/${id}?inline=1`);
      expect(inline.headers['x-content-type-options']).toBe('nosniff');
      expect(String(inline.headers['content-security-policy'])).toMatch(/^default-src 'none'/);
      const again = await dispatcher.inject({
        url: `/api/attachments/${id}`,
        headers: { 'if-none-match': String(plain.headers['etag']) },
      });
      expect([again.status, again.text]).toEqual([304, '']);
      shown[name] = [String(inline.headers['content-disposition']).split(';')[0], inline.headers['content-type']];
    }
    expect(shown).toEqual({
      'bild.png': ['inline', 'image/png'],
      'seite.html': ['attachment', 'application/octet-stream'],
      'bild.svg': ['attachment', 'application/octet-stream'],
      'plan.pdf': ['inline', 'application/pdf'],
    });
  });

  test('characters that no database keeps do no harm', async () => {
    const noted = await inside.send('POST', `/api/tickets/${ticket}/notes`, { text: 'a\u0000b \ud800 c\\u0000' });
    expect(noted.status, noted.text).toBe(201);
    expect(noted.body.entries.at(-1).segments[0].text).toMatch(/^ab . c\\u0000$/);
    for (const q of ['%00', 'a%00b', '%ED%A0%80', '%F0%9F%98%80'])
      expect((await inside.get(`/api/tickets?q=${q}`)).status, q).toBe(200);
    const found = await upload(inside, '/api/uploads', [
      { name: 'a\u0000b.txt', type: 'text/plain', content: Buffer.from('x') },
    ]);
    expect(found.status, found.text).toBe(201);
  });

  test('an upload that is too large is refused with the limit', async () => {
    const { maxMailBytes } = desk().desk;
    const answer = await upload(inside, '/api/uploads', [
      { name: 'groß.bin', type: 'application/x', content: Buffer.alloc(maxMailBytes + 1) },
    ]);
    expect(answer.status, answer.text).toBe(413);
    expect(answer.body.error).toMatchObject({ code: 'too-large', params: { limit: '50 MB' } });
    expect(codes(await inside.inject({ method: 'POST', url: '/api/uploads', payload: { a: 1 } }))).toEqual([
      415,
      'unsupported-type',
    ]);
    expect((await upload(inside, '/api/uploads', [])).body.error.problems).toEqual([
      { field: 'file', problem: 'required' },
    ]);
  });

  test("a contact's other tickets and linked ones are named only to those who may see them", async () => {
    const page = (await inside.get(`/api/tickets/${ticket}`)).body;
    expect(page.contact.tickets).toEqual([]);
    const all = (await dispatcher.get(`/api/tickets/${ticket}`)).body;
    expect(all.contact.tickets.length).toBeGreaterThan(2);
  });

  test('handed to another team, it leaves the agent with the answer to that', async () => {
    const other = (await admin.send('POST', '/api/teams', { name: 'Verwaltung', memberIds: [] })).body.id;
    const handed = await inside.send('PATCH', `/api/tickets/${ticket}`, { teamId: other });
    expect([handed.status, handed.body.teamId]).toEqual([200, other]);
    expect(codes(await inside.get(`/api/tickets/${ticket}`))).toEqual([403, 'not-allowed']);
  });

  test('what is stored of a mail is looked through once more before it is shown', async () => {
    const mail = await desk().arrives({ subject: 'Bunt', text: 'x' });
    const html = '<p onclick="x()">Rot<script>alert(1)</script><img alt="Bild" onerror="y()"></p>';
    await desk()
      .desk.store.db.updateTable('entry')
      .set({ html })
      .where('ticket_id', '=', Number(mail.ticketId))
      .execute();
    const page = (await dispatcher.get(`/api/tickets/${mail.ticketId}`)).body;
    expect(page.entries[0].html).toBe('<p>Rot<img alt="Bild" /></p>');
  });
});
