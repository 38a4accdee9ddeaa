import { randomBytes } from 'node:crypto';
import path from 'node:path';
import Database from 'better-sqlite3';
import { type KyselyPlugin, sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { deliverMails, openLane } from '../../src/flows/deliver.ts';
import type { Desk } from '../../src/flows/desk.ts';
import { changeMailbox, createMailbox, deleteMailbox } from '../../src/flows/mailboxes.ts';
import { receive } from '../../src/flows/receive.ts';
import { composeMessage, type Draft } from '../../src/mail/compose.ts';
import { defaultValues } from '../../src/settings/field.ts';
import { waitingMails, type WaitingMail } from '../../src/store/inbound.ts';
import { getMailbox, insertMailbox, mailboxGroup, mailboxSecrets, updateMailbox } from '../../src/store/mailboxes.ts';
import { listStatuses } from '../../src/store/master-data.ts';
import { indexEntry, ticketsWithWords, unindexEntry } from '../../src/store/search.ts';
import { insertTeam } from '../../src/store/teams.ts';
import { getTicket } from '../../src/store/tickets.ts';
import { transact } from '../../src/store/transact.ts';
import { deskFor, draftOf } from '../support/desk.ts';
import { eventually } from '../support/servers/mail.ts';
import { dialects } from '../support/stores.ts';

describe('mailboxes that file at the same time on postgres', () => {
  const desk = deskFor('postgres');

  test('the same new people write to both: everybody becomes one contact and no mail fails', async () => {
    const { desk: inner } = desk();
    const people = Array.from({ length: 3 }, (_, index) => ({ from: { name: '', addr: `neu${index}@kunde.example` } }));
    const first = await laneWith(inner, people);
    const second = await laneWith(inner, people.toReversed());
    await fileUntilDone(inner, [first, second]);
    expect(await statesOf(inner, [first, second])).toEqual(['filed']);
    const addresses = await inner.store.db
      .selectFrom('contact_address')
      .innerJoin('contact', 'contact.id', 'contact_address.contact_id')
      .select('contact.name')
      .where('address', 'like', 'neu%')
      .execute();
    expect(addresses.map(({ name }) => name).toSorted()).toEqual(['neu0', 'neu1', 'neu2']);
    const contacts = await inner.store.db.selectFrom('contact').select('id').where('name', 'like', 'neu%').execute();
    expect(contacts).toHaveLength(3);
  });

  test('both hold the same mails in another order: a deadlock puts off and does not fail', async () => {
    const { desk: inner } = desk();
    const mails = Array.from({ length: 8 }, (_, index) => ({ messageId: `<same${index}@kunde.example>` }));
    const first = await laneWith(inner, mails);
    const second = await laneWith(inner, mails.toReversed());
    await fileUntilDone(inner, [first, second]);
    expect(await statesOf(inner, [first, second])).toEqual(['filed']);
  });

  test('two processes file the same mails at the same moment, one of them without a Message-ID: each is one step', async () => {
    const { desk: inner, arrives } = desk();
    const { db } = inner.store;
    // Known, so that nothing but the mail itself is written twice.
    const from = { name: '', addr: 'alarm@kunde.example' };
    await arrives({ from });
    const mailboxId = await laneWith(inner, [{ from, subject: 'Mit Namen' }]);
    const raw = Buffer.from('From: alarm@kunde.example\r\nSubject: Ohne Namen\r\n\r\nAlarm\r\n');
    await receive(inner, mailboxId, 1, [{ ref: 'nameless.eml', receivedAt: inner.clock(), raw }]);
    const lane = await openLane(inner, mailboxId);
    const mails = (await waiting(inner, mailboxId)).toReversed();
    let both: Promise<unknown> = Promise.resolve();
    await db.transaction().execute(async (trx) => {
      // Judged by both before either can write.
      await sql`lock table ticket in share mode`.execute(trx);
      both = Promise.all([deliverMails(inner, lane, mails), deliverMails(inner, lane, mails)]);
      await eventually('both wait', async () => {
        const { rows } = await sql`select 1 from pg_locks where not granted`.execute(trx);
        return rows.length >= 2 ? true : undefined;
      });
    });
    await both;
    expect(await statesOf(inner, [mailboxId])).toEqual(['filed']);
    const steps = await db.selectFrom('entry').select('subject').where('subject', 'like', '% Namen').execute();
    expect(steps.map(({ subject }) => subject).toSorted()).toEqual(['Mit Namen', 'Ohne Namen']);
  });

  test('a connection that ends between two statements of a batch puts its mails off', async () => {
    const { desk: inner } = desk();
    const mailboxId = await laneWith(inner, [{}, {}]);
    const lane = await openLane(inner, mailboxId);
    let asked = false;
    // A question of judging that leaves the database alone: it tells that the batch is under way.
    const own = new Set(lane.own);
    own.has = () => {
      asked = true;
      return false;
    };
    let broken = 0;
    const breaking: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (asked && broken === 0) broken = await endIdleTransactions(inner);
        return result;
      },
    };
    const store = { ...inner.store, db: inner.store.db.withPlugin(breaking) };
    await deliverMails({ ...inner, store }, { ...lane, own }, await waiting(inner, mailboxId));
    expect(broken).toBe(1);
    expect(await statesOf(inner, [mailboxId])).toEqual(['received']);
    await fileUntilDone(inner, [mailboxId]);
    expect(await statesOf(inner, [mailboxId])).toEqual(['filed']);
  });
});

describe('people who change the same thing at the same time on postgres', () => {
  const desk = deskFor('postgres');

  test('a ticket that loses its team is no longer in progress, whoever comes first', async () => {
    const { desk: inner, arrives } = desk();
    const teamId = await transact(inner.store, (trx) => insertTeam(trx, { name: 'Versand', memberIds: [] }));
    const statuses = await listStatuses(inner.store.db);
    const statusId = statuses.find(({ group }) => group === 'working')?.id ?? 0;
    for (let round = 0; round < 15; round++) {
      const { ticketId } = await arrives({});
      await changeTicket(inner, null, ticketId ?? 0, { teamId });
      await Promise.allSettled([
        changeTicket(inner, null, ticketId ?? 0, { teamId: null }),
        changeTicket(inner, null, ticketId ?? 0, { statusId }),
      ]);
      const ticket = await getTicket(inner.store.db, ticketId ?? 0);
      expect([ticket.team_id, ticket.status_group]).toEqual([null, 'inquiry']);
    }
  });

  test('making one outgoing mailbox the default keeps what somebody is just saving in another', async () => {
    const { desk: inner } = desk();
    const { store } = inner;
    const values = (name: string, more: object) => ({
      ...defaultValues(mailboxGroup('outgoing')),
      name,
      host: 'mail.example.org',
      port: 465,
      username: 'support',
      password: 'planted',
      senderAddress: 'support@example.org',
      active: false,
      ...more,
    });
    const first = await createMailbox(inner, null, 'outgoing', values('Erste', { senderName: 'alt', isDefault: true }));
    const second = await createMailbox(inner, null, 'outgoing', values('Zweite', {}));
    let making: Promise<void> | undefined;
    await transact(store, async (trx) => {
      await updateMailbox(trx, inner.ring, first, values('Erste', { senderName: 'neu', isDefault: true }));
      making = changeMailbox(inner, null, second, values('Zweite', { isDefault: true }));
      await somebodyWaits(inner);
    });
    await making;
    const saved = await Promise.all([first, second].map((id) => getMailbox(store.db, id)));
    expect(saved.map((mailbox) => [mailbox.values.senderName, mailbox.values.isDefault])).toEqual([
      ['neu', false],
      ['', true],
    ]);
  });

  test('a mailbox that is deleted while it is changed keeps no secret', async () => {
    const { desk: inner } = desk();
    for (let round = 0; round < 15; round++) {
      const values = {
        ...defaultValues(mailboxGroup('incoming')),
        name: `Support ${round}`,
        host: 'mail.example.org',
        port: 993,
        username: 'support',
        password: 'planted',
        mailboxAddresses: ['support@example.org'],
        createContact: true,
        active: false,
      };
      const id = await createMailbox(inner, null, 'incoming', values);
      await Promise.allSettled([changeMailbox(inner, null, id, values), deleteMailbox(inner, null, id)]);
      expect(await mailboxSecrets(inner.store.db, inner.ring, id)).toEqual({});
    }
  });
});

describe.each(dialects)('one long entry on %s', (dialect) => {
  const desk = deskFor(dialect);

  test('twenty thousand long words do not spoil the finding of the first', async () => {
    const { desk: inner, arrives } = desk();
    const { entryId, ticketId } = await arrives({ subject: 'Protokoll' });
    const body = Array.from({ length: 20_000 }, (_, index) => 'ж'.repeat(54) + index).join(' ');
    await transact(inner.store, async (trx) => {
      await unindexEntry(trx, dialect, entryId ?? 0);
      await indexEntry(trx, dialect, { entryId: entryId ?? 0, subject: 'Protokoll', sender: '', body });
    });
    for (const word of ['Protokoll', `${'ж'.repeat(54)}17`]) {
      const found = await sql`select ticket_id from ${ticketsWithWords(dialect, word)} as found`.execute(
        inner.store.db,
      );
      expect(found.rows, word).toEqual([{ ticket_id: ticketId }]);
    }
  });
});

describe('news on sqlite', () => {
  const desk = deskFor('sqlite');

  test('what others told and is no longer kept makes everybody look again', async () => {
    const { store } = desk().desk;
    const heard: string[] = [];
    const stop = store.changes.listen(({ kind, id }) => heard.push(`${kind} ${id}`));
    const news = (id: number) => transact(store, async (_trx, announce) => announce('ticket', id));
    await news(1);
    await sql`insert into change (kind, ref_id, at) values ('ticket', 2, 0)`.execute(store.db);
    await news(3);
    expect(heard).toEqual(['ticket 1', 'ticket 2', 'ticket 3']);
    await sql`insert into change (kind, ref_id, at) values ('ticket', 4, 0), ('ticket', 5, 0)`.execute(store.db);
    await sql`delete from change where ref_id = 4`.execute(store.db);
    await news(6);
    stop();
    expect(heard.slice(3)).toEqual(['settings 0', 'ticket 5', 'ticket 6']);
  });

  test('what goes wrong while they are told does not run the transaction again', async () => {
    const { desk: inner } = desk();
    // The list of changes is pruned now and then while it is read; here another process holds the database just then.
    await sql`insert into change (seq, kind, ref_id, at) values (600, 'settings', 1, 0)`.execute(inner.store.db);
    const other = new Database(path.join(inner.dataDir, 'desk.db'));
    const stop = inner.store.changes.listen(({ id }) => id === 4711 && other.exec('begin immediate'));
    let runs = 0;
    await transact(inner.store, async (_trx, announce) => {
      runs += 1;
      announce('ticket', 4711);
    }).finally(() => {
      stop();
      other.close();
    });
    expect(runs).toBe(1);
  });
});

/** A mailbox of its own in which the mails wait to be judged; gives its id. */
async function laneWith(desk: Desk, mails: readonly Partial<Draft>[]): Promise<number> {
  const name = randomBytes(6).toString('hex');
  const values = {
    ...defaultValues(mailboxGroup('incoming')),
    name,
    mailboxAddresses: [`${name}@sandbox.example`],
    createContact: true,
  };
  const mailbox = { direction: 'incoming', protocol: 'folder', values, now: desk.clock().getTime() } as const;
  const id = await transact(desk.store, (trx) => insertMailbox(trx, desk.ring, mailbox));
  const downloads = mails.map((mail, index) => ({
    ref: `${index}.eml`,
    receivedAt: desk.clock(),
    raw: composeMessage(draftOf(mail, desk.clock())).raw,
  }));
  await receive(desk, id, 1, downloads);
  return id;
}

const waiting = (desk: Desk, mailboxId: number): Promise<WaitingMail[]> =>
  waitingMails(desk.store.db, mailboxId, Number.MAX_SAFE_INTEGER, 100);

/** Files what waits in all of them at once, and what was put off once more. */
async function fileUntilDone(desk: Desk, mailboxIds: readonly number[]): Promise<void> {
  for (let round = 0; round < 10; round++) {
    const lanes = await Promise.all(
      mailboxIds.map(async (id) => ({ lane: await openLane(desk, id), mails: await waiting(desk, id) })),
    );
    if (lanes.every(({ mails }) => mails.length === 0)) return;
    await Promise.all(lanes.map(({ lane, mails }) => deliverMails(desk, lane, mails)));
  }
}

async function statesOf(desk: Desk, mailboxIds: readonly number[]): Promise<string[]> {
  const rows = await desk.store.db
    .selectFrom('inbound')
    .select('state')
    .distinct()
    .where('mailbox_id', 'in', mailboxIds)
    .orderBy('state')
    .execute();
  return rows.map(({ state }) => state);
}

/** Ends them and waits until they are gone; gives how many. */
async function endIdleTransactions(desk: Desk): Promise<number> {
  const ended = await sql`select pg_terminate_backend(pid, 10000) from pg_stat_activity
    where state = 'idle in transaction' and datname = current_database()`.execute(desk.store.db);
  return ended.rows.length;
}

/** Resolves once a transaction waits for what another one holds. */
async function somebodyWaits(desk: Desk): Promise<void> {
  const waits = sql`select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  while ((await waits.execute(desk.store.db)).rows.length === 0);
}
