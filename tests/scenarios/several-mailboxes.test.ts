import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ticketReference } from '../../src/desk/reference.ts';
import { composeMessage, type Draft } from '../../src/mail/compose.ts';
import { writeDeskSettings } from '../../src/store/desk-settings.ts';
import { transact } from '../../src/store/transact.ts';
import { outboxOf, turnOn } from '../support/auto-mails.ts';
import { covers } from '../support/covers.ts';
import { type ArrivedMail, deskFor, draftOf } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

/*
 * SPEC §3.4 as a table: how a mail names our mailboxes × which copy is fetched first × whether the other copy is there already × what becomes of copies
 * on the server × one ticket for the desk or one in each mailbox. `a` and `b` are mailboxes with different rules.
 */

type Naming = {
  name: string;
  to: string[];
  cc?: string[];
  /** What the servers wrote into the copy of each mailbox. */
  delivered?: { a: string; b: string };
  /** Whose the mail is; null = where it is fetched first. */
  owner: 'a' | 'b' | null;
};

const a = 'support@firma.example';
const b = 'sales@firma.example';
const namings: readonly Naming[] = [
  { name: 'To a, Cc b', to: [a], cc: [b], owner: 'a' },
  { name: 'To b, Cc a', to: [b], cc: [a], owner: 'b' },
  { name: 'To a, b', to: [a, b], owner: 'a' },
  { name: 'To b, a', to: [b, a], owner: 'b' },
  { name: 'To somebody and b, Cc a', to: ['chef@firma.example', b], cc: [a], owner: 'b' },
  { name: 'To somebody, Cc b, a', to: ['chef@firma.example'], cc: [b, a], owner: 'b' },
  { name: 'To a with plus, Cc b', to: ['Support+Shop@firma.example'], cc: [b], owner: 'a' },
  { name: 'Bcc to both', to: ['undisclosed@elsewhere.example'], owner: null },
  { name: 'Bcc to a, To b', to: [b], owner: 'b' },
  { name: 'an alias that reaches both', to: ['alle@firma.example'], owner: null },
  {
    name: 'an alias, delivered to b by name',
    to: ['alle@firma.example'],
    delivered: { a: `X-Original-To: ${b}`, b: `X-Original-To: ${b}` },
    owner: 'b',
  },
  {
    name: 'an alias, each copy with its own line of delivery',
    to: ['alle@firma.example'],
    delivered: { a: `Delivered-To: ${a}`, b: `Envelope-To: ${b}` },
    owner: null,
  },
];

const decision = ({ trace }: ArrivedMail) => trace.filter(({ decided }) => decided).map(({ key }) => key);
const orders = ['a first', 'b first'] as const;
const arrivals = ['both there', 'the second later'] as const;
const afterImports = ['delete', 'move', 'markRead', 'keep'] as const;

describe.each(dialects)('a mail that reached two mailboxes, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const queued = outboxOf(desk);
  const boxes = { a: 0, b: 0 };
  const teams = { a: 0, b: 0 };
  let label = 0;

  beforeAll(async () => {
    await turnOn(desk(), 'newByMail');
    const { db } = desk().desk.store;
    for (const which of ['a', 'b'] as const) {
      const row = await db
        .insertInto('team')
        .values({ name: `Team ${which}`, name_key: `team ${which}`, parent_id: null })
        .returning('id')
        .executeTakeFirstOrThrow();
      teams[which] = row.id;
    }
    label = (
      await db
        .insertInto('label')
        .values({ name: 'Vertrieb', name_key: 'vertrieb', parent_id: null, colour: 'blue' })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id;
    boxes.a = await desk().mailbox({ name: 'Support', mailboxAddresses: [a], team: teams.a, createContact: true });
    boxes.b = await desk().mailbox({
      name: 'Sales',
      mailboxAddresses: [b],
      team: teams.b,
      labels: [label],
      senderName: 'Vertrieb',
      createContact: true,
    });
  });

  const policy = (ticketsPer: 'desk' | 'mailbox') =>
    transact(desk().desk.store, (trx) => writeDeskSettings(trx, { ticketsPer }));
  const ticketOf = async (id: number | null) => {
    const { db } = desk().desk.store;
    const ticket = await db
      .selectFrom('ticket')
      .selectAll()
      .where('id', '=', id ?? 0)
      .executeTakeFirstOrThrow();
    const labels = await db.selectFrom('ticket_label').select('label_id').where('ticket_id', '=', ticket.id).execute();
    return { mailboxId: ticket.mailbox_id, teamId: ticket.team_id, labels: labels.map((row) => row.label_id) };
  };
  const rulesOf = (which: 'a' | 'b') => ({
    mailboxId: boxes[which],
    teamId: teams[which],
    labels: which === 'b' ? [label] : [],
  });
  let count = 0;
  const copies = (naming: Naming): { a: Buffer; b: Buffer } => {
    const address = (addr: string) => ({ name: '', addr });
    const mail: Partial<Draft> = {
      // Somebody else each time: nobody is answered twice within an hour.
      from: { name: '', addr: `person${count + 1}@kunde.example` },
      subject: `Fall ${++count}: ${naming.name}`,
      messageId: `<several-${count}@kunde.example>`,
      to: naming.to.map(address),
      cc: (naming.cc ?? []).map(address),
    };
    const { raw } = composeMessage(draftOf(mail, desk().desk.clock()));
    // As servers do, on top of what was sent.
    const delivered = (line = '') => Buffer.concat([Buffer.from(line === '' ? '' : `${line}\r\n`), raw]);
    return { a: delivered(naming.delivered?.a), b: delivered(naming.delivered?.b) };
  };
  /** The copies arrive and are fetched in the given order; gives their rows in that order. */
  const fetched = async (
    raws: { a: Buffer; b: Buffer },
    order: readonly ('a' | 'b')[],
    arrival: (typeof arrivals)[number],
  ): Promise<{ mails: ArrivedMail[]; refs: string[] }> => {
    const refs: string[] = [];
    if (arrival === 'both there') {
      for (const which of order) refs.push(await desk().lies(raws[which], boxes[which]));
      for (const which of order) await desk().fetch(boxes[which]);
    } else {
      for (const which of order) {
        refs.push(await desk().lies(raws[which], boxes[which]));
        await desk().fetch(boxes[which]);
        desk().later(3_600_000);
      }
    }
    const mails: ArrivedMail[] = [];
    for (const [index, which] of order.entries()) mails.push(await desk().arrived(refs[index] ?? '', boxes[which]));
    return { mails, refs };
  };
  const isSettled = (ref: string, mailboxId: number, afterImport: string): boolean => {
    const folder = path.join(desk().desk.dataDir, 'mailboxes', String(mailboxId));
    const here = existsSync(path.join(folder, ref));
    if (afterImport === 'delete') return !here;
    if (afterImport === 'move') return !here && readdirSync(path.join(folder, 'Erledigt')).includes(ref);
    return here && existsSync(path.join(folder, `${ref}.seen`)) === (afterImport === 'markRead');
  };
  const unsettled = async (): Promise<number> =>
    (await desk().desk.store.db.selectFrom('inbound').select('id').where('settled_at', 'is', null).execute()).length;

  // What becomes of the copies on the server goes round, so that each naming meets each of them.
  const cases = namings.flatMap((naming, row) =>
    orders.flatMap((order, o) =>
      arrivals.map((arrival, r) => {
        const afterImport = afterImports[(row + o * 2 + r) % afterImports.length] ?? 'keep';
        return { naming, order, arrival, afterImport, title: `${naming.name}, ${order}, ${arrival}, ${afterImport}` };
      }),
    ),
  );

  test.each(cases)('one ticket: $title', async ({ naming, order, arrival, afterImport }) => {
    covers('incoming.mailboxAddresses', 'incoming.afterImport', 'incoming.team', 'incoming.labels');
    await policy('desk');
    await queued();
    const first = order === 'a first' ? 'a' : 'b';
    const owner = naming.owner ?? first;
    const sequence = first === 'a' ? (['a', 'b'] as const) : (['b', 'a'] as const);
    for (const id of Object.values(boxes)) await desk().set({ afterImport, moveTo: 'Erledigt' }, id);
    const { mails, refs } = await fetched(copies(naming), sequence, arrival);
    expect(mails.map(({ state }) => state)).toEqual(['filed', 'filed']);
    expect(mails[1]).toMatchObject({ ticketId: mails[0]?.ticketId, entryId: mails[0]?.entryId });
    expect(mails.flatMap(decision)).toEqual(['newTicket', 'sameMail']);
    expect(await ticketOf(mails[0]?.ticketId ?? null)).toEqual(rulesOf(owner));
    expect(mails[0]?.trace.some(({ key }) => key === 'ownedByOther')).toBe(owner !== first);
    for (const [index, which] of sequence.entries())
      expect(isSettled(refs[index] ?? '', boxes[which], afterImport)).toBe(true);
    expect(await unsettled()).toBe(0);
    // One answer, by the owner.
    const answers = await queued();
    expect(answers.map(({ ticketId }) => ticketId)).toEqual([mails[0]?.ticketId]);
    expect(answers[0]?.message.from).toMatchObject(owner === 'a' ? { addr: a } : { addr: b, name: 'Vertrieb' });
  });

  // Here the two copies have less to do with one another: each order meets one arrival.
  const half = cases.filter((_, index) => index % 4 === 0 || index % 4 === 3);
  test.each(half)('one in each mailbox: $title', async ({ naming, order, arrival, afterImport }) => {
    await policy('mailbox');
    for (const id of Object.values(boxes)) await desk().set({ afterImport, moveTo: 'Erledigt' }, id);
    const sequence = order === 'a first' ? (['a', 'b'] as const) : (['b', 'a'] as const);
    const { mails, refs } = await fetched(copies(naming), sequence, arrival);
    expect(mails.flatMap(decision)).toEqual(['newTicket', 'newTicket']);
    expect(mails[0]?.ticketId).not.toBe(mails[1]?.ticketId);
    for (const [at, which] of sequence.entries()) {
      expect(await ticketOf(mails[at]?.ticketId ?? null)).toEqual(rulesOf(which));
      expect(isSettled(refs[at] ?? '', boxes[which], afterImport)).toBe(true);
    }
    expect(await unsettled()).toBe(0);
  });

  test('two copies in one mailbox, as an alias makes them, are one ticket under either setting, in one run or two', async () => {
    for (const ticketsPer of ['desk', 'mailbox'] as const) {
      await policy(ticketsPer);
      const { a: raw } = copies(namings[9] as Naming);
      const refs = [await desk().lies(raw, boxes.a), await desk().lies(raw, boxes.a)];
      await desk().fetch(boxes.a);
      refs.push(await desk().lies(raw, boxes.a));
      await desk().fetch(boxes.a);
      const mails = await Promise.all(refs.map((ref) => desk().arrived(ref, boxes.a)));
      expect(new Set(mails.map(({ entryId }) => entryId)).size).toBe(1);
      expect(await unsettled()).toBe(0);
    }
  });

  test('two processes that fetch the two copies at the same time make one ticket', async () => {
    await policy('desk');
    for (const naming of namings.slice(0, 4)) {
      const raws = copies(naming);
      const refs = { a: await desk().lies(raws.a, boxes.a), b: await desk().lies(raws.b, boxes.b) };
      await Promise.all([desk().fetch(boxes.a), desk().fetch(boxes.b)]);
      const mails = [await desk().arrived(refs.a, boxes.a), await desk().arrived(refs.b, boxes.b)];
      expect(mails[0]?.entryId).toBe(mails[1]?.entryId);
      expect(await ticketOf(mails[0]?.ticketId ?? null)).toEqual(rulesOf(naming.owner ?? 'a'));
    }
  });

  test('the same Message-ID with another content is another ticket, wherever it was fetched', async () => {
    await policy('desk');
    const mail = { messageId: '<twice-used@kunde.example>', to: [{ name: '', addr: a }], cc: [{ name: '', addr: b }] };
    const one = await desk().arrives({ ...mail, text: 'Eins.' }, boxes.a);
    const two = await desk().arrives({ ...mail, text: 'Zwei.' }, boxes.b);
    expect(one.ticketId).not.toBe(two.ticketId);
    expect(await ticketOf(two.ticketId)).toEqual(rulesOf('a'));
  });

  test('where each mailbox has its own ticket, a reply to both is one step of each, and an answer to one stays there', async () => {
    await policy('mailbox');
    const to = [
      { name: '', addr: a },
      { name: '', addr: b },
    ];
    const first = { messageId: '<both@kunde.example>', to };
    const inA = await desk().arrives(first, boxes.a);
    const inB = await desk().arrives(first, boxes.b);
    const reply = {
      messageId: '<both-again@kunde.example>',
      to,
      inReplyTo: '<both@kunde.example>',
      subject: 'Re: Eine Frage',
    };
    const againA = await desk().arrives(reply, boxes.a);
    const againB = await desk().arrives(reply, boxes.b);
    expect([againA.ticketId, againB.ticketId]).toEqual([inA.ticketId, inB.ticketId]);
    expect(againA.entryId).not.toBe(againB.entryId);

    const subject = `Re: [TicketID ${ticketReference(desk().desk.identity, inA.ticketId ?? 0)}]`;
    const named = { messageId: '<named@kunde.example>', to, subject };
    const one = await desk().arrives(named, boxes.a);
    const copy = await desk().arrives(named, boxes.b);
    expect([copy.ticketId, copy.entryId]).toEqual([inA.ticketId, one.entryId]);
    expect(decision(copy)).toEqual(['sameMail']);
  });

  test('two mailboxes with one address, as two folders of an account: the mail stays where it was fetched', async () => {
    await policy('desk');
    const folder = await desk().mailbox({ name: 'Support, Unterordner', mailboxAddresses: [a], createContact: true });
    const mail = await desk().arrives({ to: [{ name: '', addr: a }], subject: 'In den Unterordner' }, folder);
    expect((await ticketOf(mail.ticketId)).mailboxId).toBe(folder);
  });

  test('a mailbox with a plus address of its own comes before the one with the plain address', async () => {
    await policy('desk');
    const shop = await desk().mailbox({
      name: 'Shop',
      mailboxAddresses: ['sales+shop@firma.example'],
      createContact: true,
    });
    const own = await desk().arrives(
      { to: [{ name: '', addr: 'sales+Shop@firma.example' }], subject: 'Shop' },
      boxes.a,
    );
    const other = await desk().arrives({ to: [{ name: '', addr: 'sales+de@firma.example' }], subject: 'De' }, boxes.a);
    expect((await ticketOf(own.ticketId)).mailboxId).toBe(shop);
    expect((await ticketOf(other.ticketId)).mailboxId).toBe(boxes.b);
  });

  test('an address is the same in either spelling of its domain', async () => {
    await policy('desk');
    const id = await desk().mailbox({ name: 'Müller', mailboxAddresses: ['Info@Müller.example'], createContact: true });
    const to = [{ name: '', addr: 'info@xn--mller-kva.example' }];
    expect((await ticketOf((await desk().arrives({ to, subject: 'IDN' }, boxes.a)).ticketId)).mailboxId).toBe(id);
  });

  test('a paused mailbox keeps its addresses, a deleted one does not', async () => {
    await policy('desk');
    const { db } = desk().desk.store;
    const gone = await desk().mailbox({
      name: 'Weg',
      mailboxAddresses: ['weg@firma.example'],
      team: teams.b,
      createContact: true,
    });
    await db.updateTable('mailbox').set({ active: 0 }).where('id', '=', gone).execute();
    const to = [{ name: '', addr: 'weg@firma.example' }];
    expect((await ticketOf((await desk().arrives({ to, subject: 'Pause' }, boxes.a)).ticketId)).mailboxId).toBe(gone);
    await db.updateTable('mailbox').set({ deleted_at: 1 }).where('id', '=', gone).execute();
    expect((await ticketOf((await desk().arrives({ to, subject: 'Weg' }, boxes.a)).ticketId)).mailboxId).toBe(boxes.a);
  });
});
