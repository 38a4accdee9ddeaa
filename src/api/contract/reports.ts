import { z } from 'zod';
import { isDate } from '../../lib/calendar.ts';
import { idSchema, instant } from './common.ts';

/*
 * Figures for charts. Agents get those of the tickets they may see, administrators and dispatchers all.
 *
 * GET /api/reports/traffic    → Traffic: mails and tickets per hour, day or week; by weekday and hour; sums with those of the period before
 * GET /api/reports/times      → ReportTimes: first answer and time to done, by team, mailbox and category
 * GET /api/reports/backlog    → Backlog: what is open now, by age
 * GET /api/reports/mailboxes  → MailboxHealth: how runs went; administrators and dispatchers
 * GET /api/reports/choices    → incoming mailboxes to filter by
 *
 * All take ?days=30 (today included) or ?from=2026-10-01&to=2026-10-31 (both included, a year at most), and teamId, categoryId (those nested below
 * included) and mailboxId. Days begin by the clock of the desk's time zone, which answers name.
 */

const dateSchema = z.string().refine(isDate);
const count = z.number().int();

export const reportQuerySchema = z.object({
  days: z.coerce.number().int().min(1).max(366).optional(),
  from: dateSchema.optional(),
  to: dateSchema.optional(),
  teamId: idSchema.optional(),
  categoryId: idSchema.optional(),
  mailboxId: idSchema.optional(),
});

const periodSchema = z.object({
  /** IANA name. */
  zone: z.string(),
  from: z.string(),
  to: z.string(),
  days: count,
  unit: z.enum(['hour', 'day', 'week']),
});
export type Period = z.infer<typeof periodSchema>;

const sums = {
  mailsIn: count,
  /** Mails that people wrote. */
  answers: count,
  /** Mails that the desk wrote by itself. */
  automatic: count,
  created: count,
  done: count,
};
const sumsSchema = z.object(sums);
export type Sums = z.infer<typeof sumsSchema>;

export const trafficSchema = z.object({
  period: periodSchema,
  /** `at` is where the piece begins; `open` what was open at its end, null before it has begun. */
  points: z.array(z.object({ at: instant, ...sums, open: count.nullable() })),
  totals: sumsSchema,
  before: sumsSchema,
  /** Mails in without automatic ones: seven days from Monday with 24 hours each. */
  hours: z.array(z.array(count)),
});
export type Traffic = z.infer<typeof trafficSchema>;

/** Milliseconds; `n` tickets, of which half took at most `median` and nine in ten at most `p90`. */
const timesSchema = z.object({ n: count, median: z.number(), p90: z.number() });
const timesReportSchema = z.object({
  all: timesSchema.nullable(),
  before: timesSchema.nullable(),
  /** `id` null: tickets without a team, mailbox or category. Most tickets first. */
  rows: z.array(
    timesSchema.extend({
      by: z.enum(['team', 'mailbox', 'category']),
      id: idSchema.nullable(),
      name: z.string().nullable(),
    }),
  ),
});
export type TimesReport = z.infer<typeof timesReportSchema>;
export const reportTimesSchema = z.object({
  period: periodSchema,
  /** Tickets that were made in the period; `answer` tells of those that were answered since. */
  made: count,
  answer: timesReportSchema,
  /** Of the tickets done in the period. */
  done: timesReportSchema,
});
export type ReportTimes = z.infer<typeof reportTimesSchema>;

export const backlogSchema = z.object({
  /** Open tickets younger than `days` and no younger than the row before says; null = all older ones. */
  rows: z.array(z.object({ days: count.nullable(), inquiry: count, open: count, working: count, waiting: count })),
});
export type Backlog = z.infer<typeof backlogSchema>;

export const mailboxHealthSchema = z.object({
  period: periodSchema,
  starts: z.array(instant),
  rows: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      /** One for each of `starts`: runs that went well, tries that did not, mails imported by the former. */
      points: z.array(z.object({ ok: count, failed: count, imported: count })),
    }),
  ),
});
export type MailboxHealth = z.infer<typeof mailboxHealthSchema>;

export const reportChoicesSchema = z.object({ mailboxes: z.array(z.object({ id: idSchema, name: z.string() })) });
