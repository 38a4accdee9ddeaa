import { describe, expect, test } from 'vitest';
import { ticketAnswer } from '../../src/api/ticket-answer.ts';
import { readAddressMark } from '../../src/desk/address-mark.ts';
import { readTicketPage } from '../../src/store/ticket-page.ts';
import { agentAnswers } from '../support/agent-answer.ts';
import { covers } from '../support/covers.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('a reply address that names the ticket, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const opened = async () => (await desk().arrives({ subject: 'Eine Frage' })).ticketId ?? 0;

  test('unless the mailbox asks for it, answers go to its plain address', async () => {
    const sent = await agentAnswers(desk(), await opened());
    expect(sent.replyTo.map(({ addr }) => readAddressMark(desk().desk.identity, addr))).toEqual(
      sent.replyTo.map(() => null),
    );
  });

  test('switched on, it is the Reply-To of every answer, and finds the ticket without subject and thread', async () => {
    covers('incoming.ticketAddress');
    await desk().set({ ticketAddress: true });
    const ticketId = await opened();
    const sent = await agentAnswers(desk(), ticketId);
    const [replyTo] = sent.replyTo;
    if (!replyTo) throw new Error('no Reply-To');
    expect(replyTo.addr).toMatch(/^support\+t\d+-[a-z2-7]{12}@sandbox\.example$/);
    for (const mail of [
      { to: [{ name: '', addr: replyTo.addr.toUpperCase() }] },
      { to: [{ name: '', addr: 'chef@firma.example' }], cc: [replyTo] },
    ]) {
      const found = await desk().arrives({ subject: 'Hallo', ...mail });
      expect(found.ticketId).toBe(ticketId);
      expect(found.trace.map(({ key }) => key)).toEqual(['replyAddress', 'appended']);
    }
    await desk().set({ ticketAddress: false });
    const later = await desk().arrives({ subject: 'Später', to: [replyTo] });
    expect(later.ticketId).toBe(ticketId);
  });

  test('in Delivered-To it counts too, as where a Bcc hid it; forged it does not', async () => {
    await desk().set({ ticketAddress: true });
    const ticketId = await opened();
    const [replyTo] = (await agentAnswers(desk(), ticketId)).replyTo;
    const addr = replyTo?.addr ?? '';
    const raw = (delivered: string, id: string) =>
      Buffer.from(
        [
          `Delivered-To: ${delivered}`,
          'From: carla@kunde.example',
          'To: undisclosed-recipients:;',
          'Subject: Blind',
          `Message-ID: <${id}@kunde.example>`,
          '',
          'Guten Tag.',
        ].join('\r\n'),
      );
    expect((await desk().arrives(raw(addr, 'blind-1'))).ticketId).toBe(ticketId);
    const forged = await desk().arrives(raw(addr.replace(`t${ticketId}`, `t${ticketId - 1}`), 'blind-2'));
    expect(forged.trace.map(({ key }) => key)).toContain('newTicket');
  });

  test('it stays one of our own addresses: an answer to all does not write to it', async () => {
    await desk().set({ ticketAddress: true });
    const ticketId = await opened();
    const [replyTo] = (await agentAnswers(desk(), ticketId)).replyTo;
    await desk().arrives({
      subject: 'An alle',
      to: replyTo ? [replyTo] : [],
      cc: [{ name: '', addr: 'kollege@kunde.example' }],
    });
    const page = await readTicketPage(desk().desk.store.db, ticketId, 'all');
    if (!page) throw new Error('no page');
    const { answer } = await ticketAnswer(desk().desk, 'de', page, true);
    expect([answer?.allTo, answer?.allCc].flat().map((address) => address?.addr)).toEqual([
      'carla@kunde.example',
      'kollege@kunde.example',
    ]);
  });
});
