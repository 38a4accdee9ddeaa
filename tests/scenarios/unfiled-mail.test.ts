import { describe, expect, test } from 'vitest';
import { markedMessageId } from '../../src/desk/message-mark.ts';
import { ticketReference } from '../../src/desk/reference.ts';
import { say } from '../../src/desk/texts/index.ts';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { fileAnyway, retryInbound } from '../../src/flows/inbox.ts';
import { covers } from '../support/covers.ts';
import { type ArrivedMail, deskFor } from '../support/desk.ts';
import { masterRows, storedTicket } from '../support/master-rows.ts';
import { keysOf, ownMailbox } from '../support/own-mailbox.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('mailboxes that make no new tickets on %s', (dialect) => {
  const desk = deskFor(dialect);
  const db = () => desk().desk.store.db;
  const rows = () => masterRows(desk().desk.store);
  /** Every option of ticket creation is on: none of them may act. */
  const closed = (values: Record<string, unknown> = {}) =>
    ownMailbox(desk(), { noNewTickets: true, createContact: true, createCustomer: true, ...values });
  const totals = async () => {
    const of = async (table: 'ticket' | 'contact' | 'customer' | 'entry') =>
      (
        await db()
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n;
    return {
      tickets: await of('ticket'),
      contacts: await of('contact'),
      customers: await of('customer'),
      steps: await of('entry'),
    };
  };
  const logged = async ({ id }: ArrivedMail) =>
    db().selectFrom('inbound').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const tagOf = (ticketId: number | null) => `[TicketID ${ticketReference(desk().desk.identity, ticketId ?? 0)}]`;
  const again = async (mail: ArrivedMail, mailboxId: number) => desk().arrived((await logged(mail)).ref, mailboxId);

  test('a mail that matches no ticket stays in the log, raw and readable; nothing is created', async () => {
    covers('incoming.noNewTickets');
    const own = await closed();
    const before = await totals();
    const mail = await own.arrives({ subject: 'Nur per Telefon', from: { name: 'Neu', addr: 'neu@ganzneu.example' } });
    expect(mail).toMatchObject({ state: 'unfiled', ticketId: null, entryId: null });
    expect(await totals()).toEqual(before);
    const row = await logged(mail);
    expect(row).toMatchObject({ sender: 'neu@ganzneu.example', subject: 'Nur per Telefon' });
    expect(JSON.parse(row.reason ?? '{}')).toEqual({ code: 'no-new-tickets', params: {} });
    expect((await desk().desk.store.blobs.get(row.blob ?? '')).toString()).toContain('Subject: Nur per Telefon');
    expect(mail.trace.at(-1)).toMatchObject({ key: 'noNewTickets', decided: true });
  });

  test('a valid reference still answers its ticket, a wrong one does not', async () => {
    const own = await closed();
    const first = await desk().arrives({ subject: 'Per Formular', messageId: '<form@kunde.example>' });
    const subject = `Re: ${tagOf(first.ticketId)}`;
    expect((await own.arrives({ subject })).ticketId).toBe(first.ticketId);
    expect((await own.arrives({ subject: 'Re: ohne', inReplyTo: '<form@kunde.example>' })).ticketId).toBe(
      first.ticketId,
    );
    const wrong = await own.arrives({ subject: subject.replace(/.\]$/, '#]') });
    expect(wrong.state).toBe('unfiled');
  });

  test('what would have to begin a new ticket is not filed either: an answer to a locked one', async () => {
    const own = await closed();
    const first = await desk().arrives({ subject: 'Wird gesperrt' });
    const subject = `Re: ${tagOf(first.ticketId)}`;
    await changeTicket(desk().desk, null, first.ticketId ?? 0, { statusId: await rows().statusIn('locked') });
    const late = await own.arrives({ subject });
    expect(late.state).toBe('unfiled');
    expect(keysOf(late)).toEqual(expect.arrayContaining(['lockedTicket', 'noNewTickets']));
  });

  test('“create ticket anyway” follows the mailbox’s rules, and the trace says who asked', async () => {
    const team = await rows().team('Trotzdem');
    const label = await rows().label('Nachträglich');
    const own = await closed({ team, labels: [label] });
    const mail = await own.arrives({ subject: 'Doch ein Ticket', from: { name: 'Ute', addr: 'ute@nachtrag.example' } });
    await fileAnyway(desk().desk, null, mail.id);
    const made = await again(mail, own.id);
    expect(made.state).toBe('filed');
    const ticket = await storedTicket(desk().desk.store, made.ticketId);
    expect(ticket).toMatchObject({
      subject: 'Doch ein Ticket',
      team_id: team,
      status_group: 'open',
      labelIds: [label],
    });
    expect(ticket.contact_id).not.toBeNull();
    expect(keysOf(made)).toEqual([
      'noNewTickets',
      'anyway',
      'contactNew',
      'customerNew',
      'team',
      'labels',
      'newTicket',
    ]);
    expect(made.trace.filter(({ decided }) => decided).map(({ key }) => key)).toEqual(['newTicket']);
    const anyway = made.trace.find(({ key }) => key === 'anyway');
    expect(say('de', 'trace.anyway', anyway?.params)).toBe('Poststelle hat daraus trotzdem ein Ticket machen lassen.');
  });

  test('asked twice at the same time it makes one ticket; asked again, nothing more', async () => {
    const own = await closed();
    const mail = await own.arrives({ subject: 'Doppelklick' });
    const before = await totals();
    await Promise.all([1, 2, 3].map(() => fileAnyway(desk().desk, null, mail.id)));
    await fileAnyway(desk().desk, null, mail.id);
    expect(await totals()).toMatchObject({ tickets: before.tickets + 1, steps: before.steps + 1 });
  });

  test('our own mail that came back without being known here can be made a ticket, but of nobody new', async () => {
    const own = await ownMailbox(desk(), { createContact: true, createCustomer: true });
    const { signingKey, serverId } = desk().desk.identity;
    const messageId = markedMessageId(signingKey, serverId, 0, '0011223344556677', 'desk.example');
    const from = { name: 'Test', addr: 'ausgang@nirgends.example' };
    const mail = await own.arrives({ subject: 'Test-E-Mail', messageId, from });
    expect(mail.state).toBe('unfiled');
    const before = await totals();
    await fileAnyway(desk().desk, null, mail.id);
    expect(await totals()).toEqual({ ...before, tickets: before.tickets + 1, steps: before.steps + 1 });
  });

  test('two unfiled mails of one conversation become one ticket', async () => {
    const own = await closed();
    const first = await own.arrives({ subject: 'Erste', messageId: '<erste@kunde.example>' });
    const second = await own.arrives({ subject: 'Re: Erste', inReplyTo: '<erste@kunde.example>' });
    await fileAnyway(desk().desk, null, first.id);
    await fileAnyway(desk().desk, null, second.id);
    expect((await again(second, own.id)).ticketId).toBe((await again(first, own.id)).ticketId);
  });

  test('another try without asking for a ticket leaves it unfiled; what is filed elsewhere or failed is refused', async () => {
    const own = await closed();
    const mail = await own.arrives({ subject: 'Noch einmal' });
    await retryInbound(desk().desk, null, mail.id);
    await expect(fileAnyway(desk().desk, null, mail.id)).rejects.toMatchObject({ code: 'not-in-this-state' });
    await own.arrives({ subject: 'Anlass zum Abruf' });
    expect((await again(mail, own.id)).state).toBe('unfiled');
    await expect(fileAnyway(desk().desk, null, 987_654)).rejects.toMatchObject({ code: 'not-found' });
  });
});
