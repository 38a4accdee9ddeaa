import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf, deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, firstAdmin, signedIn, upload, webServer } from '../support/web-desk.ts';

/** A form as it stands before server and sign-in are filled in. */
const unsaved = { name: '', mailboxAddresses: ['support@desk.example'], createContact: true, maxAgeDays: 14 };

const dryRun = '/api/mailboxes/dry-run';
const eml = (content: Buffer) => ({ name: 'mail.eml', type: 'message/rfc822', content });

describe.each(dialects)('dry run over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
  });
  afterAll(() => app?.close());

  const mail = (more: object) => composeMessage(draftOf(more, desk().desk.clock())).raw;
  const tryOut = (values: object, raw: Buffer, id?: number) =>
    upload(admin, dryRun, [eml(raw)], { form: JSON.stringify({ ...(id === undefined ? {} : { id }), values }) });
  const counts = async () => {
    const { db } = desk().desk.store;
    const tables = ['inbound', 'ticket', 'entry', 'contact', 'customer', 'outbound'] as const;
    const rows = await Promise.all(tables.map((table) => db.selectFrom(table).select('id').execute()));
    return rows.map(({ length }) => length);
  };

  test('a mail against an unsaved form: what it would become by its values, and nothing is written', async () => {
    const team = await desk()
      .desk.store.db.insertInto('team')
      .values({ name: 'Werkstatt', name_key: 'werkstatt', parent_id: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    const before = await counts();
    const raw = mail({
      from: { name: 'Neue Kundin', addr: 'neu@probe.example' },
      to: [{ name: '', addr: 'support@desk.example' }],
      subject: 'Angebot',
    });
    const inquiry = await tryOut(unsaved, raw);
    expect(inquiry.status, inquiry.text).toBe(200);
    expect(inquiry.body).toMatchObject({
      outcome: 'newTicket',
      ticket: null,
      plan: { contact: { name: 'Neue Kundin', isNew: true }, team: null, status: 'Inquiry', priority: 'Normal' },
      message: { subject: 'Angebot', from: { addr: 'neu@probe.example' } },
    });
    const order = await tryOut({ ...unsaved, team: team.id }, raw);
    expect(order.body.plan).toMatchObject({ team: 'Werkstatt', status: 'Open' });
    expect(await counts()).toEqual(before);
  });

  test('wrong fields of the sections that matter are named; those of server and sign-in are not asked for', async () => {
    const answer = await tryOut({ ...unsaved, maxAgeDays: 0, host: 'https://not a host' }, mail({}));
    expect(answer.status).toBe(422);
    expect(answer.body.error.problems.map(({ field }: { field: string }) => field)).toEqual(['maxAgeDays']);
    const noFile = await upload(admin, dryRun, [], { form: '{"values":{}}' });
    expect(noFile.body.error.problems).toEqual([{ field: 'file', problem: 'required' }]);
    const noForm = await upload(admin, dryRun, [eml(mail({}))], { form: '{' });
    expect(noForm.body.error.problems).toEqual([{ field: 'form', problem: 'invalid' }]);
  });

  test('a follow-up names its ticket, a copy of what is here says so', async () => {
    const first = mail({ subject: 'Heizung', messageId: '<heizung-1@kunde.example>' });
    const { ticketId } = await desk().arrives(first);
    const reply = mail({ subject: 'Re: Heizung', inReplyTo: '<heizung-1@kunde.example>' });
    expect((await tryOut(unsaved, reply)).body).toMatchObject({
      outcome: 'ticket',
      ticket: { id: ticketId, subject: 'Heizung' },
      plan: null,
    });
    expect((await tryOut(unsaved, first)).body).toMatchObject({ outcome: 'copy', ticket: { id: ticketId } });
  });

  test('a stored mail is judged as if it had not been filed, beside what happened', async () => {
    const { id, ticketId } = await desk().arrives({ subject: 'Rohrbruch' });
    const question = (body: object) => admin.send('POST', `/api/inbound/${id}/dry-run`, body);
    const asSaved = await question({});
    expect(asSaved.status, asSaved.text).toBe(200);
    expect(asSaved.body).toMatchObject({
      now: { outcome: 'newTicket' },
      before: { state: 'filed', ticket: { id: ticketId } },
      differs: false,
    });
    expect(asSaved.body.before.trace.length).toBeGreaterThan(0);
    const changed = { ...unsaved, mailboxAddresses: ['support@sandbox.example'], noNewTickets: true };
    const otherwise = await question({ form: { id: desk().incomingId, values: changed } });
    expect(otherwise.body).toMatchObject({ now: { outcome: 'unfiled' }, differs: true });
    expect((await admin.send('POST', '/api/inbound/987654/dry-run', {})).status).toBe(404);
  });

  test('a mail that joined a ticket and would open one today ends elsewhere', async () => {
    const { ticketId } = await desk().arrives({ subject: 'Dachrinne', messageId: '<dach-1@kunde.example>' });
    const reply = await desk().arrives({ subject: 'Re: Dachrinne', inReplyTo: '<dach-1@kunde.example>' });
    expect(reply.ticketId).toBe(ticketId);
    const question = () => admin.send('POST', `/api/inbound/${reply.id}/dry-run`, {});
    expect((await question()).body).toMatchObject({ now: { outcome: 'ticket' }, differs: false });
    // As if the mail that it answers had never been here.
    const { db } = desk().desk.store;
    await db.deleteFrom('message_ref').where('message_id', '=', '<dach-1@kunde.example>').execute();
    expect((await question()).body).toMatchObject({ now: { outcome: 'newTicket' }, differs: true });
  });

  test('dispatchers may look at what is saved; trying other settings is for administrators', async () => {
    const { id } = await desk().arrives({ subject: 'Wer darf das' });
    const dispatcher = await signedIn(app, admin, 'dispatcher', `Dora${dialect}`);
    expect((await dispatcher.send('POST', `/api/inbound/${id}/dry-run`, {})).status).toBe(200);
    expect((await dispatcher.send('POST', `/api/inbound/${id}/dry-run`, { form: { values: unsaved } })).status).toBe(
      403,
    );
    const agent = await signedIn(app, admin, 'agent', `Arno${dialect}`);
    expect((await agent.send('POST', `/api/inbound/${id}/dry-run`, {})).status).toBe(403);
  });
});
