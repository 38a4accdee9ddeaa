import type { Desk } from '../flows/desk.ts';
import { addDays, startOfDate, wallClock } from '../lib/calendar.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { filedPerDay, type RunLine, runningMailboxes } from '../store/mailbox-overview.ts';
import type { MailboxRow } from '../store/mailboxes.ts';
import { errorAnswer, instant, instantOrNull } from './answers.ts';
import type { Mailbox, Run } from './contract/mailboxes.ts';
import { oauthStates, type OAuthState } from './oauth-state.ts';

/** The values of the sparkline: this many days, today the last. */
const shownDays = 14;
/** A run that began longer ago and has not ended was cut off. */
const longestRunMs = 30 * 60_000;

/** Mailboxes as the list shows them; `listening` are those on whose line push is up. */
export async function mailboxAnswers(
  desk: Desk,
  locale: 'de' | 'en',
  rows: readonly MailboxRow[],
  listening: ReadonlySet<number>,
): Promise<Mailbox[]> {
  const now = desk.clock();
  const ids = rows.map((row) => row.id);
  const { timeZone } = await readDeskSettings(desk.store.db);
  const filed = await filedPerDay(desk.store.db, ids, daysUntil(now, shownDays, timeZone));
  const running = await runningMailboxes(desk.store.db, now.getTime() - longestRunMs);
  const oauthOf = await oauthStates(desk.store.db);
  return rows.map((row) => {
    const perDay = filed.get(row.id) ?? Array.from({ length: shownDays }, () => 0);
    const error = errorAnswer(locale, row.lastError);
    return {
      id: row.id,
      direction: row.direction,
      protocol: row.protocol as Mailbox['protocol'],
      name: row.name,
      address: addressOf(row),
      state: stateOf(row, running, oauthOf(row)),
      listening: row.active && listening.has(row.id),
      lastRunAt: instantOrNull(row.lastRunAt),
      nextRunAt: row.active ? instantOrNull(row.nextRunAt) : null,
      lastError: row.lastError && error && { ...error, at: instant(row.lastError.at), failures: row.failures },
      outageToldAt: instantOrNull(row.outageToldAt),
      importedToday: perDay.at(-1) ?? 0,
      perDay,
      values: row.values,
      secretsSet: row.secretsSet,
    };
  });
}

/** Runs as the mailbox's page lists them. */
export function runAnswer(locale: 'de' | 'en', run: RunLine): Run {
  return {
    ...run,
    startedAt: instant(run.startedAt),
    endedAt: instantOrNull(run.endedAt),
    error: errorAnswer(locale, run.error),
  };
}

/** The beginnings of the last `count` days in the time zone, today's the last. Days of 23 and 25 hours are days, too. */
function daysUntil(now: Date, count: number, zone: string): number[] {
  const today = wallClock(zone)(now.getTime()).date;
  return Array.from({ length: count }, (_, index) => startOfDate(zone, addDays(today, index + 1 - count)));
}

function addressOf({ direction, values }: MailboxRow): string {
  const { mailboxAddresses, senderAddress = '' } = values as { mailboxAddresses?: string[]; senderAddress?: string };
  return direction === 'incoming' ? (mailboxAddresses?.[0] ?? senderAddress) : senderAddress;
}

function stateOf(row: MailboxRow, running: ReadonlySet<number>, oauth: OAuthState): Mailbox['state'] {
  if (!row.active) return 'paused';
  if (oauth === 'none') return 'notConnected';
  if (oauth === 'signedOut') return 'signedOut';
  if (running.has(row.id)) return 'running';
  if (row.lastError !== null) return 'error';
  return row.direction === 'incoming' && row.lastRunAt === null ? 'new' : 'ok';
}
