import { describe, expect, test } from 'vitest';
import { say } from '../../src/desk/texts/index.ts';
import { composeMessage, type Draft } from '../../src/mail/compose.ts';
import { covers } from '../support/covers.ts';
import { type ArrivedMail, deskFor, draftOf } from '../support/desk.ts';
import { masterRows, storedTicket } from '../support/master-rows.ts';
import { keysOf, type OwnMailbox, ownMailbox } from '../support/own-mailbox.ts';
import { dialects } from '../support/stores.ts';

const from = (addr: string, name = ''): Partial<Draft> => ({ from: { name, addr } });

describe.each(dialects)('what new tickets begin with on %s', (dialect) => {
  const desk = deskFor(dialect);
  const db = () => desk().desk.store.db;
  const rows = () => masterRows(desk().desk.store);
  const box = (values: Record<string, unknown> = {}) => ownMailbox(desk(), values);
  const ticketOf = (mail: ArrivedMail) => storedTicket(desk().desk.store, mail.ticketId);

  test("the mailbox's team authorises at once; without one the ticket is an inquiry", async () => {
    covers('incoming.team');
    const team = await rows().team('Erste Hilfe');
    const order = await (await box({ team })).arrives({ subject: 'Auftrag' });
    expect(await ticketOf(order)).toMatchObject({ team_id: team, status_group: 'open' });
    expect(keysOf(order)).toContain('team');
    const inquiry = await (await box()).arrives({ subject: 'Anfrage' });
    expect(await ticketOf(inquiry)).toMatchObject({ team_id: null, status_group: 'inquiry' });
    expect(keysOf(inquiry)).toContain('inquiry');
  });

  test("the category may bring its team; the mailbox's comes first", async () => {
    covers('incoming.category');
    const [own, ofCategory] = [await rows().team('Eigene'), await rows().team('Der Kategorie')];
    const category = await rows().category('Drucker', ofCategory);
    const without = await rows().category('Sonstiges');
    const brought = await (await box({ category })).arrives({ subject: 'a' });
    expect(await ticketOf(brought)).toMatchObject({
      team_id: ofCategory,
      category_id: category,
      status_group: 'open',
    });
    expect(keysOf(brought)).toContain('teamOfCategory');
    const first = await (await box({ category, team: own })).arrives({ subject: 'b' });
    expect(await ticketOf(first)).toMatchObject({ team_id: own, category_id: category });
    const inquiry = await (await box({ category: without })).arrives({ subject: 'c' });
    expect(await ticketOf(inquiry)).toMatchObject({ team_id: null, category_id: without, status_group: 'inquiry' });
  });

  test('a team that was switched off leaves the turn to the category, then to the dispatchers', async () => {
    const off = await rows().team('Aufgelöst', false);
    const team = await rows().team('Nachfolger');
    const category = await rows().category('Mit Nachfolger', team);
    const next = await (await box({ team: off, category })).arrives({ subject: 'a' });
    expect((await ticketOf(next)).team_id).toBe(team);
    expect(keysOf(next)).toEqual(expect.arrayContaining(['teamGone', 'teamOfCategory']));
    const none = await (await box({ team: off })).arrives({ subject: 'b' });
    expect((await ticketOf(none)).team_id).toBeNull();
  });

  test("the priority: mailbox's, else customer's, else the desk's; never the mail's own", async () => {
    covers('incoming.priority');
    const [high, higher] = [await rows().priority('Hoch'), await rows().priority('Höher')];
    await rows().customer('Wichtig GmbH', ['wichtig.example'], higher);
    const urgent = (own: OwnMailbox, addr: string) => {
      const draft = draftOf({ ...from(addr), to: [{ name: '', addr: own.address }] }, desk().desk.clock());
      const marks = Buffer.from('X-Priority: 1\r\nImportance: high\r\n');
      return desk().arrives(Buffer.concat([marks, composeMessage(draft).raw]), own.id);
    };
    const own = await box({ priority: high });
    expect((await ticketOf(await urgent(own, 'a@wichtig.example'))).priority_id).toBe(high);
    const other = await box();
    const ofCustomer = await urgent(other, 'b@wichtig.example');
    expect((await ticketOf(ofCustomer)).priority_id).toBe(higher);
    expect(keysOf(ofCustomer)).toContain('priorityOfCustomer');
    const { id: standard } = await db()
      .selectFrom('priority')
      .select('id')
      .where('is_default', '=', 1)
      .executeTakeFirstOrThrow();
    expect((await ticketOf(await urgent(other, 'c@niemand.example'))).priority_id).toBe(standard);
  });

  test('labels are put on new tickets only; one that was switched off is left out', async () => {
    covers('incoming.labels');
    const [red, blue, off] = [await rows().label('Rot'), await rows().label('Blau'), await rows().label('Alt', false)];
    const own = await box({ labels: [red, blue, off] });
    const first = await own.arrives({ subject: 'Etiketten', messageId: '<labels@kunde.example>' });
    expect((await ticketOf(first)).labelIds).toEqual([red, blue]);
    await db()
      .deleteFrom('ticket_label')
      .where('ticket_id', '=', first.ticketId ?? 0)
      .execute();
    const reply = await own.arrives({ subject: 'Re: Etiketten', inReplyTo: '<labels@kunde.example>' });
    expect(reply.ticketId).toBe(first.ticketId);
    expect((await ticketOf(first)).labelIds).toEqual([]);
  });

  test('new tickets start with the status of the mailbox, inquiries and orders', async () => {
    covers('incoming.newTicketStatus');
    const team = await rows().team('Mit Status');
    const [waiting, second] = [await rows().status('Rückruf', 'waiting'), await rows().status('Zu prüfen', 'inquiry')];
    const order = await (await box({ team, newTicketStatus: waiting })).arrives({ subject: 'a' });
    expect(await ticketOf(order)).toMatchObject({ status_id: waiting, status_group: 'waiting', is_done: 0 });
    const inquiry = await (await box({ newTicketStatus: second })).arrives({ subject: 'b' });
    expect(await ticketOf(inquiry)).toMatchObject({ status_id: second, status_group: 'inquiry' });
  });

  test('a ticket that starts as done has its time', async () => {
    const team = await rows().team('Nur Ablage');
    const own = await box({ team, newTicketStatus: await rows().statusIn('done') });
    const ticket = await ticketOf(await own.arrives({ subject: 'Zur Ablage' }));
    expect(ticket).toMatchObject({ status_group: 'done', is_done: 1, done_at: desk().desk.clock().getTime() });
  });

  test('a status that no longer fits, or is switched off, gives way to the first that fits', async () => {
    const team = await rows().team('Eben noch da');
    const category = await rows().category('Verliert ihre Ressource', team);
    const working = await rows().statusIn('working');
    const own = await box({ category, newTicketStatus: working });
    expect((await ticketOf(await own.arrives({ subject: 'a' }))).status_id).toBe(working);
    await db().updateTable('category').set({ team_id: null }).where('id', '=', category).execute();
    const misfit = await own.arrives({ subject: 'b' });
    expect((await ticketOf(misfit)).status_group).toBe('inquiry');
    expect(keysOf(misfit)).toContain('newStatusMisfit');
    const off = await rows().status('Abgeschafft', 'inquiry', false);
    const gone = await (await box({ newTicketStatus: off })).arrives({ subject: 'c' });
    expect((await ticketOf(gone)).status_id).toBe(await rows().statusIn('inquiry'));
    expect(keysOf(gone)).toContain('newStatusGone');
  });

  test('a mail whose address or Message-ID is longer than an index takes is filed all the same', async () => {
    const long = Array.from({ length: 900 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('');
    for (const head of [`From: ${long}@x.example`, `From: a@x.example\r\nMessage-ID: <${long}@x.example>`])
      expect((await desk().arrives(Buffer.from(`${head}\r\nSubject: Lang\r\n\r\nHallo\r\n`))).state).toBe('filed');
  });

  test('the way of a mail through every rule can be read in both languages', async () => {
    const team = await rows().team('Lesbar');
    const own = await box({
      createContact: true,
      createCustomer: true,
      category: await rows().category('Lesen', team),
      priority: await rows().priority('Lesbar'),
      labels: [await rows().label('Gut lesbar')],
      newTicketStatus: await rows().statusIn('working'),
      name: 'Lesekreis',
    });
    const mail = await own.arrives(from('lena@lesen.example', 'Lena'));
    expect(keysOf(mail)).toEqual([
      'contactNew',
      'customerNew',
      'category',
      'teamOfCategory',
      'priority',
      'labels',
      'newStatus',
      'newTicket',
    ]);
    const told = (locale: 'de' | 'en') =>
      mail.trace.map(({ key, params }) => say(locale, `trace.${key}`, params)).join('\n');
    expect(told('de')).toContain('Das Postfach „Lesekreis“ gibt neuen Tickets den Status „In Bearbeitung“.');
    expect(told('en')).toContain('The mailbox “Lesekreis” assigns: Gut lesbar.');
    expect(told('de') + told('en')).not.toMatch(/\{\{|trace\./);
  });
});
