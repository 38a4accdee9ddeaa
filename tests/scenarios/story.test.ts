import { describe, expect, test } from 'vitest';
import { reply } from '../../src/flows/reply.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('the first story on %s', (dialect) => {
  const desk = deskFor(dialect);

  test('a mail becomes an inquiry with its reasons', async () => {
    const { desk: inner, arrives } = desk();
    const mail = await arrives({ subject: 'Lampe defekt', text: 'Hallo,\n\ndie Lampe flackert.\n' });
    expect(mail.state).toBe('filed');
    expect(mail.trace.map(({ key }) => key)).toEqual(['contactNew', 'inquiry', 'newTicket']);
    const ticket = await inner.store.db
      .selectFrom('ticket')
      .selectAll()
      .where('id', '=', mail.ticketId ?? 0)
      .executeTakeFirstOrThrow();
    expect(ticket).toMatchObject({
      subject: 'Lampe defekt',
      status_group: 'inquiry',
      unread: 1,
      preview: 'Hallo, die Lampe flackert.',
    });
  });

  test('an answer leaves after the undo time, and its reply becomes the next step', async () => {
    const { desk: inner, arrives, send, later, outgoingId } = desk();
    const mail = await arrives({ subject: 'Rechnung fehlt' });
    const ticketId = mail.ticketId ?? 0;
    const input = {
      outgoingId,
      to: [{ name: '', addr: 'carla@kunde.example' }],
      cc: [],
      subject: 'Re: Rechnung fehlt',
      text: 'Kommt sofort.',
      uploadIds: [],
      answersEntryId: mail.entryId,
    };
    const outboundId = await reply(inner, null, ticketId, input);
    expect(await send()).toBe(0);
    later(11_000);
    expect(await send()).toBe(1);
    const outbound = await inner.store.db
      .selectFrom('outbound')
      .selectAll()
      .where('id', '=', outboundId)
      .executeTakeFirstOrThrow();
    expect(outbound.state).toBe('sent');
    const answer = await arrives({ subject: 'ohne alles', inReplyTo: outbound.message_id });
    expect(answer.ticketId).toBe(ticketId);
    expect(answer.trace[0]?.key).toBe('signedMessageId');
    const byReference = await arrives({ subject: `AW: ${outbound.subject}` });
    expect(byReference.ticketId).toBe(ticketId);
    expect(byReference.trace[0]?.key).toBe('reference');
  });
});
