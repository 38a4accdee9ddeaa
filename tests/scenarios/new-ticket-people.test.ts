import { describe, expect, test } from 'vitest';
import type { Draft } from '../../src/mail/compose.ts';
import { covers } from '../support/covers.ts';
import { type ArrivedMail, deskFor } from '../support/desk.ts';
import { masterRows, storedTicket } from '../support/master-rows.ts';
import { keysOf, ownMailbox } from '../support/own-mailbox.ts';
import { dialects } from '../support/stores.ts';

const from = (addr: string, name = ''): Partial<Draft> => ({ from: { name, addr } });
const automatic = { extra: { 'Auto-Submitted': 'auto-generated' } };

describe.each(dialects)('for whom new tickets are on %s', (dialect) => {
  const desk = deskFor(dialect);
  const db = () => desk().desk.store.db;
  const rows = () => masterRows(desk().desk.store);
  const box = (values: Record<string, unknown> = {}) => ownMailbox(desk(), values);
  const ticketOf = (mail: ArrivedMail) => storedTicket(desk().desk.store, mail.ticketId);
  const contactOf = async (mail: ArrivedMail) => {
    const { contact_id } = await ticketOf(mail);
    return contact_id === null
      ? null
      : db().selectFrom('contact').selectAll().where('id', '=', contact_id).executeTakeFirstOrThrow();
  };
  const customerOf = async (mail: ArrivedMail) => {
    const { customer_id } = await ticketOf(mail);
    return customer_id === null
      ? null
      : db().selectFrom('customer').selectAll().where('id', '=', customer_id).executeTakeFirstOrThrow();
  };
  const count = async (table: 'contact' | 'customer' | 'ticket') =>
    (
      await db()
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n;

  describe('the contact', () => {
    test('an unknown sender becomes one: local part, display name; the next mail finds it whatever the case', async () => {
      covers('incoming.createContact');
      const own = await box({ createContact: true });
      const first = await own.arrives(from('Frieda.Neu@kunde.example', 'Frieda Neu'));
      expect(await contactOf(first)).toMatchObject({ name: 'Frieda.Neu', full_name: 'Frieda Neu' });
      const second = await own.arrives(from('frieda.neu@KUNDE.example'));
      expect((await contactOf(second))?.id).toBe((await contactOf(first))?.id);
      expect(keysOf(second)).toContain('contactKnown');
    });

    test('a name that is taken: the full address, never merged', async () => {
      const own = await box({ createContact: true });
      const one = await contactOf(await own.arrives(from('info@a.example')));
      const two = await contactOf(await own.arrives(from('Info@b.example')));
      expect([one?.name, two?.name]).toEqual(['info', 'Info@b.example']);
      expect(two?.id).not.toBe(one?.id);
    });

    test('even a full address may be the name of somebody else: the mail is filed all the same', async () => {
      await rows().contact('doppelt');
      await rows().contact('doppelt@a.example');
      const own = await box({ createContact: true });
      expect((await contactOf(await own.arrives(from('doppelt@a.example'))))?.name).toBe('doppelt@a.example (2)');
    });

    test('an address is one whichever way its domain is spelt', async () => {
      const own = await box({ createContact: true });
      const letters = await contactOf(await own.arrives(from('rosa@blümchen.example')));
      const ascii = await contactOf(await own.arrives(from('Rosa@xn--blmchen-o2a.example')));
      expect(ascii?.id).toBe(letters?.id);
    });

    test.each<[string, (address: string) => Partial<Draft>]>([
      ['automatic mail', () => ({ ...from('robot@machine.example'), ...automatic })],
      ['list mail', () => ({ ...from('list@machine.example'), extra: { 'List-Id': '<a.machine.example>' } })],
      ['an own address', (address) => from(address)],
      ['an own address with a detail', (address) => from(address.replace('@', '+shop@'))],
    ])('none for %s', async (_what, mail) => {
      const own = await box({ createContact: true, createCustomer: true });
      const before = [await count('contact'), await count('customer')];
      const arrived = await own.arrives({ subject: 'Maschinell', ...mail(own.address) });
      expect((await ticketOf(arrived)).contact_id).toBeNull();
      expect([await count('contact'), await count('customer')]).toEqual(before);
    });

    test('switched off, the sender stays unknown and nobody is created', async () => {
      const own = await box();
      const before = await count('contact');
      const mail = await own.arrives(from('fremd@kunde.example', 'Fremd'));
      expect(await ticketOf(mail)).toMatchObject({ contact_id: null, sender_addr: 'fremd@kunde.example' });
      expect(await count('contact')).toBe(before);
      expect(keysOf(mail)).toContain('contactUnknown');
    });

    test('the ticket user takes the tickets of unknown senders; the real sender stays on ticket and step', async () => {
      covers('incoming.fallbackContact');
      const fallback = await rows().contact('Laufkundschaft', ['lauf@desk.example']);
      const own = await box({ fallbackContact: fallback });
      const mail = await own.arrives(from('fremd2@kunde.example', 'Fritz Fremd'));
      expect(await ticketOf(mail)).toMatchObject({
        contact_id: fallback,
        sender_addr: 'fremd2@kunde.example',
        sender_name: 'Fritz Fremd',
      });
      const step = await db()
        .selectFrom('entry')
        .select(['from_addr'])
        .where('id', '=', mail.entryId ?? 0)
        .executeTakeFirstOrThrow();
      expect(step.from_addr).toBe('fremd2@kunde.example');
      expect(keysOf(mail)).toEqual(expect.arrayContaining(['contactUnknown', 'contactFallback']));
      const known = await own.arrives(from('LAUF@desk.example'));
      expect(keysOf(known)).toContain('contactKnown');
    });

    test('the ticket user takes a mail without a sender and, beside createContact, those of machines', async () => {
      const fallback = await rows().contact('Namenlos');
      const own = await box({ createContact: true, fallbackContact: fallback });
      const machine = await own.arrives({ ...from('r2@machine.example'), ...automatic });
      const raw = Buffer.from(`To: ${own.address}\r\nSubject: anonym\r\nMessage-ID: <anonym@x.example>\r\n\r\nx\r\n`);
      const nameless = await desk().arrives(raw, own.id);
      expect([(await contactOf(machine))?.id, (await contactOf(nameless))?.id]).toEqual([fallback, fallback]);
      expect(keysOf(nameless)).toContain('senderMissing');
    });

    test('a ticket user that was switched off or deleted is passed over, and the trace says so', async () => {
      const gone = await rows().contact('Ausgeschaltet', [], null, false);
      for (const fallbackContact of [gone, 987_654]) {
        const own = await box({ fallbackContact });
        const mail = await own.arrives(from('fremd3@kunde.example'));
        expect((await ticketOf(mail)).contact_id).toBeNull();
        expect(keysOf(mail)).toContain('contactFallbackGone');
      }
    });
  });

  describe('the customer', () => {
    test('the domain of an unknown sender becomes one and is reused, whatever its case', async () => {
      covers('incoming.createCustomer');
      const own = await box({ createContact: true, createCustomer: true });
      const first = await own.arrives(from('anna@Neufirma.example'));
      const second = await own.arrives(from('bert@NEUFIRMA.example'));
      const customer = await customerOf(first);
      expect(customer).toMatchObject({ name: 'neufirma.example' });
      expect((await customerOf(second))?.id).toBe(customer?.id);
      expect([(await contactOf(first))?.customer_id, (await contactOf(second))?.customer_id]).toEqual([
        customer?.id,
        customer?.id,
      ]);
      expect([keysOf(first), keysOf(second)]).toEqual([
        expect.arrayContaining(['customerNew']),
        expect.arrayContaining(['customerKnown']),
      ]);
    });

    test('an internationalised domain is one customer in either spelling, named as people read it', async () => {
      const own = await box({ createContact: true, createCustomer: true });
      const letters = await customerOf(await own.arrives(from('a@müller-gmbh.example')));
      const ascii = await customerOf(await own.arrives(from('b@XN--MLLER-GMBH-9DB.example')));
      expect(letters?.name).toBe('müller-gmbh.example');
      expect(ascii?.id).toBe(letters?.id);
    });

    test('without createContact the ticket still gets the customer', async () => {
      const own = await box({ createCustomer: true });
      const mail = await own.arrives(from('c@alleinfirma.example'));
      expect((await customerOf(mail))?.name).toBe('alleinfirma.example');
      expect(await contactOf(mail)).toBeNull();
    });

    test('a freemail domain never becomes one', async () => {
      const own = await box({ createContact: true, createCustomer: true });
      const mail = await own.arrives(from('jemand@GMX.de'));
      expect(await customerOf(mail)).toBeNull();
      expect(keysOf(mail)).toContain('customerFreemail');
    });

    test('a domain literal is no domain', async () => {
      const own = await box({ createContact: true, createCustomer: true });
      expect(await customerOf(await own.arrives(from('x@[192.0.2.1]')))).toBeNull();
    });

    test('a customer that carries the name already gets the domain instead of a twin', async () => {
      const known = await rows().customer('Zwilling.example');
      const own = await box({ createCustomer: true });
      expect((await customerOf(await own.arrives(from('a@zwilling.example'))))?.id).toBe(known);
    });

    test('without the option only customers that own the domain count', async () => {
      const known = await rows().customer('Stammkunde', ['stamm.example']);
      const own = await box({ createContact: true });
      const mail = await own.arrives(from('neu@stamm.example'));
      expect([(await customerOf(mail))?.id, (await contactOf(mail))?.customer_id]).toEqual([known, known]);
      expect(await customerOf(await own.arrives(from('neu@andere.example')))).toBeNull();
    });

    test("a known contact's own customer counts more than the domain; a known sender's domain makes none", async () => {
      const employer = await rows().customer('Arbeitgeber');
      await rows().contact('Wechsler', ['w@neufirma2.example'], employer);
      await rows().contact('Ohne Kunde', ['ohne@neufirma3.example']);
      const own = await box({ createCustomer: true });
      expect((await customerOf(await own.arrives(from('w@neufirma2.example'))))?.id).toBe(employer);
      expect(await customerOf(await own.arrives(from('ohne@neufirma3.example')))).toBeNull();
    });

    test('the ticket user brings its customer where the domain tells none', async () => {
      const various = await rows().customer('Diverse');
      const fallbackContact = await rows().contact('Diverse Leute', [], various);
      const own = await box({ fallbackContact });
      expect((await customerOf(await own.arrives(from('x@irgendwo.example'))))?.id).toBe(various);
      const creating = await box({ fallbackContact, createCustomer: true });
      expect((await customerOf(await creating.arrives(from('x@gmail.com'))))?.id).toBe(various);
    });
  });
});
