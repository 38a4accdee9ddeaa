import { describe, expect, test } from 'vitest';
import { ticketReference } from '../../src/desk/reference.ts';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { reply } from '../../src/flows/reply.ts';
import { type DeskSettings, writeDeskSettings } from '../../src/store/desk-settings.ts';
import { transact } from '../../src/store/transact.ts';
import { agentAnswers } from '../support/agent-answer.ts';
import { deskFor, type TestDesk } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

const day = 86_400_000;

describe.each(dialects)('which ticket a mail belongs to, on %s', (dialect) => {
  const desk = deskFor(dialect);

  const opened = async (subject: string) => {
    const mail = await desk().arrives({ subject });
    return { ticketId: mail.ticketId ?? 0, entryId: mail.entryId ?? 0 };
  };
  const agentWrites = (ticketId: number, addr: string) =>
    reply(desk().desk, null, ticketId, {
      outgoingId: desk().outgoingId,
      to: [{ name: '', addr }],
      cc: [],
      subject: 'Re: Frage',
      text: 'Guten Tag.',
      uploadIds: [],
      answersEntryId: null,
    });
  const keysOf = (mail: { trace: { key: string }[] }) => mail.trace.map(({ key }) => key);
  const referenceOf = (ticketId: number) => ticketReference(desk().desk.identity, ticketId);

  test('a known Message-ID in References joins its ticket', async () => {
    const first = await desk().arrives({ subject: 'Erstens', messageId: '<first@kunde.example>' });
    const second = await desk().arrives({
      subject: 'Zweitens',
      references: ['<other@kunde.example>', '<first@kunde.example>'],
    });
    expect(second.ticketId).toBe(first.ticketId);
    expect(keysOf(second)).toEqual(['knownMessageId', 'appended']);
    expect(second.trace.filter(({ decided }) => decided).map(({ key }) => key)).toEqual(['appended']);
  });

  test('the reference in the subject joins, whatever clients put before it and however they write it', async () => {
    const { ticketId } = await opened('Drucker');
    const reference = referenceOf(ticketId);
    for (const subject of [
      `AW: WG: [EXTERN] Drucker [TicketID ${reference}]`,
      `re: ticketid ${reference.toLowerCase()}`,
      `[TicketID: ${reference}] neu`,
    ]) {
      expect((await desk().arrives({ subject })).ticketId).toBe(ticketId);
    }
  });

  test('wrong letters do not join: the mail is new and the trace says why', async () => {
    const { ticketId } = await opened('Monitor');
    const reference = referenceOf(ticketId);
    const wrong = reference.slice(0, -1) + (reference.endsWith('A') ? 'B' : 'A');
    const mail = await desk().arrives({ subject: `Re: Monitor [TicketID ${wrong}]` });
    expect(mail.ticketId).not.toBe(ticketId);
    expect(keysOf(mail)).toContain('referenceWrong');
  });

  test('a subject full of references does not fill the trace, and the last one counts', async () => {
    const { ticketId } = await opened('Viele');
    const subject = `${'TicketID 500XXX '.repeat(40)}[TicketID ${referenceOf(ticketId)}]`;
    const mail = await desk().arrives({ subject });
    expect(mail.ticketId).toBe(ticketId);
    expect(mail.trace.length).toBeLessThan(25);
  });

  test('keyword and brackets are the desk’s choice; those of earlier times go on working', async () => {
    const { ticketId } = await opened('Anders geschrieben');
    const settings = { ticketPrefix: '##', ticketKeyword: 'Fall', ticketSuffix: '##' };
    const change = (more: Partial<DeskSettings>) => transact(desk().desk.store, (trx) => writeDeskSettings(trx, more));
    await change({ ...settings, moreKeywords: ['TicketID'] });
    const old = `Re: Anders geschrieben [TicketID ${referenceOf(ticketId)}]`;
    const sent = await agentAnswers(desk(), ticketId, old);
    expect(sent.subject).toBe(`Re: Anders geschrieben ##Fall ${referenceOf(ticketId)}##`);
    for (const subject of [sent.subject, old, `AW: Fall ${referenceOf(ticketId)}`])
      expect((await desk().arrives({ subject })).ticketId).toBe(ticketId);
    await change({ moreKeywords: [] });
    expect((await desk().arrives({ subject: old })).ticketId).not.toBe(ticketId);
    await change({ ticketPrefix: '[', ticketKeyword: 'TicketID', ticketSuffix: ']' });
  });

  test('fitting letters of a ticket that does not exist open a new one', async () => {
    const mail = await desk().arrives({ subject: `Re: [TicketID ${referenceOf(987_654)}]` });
    expect(keysOf(mail)).toContain('referenceUnknown');
    expect(keysOf(mail)).toContain('newTicket');
  });

  test('a stranger with the reference is appended and flagged, a colleague of the sender is not', async () => {
    const { ticketId } = await opened('Zugang');
    const subject = `Re: [TicketID ${referenceOf(ticketId)}]`;
    const stranger = await desk().arrives({ subject, from: { name: '', addr: 'someone@elsewhere.example' } });
    const colleague = await desk().arrives({ subject, from: { name: '', addr: 'kollege@kunde.example' } });
    expect([stranger.ticketId, colleague.ticketId]).toEqual([ticketId, ticketId]);
    expect(await flagsOf(desk(), stranger.entryId)).toEqual(['unknownSender']);
    const nobody = await desk().arrives(
      Buffer.from(`Subject: ${subject}\r\nMessage-ID: <n@x.example>\r\n\r\nHallo\r\n`),
    );
    expect(await flagsOf(desk(), nobody.entryId)).toEqual(['unknownSender']);
    expect(keysOf(nobody)).toContain('nobodyKnown');
    expect(await flagsOf(desk(), colleague.entryId)).toEqual([]);
  });

  test('a stranger vouches for nobody until an agent writes to them', async () => {
    const { ticketId } = await opened('Zaungast');
    const subject = `Re: [TicketID ${referenceOf(ticketId)}]`;
    const flagsFrom = async (addr: string) =>
      flagsOf(desk(), (await desk().arrives({ subject, from: { name: '', addr } })).entryId);
    expect(await flagsFrom('zaungast@fremd.example')).toEqual(['unknownSender']);
    expect(await flagsFrom('zaungast@fremd.example')).toEqual(['unknownSender']);
    expect(await flagsFrom('kollege@fremd.example')).toEqual(['unknownSender']);
    await agentWrites(ticketId, 'zaungast@fremd.example');
    expect(await flagsFrom('zaungast@fremd.example')).toEqual([]);
    expect(await flagsFrom('kollege@fremd.example')).toEqual([]);
  });

  test('whom an agent wrote to is known by any spelling of the domain', async () => {
    const { ticketId } = await opened('Umlaute');
    await agentWrites(ticketId, 'jörg@Bücher.example');
    const subject = `Re: [TicketID ${referenceOf(ticketId)}]`;
    for (const addr of ['jörg@xn--bcher-kva.example', 'verlag@xn--bcher-kva.example']) {
      const mail = await desk().arrives({ subject, from: { name: '', addr } });
      expect(await flagsOf(desk(), mail.entryId)).toEqual([]);
    }
  });

  test('freemail addresses share no roof', async () => {
    const first = await desk().arrives({ subject: 'Frei', from: { name: '', addr: 'anna@gmx.de' } });
    const other = await desk().arrives({
      subject: `Re: [TicketID ${referenceOf(first.ticketId ?? 0)}]`,
      from: { name: '', addr: 'bernd@gmx.de' },
    });
    expect(await flagsOf(desk(), other.entryId)).toEqual(['unknownSender']);
  });

  test('a reply within 14 days reopens a done ticket, a later one starts a linked ticket', async () => {
    const { ticketId } = await opened('Fertig');
    const done = await statusIn(desk(), 'done');
    await changeTicket(desk().desk, null, ticketId, { statusId: done });
    desk().later(13 * day);
    const soon = await desk().arrives({ subject: `Re: [TicketID ${referenceOf(ticketId)}]` });
    expect(soon.ticketId).toBe(ticketId);
    expect(keysOf(soon)).toContain('reopened');
    expect(await groupOf(desk(), ticketId)).toBe('inquiry');
    expect(await kindsOf(desk(), ticketId)).toEqual(['mailIn', 'change', 'change', 'mailIn']);
    await changeTicket(desk().desk, null, ticketId, { statusId: done });
    desk().later(15 * day);
    const late = await desk().arrives({ subject: `Re: [TicketID ${referenceOf(ticketId)}]` });
    expect(late.ticketId).not.toBe(ticketId);
    expect(await linksOf(desk(), late.ticketId)).toEqual([ticketId]);
    expect(keysOf(late)).toContain('newTicketLinked');
    expect(keysOf(late)).not.toContain('newTicket');
    expect(await groupOf(desk(), ticketId)).toBe('done');
  });

  test('a locked ticket is never reopened', async () => {
    const { ticketId } = await opened('Gesperrt');
    await changeTicket(desk().desk, null, ticketId, { statusId: await statusIn(desk(), 'locked') });
    const mail = await desk().arrives({ subject: `Re: [TicketID ${referenceOf(ticketId)}]` });
    expect(mail.ticketId).not.toBe(ticketId);
    expect(await linksOf(desk(), mail.ticketId)).toEqual([ticketId]);
    expect(await groupOf(desk(), ticketId)).toBe('locked');
  });

  test('an absence note joins a done ticket without opening it, and makes no contact for a stranger', async () => {
    const { ticketId } = await opened('Erledigt und weg');
    await changeTicket(desk().desk, null, ticketId, { statusId: await statusIn(desk(), 'done') });
    const extra = { 'Auto-Submitted': 'auto-replied' };
    const note = await desk().arrives({ subject: `Abwesend: [TicketID ${referenceOf(ticketId)}]`, extra });
    expect(note.ticketId).toBe(ticketId);
    expect(await groupOf(desk(), ticketId)).toBe('done');
    const machine = await desk().arrives({
      subject: 'Newsletter',
      from: { name: '', addr: 'robot@machine.example' },
      extra,
    });
    expect(keysOf(machine)).toContain('contactAutomatic');
    expect(await contactOf(desk(), machine.ticketId)).toBeNull();
  });

  test('an absence note does not make a mail before it read', async () => {
    const { ticketId } = await opened('Noch ungelesen');
    const extra = { 'Auto-Submitted': 'auto-replied' };
    const note = await desk().arrives({ subject: `Abwesend: [TicketID ${referenceOf(ticketId)}]`, extra });
    expect(note.ticketId).toBe(ticketId);
    const { unread } = await db(desk())
      .selectFrom('ticket')
      .select('unread')
      .where('id', '=', ticketId)
      .executeTakeFirstOrThrow();
    expect(unread).toBe(1);
  });

  test('the same mail twice makes one step; our own answer that comes back makes none', async () => {
    const messageId = '<twice@kunde.example>';
    const date = desk().desk.clock();
    const first = await desk().arrives({ subject: 'Doppelt', messageId, date });
    const again = await desk().arrives({ subject: 'Doppelt', messageId, date });
    expect([again.ticketId, again.entryId]).toEqual([first.ticketId, first.entryId]);
    expect(keysOf(again)).toEqual(['sameMail']);
    const ticketId = first.ticketId ?? 0;
    const to = [{ name: '', addr: 'support@sandbox.example' }];
    await reply(desk().desk, null, ticketId, {
      outgoingId: desk().outgoingId,
      to,
      cc: [],
      subject: 'Re: Doppelt',
      text: 'An uns selbst.',
      uploadIds: [],
      answersEntryId: first.entryId,
    });
    const sent = await desk()
      .desk.store.db.selectFrom('outbound')
      .select('blob')
      .where('ticket_id', '=', ticketId)
      .executeTakeFirstOrThrow();
    const back = await desk().arrives(await desk().desk.store.blobs.get(sent.blob));
    expect(keysOf(back)).toEqual(['ownMailBack']);
    expect(await countSteps(desk(), ticketId)).toBe(2);
  });

  test('the same Message-ID with another content is another mail', async () => {
    const messageId = '<reused@scanner.example>';
    const one = await desk().arrives({ subject: 'Scan 1', messageId, text: 'eins' });
    const two = await desk().arrives({ subject: 'Scan 2', messageId, text: 'zwei' });
    expect(two.entryId).not.toBe(one.entryId);
    expect(two.state).toBe('filed');
  });
});

const db = (on: TestDesk) => on.desk.store.db;

async function flagsOf(on: TestDesk, entryId: number | null): Promise<unknown> {
  return JSON.parse(
    (
      await db(on)
        .selectFrom('entry')
        .select('flags')
        .where('id', '=', entryId ?? 0)
        .executeTakeFirstOrThrow()
    ).flags,
  );
}

async function statusIn(on: TestDesk, group: string): Promise<number> {
  return (await db(on).selectFrom('status').select('id').where('grp', '=', group).executeTakeFirstOrThrow()).id;
}

async function groupOf(on: TestDesk, ticketId: number): Promise<string> {
  return (await db(on).selectFrom('ticket').select('status_group').where('id', '=', ticketId).executeTakeFirstOrThrow())
    .status_group;
}

async function contactOf(on: TestDesk, ticketId: number | null): Promise<number | null> {
  return (
    await db(on)
      .selectFrom('ticket')
      .select('contact_id')
      .where('id', '=', ticketId ?? 0)
      .executeTakeFirstOrThrow()
  ).contact_id;
}

async function linksOf(on: TestDesk, ticketId: number | null): Promise<number[]> {
  const rows = await db(on)
    .selectFrom('ticket_link')
    .select('other_id')
    .where('ticket_id', '=', ticketId ?? 0)
    .execute();
  return rows.map((row) => row.other_id);
}

async function countSteps(on: TestDesk, ticketId: number): Promise<number> {
  const row = await db(on)
    .selectFrom('entry')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('ticket_id', '=', ticketId)
    .executeTakeFirstOrThrow();
  return row.n;
}

async function kindsOf(on: TestDesk, ticketId: number): Promise<string[]> {
  const rows = await db(on)
    .selectFrom('entry')
    .select('kind')
    .where('ticket_id', '=', ticketId)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.kind);
}
