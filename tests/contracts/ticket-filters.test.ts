import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { filterTexts, readFilter, type TicketSort, ticketSorts } from '../../src/desk/ticket-filter.ts';
import { saveDraft } from '../../src/store/drafts.ts';
import type { Store } from '../../src/store/open.ts';
import type { Asked } from '../../src/store/ticket-conditions.ts';
import { countFiltered, filterTickets, wholeSet } from '../../src/store/ticket-filter.ts';
import { transact } from '../../src/store/transact.ts';
import { addTicket, type TicketSeed } from '../support/rows.ts';
import { dialects, storeFor } from '../support/stores.ts';

/** Inserts a row and gives its id. */
const one = (store: Store, table: string, fields: Record<string, unknown>): Promise<number> =>
  transact(store, async (trx) => {
    const columns = sql.join(Object.keys(fields).map((name) => sql.ref(name)));
    const inserted = await sql<{ id: number }>`insert into ${sql.table(table)} (${columns})
      values (${sql.join(Object.values(fields))}) returning id`.execute(trx);
    return Number(inserted.rows[0]?.id);
  });

const now = 1_800_000_000_000;
const day = 86_400_000;

type Ask = { after?: string; limit?: number; sort?: TicketSort; text?: string } & Partial<
  Pick<Asked, 'view' | 'scope' | 'myTeams' | 'agentId'>
>;

describe.each(dialects)('filters of ticket lists on %s', (dialect) => {
  const store = storeFor(dialect);
  const ids: Record<string, number> = {};
  const made = {
    team: 0,
    below: 0,
    other: 0,
    category: 0,
    sub: 0,
    label: 0,
    sublabel: 0,
    customer: 0,
    contact: 0,
    mailbox: 0,
    urgent: 0,
    waiting: 0,
  };

  const query = (texts: Record<string, string>, { text = '', ...more }: Ask = {}) => {
    // What does not fit would be left out, and the test would test nothing.
    expect(filterTexts(texts)).toEqual(texts);
    const base = {
      view: 'all',
      scope: 'all',
      myTeams: [],
      agentId: 0,
      limit: 50,
      sort: 'changed',
      numbers: [],
      now,
    } as const;
    return { ...base, text, filter: readFilter(texts), ...more };
  };
  const names = async (texts: Record<string, string>, more: Ask = {}) => {
    const page = await filterTickets(store().db, dialect, query(texts, more));
    const found = page.rows.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? '?');
    const counted = await countFiltered(store().db, dialect, query(texts, more));
    if (more.limit === undefined) expect(counted).toEqual({ count: found.length, more: false });
    return found.join(' ');
  };

  beforeAll(async () => {
    const named = (table: string, name: string, more: object = {}) =>
      one(store(), table, { name, name_key: name.toLowerCase(), ...more });
    made.team = await named('team', 'Technik');
    made.below = await named('team', 'Netz', { parent_id: made.team });
    made.other = await named('team', 'Versand');
    made.category = await named('category', 'Geräte');
    made.sub = await named('category', 'Drucker', { parent_id: made.category });
    made.label = await named('label', 'Shop', { colour: 'blue' });
    made.sublabel = await named('label', 'Retoure', { colour: 'blue', parent_id: made.label });
    made.customer = await named('customer', 'Nordlicht', { active: 1, created_at: 1 });
    made.contact = await named('contact', 'nora', { full_name: 'Nora', created_at: 1 });
    const mailbox = {
      direction: 'incoming',
      protocol: 'imap',
      settings: '{}',
      secrets: '{}',
      active: 1,
      created_at: 1,
    };
    made.mailbox = await named('mailbox', 'Post', mailbox);
    const priorities = await store().db.selectFrom('priority').select('id').orderBy('rank', 'desc').execute();
    made.urgent = priorities[0]?.id ?? 0;
    const statuses = await store().db.selectFrom('status').select(['id', 'grp']).execute();
    made.waiting = statuses.find(({ grp }) => grp === 'waiting')?.id ?? 0;

    const make = async (name: string, seed: TicketSeed, fields: Record<string, number> = {}, labels: number[] = []) => {
      const { ticketId } = await addTicket(store(), seed);
      ids[name] = ticketId;
      const set = { created_at: now - 20 * day, unread: 0 as const, ...fields };
      await store().db.updateTable('ticket').set(set).where('id', '=', ticketId).execute();
      for (const label of labels)
        await store().db.insertInto('ticket_label').values({ ticket_id: ticketId, label_id: label }).execute();
    };
    const { team, below, other, sub, label, sublabel, urgent } = made;
    await make('inquiry', { group: 'inquiry', changedAt: now - day }, { created_at: now - day, unread: 1 });
    await make(
      'printer',
      { teamId: team, changedAt: now - 2 * day, mailboxId: made.mailbox, contactId: made.contact },
      { category_id: sub, customer_id: made.customer },
      [sublabel],
    );
    await make('net', { teamId: below, changedAt: now - 3 * day }, { priority_id: urgent, resubmit_at: now + day }, [
      label,
    ]);
    await make(
      'parcel',
      { teamId: other, group: 'waiting', changedAt: now - 9 * day, text: 'Palette fehlt' },
      { category_id: made.category, resubmit_at: now - day },
    );
    await make('done', { teamId: team, group: 'done', changedAt: now - 4 * day }, { priority_id: urgent });
    await make('locked', { teamId: other, group: 'locked', changedAt: now - 5 * day, text: 'Palette gefunden' });
  });

  test('each condition finds what it means', async () => {
    const { team, below, category, sub, label, sublabel } = made;
    expect(await names({ group: 'inquiry' })).toBe('inquiry');
    expect(await names({ group: 'open,waiting' })).toBe('printer net parcel');
    expect(await names({ group: 'done,locked' })).toBe('done locked');
    expect(await names({ group: 'waiting,locked' })).toBe('locked parcel');
    expect(await names({ status: String(made.waiting) })).toBe('parcel');
    expect(await names({ status: '999999' })).toBe('');
    expect(await names({ team: 'none' })).toBe('inquiry');
    expect(await names({ team: `${team}` })).toBe('printer net');
    expect(await names({ team: `none,${below}` })).toBe('inquiry net');
    expect(await names({ team: 'mine' }, { myTeams: [made.other] })).toBe('parcel');
    expect(await names({ team: 'mine' })).toBe('');
    expect(await names({ category: `${category}` })).toBe('printer parcel');
    expect(await names({ category: `${sub}` })).toBe('printer');
    expect(await names({ category: 'none' })).toBe('inquiry net');
    expect(await names({ category: `none,${sub}` })).toBe('inquiry printer net');
    expect(await names({ label: `${label}` })).toBe('printer net');
    expect(await names({ label: `${sublabel}` })).toBe('printer');
    expect(await names({ label: 'none' })).toBe('inquiry parcel');
    expect(await names({ label: `none,${sublabel}` })).toBe('inquiry printer parcel');
    expect(await names({ label: '999999' })).toBe('');
    expect(await names({ priority: `${made.urgent}` })).toBe('net');
    expect(await names({ customer: `${made.customer}` })).toBe('printer');
    expect(await names({ contact: `${made.contact},999999` })).toBe('printer');
    expect(await names({ mailbox: `${made.mailbox}` })).toBe('printer');
    expect(await names({ unread: '1' })).toBe('inquiry');
    expect(await names({ unread: '0' })).toBe('printer net parcel');
    expect(await names({ created: '2d' })).toBe('inquiry');
    expect(await names({ created: 'over-2d' })).toBe('printer net parcel');
    expect(await names({ changed: '49h' })).toBe('inquiry printer');
    expect(await names({ changed: 'over-7d' })).toBe('parcel');
    expect(await names({ resubmit: 'due' })).toBe('parcel');
    expect(await names({ resubmit: 'planned' })).toBe('net parcel');
    expect(await names({ resubmit: 'none' })).toBe('inquiry printer');
  });

  test('drafts are those of the one who asks, on open tickets and on done ones', async () => {
    const agent = (name: string) =>
      one(store(), 'agent', {
        user_id: name,
        name,
        email: `${name}@desk.example`,
        role: 'agent',
        locale: 'de',
        active: 1,
        created_at: 1,
      });
    const [ines, otto] = [await agent('ines'), await agent('otto')];
    const drafts: [number, string | null][] = [
      [ines, 'done'],
      [ines, 'parcel'],
      [ines, null],
      [otto, 'printer'],
    ];
    for (const [agentId, name] of drafts) {
      const body = { key: 'draft-key', text: 'x', html: null, note: '', files: [] };
      const place = { agentId, ticketId: name === null ? null : (ids[name] ?? 0) };
      await transact(store(), (trx) => saveDraft(trx, place, body, null, now));
    }
    expect(await names({ draft: 'mine' }, { agentId: ines })).toBe('done parcel');
    expect(await names({ draft: 'mine', group: 'waiting' }, { agentId: ines })).toBe('parcel');
    expect(await names({ draft: 'mine' }, { agentId: ines, scope: [made.team] })).toBe('done');
    expect(await names({ draft: 'mine' }, { agentId: otto })).toBe('printer');
    expect(await names({ draft: 'mine' })).toBe('');
  });

  test('several conditions hold together, with the view, a search and what one may see', async () => {
    const { team, other, urgent } = made;
    expect(await names({ team: `${team}`, priority: `${urgent}` })).toBe('net');
    expect(await names({ team: `${team}`, priority: `${urgent}`, group: 'done' })).toBe('done');
    expect(await names({ priority: `${urgent}` }, { view: 'done' })).toBe('done');
    expect(await names({ unread: '1' }, { view: 'inquiries' })).toBe('inquiry');
    expect(await names({ unread: '0' }, { view: 'inquiries' })).toBe('');
    expect(await names({ resubmit: 'due' }, { view: 'mine', myTeams: [other] })).toBe('parcel');
    expect(await names({ resubmit: 'due' }, { view: 'mine', myTeams: [team] })).toBe('');
    expect(await names({}, { text: 'palette' })).toBe('locked parcel');
    expect(await names({ resubmit: 'due' }, { text: 'palette' })).toBe('parcel');
    expect(await names({ unread: '0' }, { scope: [other] })).toBe('parcel');
    expect(await names({ group: 'inquiry' }, { scope: [other] })).toBe('');
    expect(await names({ team: 'none' }, { scope: [other] })).toBe('');
    expect(await names({ unread: '0' }, { scope: [] })).toBe('');
    expect(await names({}, { text: 'palette', scope: [team] })).toBe('');
  });

  test('sorted by last change, by waiting, by creation, by priority', async () => {
    const { team } = made;
    const sorted = (sort: TicketSort, more: Ask = {}) => names({}, { sort, ...more });
    expect(await sorted('changed')).toBe('inquiry printer net parcel');
    expect(await sorted('waiting')).toBe('parcel net printer inquiry');
    expect(await sorted('created')).toBe('parcel net printer inquiry');
    expect(await sorted('priority')).toBe('net inquiry printer parcel');
    expect(await sorted('priority', { view: 'done' })).toBe('done locked');
    expect(await sorted('waiting', { scope: [team] })).toBe('printer');
  });

  test('a broken page mark is a clear error', async () => {
    for (const sort of ticketSorts)
      await expect(filterTickets(store().db, dialect, query({}, { sort, after: 'x' }))).rejects.toMatchObject({
        code: 'invalid',
      });
  });
});

describe.each(dialects)('filters among more tickets than are looked at in one go on %s', (dialect) => {
  const store = storeFor(dialect);
  const total = 4 * wholeSet + 3000;
  const rare: number[] = [];
  const start = 1_700_000_000_000;

  beforeAll(async () => {
    const { db } = store();
    const { ticketId } = await addTicket(store(), {});
    const columns = sql`subject, sender_name, sender_addr, status_id, status_group, is_done, preview, unread, created_at`;
    // Every other one is unread, one in 97 is urgent, some share their instant.
    const series =
      dialect === 'sqlite'
        ? sql`with recursive series (n) as (select 1 union all select n + 1 from series where n < ${total}) `
        : sql`with series as (select generate_series(1, ${total}::int) as n) `;
    await sql`${series} insert into ticket (${columns}, changed_at, priority_id)
      select subject, sender_name, sender_addr, status_id, status_group, is_done, preview, series.n % 2, cast(${start} as bigint) + series.n,
        cast(${start} as bigint) + series.n / 3 * 3, case when series.n % 97 = 0 then (select id from priority order by rank desc limit 1) else priority_id end
      from series cross join ticket where ticket.id = ${ticketId}`.execute(db);
    // Those two are the oldest of all: whoever looks for them walks through everything.
    rare.push(ticketId + 5, ticketId + 2);
    await db
      .updateTable('ticket')
      .set({ created_at: start - 10 * day })
      .where('id', 'in', rare)
      .execute();
  }, 120_000);

  const ask = (texts: Record<string, string>, sort: TicketSort, after?: string, limit = 200) =>
    filterTickets(store().db, dialect, {
      view: 'all',
      scope: 'all',
      myTeams: [],
      agentId: 0,
      filter: readFilter(texts),
      text: '',
      numbers: [],
      sort,
      now: start + day,
      limit,
      ...(after === undefined ? {} : { after }),
    });
  const everything = async (texts: Record<string, string>, sort: TicketSort, limit = 200) => {
    const found: number[] = [];
    let pages = 0;
    for (let after: string | undefined; ; ) {
      const page = await ask(texts, sort, after, limit);
      expect(page.rows.length).toBeLessThanOrEqual(limit);
      found.push(...page.rows.map(({ id }) => id));
      pages++;
      if (page.next === null) return { found, pages };
      after = page.next;
    }
  };

  test('every page goes on where the one before ended, in each order', { timeout: 240_000 }, async () => {
    const order = {
      changed: sql`changed_at desc, id desc`,
      waiting: sql`changed_at asc, id asc`,
      created: sql`id desc`,
      priority: sql`(select rank from priority where priority.id = priority_id) desc, changed_at desc, id desc`,
    };
    for (const sort of ticketSorts) {
      const { rows } = await sql<{
        id: number;
      }>`select id from ticket where unread = 0 order by ${order[sort]}`.execute(store().db);
      const { found } = await everything({ unread: '0' }, sort);
      expect(found, sort).toEqual(rows.map(({ id }) => id));
    }
  });

  test('what is rare is found at the end, and no call looks at everything', async () => {
    const { found, pages } = await everything({ created: 'over-5d' }, 'changed');
    expect(found).toEqual(rare);
    expect(pages).toBe(2);
    expect((await ask({ created: 'over-5d' }, 'changed')).rows).toEqual([]);
  });

  test('counting says when it stopped', async () => {
    const count = (texts: Record<string, string>) =>
      countFiltered(store().db, dialect, {
        view: 'all',
        scope: 'all',
        myTeams: [],
        agentId: 0,
        filter: readFilter(texts),
        text: '',
        numbers: [],
        now: start + day,
      });
    expect(await count({ unread: '0' })).toEqual({ count: 5000, more: true });
    const urgent = await store()
      .db.selectFrom('priority')
      .select('id')
      .orderBy('rank', 'desc')
      .executeTakeFirstOrThrow();
    expect(await count({ priority: String(urgent.id) })).toEqual({ count: Math.floor(total / 97), more: false });
  });
});
