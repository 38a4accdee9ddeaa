import { describe, expect, test } from 'vitest';
import { ticketReference } from '../../src/desk/reference.ts';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { linkTicket, unlinkTicket } from '../../src/flows/link-tickets.ts';
import { mergeTickets, unmergeTicket } from '../../src/flows/merge-tickets.ts';
import { addNote } from '../../src/flows/note.ts';
import { cancelOutbound } from '../../src/flows/outbox.ts';
import { splitTicket } from '../../src/flows/split-ticket.ts';
import { readTicketPage } from '../../src/store/ticket-page.ts';
import { firstStatus } from '../../src/store/tickets.ts';
import { agentAnswers } from '../support/agent-answer.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('tickets merged, split and linked, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const db = () => desk().desk.store.db;

  const opened = async (subject: string, from = 'carla@kunde.example') => {
    const mail = await desk().arrives({ subject, text: `Worum es geht: ${subject}.`, from: { name: '', addr: from } });
    return { ticketId: mail.ticketId ?? 0, entryId: mail.entryId ?? 0 };
  };
  const tagOf = (ticketId: number) => `[TicketID ${ticketReference(desk().desk.identity, ticketId)}]`;
  const reference = (ticketId: number) => ticketReference(desk().desk.identity, ticketId);
  const page = async (ticketId: number) => {
    const read = await readTicketPage(db(), ticketId, 'all');
    if (!read) throw new Error(`no ticket ${ticketId}`);
    return read;
  };
  const stepsOf = async (ticketId: number) =>
    (await page(ticketId)).entries.map(({ kind, subject }) => `${kind} ${subject}`.trim());
  const tiesOf = async (ticketId: number) => (await page(ticketId)).linked.map(({ id, kind }) => [id, kind]);
  const changesOf = async (ticketId: number) =>
    (await page(ticketId)).entries.flatMap(({ change }) =>
      change ? [`${change.field} ${change.from}>${change.to}`] : [],
    );
  const keysOf = (mail: { trace: { key: string }[] }) => mail.trace.map(({ key }) => key);

  test('merging brings mails and notes to the target, closes the source and keeps every way to it open', async () => {
    const source = await opened('Drucker druckt nicht');
    const target = await opened('Drucker im Flur');
    await addNote(desk().desk, null, source.ticketId, 'Schon der dritte.');
    const sent = await agentAnswers(desk(), source.ticketId, 'Re: Drucker druckt nicht');
    await mergeTickets(desk().desk, null, source.ticketId, target.ticketId);

    expect(await stepsOf(source.ticketId)).toEqual(['change', 'change']);
    expect(await stepsOf(target.ticketId)).toEqual([
      'mailIn Drucker druckt nicht',
      'mailIn Drucker im Flur',
      'note',
      `mailOut Re: Drucker druckt nicht ${tagOf(source.ticketId)}`,
      'change',
    ]);
    const merged = await page(source.ticketId);
    expect(merged.line.statusGroup).toBe('done');
    expect(merged.mergedInto?.id).toBe(target.ticketId);
    expect(await tiesOf(source.ticketId)).toEqual([[target.ticketId, 'mergedInto']]);
    expect(await tiesOf(target.ticketId)).toEqual([[source.ticketId, 'mergedFrom']]);
    expect((await changesOf(source.ticketId)).at(-1)).toBe(`mergedInto >${reference(target.ticketId)}`);
    expect(await changesOf(target.ticketId)).toEqual([`mergedFrom >${reference(source.ticketId)}`]);

    const bySubject = await desk().arrives({ subject: `Re: ${tagOf(source.ticketId)}` });
    const bySignedId = await desk().arrives({ subject: 'Re: Drucker', inReplyTo: sent.messageId });
    expect([bySubject.ticketId, bySignedId.ticketId]).toEqual([target.ticketId, target.ticketId]);
    expect(keysOf(bySubject)).toEqual(['reference', 'mergedTicket', 'appended']);
    expect(keysOf(bySignedId)).toEqual(['signedMessageId', 'appended']);
  });

  test('a chain of mergers leads to its end, and no circle can be made', async () => {
    const [a, b, c] = [await opened('Kette A'), await opened('Kette B'), await opened('Kette C')];
    await mergeTickets(desk().desk, null, a.ticketId, b.ticketId);
    await mergeTickets(desk().desk, null, b.ticketId, c.ticketId);
    const mail = await desk().arrives({ subject: `AW: ${tagOf(a.ticketId)}` });
    expect(mail.ticketId).toBe(c.ticketId);
    expect((await stepsOf(c.ticketId)).filter((step) => step.startsWith('mailIn'))).toHaveLength(4);
    for (const [from, into, code] of [
      [c.ticketId, a.ticketId, 'ticket-merged'],
      [a.ticketId, c.ticketId, 'ticket-merged'],
      [c.ticketId, c.ticketId, 'invalid'],
    ] as const)
      await expect(mergeTickets(desk().desk, null, from, into)).rejects.toMatchObject({ code });

    // Taking back the inner merger first brings home its own steps only.
    await unmergeTicket(desk().desk, null, a.ticketId);
    expect(await stepsOf(a.ticketId)).toEqual(['mailIn Kette A', 'change', 'change', 'change', 'change']);
    await unmergeTicket(desk().desk, null, b.ticketId);
    expect((await stepsOf(b.ticketId)).filter((step) => step.startsWith('mail'))).toEqual(['mailIn Kette B']);
    expect((await stepsOf(c.ticketId)).filter((step) => step.startsWith('mail'))).toEqual([
      'mailIn Kette C',
      `mailIn AW: ${tagOf(a.ticketId)}`,
    ]);
  });

  test('a merger taken back restores steps, status and Message-IDs; what came meanwhile stays', async () => {
    const source = await opened('Wieder eigen');
    const target = await opened('Vorübergehend', 'dora@kunde.example');
    await mergeTickets(desk().desk, null, source.ticketId, target.ticketId);
    const meanwhile = await desk().arrives({ subject: `Re: ${tagOf(source.ticketId)}` });
    await unmergeTicket(desk().desk, null, source.ticketId);
    const own = await page(source.ticketId);
    expect(own.line).toMatchObject({ statusGroup: 'inquiry', preview: 'Worum es geht: Wieder eigen.' });
    expect(own.mergedInto).toBeNull();
    expect((await page(target.ticketId)).entries.map(({ id }) => id)).toContain(meanwhile.entryId);
    expect(await changesOf(target.ticketId)).toEqual([
      `mergedFrom >${reference(source.ticketId)}`,
      `mergedFrom ${reference(source.ticketId)}>`,
    ]);
    const later = await desk().arrives({ subject: `Re: ${tagOf(source.ticketId)}` });
    expect(later.ticketId).toBe(source.ticketId);
    await expect(unmergeTicket(desk().desk, null, source.ticketId)).rejects.toMatchObject({
      code: 'not-in-this-state',
    });
  });

  test('what was split off after a merger does not return with it', async () => {
    const source = await opened('Kommt zurück');
    const second = await desk().arrives({ subject: `Re: Bleibt abgetrennt ${tagOf(source.ticketId)}` });
    const target = await opened('Zwischenstation');
    await mergeTickets(desk().desk, null, source.ticketId, target.ticketId);
    const newId = await splitTicket(desk().desk, null, target.ticketId, { entryIds: [second.entryId ?? 0] });
    await unmergeTicket(desk().desk, null, source.ticketId);
    const mails = async (ticketId: number) => (await stepsOf(ticketId)).filter((step) => step.startsWith('mail'));
    expect(await mails(source.ticketId)).toEqual(['mailIn Kommt zurück']);
    expect(await mails(newId)).toHaveLength(1);
    expect(await mails(target.ticketId)).toEqual(['mailIn Zwischenstation']);
  });

  test('a merged ticket is worked on at its target only', async () => {
    const source = await opened('Nicht mehr hier');
    const target = await opened('Sondern hier');
    await mergeTickets(desk().desk, null, source.ticketId, target.ticketId);
    for (const work of [
      () => addNote(desk().desk, null, source.ticketId, 'Notiz'),
      () => changeTicket(desk().desk, null, source.ticketId, { subject: 'Anders' }),
      () => splitTicket(desk().desk, null, source.ticketId, { entryIds: [source.entryId] }),
      () => linkTicket(desk().desk, null, source.ticketId, target.ticketId),
      () => linkTicket(desk().desk, null, target.ticketId, source.ticketId),
    ])
      await expect(work()).rejects.toMatchObject({ code: 'ticket-merged' });
    expect(await stepsOf(source.ticketId)).toEqual(['change', 'change']);
  });

  test('a mail that can still be taken back leaves the status of the ticket it was merged into alone', async () => {
    const source = await opened('Noch zurückzuholen');
    const target = await opened('Nimmt sie auf');
    const done = await firstStatus(db(), 'done');
    // "Send and close" here, and there closed as well: taking back must open neither.
    const sent = await agentAnswers(desk(), source.ticketId, 'Re: Noch zurückzuholen', done.id);
    await changeTicket(desk().desk, null, target.ticketId, { statusId: done.id });
    await mergeTickets(desk().desk, null, source.ticketId, target.ticketId);
    const { id } = await db()
      .selectFrom('outbound')
      .select('id')
      .where('entry_id', '=', sent.entryId)
      .executeTakeFirstOrThrow();
    await cancelOutbound(desk().desk, null, id);
    expect((await page(target.ticketId)).line.statusGroup).toBe('done');
    expect((await page(source.ticketId)).line.statusGroup).toBe('done');
    expect(await stepsOf(target.ticketId)).not.toContain(`mailOut ${sent.subject}`);
  });

  test('a wrong follow-up is split off with its Message-ID: later mail of its thread follows', async () => {
    const ticket = await opened('Rechnung');
    const sent = await agentAnswers(desk(), ticket.ticketId, 'Re: Rechnung');
    const wrong = await desk().arrives({
      subject: `Re: Rechnung ${tagOf(ticket.ticketId)}`,
      text: 'Und noch etwas ganz anderes.',
      messageId: '<other-matter@kunde.example>',
      inReplyTo: sent.messageId,
      references: [sent.messageId],
    });
    expect(wrong.ticketId).toBe(ticket.ticketId);
    const newId = await splitTicket(desk().desk, null, ticket.ticketId, { entryIds: [wrong.entryId ?? 0] });
    expect((await page(newId)).line).toMatchObject({
      subject: 'Re: Rechnung',
      preview: 'Und noch etwas ganz anderes.',
      statusGroup: 'inquiry',
      contactName: 'carla',
    });
    expect(await tiesOf(newId)).toEqual([[ticket.ticketId, 'splitFrom']]);
    expect(await tiesOf(ticket.ticketId)).toEqual([[newId, 'splitInto']]);
    expect(await changesOf(ticket.ticketId)).toEqual([`splitInto >${reference(newId)}`]);

    // The customer goes on with the same mail program: the thread still begins with our signed id of the old ticket.
    const more = await desk().arrives({
      subject: `Re: Rechnung ${tagOf(ticket.ticketId)}`,
      inReplyTo: '<other-matter@kunde.example>',
      references: [sent.messageId, '<other-matter@kunde.example>'],
    });
    expect(more.ticketId).toBe(newId);
    expect(keysOf(more)).toEqual(['knownMessageId', 'appended']);
    const old = await desk().arrives({ subject: 'Re: Rechnung', inReplyTo: sent.messageId });
    expect(old.ticketId).toBe(ticket.ticketId);
  });

  test('our own answer that was split off takes the answers to it along, whatever its id was signed for', async () => {
    const ticket = await opened('Zwei Fragen');
    const second = await desk().arrives({
      subject: `Re: Zwei Fragen ${tagOf(ticket.ticketId)}`,
      messageId: '<second@kunde.example>',
    });
    const sent = await agentAnswers(desk(), ticket.ticketId, 'Re: Zwei Fragen');
    const newId = await splitTicket(desk().desk, null, ticket.ticketId, {
      entryIds: [second.entryId ?? 0, sent.entryId],
      subject: 'Zweite Frage',
    });
    const mail = await desk().arrives({ subject: sent.subject, inReplyTo: sent.messageId });
    expect(mail.ticketId).toBe(newId);
    expect(keysOf(mail)).toEqual(['signedMessageId', 'appended']);
    expect((await page(newId)).line.subject).toBe('Zweite Frage');
  });

  test('a split can be taken back by merging', async () => {
    const ticket = await opened('Hin und her');
    const other = await desk().arrives({ subject: `Re: ${tagOf(ticket.ticketId)}` });
    const newId = await splitTicket(desk().desk, null, ticket.ticketId, { entryIds: [other.entryId ?? 0] });
    await mergeTickets(desk().desk, null, newId, ticket.ticketId);
    expect((await stepsOf(ticket.ticketId)).filter((step) => step.startsWith('mail'))).toHaveLength(2);
    expect(await tiesOf(ticket.ticketId)).toEqual([[newId, 'mergedFrom']]);
    const mail = await desk().arrives({ subject: `Re: ${tagOf(newId)}` });
    expect(mail.ticketId).toBe(ticket.ticketId);
  });

  test('what cannot be split off is refused, and nothing moves', async () => {
    const ticket = await opened('Unteilbar');
    await addNote(desk().desk, null, ticket.ticketId, 'Notiz');
    await changeTicket(desk().desk, null, ticket.ticketId, { subject: 'Unteilbar, neu' });
    const elsewhere = await opened('Anderswo');
    const ids = (await page(ticket.ticketId)).entries.map(({ id }) => id);
    for (const [entryIds, problem] of [
      [ids.slice(0, 2), 'nothing-left'],
      [ids.slice(2), 'not-movable'],
      [[elsewhere.entryId], 'gone'],
      [[ids[0] ?? 0, 999_999], 'gone'],
    ] as const)
      await expect(splitTicket(desk().desk, null, ticket.ticketId, { entryIds })).rejects.toMatchObject({
        code: 'invalid',
        problems: [{ field: 'entryIds', problem }],
      });
    expect((await page(ticket.ticketId)).entries.map(({ id }) => id)).toEqual(ids);
  });

  test('links are made once, told on both sides and taken away again; a split is not', async () => {
    const [a, b] = [await opened('Verknüpft A'), await opened('Verknüpft B')];
    await linkTicket(desk().desk, null, a.ticketId, b.ticketId);
    await linkTicket(desk().desk, null, b.ticketId, a.ticketId);
    expect(await tiesOf(a.ticketId)).toEqual([[b.ticketId, 'related']]);
    expect(await tiesOf(b.ticketId)).toEqual([[a.ticketId, 'related']]);
    expect(await changesOf(b.ticketId)).toEqual([`link >${reference(a.ticketId)}`]);
    await unlinkTicket(desk().desk, null, b.ticketId, a.ticketId);
    expect(await tiesOf(a.ticketId)).toEqual([]);
    expect(await changesOf(a.ticketId)).toEqual([`link >${reference(b.ticketId)}`, `link ${reference(b.ticketId)}>`]);
    await expect(unlinkTicket(desk().desk, null, a.ticketId, b.ticketId)).rejects.toMatchObject({
      code: 'not-in-this-state',
    });
    const other = await desk().arrives({ subject: `Re: ${tagOf(a.ticketId)}` });
    const newId = await splitTicket(desk().desk, null, a.ticketId, { entryIds: [other.entryId ?? 0] });
    await expect(unlinkTicket(desk().desk, null, a.ticketId, newId)).rejects.toMatchObject({
      code: 'not-in-this-state',
    });
  });

  test('two who merge the same tickets into each other at once: one succeeds, and there is no circle', async () => {
    const [a, b] = [await opened('Gleichzeitig A'), await opened('Gleichzeitig B')];
    const results = await Promise.allSettled([
      mergeTickets(desk().desk, null, a.ticketId, b.ticketId),
      mergeTickets(desk().desk, null, b.ticketId, a.ticketId),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const merged = [(await page(a.ticketId)).mergedInto?.id, (await page(b.ticketId)).mergedInto?.id];
    expect(merged.filter((id) => id !== undefined)).toHaveLength(1);
  });
});
