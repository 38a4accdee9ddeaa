import { type TicketScope, withNestedTeams } from '../desk/can.ts';
import { type AskedPeriod, pieceOf, type ReportPeriod, reportPeriod } from '../desk/report-period.ts';
import { wallClock } from '../lib/calendar.ts';
import { listCategories } from '../store/categories.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { figures } from '../store/figures.ts';
import { mailboxHours, mailboxNames } from '../store/mailbox-hours.ts';
import type { ReportFilter } from '../store/report-filter.ts';
import type { Times, TimesBy } from '../store/report-times.ts';
import type { Counted, MailCounted } from '../store/report-traffic.ts';
import { listTeams } from '../store/teams.ts';
import type { Desk } from './desk.ts';

/** Which days, and of which team, category (those nested below included) and mailbox. */
export type ReportAsked = AskedPeriod & {
  teamId?: number | undefined;
  categoryId?: number | undefined;
  mailboxId?: number | undefined;
};

/** Mails that came in, answers that people wrote, mails that the desk wrote by itself, tickets made and done. */
export type Sums = { mailsIn: number; answers: number; automatic: number; created: number; done: number };

/** A piece of the period. `open` is what was open at its end, or is now; null before it has begun. */
export type TrafficPoint = Sums & { at: number; open: number | null };

export type Traffic = {
  period: ReportPeriod;
  points: TrafficPoint[];
  totals: Sums;
  before: Sums;
  /** When people write: mails of the period by weekday (0 = Monday) and hour of the desk's clock, without automatic ones. */
  hours: number[][];
};

/** Mails and tickets of the period and of the one before. `scope` is what the reader may see. */
export async function readTraffic(desk: Desk, scope: TicketScope, asked: ReportAsked): Promise<Traffic> {
  const now = desk.clock().getTime();
  const { period, filter } = await prepare(desk, scope, asked, now);
  const from = period.beforeStart;
  const [mails, tickets, open] = await figures<['mails', 'tickets', 'open']>(desk.store, [
    { about: 'mails', filter, span: { from, before: period.end } },
    // Up to now: what is open now less what came since, and what was done since, is what was open then.
    { about: 'tickets', filter, span: { from, before: Math.max(period.end, now + 1) } },
    { about: 'open', filter, ages: [] },
  ]);
  const openNow = sum(open);
  const points = period.starts.map((at, piece) => {
    const end = period.starts[piece + 1] ?? period.end;
    const later = (counted: readonly Counted[]) => sum(counted.filter((each) => each.at >= end));
    return {
      at,
      ...noSums(),
      open: at > now ? null : openNow - later(tickets.created) + later(tickets.done),
    };
  });
  const [totals, before] = [noSums(), noSums()];
  const add = (at: number, what: keyof Sums, n: number) => {
    if (at >= period.end) return;
    const point = points[pieceOf(period, at)];
    (point ? totals : before)[what] += n;
    if (point) point[what] += n;
  };
  for (const mail of mails) add(mail.at, wordFor(mail), mail.n);
  for (const { at, n } of tickets.created) add(at, 'created', n);
  for (const { at, n } of tickets.done) add(at, 'done', n);
  return { period, points, totals, before, hours: busiestHours(period, mails) };
}

const noSums = (): Sums => ({ mailsIn: 0, answers: 0, automatic: 0, created: 0, done: 0 });
const sum = (counted: readonly { n: number }[]) => counted.reduce((total, { n }) => total + n, 0);

function wordFor({ kind, automatic }: MailCounted): keyof Sums {
  if (kind === 'mailIn') return 'mailsIn';
  return automatic ? 'automatic' : 'answers';
}

function busiestHours(period: ReportPeriod, mails: readonly MailCounted[]): number[][] {
  const clock = wallClock(period.zone);
  const hours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { at, kind, automatic, n } of mails) {
    if (kind !== 'mailIn' || automatic || pieceOf(period, at) < 0) continue;
    const { weekday, hour } = clock(at);
    const day = hours[weekday];
    if (day) day[hour] = (day[hour] ?? 0) + n;
  }
  return hours;
}

/** How long something took in the period, by what, and over all in the period before. */
export type TimesReport = { rows: (Times & { name: string | null })[]; before: Times | null };
/** `made` is how many tickets were made in the period, answered or not. */
export type TimesAnswer = { period: ReportPeriod; made: number; answer: TimesReport; done: TimesReport };

/** First answer and time to done in the period. */
export async function readTimes(desk: Desk, scope: TicketScope, asked: ReportAsked): Promise<TimesAnswer> {
  const { period, filter, names } = await prepare(desk, scope, asked, desk.clock().getTime());
  const start = period.starts[0] ?? period.end;
  const [times, before] = await figures<['times', 'times']>(desk.store, [
    { about: 'times', filter, span: { from: start, before: period.end } },
    { about: 'times', filter, span: { from: period.beforeStart, before: start } },
  ]);
  const report = (what: 'answer' | 'done'): TimesReport => ({
    rows: times[what].map((row) => ({ ...row, name: row.id === null ? null : (names[row.by].get(row.id) ?? null) })),
    before: before[what].find(({ by }) => by === 'all') ?? null,
  });
  return { period, made: times.made, answer: report('answer'), done: report('done') };
}

const dayMs = 24 * 3600_000;
/** Ages in days that the backlog is told apart by. */
const ageDays = [1, 3, 7, 14, 30, 90] as const;

export type OpenGroup = 'inquiry' | 'open' | 'working' | 'waiting';
/** Open tickets that are younger than `days` and no younger than the row before says; null = any age. */
export type BacklogRow = { days: number | null } & Record<OpenGroup, number>;

/** What is open now, by age. */
export async function readBacklog(desk: Desk, scope: TicketScope, asked: ReportAsked): Promise<BacklogRow[]> {
  const now = desk.clock().getTime();
  const { filter } = await prepare(desk, scope, asked, now);
  const ages = ageDays.map((days) => now - days * dayMs);
  const [open] = await figures<['open']>(desk.store, [{ about: 'open', filter, ages }]);
  return [...ageDays, null].map((days, age) => {
    const of = (group: OpenGroup) => sum(open.filter((row) => row.age === age && row.group === group));
    return { days, inquiry: of('inquiry'), open: of('open'), working: of('working'), waiting: of('waiting') };
  });
}

export type MailboxPoint = { ok: number; failed: number; imported: number };
export type MailboxHealth = { period: ReportPeriod; rows: { id: number; name: string; points: MailboxPoint[] }[] };

/** How the runs of each incoming mailbox went, piece by piece of the period. */
export async function readMailboxHealth(desk: Desk, asked: ReportAsked): Promise<MailboxHealth> {
  const zone = await zoneOf(desk);
  const period = reportPeriod(asked, zone, desk.clock().getTime());
  const mailboxes = await mailboxNames(desk.store.db);
  const shown = mailboxes.filter(({ id, deleted }) => !deleted && (asked.mailboxId ?? id) === id);
  const ids = shown.map(({ id }) => id);
  const rows = shown.map(({ id, name }) => ({
    id,
    name,
    points: period.starts.map(() => ({ ok: 0, failed: 0, imported: 0 })),
  }));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const hours = await mailboxHours(desk.store.db, ids, period.starts[0] ?? period.end, period.end);
  for (const { mailboxId, at, ok, failed, imported } of hours) {
    const point = byId.get(mailboxId)?.points[pieceOf(period, at)];
    if (!point) continue;
    point.ok += ok;
    point.failed += failed;
    point.imported += imported;
  }
  return { period, rows };
}

type Names = Record<TimesBy, ReadonlyMap<number, string>>;

async function prepare(desk: Desk, scope: TicketScope, asked: ReportAsked, now: number) {
  const { db } = desk.store;
  const [zone, teams, categories] = [await zoneOf(desk), await listTeams(db), await listCategories(db)];
  const nested = asked.teamId === undefined ? null : withNestedTeams(teams, [asked.teamId]);
  const filter: ReportFilter = {
    teams: scope === 'all' ? nested : scope.filter((team) => nested?.includes(team) ?? true),
    categories: asked.categoryId === undefined ? null : withNestedTeams(categories, [asked.categoryId]),
    mailboxId: asked.mailboxId ?? null,
  };
  const named = (rows: readonly { id: number; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));
  const names: Names = {
    all: new Map(),
    team: named(teams),
    category: named(categories),
    mailbox: named(await mailboxNames(db)),
  };
  return { period: reportPeriod(asked, zone, now), filter, names };
}

/** The time zone by whose clock the desk's days begin. */
async function zoneOf(desk: Desk): Promise<string> {
  return (await readDeskSettings(desk.store.db)).timeZone;
}
