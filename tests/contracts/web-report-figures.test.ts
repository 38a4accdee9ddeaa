import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { keepHouse } from '../../src/flows/keep-house.ts';
import { Failure } from '../../src/lib/failure.ts';
import { addToHour } from '../../src/store/mailbox-hours.ts';
import { failRun } from '../../src/store/runs.ts';
import { transact } from '../../src/store/transact.ts';
import { deskFor } from '../support/desk.ts';
import { addPastTicket } from '../support/past-tickets.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, codes, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

const at = (text: string) => Date.parse(`2026-10-${text}:00Z`);
const minutes = (n: number) => n * 60_000;
// Clocks go back in the night to the 25th: that day begins at 22:00 UTC, the one after at 23:00 UTC, and lasts 25 hours.
const days = 'from=2026-10-24&to=2026-10-26';

type Case = {
  made: string;
  team?: number;
  category?: number;
  answered?: number;
  automaticReply?: boolean;
  done?: string;
  merged?: boolean;
};

describe.each(dialects)('figures for reports on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let admin: Browser;
  let agent: Browser;
  let [repair, wood, hardware, printers]: number[] = [];

  async function add({ made, team, category, answered, automaticReply, done, merged }: Case): Promise<void> {
    const madeAt = at(made);
    await addPastTicket(desk().desk.store, {
      madeAt,
      mailboxId: desk().incomingId,
      teamId: team,
      categoryId: category,
      // The second answer counts as a mail, but no longer for the time to the first.
      answeredAt: answered === undefined ? [] : [madeAt + minutes(answered), madeAt + minutes(answered + 600)],
      automaticReply,
      doneAt: done === undefined ? undefined : at(done),
      merged,
    });
  }

  beforeAll(async () => {
    app = await webServer(desk().desk);
    admin = await firstAdmin(desk().desk, app);
    const member = await signedIn(app, admin, 'agent', 'Anton');
    agent = member;
    const made = async (kind: string, body: object) => Number((await admin.send('POST', `/api/${kind}`, body)).body.id);
    repair = await made('teams', { name: 'Reparatur' });
    wood = await made('teams', { name: 'Holz', parentId: repair, memberIds: [member.id] });
    hardware = await made('categories', { name: 'Geräte' });
    printers = await made('categories', { name: 'Drucker', parentId: hardware });
    await add({ made: '22T12:00', team: wood, done: '24T10:00' });
    await add({ made: '24T21:59', team: wood, category: printers, answered: 30, done: '25T22:30' });
    await add({ made: '24T22:00', team: wood, category: hardware, answered: 120 });
    await add({ made: '25T22:59', team: repair, automaticReply: true, done: '26T23:00' });
    await add({ made: '25T23:00', answered: 240 });
    await add({ made: '25T10:00', team: repair, merged: true, done: '25T10:00' });
  });
  afterAll(() => app?.close());

  const traffic = async (who: Browser, query = days) => {
    const { status, text, body } = await who.get(`/api/reports/traffic?${query}`);
    expect(status, text).toBe(200);
    return body;
  };
  const column = (body: { points: Record<string, unknown>[] }, name: string) => body.points.map((point) => point[name]);

  test('mails and tickets are counted by the days of the desk, also where clocks change', async () => {
    const body = await traffic(admin);
    expect(body.period).toEqual({ zone: 'Europe/Berlin', from: '2026-10-24', to: '2026-10-26', days: 3, unit: 'day' });
    expect(column(body, 'at')).toEqual(['23T22', '24T22', '25T23'].map((start) => `2026-10-${start}:00:00.000Z`));
    expect(column(body, 'mailsIn')).toEqual([1, 3, 1]);
    expect(column(body, 'answers')).toEqual([0, 4, 2]);
    expect(column(body, 'automatic')).toEqual([0, 1, 0]);
    expect(column(body, 'created')).toEqual([1, 2, 1]);
    expect(column(body, 'done')).toEqual([1, 1, 0]);
    expect(column(body, 'open')).toEqual([1, 2, 3]);
    expect(body.totals).toEqual({ mailsIn: 5, answers: 6, automatic: 1, created: 4, done: 2 });
    expect(body.before).toEqual({ mailsIn: 1, answers: 0, automatic: 0, created: 1, done: 0 });
  });

  test('when people write is told by weekday and hour of the clock on the wall', async () => {
    const { hours } = await traffic(admin);
    const busy = hours.flatMap((day: number[], weekday: number) =>
      day.flatMap((n, hour) => (n > 0 ? [[weekday, hour, n]] : [])),
    );
    expect(busy).toEqual([
      [0, 0, 1],
      [5, 23, 1],
      [6, 0, 1],
      [6, 11, 1],
      [6, 23, 1],
    ]);
  });

  test('a day is told hour by hour, the long one in 25', async () => {
    const body = await traffic(admin, 'from=2026-10-25&to=2026-10-25');
    expect([body.period.unit, body.points.length]).toEqual(['hour', 25]);
    const made = body.points.filter(({ created }: { created: number }) => created > 0);
    expect(made.map((point: { at: string }) => point.at)).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T22:00:00.000Z',
    ]);
  });

  test('what has not begun has no open tickets, and the period may reach up to today', async () => {
    const body = await traffic(admin, 'days=1');
    // It is 10 o'clock: the hour from 10 to 11 has begun.
    expect(column(body, 'open').map((open) => open === null)).toEqual(
      Array.from({ length: 24 }, (_, hour) => hour > 10),
    );
    expect(column(body, 'open')[0]).toBe(2);
  });

  test('team and category count with those nested below, a mailbox for itself', async () => {
    expect((await traffic(admin, `${days}&teamId=${repair}`)).totals).toMatchObject({
      created: 3,
      done: 2,
      mailsIn: 3,
    });
    expect((await traffic(admin, `${days}&teamId=${wood}`)).totals).toMatchObject({ created: 2, done: 2, mailsIn: 2 });
    expect((await traffic(admin, `${days}&categoryId=${hardware}`)).totals).toMatchObject({ created: 2, answers: 4 });
    expect((await traffic(admin, `${days}&categoryId=${printers}`)).totals).toMatchObject({ created: 1, answers: 2 });
    expect((await traffic(admin, `${days}&mailboxId=${desk().incomingId}`)).totals).toMatchObject({ created: 4 });
    expect((await traffic(admin, `${days}&mailboxId=${desk().outgoingId}`)).totals).toMatchObject({
      created: 0,
      mailsIn: 0,
    });
  });

  test('agents get the figures of the tickets they may see, whatever they ask for', async () => {
    expect((await traffic(agent)).totals).toEqual({ mailsIn: 2, answers: 4, automatic: 0, created: 2, done: 2 });
    expect((await traffic(agent, `${days}&teamId=${repair}`)).totals.created).toBe(2);
    const { body } = await agent.get(`/api/reports/times?${days}`);
    expect([body.made, body.answer.all.n]).toEqual([2, 2]);
    const backlog = (await agent.get('/api/reports/backlog')).body.rows;
    expect(backlog.filter((row: { inquiry: number; open: number }) => row.inquiry + row.open > 0)).toEqual([
      { days: 14, inquiry: 0, open: 1, working: 0, waiting: 0 },
    ]);
  });

  test('first answer and time to done: half took at most the median, nine in ten at most the 90th percentile', async () => {
    const { body } = await admin.get(`/api/reports/times?${days}`);
    expect(body.made).toBe(4);
    expect(body.answer.all).toEqual({ n: 3, median: minutes(120), p90: minutes(240) });
    expect(body.answer.before).toBeNull();
    const rows = (report: 'answer' | 'done', by: string) =>
      body[report].rows
        .filter((row: { by: string }) => row.by === by)
        .map(({ name, n, median, p90 }: Record<string, unknown>) => [name, n, median, p90]);
    expect(rows('answer', 'team')).toEqual([
      ['Holz', 2, minutes(30), minutes(120)],
      [null, 1, minutes(240), minutes(240)],
    ]);
    expect(rows('answer', 'category')).toHaveLength(3);
    expect(rows('answer', 'mailbox')).toMatchObject([[expect.any(String), 3, minutes(120), minutes(240)]]);
    expect(body.done.all).toEqual({ n: 2, median: minutes(24 * 60 + 31), p90: minutes(46 * 60) });
    const after = (await admin.get('/api/reports/times?from=2026-10-27&to=2026-10-29')).body;
    expect([after.made, after.answer.all, after.answer.before]).toEqual([
      0,
      null,
      { n: 3, median: minutes(120), p90: minutes(240) },
    ]);
  });

  test('what is open is told by age and by what it waits for', async () => {
    const { rows } = (await admin.get('/api/reports/backlog')).body;
    expect(rows.map(({ days: age }: { days: number | null }) => age)).toEqual([1, 3, 7, 14, 30, 90, null]);
    expect(rows[3]).toEqual({ days: 14, inquiry: 1, open: 1, working: 0, waiting: 0 });
    expect(rows.flatMap((row: Record<string, number>) => [row.inquiry, row.open, row.working, row.waiting])).toEqual(
      Array.from({ length: 28 }, (_, place) => (place === 12 || place === 13 ? 1 : 0)),
    );
  });

  test('mailboxes: runs and mails day by day, which outlive the lines of the runs', async () => {
    const { desk: inner, incomingId, arrives, later } = desk();
    await transact(inner.store, async (trx) => {
      await addToHour(trx, incomingId, at('25T22:59'), { ok: 2, failed: 0, imported: 5 });
      await addToHour(trx, incomingId, at('25T22:01'), { ok: 1, failed: 1, imported: 0 });
      await addToHour(trx, incomingId, at('25T23:00'), { ok: 1, failed: 0, imported: 0 });
    });
    await arrives({ subject: 'Heute' });
    const now = inner.clock().getTime();
    await transact(inner.store, (trx) => failRun(trx, incomingId, new Failure('connection-lost'), now, now));
    const points = async (query: string) =>
      (await admin.get(`/api/reports/mailboxes?${query}`)).body.rows.find(({ id }: { id: number }) => id === incomingId)
        .points;
    expect(await points(days)).toEqual([
      { ok: 0, failed: 0, imported: 0 },
      { ok: 3, failed: 1, imported: 5 },
      { ok: 1, failed: 0, imported: 0 },
    ]);
    expect((await points('days=1')).filter(({ ok }: { ok: number }) => ok > 0)).toEqual([
      { ok: 1, failed: 1, imported: 1 },
    ]);
    later(120 * 24 * 3600_000);
    await keepHouse(inner);
    expect((await points(days))[1]).toEqual({ ok: 3, failed: 1, imported: 5 });
    later(-120 * 24 * 3600_000);
  });

  test('what makes no sense is refused with its field', async () => {
    for (const query of ['days=0', 'days=367', 'from=2026-02-30', 'to=gestern', 'teamId=x'])
      expect(codes(await admin.get(`/api/reports/traffic?${query}`)), query).toEqual([422, 'invalid']);
    expect((await admin.get('/api/reports/choices')).body.mailboxes).toHaveLength(1);
  });
});
