import { describe, expect, test } from 'vitest';
import { ticketAnswer } from '../../src/api/ticket-answer.ts';
import { reply } from '../../src/flows/reply.ts';
import { parseMessage } from '../../src/mail/parse.ts';
import { insertMailbox } from '../../src/store/mailboxes.ts';
import { readTicketPage } from '../../src/store/ticket-page.ts';
import { transact } from '../../src/store/transact.ts';
import { covers } from '../support/covers.ts';
import { type ArrivedMail, deskFor } from '../support/desk.ts';
import { masterRows } from '../support/master-rows.ts';
import { ownMailbox } from '../support/own-mailbox.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('who answers, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const box = (values: Record<string, unknown> = {}) => ownMailbox(desk(), values);
  let made = 0;
  /** A further outgoing mailbox; its mails would lie in a directory. */
  const outgoing = (values: Record<string, unknown> = {}) => {
    const { desk: inner } = desk();
    const own = { name: `out-${++made}`, senderName: `Ausgang ${made}`, senderAddress: `out${made}@desk.example` };
    return transact(inner.store, (trx) =>
      insertMailbox(trx, inner.ring, {
        direction: 'outgoing',
        protocol: 'folder',
        values: { ...own, protocol: 'folder', isDefault: false, active: true, ...values },
        now: 0,
      }),
    );
  };
  /** What the composer starts with. */
  const prepared = async (mail: ArrivedMail) => {
    const page = await readTicketPage(desk().desk.store.db, mail.ticketId ?? 0, 'all');
    if (!page) throw new Error('there is no such ticket');
    const { answer } = await ticketAnswer(desk().desk, 'de', page, true);
    if (!answer) throw new Error('nothing to answer through');
    return answer;
  };
  /** The answer as it leaves: its composer's start, sent as it is. */
  const sent = async (mail: ArrivedMail) => {
    const { db, blobs } = desk().desk.store;
    const { outgoingId, to, entryId, subject } = await prepared(mail);
    const input = { outgoingId, to, cc: [], subject, text: 'Gern.', uploadIds: [], answersEntryId: entryId };
    const id = await reply(desk().desk, null, mail.ticketId ?? 0, input);
    const row = await db.selectFrom('outbound').select('blob').where('id', '=', id).executeTakeFirstOrThrow();
    return parseMessage(await blobs.get(row.blob));
  };

  test('the mapped outgoing mailbox answers; without one the default', async () => {
    covers('incoming.replyVia', 'outgoing.isDefault');
    const [mapped, standard] = [await outgoing(), await outgoing({ isDefault: true })];
    const direct = await (await box({ replyVia: mapped })).arrives({ subject: 'Zugeordnet' });
    expect((await prepared(direct)).outgoingId).toBe(mapped);
    const other = await (await box({ replyVia: null })).arrives({ subject: 'Nicht zugeordnet' });
    expect((await prepared(other)).outgoingId).toBe(standard);
  });

  test('the mailbox through which the answered mail came decides, not the one of the ticket', async () => {
    const [first, second] = [await outgoing(), await outgoing()];
    const [here, there] = [
      await box({ replyVia: first }),
      await box({ replyVia: second, senderName: 'Zweite Stelle' }),
    ];
    const mail = await here.arrives({ subject: 'Hier', messageId: `<hier-${dialect}@kunde.example>` });
    expect((await prepared(mail)).outgoingId).toBe(first);
    const elsewhere = await there.arrives({ subject: 'Re: Hier', inReplyTo: `<hier-${dialect}@kunde.example>` });
    expect(elsewhere.ticketId).toBe(mail.ticketId);
    expect(await prepared(elsewhere)).toMatchObject({
      outgoingId: second,
      from: { name: 'Zweite Stelle', addr: there.address },
    });
    expect((await sent(elsewhere)).from).toEqual({ name: 'Zweite Stelle', addr: there.address });
  });

  test('name and address of the sender stand in From; where they differ from the mailbox, answers come back by Reply-To', async () => {
    covers('incoming.senderName', 'incoming.senderAddress');
    const plain = await box({ senderName: 'Kundendienst „Süd“' });
    const same = await sent(await plain.arrives({ subject: 'Gleich' }));
    expect([same.from, same.replyTo]).toEqual([{ name: 'Kundendienst „Süd“', addr: plain.address }, []]);
    const other = await box({ senderName: 'Bitte nicht', senderAddress: 'no-reply@desk.example' });
    const differing = await sent(await other.arrives({ subject: 'Anders' }));
    expect(differing.from).toEqual({ name: 'Bitte nicht', addr: 'no-reply@desk.example' });
    expect(differing.replyTo.map(({ addr }) => addr)).toEqual([other.address]);
  });

  test("an outgoing mailbox's own name and address are used where the incoming one says nothing, or another one is chosen", async () => {
    covers('outgoing.senderName', 'outgoing.senderAddress');
    const [mapped, chosen] = [
      await outgoing({ senderName: 'Zentrale' }),
      await outgoing({ senderName: 'Vertrieb', senderAddress: 'vertrieb@desk.example' }),
    ];
    const own = await box({ replyVia: mapped, senderName: '' });
    const mail = await own.arrives({ subject: 'Namenlos' });
    expect((await sent(mail)).from).toEqual({ name: 'Zentrale', addr: own.address });
    const input = {
      outgoingId: chosen,
      to: [{ name: '', addr: 'carla@kunde.example' }],
      cc: [],
      subject: 'x',
      text: 'x',
    };
    const { db, blobs } = desk().desk.store;
    const id = await reply(desk().desk, null, mail.ticketId ?? 0, {
      ...input,
      uploadIds: [],
      answersEntryId: mail.entryId,
    });
    const row = await db.selectFrom('outbound').select('blob').where('id', '=', id).executeTakeFirstOrThrow();
    const message = parseMessage(await blobs.get(row.blob));
    expect(message.from).toEqual({ name: 'Vertrieb', addr: 'vertrieb@desk.example' });
    expect(message.replyTo.map(({ addr }) => addr)).toEqual([own.address]);
  });

  test('an outgoing mailbox that is switched off is not offered', async () => {
    covers('outgoing.active');
    const off = await outgoing({ active: false });
    const mail = await (await box({ replyVia: off })).arrives({ subject: 'Ausgeschaltet' });
    expect((await prepared(mail)).outgoingId).not.toBe(off);
  });

  test('reply all leaves out every address of the mailbox, whichever was written to', async () => {
    covers('incoming.mailboxAddresses');
    const [first, second] = ['eins@desk.example', 'zwei@desk.example'];
    const own = await box({ mailboxAddresses: [first, second] });
    const to = [
      { name: '', addr: 'Zwei@desk.example' },
      { name: '', addr: 'kollege@kunde.example' },
    ];
    const answer = await prepared(await own.arrives({ subject: 'An alle', to, cc: [{ name: '', addr: first }] }));
    expect([...answer.allTo, ...answer.allCc].map(({ addr }) => addr)).toEqual([
      'carla@kunde.example',
      'kollege@kunde.example',
    ]);
  });

  test('a ticket of the ticket user is answered to the real sender', async () => {
    const fallbackContact = await masterRows(desk().desk.store).contact('Sammel', ['sammel@desk.example']);
    const mail = await (await box({ fallbackContact })).arrives({ from: { name: 'Echt', addr: 'echt@kunde.example' } });
    expect((await sent(mail)).to.map(({ addr }) => addr)).toEqual(['echt@kunde.example']);
  });
});
