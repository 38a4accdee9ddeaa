import { ticketScope } from '../desk/can.ts';
import type { ReportPeriod } from '../desk/report-period.ts';
import { readBacklog, readMailboxHealth, readTimes, readTraffic, type TimesReport } from '../flows/reports.ts';
import { gate } from '../lib/gate.ts';
import { mailboxNames } from '../store/mailbox-hours.ts';
import { type Api, type App, personOf } from './app.ts';
import {
  backlogSchema,
  mailboxHealthSchema,
  reportChoicesSchema,
  reportQuerySchema,
  reportTimesSchema,
  trafficSchema,
} from './contract/reports.ts';

/** Reports that are counted at a time: each has a thread or a connection of its own. */
const together = 2;

/** Figures for charts. */
export function reportRoutes(app: App, { desk }: Api): void {
  const config = { right: 'agents' } as const;
  const counting = gate(together, 60_000);

  app.get(
    '/api/reports/traffic',
    { config, schema: { querystring: reportQuerySchema, response: { 200: trafficSchema } } },
    async (request) => {
      const traffic = await counting(() => readTraffic(desk, ticketScope(personOf(request)), request.query));
      const points = traffic.points.map((point) => ({ ...point, at: iso(point.at) }));
      return { ...traffic, points, period: periodAnswer(traffic.period) };
    },
  );

  app.get(
    '/api/reports/times',
    { config, schema: { querystring: reportQuerySchema, response: { 200: reportTimesSchema } } },
    async (request) => {
      const times = await counting(() => readTimes(desk, ticketScope(personOf(request)), request.query));
      return {
        period: periodAnswer(times.period),
        made: times.made,
        answer: timesAnswer(times.answer),
        done: timesAnswer(times.done),
      };
    },
  );

  app.get(
    '/api/reports/backlog',
    { config, schema: { querystring: reportQuerySchema, response: { 200: backlogSchema } } },
    async (request) => ({
      rows: await counting(() => readBacklog(desk, ticketScope(personOf(request)), request.query)),
    }),
  );

  app.get(
    '/api/reports/mailboxes',
    {
      config: { right: 'readIntake' },
      schema: { querystring: reportQuerySchema, response: { 200: mailboxHealthSchema } },
    },
    async ({ query }) => {
      const { period, rows } = await readMailboxHealth(desk, query);
      return { period: periodAnswer(period), starts: period.starts.map(iso), rows };
    },
  );

  app.get('/api/reports/choices', { config, schema: { response: { 200: reportChoicesSchema } } }, async () => {
    const mailboxes = await mailboxNames(desk.store.db);
    return { mailboxes: mailboxes.filter(({ deleted }) => !deleted).map(({ id, name }) => ({ id, name })) };
  });
}

const iso = (at: number) => new Date(at).toISOString();

const periodAnswer = ({ zone, from, to, days, unit }: ReportPeriod) => ({ zone, from, to, days, unit });

function timesAnswer({ rows, before }: TimesReport) {
  const byMost = rows.toSorted((one, other) => other.n - one.n);
  return {
    all: byMost.find(({ by }) => by === 'all') ?? null,
    before,
    rows: byMost.flatMap(({ by, ...row }) => (by === 'all' ? [] : [{ by, ...row }])),
  };
}
