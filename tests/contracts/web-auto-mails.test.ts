import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

describe.each(dialects)('automatic mails over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
  });
  afterAll(() => app?.close());

  const events = async () =>
    (await admin.get('/api/auto-mails')).body.events as { event: string; templateId: number }[];
  const templateOf = async (event: string) => (await events()).find((row) => row.event === event)?.templateId ?? 0;

  test('events are switched and given a template; what is off by default stays off', async () => {
    const { body } = await admin.get('/api/auto-mails');
    expect(
      body.events.map(({ event, recipients, active }: Record<string, unknown>) => [event, recipients, active]),
    ).toEqual([
      ['newByMail', 'user', false],
      ['authorised', 'user', false],
      ['done', 'user', false],
      ['assigned', 'team', false],
      ['replyArrived', 'team', false],
      ['resubmission', 'team', true],
      ['newInquiry', 'dispatchers', false],
      ['mailboxError', 'dispatchers', true],
      ['mailboxRecovered', 'dispatchers', true],
    ]);
    const templateId = await templateOf('done');
    const change = { events: [{ event: 'newByMail', active: true, templateId }], noMailForOwnAction: false };
    const put = await admin.send('PUT', '/api/auto-mails', change);
    expect(put.body.events[0]).toMatchObject({ event: 'newByMail', active: true, templateId });
    expect(put.body.noMailForOwnAction).toBe(false);
    const gone = { ...change, events: [{ event: 'done', active: true, templateId: 999 }] };
    const refused = await admin.send('PUT', '/api/auto-mails', gone);
    expect([refused.status, refused.body.error.problems]).toEqual([
      422,
      [{ field: 'events.0.templateId', problem: 'gone' }],
    ]);
    expect((await admin.get('/api/auto-mails')).body).toEqual(put.body);
    const own = await admin.get('/api/templates');
    const row = own.body.rows.find(({ id }: { id: number }) => id === templateId);
    expect(row).toMatchObject({ name: 'Ticket done', builtIn: 'done', usedBy: { events: ['newByMail', 'done'] } });
  });

  test('a template of one’s own: made, named once, changed, deleted unless it is used', async () => {
    const texts = { en: { subject: 'Hello {{ ticket.subject }}', text: 'We got {{ ticket.reference }}.', html: '' } };
    const made = await admin.send('POST', '/api/templates', { name: ' Greeting ', kind: 'ticket', texts });
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({ name: 'Greeting', kind: 'ticket', builtIn: null, changed: false, texts }),
    ]);
    const again = await admin.send('POST', '/api/templates', { name: 'GREETING', kind: 'ticket', texts });
    expect([again.status, again.body.error.problems]).toEqual([422, [{ field: 'name', problem: 'taken' }]]);
    const { id } = made.body;
    await desk().set({ autoReplyTemplate: id });
    expect((await admin.send('DELETE', `/api/templates/${id}`)).body.error.code).toBe('in-use');
    await desk().set({ autoReplyTemplate: null });
    const german = { de: { subject: 'Hallo', text: 'Guten Tag', html: '<p>Guten Tag</p>' } };
    const changed = await admin.send('PUT', `/api/templates/${id}`, { name: 'Gruß', texts: german });
    expect(changed.body).toMatchObject({ name: 'Gruß', texts: german });
    expect(changed.body.texts.en).toBeUndefined();
    expect((await admin.send('POST', `/api/templates/${id}/reset`)).body.error.code).toBe('not-built-in');
    expect((await admin.send('DELETE', `/api/templates/${id}`)).status).toBe(204);
    expect((await admin.send('DELETE', `/api/templates/${id}`)).status).toBe(404);
  });

  test('mistakes are named with language, part, line and column, and nothing is saved', async () => {
    const texts = {
      de: { subject: 'Hallo {{ ticket.nummmer }}', text: 'x', html: '' },
      en: { subject: 'Hello', text: 'a\nb {{ ticket.number | shout }}', html: '{% for x in y %}' },
    };
    const refused = await admin.send('POST', '/api/templates', { name: 'Wrong', kind: 'ticket', texts });
    expect([refused.status, refused.body.error.problems]).toEqual([
      422,
      [
        {
          field: 'texts.de.subject',
          problem: 'template-placeholder',
          params: { name: 'ticket.nummmer', line: 1, column: 10 },
        },
        { field: 'texts.en.text', problem: 'template-filter', params: { name: 'shout', line: 2, column: 22 } },
        { field: 'texts.en.html', problem: 'template-tag', params: { name: 'for', line: 1, column: 1 } },
      ],
    ]);
    const empty = await admin.send('POST', '/api/templates', { name: 'Wrong', kind: 'ticket', texts: {} });
    expect(empty.body.error.problems).toEqual([{ field: 'texts', problem: 'template-language' }]);
    const names = (await admin.get('/api/templates')).body.rows.map(({ name }: { name: string }) => name);
    expect(names).not.toContain('Wrong');
  });

  test('a built-in template is changed and reset, never deleted', async () => {
    const id = await templateOf('newInquiry');
    const { body } = await admin.get('/api/templates');
    const before = body.rows.find((row: { id: number }) => row.id === id);
    expect(before.changed).toBe(false);
    const same = await admin.send('PUT', `/api/templates/${id}`, { name: 'x', texts: before.texts });
    expect(same.body).toEqual(before);
    const texts = { ...before.texts, de: { subject: 'Neu', text: 'Neu', html: '' } };
    const changed = await admin.send('PUT', `/api/templates/${id}`, { name: 'x', texts });
    expect(changed.body).toEqual({ ...before, changed: true, texts });
    expect((await admin.send('POST', `/api/templates/${id}/reset`)).body).toEqual(before);
    expect((await admin.send('DELETE', `/api/templates/${id}`)).body.error.code).toBe('built-in');
  });

  test('a preview fills in a real ticket and is safe to show', async () => {
    const text = { subject: 'Re: {{ ticket.betreff }}', text: '{{ mail.anfang }}', html: '' };
    const preview = (more: object) =>
      admin.send('POST', '/api/templates/preview', { kind: 'ticket', locale: 'de', text, ...more });
    expect((await preview({})).body).toMatchObject({ subject: 'Re: Drucker druckt nicht', ticketId: null });
    const mail = await desk().arrives({ subject: 'Echt', text: 'Erste Zeile <b>\n\n> Zitat\n' });
    const { body } = await preview({});
    expect(body).toMatchObject({ problems: [], subject: 'Re: Echt', ticketId: mail.ticketId });
    expect(body.text).toBe('Erste Zeile <b>');
    expect(body.html).toContain('Erste Zeile &lt;b&gt;');
    expect(body.ticketReference).toMatch(/^\d+[A-Z]{3}$/);
    const hostile = await preview({ text: { ...text, html: '<script>alert(1)</script><p onclick="x()">ok</p>' } });
    expect(hostile.body.html).toContain('ok');
    expect(hostile.body.html).not.toMatch(/script|onclick/);
    const wrong = await preview({ text: { ...text, subject: '{{ nix.da }}' } });
    expect(wrong.body).toMatchObject({
      subject: null,
      problems: [{ field: 'subject', problem: 'template-placeholder', text: expect.stringContaining('nix.da') }],
    });
    expect((await preview({ ticketId: 999_999 })).status).toBe(404);
    expect((await preview({ kind: 'mailbox' })).body.problems).toHaveLength(2);
  });

  test('the vocabulary names what may stand in a template of a kind, in the language of the request', async () => {
    const { body } = await admin.get('/api/templates/vocabulary?kind=ticket');
    expect(body.placeholders).toContainEqual(
      expect.objectContaining({ de: 'ticket.nummer', en: 'ticket.number', about: 'Number of the ticket' }),
    );
    expect(body.filters.map(({ names }: { names: string[] }) => names)).toContainEqual(['truncate', 'kürzen']);
    const mailbox = (await admin.get('/api/templates/vocabulary?kind=mailbox')).body.placeholders;
    expect(mailbox.map(({ en }: { en: string }) => en)).toContain('mailbox.error');
    expect(mailbox.map(({ en }: { en: string }) => en)).not.toContain('ticket.number');
  });

  test('the log says what was sent and what was held back; an open circuit is counted, shown and closed by hand', async () => {
    const templateId = await templateOf('newInquiry');
    await admin.send('PUT', '/api/auto-mails', {
      events: [{ event: 'newByMail', active: true, templateId }],
      noMailForOwnAction: true,
    });
    const from = { name: '', addr: 'robot@foreign.example' };
    const mail = await desk().arrives({ from });
    const { message_id } = await desk()
      .desk.store.db.selectFrom('entry')
      .select('message_id')
      .where('ticket_id', '=', mail.ticketId)
      .where('kind', '=', 'mailOut')
      .executeTakeFirstOrThrow();
    await desk().arrives({ from, inReplyTo: String(message_id) });
    await desk().arrives({ from, subject: 'Noch eins' });
    const log = (await admin.get('/api/auto-mails/log?limit=2')).body;
    expect(log.rows).toMatchObject([
      { outcome: 'held', address: from.addr, event: 'newByMail', reason: expect.stringContaining('circuit') },
      { outcome: 'sent', reason: null, ticketId: mail.ticketId },
    ]);
    expect((await admin.get('/api/health')).body.openCircuits).toBe(1);
    const dispatcher = await signedIn(app, admin, 'dispatcher', 'Dora');
    const open = (await dispatcher.get('/api/loop-guard')).body.rows;
    expect(open).toMatchObject([{ address: from.addr, open: true, closedAt: null, ticketId: mail.ticketId }]);
    expect(open[0].reason).toMatch(/robot@foreign\.example.*after 1 s/);
    const closed = await dispatcher.send('DELETE', `/api/loop-guard/${open[0].id}`);
    expect(closed.body).toMatchObject({ open: false, closedBy: 'Dora' });
    expect((await dispatcher.get('/api/loop-guard')).body.rows).toEqual([]);
    expect((await dispatcher.get('/api/loop-guard?state=all')).body.rows).toHaveLength(1);
    expect((await admin.get('/api/health')).body.openCircuits).toBe(0);
    expect((await admin.send('DELETE', '/api/loop-guard/999')).status).toBe(404);
  });

  test('the resubmission of a ticket is set, shown, told as a step, and taken away', async () => {
    const { ticketId } = await desk().arrives({ from: { name: '', addr: 'wieder@kunde.example' } });
    const resubmitAt = '2030-01-02T08:00:00.000Z';
    const set = await admin.send('PATCH', `/api/tickets/${ticketId}`, { resubmitAt });
    expect(set.body).toMatchObject({ resubmitAt, resubmitTold: false });
    expect(set.body.entries.at(-1).change).toEqual({ field: 'resubmission', from: '', to: resubmitAt });
    const same = await admin.send('PATCH', `/api/tickets/${ticketId}`, { resubmitAt });
    expect(same.body.entries).toHaveLength(set.body.entries.length);
    const cleared = await admin.send('PATCH', `/api/tickets/${ticketId}`, { resubmitAt: null });
    expect(cleared.body.resubmitAt).toBeNull();
    expect((await admin.send('PATCH', `/api/tickets/${ticketId}`, { resubmitAt: 'bald' })).status).toBe(422);
  });
});
