import { beforeEach, describe, expect, test } from 'vitest';
import { headerValue } from '../../src/mail/header.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import type { Address } from '../../src/mail/message.ts';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { dryRun } from '../../src/flows/dry-run.ts';
import { notifyOutage, notifyRecovery } from '../../src/flows/notify-outage.ts';
import { remindOfTickets, tidyAutoMails } from '../../src/flows/remind-of-tickets.ts';
import { addTemplate, changeTemplate, setAutoMails } from '../../src/flows/templates.ts';
import { writeTicket } from '../../src/flows/write-ticket.ts';
import { Failure } from '../../src/lib/failure.ts';
import { markAddress } from '../../src/store/address-marks.ts';
import { autoMailSetup } from '../../src/store/auto-mails.ts';
import { writeDeskSettings } from '../../src/store/desk-settings.ts';
import { getMailbox, insertMailbox } from '../../src/store/mailboxes.ts';
import { isAgentAddress } from '../../src/store/notice-recipients.ts';
import { firstStatus, getTicket } from '../../src/store/tickets.ts';
import { transact } from '../../src/store/transact.ts';
import { covers } from '../support/covers.ts';
import { addAgent, addTeam, outboxOf, toldIn, turnOn } from '../support/auto-mails.ts';
import { deskFor, draftOf, type TestDesk } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

const hour = 3_600_000;

describe.each(dialects)('automatic mails, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const queued = outboxOf(desk);
  let people = 0;
  /** Somebody who never wrote before. */
  const somebody = (name = 'Erika Muster') => ({ name, addr: `person${++people}@kunde.example` });
  const inTeam = async (name: string, ...members: number[]) => addTeam(desk(), name, members);
  const opened = async () => {
    const from = somebody();
    const { ticketId } = await desk().arrives({ subject: 'Drucker', from });
    await queued();
    return { ticketId: ticketId ?? 0, from };
  };

  beforeEach(async () => {
    await desk().set({ team: null, replyVia: null, autoReplyTemplate: null, noNewTickets: false });
    await queued();
  });

  describe('new ticket by mail', () => {
    test('one answer to the sender: threaded, marked as automatic, without return path, and a step of the history', async () => {
      await turnOn(desk(), 'newByMail');
      const from = somebody();
      const mail = await desk().arrives({ subject: 'Tür klemmt', from, references: ['<older@kunde.example>'] });
      const [answer, ...more] = await queued();
      expect(more).toEqual([]);
      expect(answer).toMatchObject({ mailFrom: '', recipients: [from.addr], ticketId: mail.ticketId });
      const { header, subject, inReplyTo, references, text, html, autoSubmitted } = answer!.message;
      expect(subject).toMatch(/^Eingegangen: Tür klemmt \[TicketID \d+[A-Z]{3}\]$/);
      expect(inReplyTo).toHaveLength(1);
      expect(references).toEqual(['<older@kunde.example>', ...inReplyTo]);
      expect(autoSubmitted).toBe('auto-replied');
      expect(headerValue(header, 'X-Auto-Response-Suppress')).toBe('All');
      expect(text).toContain('Guten Tag Erika Muster,');
      expect(html).toContain('<p>Guten Tag Erika Muster,</p>');
      expect(toldIn(mail)).toEqual(['sent.newByMail']);
      const entry = await desk()
        .desk.store.db.selectFrom('entry')
        .selectAll()
        .where('id', '=', answer!.entryId)
        .executeTakeFirstOrThrow();
      expect(entry).toMatchObject({ ticket_id: mail.ticketId, kind: 'mailOut', automatic: 1, agent_id: null, text });
    });

    test('off, nobody gets anything and the trace is silent', async () => {
      await turnOn(desk());
      const mail = await desk().arrives({ from: somebody() });
      expect(await queued()).toEqual([]);
      expect(toldIn(mail)).toEqual([]);
    });

    test('an answer to the automatic mail joins the ticket by its signed Message-ID and gets no further one', async () => {
      await turnOn(desk(), 'newByMail');
      const from = somebody();
      const mail = await desk().arrives({ from });
      const [answer] = await queued();
      desk().later(hour);
      const reply = await desk().arrives({ from, subject: 'x', inReplyTo: answer!.message.messageId! });
      expect(reply.ticketId).toBe(mail.ticketId);
      expect(await queued()).toEqual([]);
    });

    test('none for automatic, listed, unfiled and old mail', async () => {
      await turnOn(desk(), 'newByMail');
      await desk().arrives({ from: somebody(), extra: { 'Auto-Submitted': 'auto-generated' } });
      await desk().arrives({ from: somebody(), extra: { 'List-Id': '<news.kunde.example>' } });
      await desk().arrives({ from: somebody(), extra: { Precedence: 'bulk' } });
      const old = await desk().lies({ from: somebody(), subject: 'Alt' });
      desk().later(25 * hour);
      await desk().fetch();
      expect(toldIn(await desk().arrived(old))).toEqual(['held.tooOld']);
      await desk().set({ noNewTickets: true });
      expect((await desk().arrives({ from: somebody() })).state).toBe('unfiled');
      expect(await queued()).toEqual([]);
    });

    test('bundled mails: only the first one is answered', async () => {
      await turnOn(desk(), 'newByMail');
      const team = await inTeam('Bündel');
      await desk().set({ team, bundle: true });
      const mail = { from: somebody(), subject: 'Alarm im Lager' };
      const first = await desk().arrives(mail);
      const second = await desk().arrives(mail);
      await desk().set({ bundle: false });
      expect(second.ticketId).toBe(first.ticketId);
      expect(await queued()).toHaveLength(1);
    });

    test('one mail that reached two mailboxes gets one answer', async () => {
      await turnOn(desk(), 'newByMail');
      const other = await desk().mailbox({ mailboxAddresses: ['sales@sandbox.example'] });
      const mail = {
        from: somebody(),
        messageId: '<twice@kunde.example>',
        to: [
          { name: '', addr: 'support@sandbox.example' },
          { name: '', addr: 'sales@sandbox.example' },
        ],
      };
      await desk().arrives(mail);
      await desk().arrives(mail, other);
      expect(await queued()).toHaveLength(1);
    });

    test('it goes to the real sender, not to the user for unknown senders', async () => {
      await turnOn(desk(), 'newByMail');
      const known = await desk().arrives({ from: { name: 'Sammel Benutzer', addr: 'sammel@desk.example' } });
      const { contact_id } = await desk()
        .desk.store.db.selectFrom('ticket')
        .select('contact_id')
        .where('id', '=', known.ticketId)
        .executeTakeFirstOrThrow();
      await queued();
      await desk().set({ createContact: false, fallbackContact: contact_id });
      const from = somebody('Ina Fremd');
      await desk().arrives({ from });
      await desk().set({ createContact: true, fallbackContact: null });
      const [answer] = await queued();
      expect(answer?.recipients).toEqual([from.addr]);
      expect(answer?.message.text).toContain('Guten Tag Ina Fremd,');
    });

    test("the mailbox's template comes before the event's; the person's language before the desk's", async () => {
      covers('incoming.autoReplyTemplate');
      await turnOn(desk(), 'newByMail');
      const templateId = await addTemplate(desk().desk, null, {
        name: 'Zweisprachig',
        kind: 'ticket',
        texts: {
          de: { subject: 'Hallo {{ ticket.betreff }}', text: 'deutsch {{ postfach.adresse }}', html: '' },
          en: { subject: 'Hello {{ ticket.subject }}', text: 'English', html: '<b>{{ ticket.subject }}</b>' },
        },
      });
      await desk().set({ autoReplyTemplate: templateId });
      const from = somebody();
      await desk().arrives({ from, subject: '<i>eins</i>' });
      const { db } = desk().desk.store;
      await db.updateTable('contact').set({ locale: 'en' }).where('full_name', '=', from.name).execute();
      desk().later(hour);
      await desk().arrives({ from, subject: '<i>zwei</i>' });
      const [german, english] = await queued();
      expect(german?.message.subject).toContain('Hallo <i>eins</i> [');
      expect(german?.message.text.trim()).toBe('deutsch support@sandbox.example');
      expect(english?.message.subject).toContain('Hello <i>zwei</i> [');
      expect(english?.message.html?.trim()).toBe('<b>&lt;i&gt;zwei&lt;/i&gt;</b>');
    });

    test('it leaves through the outgoing mailbox that the incoming one names, as its sender', async () => {
      await turnOn(desk(), 'newByMail');
      await desk().set({ senderName: 'Kundendienst', senderAddress: 'kundendienst@sandbox.example' });
      await desk().arrives({ from: somebody() });
      await desk().set({ senderName: '', senderAddress: '' });
      const [answer] = await queued();
      expect(answer?.message.from).toEqual({ name: 'Kundendienst', addr: 'kundendienst@sandbox.example' });
      expect(answer?.message.replyTo[0]?.addr).toBe('support@sandbox.example');
    });

    test('a dry run foretells the answer, or why there is none, and sends nothing', async () => {
      await turnOn(desk(), 'newByMail');
      const { values } = await getMailbox(desk().desk.store.db, desk().incomingId);
      const foretold = async (from: Address) => {
        const { raw } = composeMessage(draftOf({ from }, desk().desk.clock()));
        const { verdict } = await dryRun(
          desk().desk,
          { id: desk().incomingId, values: { ...values, protocol: 'imap' } },
          raw,
        );
        return toldIn(verdict);
      };
      const from = somebody();
      expect(await foretold(from)).toEqual(['sent.newByMail']);
      expect(await foretold(from)).toEqual(['sent.newByMail']);
      expect(await foretold({ name: '', addr: 'postmaster@kunde.example' })).toEqual(['held.noAnswerAddress']);
      expect(await queued()).toEqual([]);
      await desk().arrives({ from });
      expect(await foretold(from)).toEqual(['held.reaction']);
      await turnOn(desk());
      expect(await foretold(somebody())).toEqual([]);
    });

    test('a sender that no mail can carry does not keep the mail from being filed', async () => {
      await turnOn(desk(), 'newByMail');
      const raw = Buffer.from(
        'From: "a b"@kunde..example\r\nTo: support@sandbox.example\r\nSubject: x\r\nMessage-ID: <odd@x.example>\r\n\r\nx\r\n',
      );
      const mail = await desk().arrives(raw);
      expect(mail.state).toBe('filed');
      expect(await queued()).toEqual([]);
      expect(toldIn(mail)).toHaveLength(1);
    });
  });

  describe('orders', () => {
    test('"new by mail" and "authorised" at once make one mail', async () => {
      await turnOn(desk(), 'newByMail', 'authorised');
      await desk().set({ team: await inTeam('Gleich') });
      const mail = await desk().arrives({ from: somebody() });
      expect(await queued()).toHaveLength(1);
      expect(toldIn(mail)).toEqual(['sent.newByMail']);
    });

    test('a ticket that is authorised as it comes gets "authorised" if only that is on', async () => {
      await turnOn(desk(), 'authorised');
      await desk().set({ team: await inTeam('Sofort') });
      const mail = await desk().arrives({ from: somebody() });
      expect(toldIn(mail)).toEqual(['sent.authorised']);
      const inquiry = await desk()
        .set({ team: null })
        .then(() => desk().arrives({ from: somebody() }));
      expect(toldIn(inquiry)).toEqual([]);
      expect(await queued()).toHaveLength(1);
    });

    test('authorising tells the person and the members of the team, but not who did it', async () => {
      const anna = await addAgent(desk(), `Anna${dialect}`);
      const bert = await addAgent(desk(), `Bert${dialect}`, 'agent', 'en');
      const team = await inTeam('Kundendienst', anna, bert);
      const { ticketId, from } = await opened();
      await turnOn(desk(), 'authorised', 'assigned');
      await changeTicket(desk().desk, { agentId: anna }, ticketId, { teamId: team });
      const mails = await queued();
      expect(mails.map(({ recipients }) => recipients)).toEqual([[from.addr], [`bert${dialect}@desk.example`]]);
      const [toPerson, toTeam] = mails;
      expect(toPerson?.message.subject).toMatch(/^In Bearbeitung: Drucker \[/);
      expect(toPerson?.message.text).toContain('zuständig ist Kundendienst');
      expect(toTeam?.message.subject).toMatch(/^New order for Kundendienst: Drucker/);
      expect(toTeam?.message.text).toContain(`assigned by Anna${dialect}`);
      expect(toTeam?.message.text).toContain('eine Frage.');
      expect(toTeam?.entryId).toBeNull();
      expect(mails.map(({ mailFrom, message }) => [mailFrom, message.autoSubmitted])).toEqual([
        ['', 'auto-generated'],
        ['', 'auto-generated'],
      ]);
    });

    test('without the option those who act hear of it, too; handing over tells the new team only', async () => {
      const carl = await addAgent(desk(), `Carl${dialect}`);
      const team = await inTeam('Lager', carl);
      const { ticketId } = await opened();
      await turnOn(desk(), 'authorised', 'assigned');
      await transact(desk().desk.store, (trx) => writeDeskSettings(trx, { noMailForOwnAction: false }));
      await changeTicket(desk().desk, { agentId: carl }, ticketId, { teamId: await inTeam('Leer') });
      expect(await queued()).toHaveLength(1);
      await changeTicket(desk().desk, { agentId: carl }, ticketId, { teamId: team });
      await transact(desk().desk.store, (trx) => writeDeskSettings(trx, { noMailForOwnAction: true }));
      expect((await queued()).map(({ recipients }) => recipients)).toEqual([[`carl${dialect}@desk.example`]]);
    });

    test('a first mail that is given to a team tells its other members; its person is told nothing more', async () => {
      const ilse = await addAgent(desk(), `Ilse${dialect}`);
      const jule = await addAgent(desk(), `Jule${dialect}`);
      const teamId = await inTeam('Vertrieb', ilse, jule);
      await turnOn(desk(), 'authorised', 'assigned', 'newByMail');
      const to = somebody();
      await writeTicket(desk().desk, { agentId: ilse }, { ...firstMail(desk(), to), teamId });
      const mails = await queued();
      expect(mails.map(({ recipients }) => recipients)).toEqual([[to.addr], [`jule${dialect}@desk.example`]]);
      expect(mails[1]?.message.subject).toMatch(/^Neuer Auftrag für Vertrieb: Ihr Angebot/);
      expect(mails[1]?.message.text).toContain(`zugewiesen von Ilse${dialect}`);
    });

    test('a person is written to in their own language, also where the domain was typed in its own letters', async () => {
      const { store } = desk().desk;
      const to = { name: '', addr: `jean${++people}@bücher.example` };
      const ticketId = await writeTicket(desk().desk, null, { ...firstMail(desk(), to), teamId: null });
      const { contact_id } = await getTicket(store.db, ticketId);
      await transact(store, (trx) =>
        trx
          .updateTable('contact')
          .set({ locale: 'en', full_name: 'Jean Livre' })
          .where('id', '=', contact_id)
          .execute(),
      );
      await turnOn(desk(), 'done');
      await queued();
      const statusId = (await firstStatus(store.db, 'done')).id;
      await changeTicket(desk().desk, null, ticketId, { statusId });
      const [mail] = await queued();
      expect(mail?.message.subject).toMatch(/^Done: Ihr Angebot/);
      expect(mail?.message.to[0]?.name).toBe('Jean Livre');
    });

    test('an address of our own gets nothing by itself, in whatever letters its domain was typed', async () => {
      const own = 'hilfe@bücher.example';
      const mailboxId = await desk().mailbox({ mailboxAddresses: [own] });
      const agentId = await addAgent(desk(), `Otto${dialect}`);
      const { store } = desk().desk;
      const email = own.replace('hilfe', `otto${dialect}`);
      await transact(store, (trx) => trx.updateTable('agent').set({ email }).where('id', '=', agentId).execute());
      await desk().set({ mailboxAddresses: [own, email] }, mailboxId);
      // As mail brings it.
      expect(await isAgentAddress(store.db, email.replace('bücher', 'xn--bcher-kva').toUpperCase())).toBe(true);
      const teamId = await inTeam('Bücher', agentId);
      await turnOn(desk(), 'done', 'assigned');
      const to = { name: '', addr: own };
      const ticketId = await writeTicket(desk().desk, null, { ...firstMail(desk(), to), teamId });
      const statusId = (await firstStatus(store.db, 'done')).id;
      await changeTicket(desk().desk, null, ticketId, { statusId });
      expect((await queued()).map(({ recipients }) => recipients)).toEqual([[own]]);
    });

    test('a team without members: those of the team above hear of it', async () => {
      const hans = await addAgent(desk(), `Hans${dialect}`);
      const above = await inTeam('Oben', hans);
      const below = await addTeam(desk(), 'Unten', [], above);
      const { ticketId } = await opened();
      await turnOn(desk(), 'assigned');
      await changeTicket(desk().desk, null, ticketId, { teamId: below });
      const [notice] = await queued();
      expect(notice?.recipients).toEqual([`hans${dialect}@desk.example`]);
      expect(notice?.message.subject).toContain('Unten');
    });

    test('done tells the person once, however often the status goes to and fro within the hour', async () => {
      const { ticketId, from } = await opened();
      await turnOn(desk(), 'done');
      const { db } = desk().desk.store;
      const done = (await firstStatus(db, 'done')).id;
      const inquiry = (await firstStatus(db, 'inquiry')).id;
      for (const statusId of [done, inquiry, done]) await changeTicket(desk().desk, null, ticketId, { statusId });
      const mails = await queued();
      expect(mails.map(({ recipients }) => recipients)).toEqual([[from.addr]]);
      expect(mails[0]?.message.subject).toMatch(/^Erledigt: Drucker \[/);
    });

    test('a reply tells the team, and a machine is no reply', async () => {
      const dora = await addAgent(desk(), `Dora${dialect}`);
      const { ticketId, from } = await opened();
      await changeTicket(desk().desk, null, ticketId, { teamId: await inTeam('Technik', dora) });
      const [{ message_id }] = (await desk()
        .desk.store.db.selectFrom('entry')
        .select('message_id')
        .where('ticket_id', '=', ticketId)
        .execute()) as [{ message_id: string }];
      await turnOn(desk(), 'replyArrived');
      await desk().arrives({ from, inReplyTo: message_id, extra: { 'Auto-Submitted': 'auto-replied' } });
      expect(await queued()).toEqual([]);
      await desk().arrives({ from, inReplyTo: message_id, text: 'Noch etwas.\n\n> Zitat\n' });
      const [notice, ...more] = await queued();
      expect(more).toEqual([]);
      expect(notice?.recipients).toEqual([`dora${dialect}@desk.example`]);
      expect(notice?.message.text).toContain('Noch etwas.');
      expect(notice?.message.text).not.toContain('Zitat');
    });

    test('absence notes of two agents do not keep one another going: one notice an hour because of an agent, never to the writer', async () => {
      await turnOn(desk(), 'replyArrived', 'newInquiry');
      const emil = `emil${dialect}@desk.example`;
      await addAgent(desk(), `Emil${dialect}`, 'dispatcher');
      const ida = `ida${dialect}@desk.example`;
      await addAgent(desk(), `Ida${dialect}`, 'dispatcher');
      await desk().arrives({ from: { name: 'Emil', addr: emil }, subject: 'Bin weg' });
      const [toIda, ...more] = await queued();
      expect(more).toEqual([]);
      expect(toIda?.recipients).toContain(ida);
      expect(toIda?.recipients).not.toContain(emil);
      await desk().arrives({ from: { name: 'Ida', addr: ida }, subject: 'Auch weg' });
      expect((await queued()).map(({ recipients }) => recipients.includes(ida))).toEqual([false]);
      await desk().arrives({ from: { name: 'Emil', addr: emil }, subject: 'Bin weg' });
      expect(await queued()).toEqual([]);
    });
  });

  describe('inquiries and resubmission', () => {
    test('a new inquiry tells the dispatchers; an order does not', async () => {
      const dispatcher = await addAgent(desk(), `Fritz${dialect}`, 'dispatcher');
      expect(dispatcher).toBeGreaterThan(0);
      await turnOn(desk(), 'newInquiry');
      await desk().arrives({ from: somebody('Frau Neu'), subject: 'Angebot' });
      const [notice] = await queued();
      expect(notice?.recipients).toContain(`fritz${dialect}@desk.example`);
      expect(notice?.message.subject).toMatch(/^Neue Anfrage von Frau Neu: Angebot/);
      await desk().set({ team: await inTeam('Direkt') });
      await desk().arrives({ from: somebody() });
      expect(await queued()).toEqual([]);
    });

    test('a ticket that cannot be told of does not keep the others from being told of', async () => {
      const { store } = desk().desk;
      const [{ ticketId: stuck }, { ticketId: other }] = [await opened(), await opened()];
      const resubmitAt = desk().desk.clock().getTime();
      for (const id of [stuck, other]) await changeTicket(desk().desk, null, id, { resubmitAt });
      const changes: typeof store.changes = {
        ...store.changes,
        announce: (trx, news) =>
          news.some(({ kind, id }) => kind === 'ticket' && id === stuck)
            ? Promise.reject(new Failure('database-full'))
            : store.changes.announce(trx, news),
      };
      await expect(remindOfTickets({ ...desk().desk, store: { ...store, changes } })).rejects.toThrow('database-full');
      const told = [await getTicket(store.db, stuck), await getTicket(store.db, other)];
      expect(told.map(({ resubmit_told_at }) => resubmit_told_at)).toEqual([null, resubmitAt]);
      expect(await remindOfTickets(desk().desk)).toBe(1);
      await queued();
    });

    test('what is remembered of addresses that never got a mail is tidied away, the others stay', async () => {
      const { store } = desk().desk;
      await turnOn(desk(), 'newByMail');
      const [dead, alive] = [somebody(), somebody()];
      const mark = { kind: 'failing', origin: 'refusal', at: 0, status: '5.1.1', text: '', outboundId: null } as const;
      await transact(store, (trx) => markAddress(trx, { ...mark, address: dead.addr }));
      expect(toldIn(await desk().arrives({ from: dead }))).toEqual(['held.failing']);
      expect(toldIn(await desk().arrives({ from: alive }))).toEqual(['sent.newByMail']);
      const keys = async () => {
        const rows = await store.db.selectFrom('answered_address').select('address_key').execute();
        return rows.map(({ address_key }) => address_key);
      };
      expect(await keys()).toContain(dead.addr);
      await tidyAutoMails(desk().desk);
      expect(await keys()).not.toContain(dead.addr);
      expect(await keys()).toContain(alive.addr);
      await queued();
    });

    test('a resubmission tells the team once when its time has come', async () => {
      const gerd = await addAgent(desk(), `Gerd${dialect}`);
      const { ticketId } = await opened();
      await changeTicket(desk().desk, null, ticketId, { teamId: await inTeam('Vorlage', gerd) });
      await turnOn(desk(), 'resubmission');
      const due = desk().desk.clock().getTime() + hour;
      await changeTicket(desk().desk, null, ticketId, { resubmitAt: due });
      expect(await remindOfTickets(desk().desk)).toBe(0);
      desk().later(hour);
      expect(await remindOfTickets(desk().desk)).toBe(1);
      expect(await remindOfTickets(desk().desk)).toBe(0);
      const [notice, ...more] = await queued();
      expect(more).toEqual([]);
      expect(notice?.recipients).toEqual([`gerd${dialect}@desk.example`]);
      expect(notice?.message.subject).toMatch(/^Wiedervorlage: Drucker/);
      const ticket = await desk()
        .desk.store.db.selectFrom('ticket')
        .select(['unread', 'resubmit_at'])
        .where('id', '=', ticketId)
        .executeTakeFirstOrThrow();
      expect(ticket).toEqual({ unread: 1, resubmit_at: due });
      await changeTicket(desk().desk, null, ticketId, { resubmitAt: due + hour });
      desk().later(2 * hour);
      expect(await remindOfTickets(desk().desk)).toBe(1);
      await changeTicket(desk().desk, null, ticketId, { resubmitAt: null });
      expect(await remindOfTickets(desk().desk)).toBe(0);
    });
  });

  test('a mailbox in error tells administrators and dispatchers once, each in their language; off, nobody', async () => {
    const { store, ring, clock } = desk().desk;
    await addAgent(desk(), `Ulf${dialect}`, 'admin', 'en');
    await addAgent(desk(), `Vera${dialect}`, 'dispatcher', 'de');
    const outgoing = await transact(store, (trx) =>
      insertMailbox(trx, ring, {
        direction: 'outgoing',
        protocol: 'smtp',
        values: { name: `Versand ${dialect}`, senderAddress: 'desk@sandbox.example', active: true },
        now: clock().getTime(),
      }),
    );
    const broken = await desk().mailbox({ mailboxAddresses: ['broken@sandbox.example'] });
    const error = { code: 'sign-in-refused', params: {}, serverReply: 'NO go away', at: clock().getTime() };
    await store.db
      .updateTable('mailbox')
      .set({ failures: 3, last_error: JSON.stringify(error) })
      .where('id', '=', broken)
      .execute();
    await turnOn(desk());
    expect(await notifyOutage(desk().desk, broken)).toBe(false);
    await turnOn(desk(), 'mailboxError');
    const change = (id: number, row: { failures?: number; last_error?: string | null }) =>
      store.db.updateTable('mailbox').set(row).where('id', '=', id).execute();
    // A hiccup; and the way out does not work itself.
    await change(broken, { failures: 2 });
    expect(await notifyOutage(desk().desk, broken)).toBe(false);
    await change(broken, { failures: 3 });
    await change(outgoing, { last_error: JSON.stringify(error) });
    expect(await notifyOutage(desk().desk, broken)).toBe(false);
    await change(outgoing, { last_error: null });
    expect(await notifyOutage(desk().desk, broken)).toBe(true);
    expect(await notifyOutage(desk().desk, broken)).toBe(false);
    const mails = await queued();
    const toUlf = mails.find(({ recipients }) => recipients.includes(`ulf${dialect}@desk.example`));
    const toVera = mails.find(({ recipients }) => recipients.includes(`vera${dialect}@desk.example`));
    expect(mails).toHaveLength(2);
    expect(toUlf?.message.subject).toMatch(/cannot be fetched$/);
    expect(toVera?.message.subject).toMatch(/lässt sich nicht abrufen$/);
    expect(toVera?.message.text).toContain('NO go away');
    expect(mails.map(({ mailFrom, message }) => [mailFrom, message.autoSubmitted])).toEqual([
      ['', 'auto-generated'],
      ['', 'auto-generated'],
    ]);
    // Recovery is off: the outage is over all the same.
    expect(await notifyRecovery(desk().desk, broken)).toBe(false);
    expect(await notifyOutage(desk().desk, broken)).toBe(true);
  });

  test('a template of another kind cannot be chosen, a changed built-in one is used', async () => {
    const { events } = await autoMailSetup(desk().desk.store.db);
    const wrong = { event: 'newByMail', active: true, templateId: events.mailboxError.templateId } as const;
    await expect(setAutoMails(desk().desk, null, [wrong], true)).rejects.toMatchObject({
      problems: [{ field: 'events.0.templateId', problem: 'template-kind' }],
    });
    await changeTemplate(desk().desk, null, events.newByMail.templateId, {
      name: '',
      texts: { de: { subject: 'Anders', text: 'Ganz anders.', html: '' } },
    });
    await turnOn(desk(), 'newByMail');
    await desk().arrives({ from: somebody() });
    expect((await queued())[0]?.message.text.trim()).toBe('Ganz anders.');
    await changeTemplate(desk().desk, null, events.newByMail.templateId, {
      name: '',
      texts: { en: { subject: 'Only English', text: 'x', html: '' } },
    });
    await desk().arrives({ from: somebody() });
    expect((await queued())[0]?.message.subject).toMatch(/^Eingegangen: /);
  });
});

const firstMail = ({ outgoingId }: TestDesk, to: Address) => ({
  outgoingId,
  to: [to],
  cc: [],
  subject: 'Ihr Angebot',
  text: 'Anbei.',
  uploadIds: [],
});
