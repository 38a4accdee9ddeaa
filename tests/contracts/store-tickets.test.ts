import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { indexEntry, searchedEntries, ticketsWithWords } from '../../src/store/search.ts';
import { insertTeam } from '../../src/store/teams.ts';
import type { TicketView } from '../../src/store/ticket-conditions.ts';
import { filterTickets } from '../../src/store/ticket-filter.ts';
import { countTickets, listTickets } from '../../src/store/ticket-list.ts';
import { transact } from '../../src/store/transact.ts';
import { addTicket } from '../support/rows.ts';
import { dialects, storeFor } from '../support/stores.ts';

describe.each(dialects)('ticket lists on %s', (dialect) => {
  const store = storeFor(dialect);
  const teams: Record<'a' | 'b', number> = { a: 0, b: 0 };
  const ids = async (query: {
    view: TicketView;
    scope: 'all' | number[];
    myTeams?: number[];
    limit?: number;
    after?: string;
  }) => listTickets(store().db, { myTeams: [], limit: 50, ...query });

  const shown = async (view: TicketView, scope: 'all' | number[], myTeams: number[] = []) =>
    (await ids({ view, scope, myTeams })).rows.map((row) => row.id);

  test('views and scopes show what belongs to them, last changed first', async () => {
    await transact(store(), async (trx) => {
      teams.a = await insertTeam(trx, { name: 'Erste', memberIds: [] });
      teams.b = await insertTeam(trx, { name: 'Zweite', memberIds: [] });
    });
    const { ticketId: inquiry } = await addTicket(store(), { group: 'inquiry', changedAt: 10 });
    const { ticketId: a1 } = await addTicket(store(), { teamId: teams.a, changedAt: 30 });
    const { ticketId: b1 } = await addTicket(store(), { teamId: teams.b, changedAt: 20 });
    const { ticketId: a2 } = await addTicket(store(), { teamId: teams.a, changedAt: 5, group: 'waiting' });
    const { ticketId: aDone } = await addTicket(store(), { teamId: teams.a, changedAt: 40, group: 'done' });
    const { ticketId: bLocked } = await addTicket(store(), { teamId: teams.b, changedAt: 50, group: 'locked' });

    expect(await shown('all', 'all')).toEqual([a1, b1, inquiry, a2]);
    expect(await shown('inquiries', 'all')).toEqual([inquiry]);
    expect(await shown('done', 'all')).toEqual([bLocked, aDone]);
    expect(await shown('mine', 'all', [teams.b])).toEqual([b1]);
    expect(await shown('mine', 'all', [])).toEqual([]);
    expect(await shown('all', [teams.a])).toEqual([a1, a2]);
    expect(await shown('all', [teams.a, teams.b])).toEqual([a1, b1, a2]);
    expect(await shown('done', [teams.a, teams.b])).toEqual([bLocked, aDone]);
    expect(await shown('inquiries', [teams.a])).toEqual([]);
    expect(await shown('mine', [teams.a], [teams.a])).toEqual([a1, a2]);
    expect(await shown('all', [])).toEqual([]);

    expect(await countTickets(store().db, { scope: 'all', myTeams: [teams.a] })).toEqual({
      inquiries: 1,
      mine: 2,
      all: 4,
      done: 2,
    });
    expect(await countTickets(store().db, { scope: [teams.b], myTeams: [teams.b] })).toEqual({
      inquiries: 0,
      mine: 1,
      all: 1,
      done: 1,
    });
  });

  test('pages follow one another without gap or repetition, also where instants are equal', async () => {
    for (let i = 0; i < 7; i++) await addTicket(store(), { teamId: i % 2 ? teams.a : teams.b, changedAt: 1000 });
    const scope = [teams.a, teams.b];
    const whole = await ids({ view: 'all', scope });
    expect(whole.next).toBeNull();
    const paged: number[] = [];
    let after: string | undefined;
    do {
      const page = await ids({ view: 'all', scope, limit: 3, ...(after === undefined ? {} : { after }) });
      paged.push(...page.rows.map((row) => row.id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(paged).toEqual(whole.rows.map((row) => row.id));
    expect(new Set(paged).size).toBe(10);
  });

  test('a broken page mark is a clear error', async () => {
    for (const after of ['', 'x', '1', '1.2.3', '1.-2', '1e3.2', '9'.repeat(40)])
      await expect(ids({ view: 'all', scope: 'all', after })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe.each(dialects)('search on %s', (dialect) => {
  const store = storeFor(dialect);
  const find = async (
    text: string,
    more: { scope?: 'all' | number[]; numbers?: number[]; limit?: number; after?: string } = {},
  ) =>
    filterTickets(store().db, dialect, {
      scope: 'all',
      myTeams: [],
      agentId: 0,
      view: 'all',
      filter: {},
      sort: 'changed',
      now: 0,
      limit: 50,
      numbers: [],
      text,
      ...more,
    });
  const found = async (text: string, more = {}) => (await find(text, more)).rows.map((row) => row.id);

  test('words, beginnings, umlauts, addresses, numbers', async () => {
    const { ticketId: printer } = await addTicket(store(), {
      subject: 'Drucker im Büro druckt nicht',
      text: 'Seit gestern kommt nur noch weißes Papier. Gerät Nr. 4711-A.',
      changedAt: 1,
    });
    const { ticketId: invoice } = await addTicket(store(), {
      subject: 'Rechnung 2024/17',
      from: { name: 'Jörg Ärmel', addr: 'j.aermel@bücher.example' },
      text: 'Der Drucker ist bezahlt.',
      group: 'done',
      changedAt: 2,
    });
    expect(await found('drucker')).toEqual([invoice, printer]);
    expect(await found('DRUCKER büro')).toEqual([printer]);
    expect(await found('buro druck')).toEqual([printer]);
    expect(await found('druckt bur')).toEqual([printer]);
    expect(await found('dru papier')).toEqual([]); // only the last word may be unfinished
    expect(await found('weisses')).toEqual([printer]);
    expect(await found('weiß')).toEqual([printer]);
    expect(await found('4711')).toEqual([printer]);
    expect(await found('j.aermel@bücher.example')).toEqual([invoice]);
    expect(await found('ärmel')).toEqual([invoice]);
    expect(await found('drucker ärmel')).toEqual([invoice]);
    expect(await found('nirgends')).toEqual([]);
    expect(await found('nirgends', { numbers: [printer] })).toEqual([printer]);
    expect(await found('', { numbers: [printer, 999_999] })).toEqual([printer]);
    expect(await found('drucker', { numbers: [printer] })).toEqual([invoice, printer]);
    expect(await found('drucker', { scope: [] })).toEqual([]);
  });

  test('finds within the scope only and pages on', async () => {
    const team = await transact(store(), (trx) => insertTeam(trx, { name: 'Lager', memberIds: [] }));
    const own: number[] = [];
    for (let i = 0; i < 5; i++)
      own.push((await addTicket(store(), { text: 'Palette fehlt', teamId: team, changedAt: 100 + i })).ticketId);
    const { ticketId: foreign } = await addTicket(store(), { text: 'Palette fehlt', changedAt: 200 });
    expect(await found('palette')).toEqual([foreign, ...own.toReversed()]);
    const first = await find('palette', { scope: [team], limit: 3 });
    const second = await find('palette', { scope: [team], limit: 3, after: first.next ?? '' });
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(own.toReversed());
    expect(second.next).toBeNull();
  });

  test('whatever is typed is no error', async () => {
    const hostile = [
      '"',
      "'",
      '*',
      '"a" OR',
      'a AND NOT b',
      'NEAR(a b)',
      'subject:x',
      '-a',
      '^a',
      '(',
      ')',
      ':*',
      "a' & 'b",
      'a\\',
      '\u0000',
      '%_',
      '!!',
      '<->',
      '😀',
      '\ud800',
      'ß',
      'İ',
      'a'.repeat(5000),
      'a '.repeat(2000),
      '½ ﷺ ™',
      'ａｂｃ',
      '\u0301\u0302',
      'ไทย 日本語 हिन्दी',
    ];
    for (const text of hostile) expect(Array.isArray((await find(text)).rows), text).toBe(true);
  });

  test('a mail of any size and content can be indexed', async () => {
    const { ticketId, entryId } = await addTicket(store(), { text: 'kurz' });
    const words = Array.from({ length: 60_000 }, (_, i) => `wort${i.toString(36)}${'ü'.repeat(i % 70)}`).join(' ');
    await transact(store(), async (trx) => {
      const id = sql.ref(dialect === 'sqlite' ? 'rowid' : 'entry_id');
      await sql`delete from entry_text where ${id} = ${entryId}`.execute(trx);
      await indexEntry(trx, dialect, {
        entryId,
        subject: 'groß',
        sender: '\u0000',
        body: `${words} ${'x'.repeat(3_000_000)}`,
      });
    });
    expect(await found('gross wort0')).toEqual([ticketId]);
  });

  test('an empty query is no condition, and nothing but signs finds nothing', async () => {
    expect(ticketsWithWords(dialect, ' ,;" ')).toBeNull();
    expect(await found(',;')).toEqual([]);
    expect(searchedEntries).toBeGreaterThan(1000);
  });
});
