import { failureText } from '../desk/failure-text.ts';
import { type Finding, isLow, worstOf } from '../desk/findings.ts';
import type { Desk } from '../flows/desk.ts';
import { daysUntil } from '../flows/warn-of-secrets.ts';
import type { Failure } from '../lib/failure.ts';
import { type DeskSettings, readDeskSettings } from '../store/desk-settings.ts';
import { countOpenCircuits } from '../store/loop-guard.ts';
import { listMailboxes, type MailboxRow } from '../store/mailboxes.ts';
import { type GrantRow, listGrants } from '../store/oauth-grants.ts';
import { listProcesses, type ProcessRow } from '../store/processes.ts';
import { queueCounts } from '../store/queue-counts.ts';
import { databaseFacts, lastFailures, type WaitingFacts, waitingFacts } from '../store/system-facts.ts';
import { instant, instantOrNull } from './answers.ts';
import type { Locale } from './contract/common.ts';
import type { System } from './contract/system.ts';
import { daysTo, findingAnswer, lifeOf } from './findings.ts';

const minute = 60_000;
/** A process that has not been heard of for so long has probably died. */
const silentMs = 3 * minute;
/** Mails that wait longer than this before they are filed or sent are worth a word. */
const inboundPatienceMs = 15 * minute;
const outboundPatienceMs = 60 * minute;
/** A mailbox that is due for longer than this, beyond its interval, is not being fetched. */
const overdueMs = 15 * minute;
const shownFailures = 20;

/** What the routes know beside the database. */
export type Around = {
  version: string;
  storageFailure: Failure | null;
  blobs: { bytes: number; files: number; at: number } | null;
};

/** How the desk runs, in the reader's language. */
export async function systemAnswer(desk: Desk, locale: Locale, around: Around): Promise<System> {
  const { db, dialect } = desk.store;
  const now = desk.clock();
  const mailboxes = (await listMailboxes(db)).filter(({ protocol }) => protocol !== 'folder');
  const life = await lifeOf(desk, mailboxes);
  const grants = new Map((await listGrants(db)).map((grant) => [grant.mailboxId, grant]));
  const settings = await readDeskSettings(db);
  const waiting = await waitingFacts(db);
  const counts = await queueCounts(db);
  const processes = await listProcesses(db);
  const openCircuits = await countOpenCircuits(db, now.getTime());
  const database = await databaseFacts(db, dialect);
  const failures = await lastFailures(db, shownFailures);
  const known = { locale, now: now.getTime(), settings, mailboxes, grants, waiting, counts, processes, openCircuits };
  const findings = [...storageFindings(locale, around.storageFailure), ...ownFindings(known), ...life.findings];
  findings.sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
  return {
    state: worstOf(findings.map(({ level }) => level)),
    findings: findings.map((finding) => findingAnswer(locale, finding)),
    mailboxes: mailboxes.map((row) => mailboxLine(locale, now, row, life, grants.get(row.id), waiting)),
    queues: {
      inbound: counts.inbound,
      outbound: counts.outbound,
      inboundSince: instantOrNull(waiting.inboundSince),
      outboundSince: instantOrNull(waiting.outboundSince),
    },
    storage: {
      free: life.disk?.free ?? null,
      total: life.disk?.total ?? null,
      database: database.bytes,
      blobs: around.blobs && { ...around.blobs, at: instant(around.blobs.at) },
      low: isLow(life.disk?.free ?? null),
      folder: desk.dataDir,
    },
    versions: {
      product: around.version,
      node: process.version.replace(/^v/, ''),
      database: `${database.name} ${database.version}`,
      schema: database.schema,
    },
    processes: processes.map(({ startedAt, seenAt, ...row }) => ({
      ...row,
      startedAt: instant(startedAt),
      seenAt: instant(seenAt),
      silent: isSilent(seenAt, now.getTime()),
    })),
    switches: {
      fetchStopped: settings.fetchStopped,
      noMailForOwnAction: settings.noMailForOwnAction,
      openCircuits,
    },
    failures: failures.map(({ error, at, ...line }) => ({
      ...line,
      at: instant(at),
      text: failureText(locale, error.code, error.params),
    })),
  };
}

type Known = {
  locale: Locale;
  now: number;
  settings: DeskSettings;
  mailboxes: readonly MailboxRow[];
  grants: ReadonlyMap<number, GrantRow>;
  waiting: WaitingFacts;
  counts: { inbound: Record<string, number>; outbound: Record<string, number> };
  processes: readonly ProcessRow[];
  openCircuits: number;
};

function storageFindings(locale: Locale, failure: Failure | null): Finding[] {
  if (!failure) return [];
  const text = failureText(locale, failure.code, failure.params);
  return [{ key: 'storage', level: 'error', params: { text }, action: null, to: null }];
}

function ownFindings(known: Known): Finding[] {
  const { now, settings, mailboxes, processes, counts, waiting, openCircuits } = known;
  const found: Finding[] = [];
  const say = (key: string, level: Finding['level'], params: Finding['params'], action: string, to: string | null) =>
    found.push({ key, level, params, action, to });
  const works = processes.some(({ roles, seenAt }) => roles.includes('worker') && !isSilent(seenAt, now));
  if (!works) say('noWorker', 'error', {}, 'startWorker', null);
  if (settings.fetchStopped) say('fetchStopped', 'warning', {}, 'fetchStopped', '/admin/desk');
  for (const mailbox of mailboxes) found.push(...mailboxFindings(known, mailbox, works));
  const canSend = mailboxes.some(({ direction, active }) => direction === 'outgoing' && active);
  if (mailboxes.length > 0 && !canSend) say('noOutgoing', 'warning', {}, 'newOutgoing', '/admin/mailboxes/new');
  const { failed = 0, quarantined = 0 } = counts.inbound;
  const failedOut = ['failed', 'partly', 'uncertain'].reduce((sum, state) => sum + (counts.outbound[state] ?? 0), 0);
  if (failed + quarantined > 0)
    say(
      'inboundFailed',
      'warning',
      { count: failed + quarantined },
      'intake',
      `/intake?state=${failed > 0 ? 'failed' : 'quarantined'}`,
    );
  if (failedOut > 0) say('outboundFailed', 'warning', { count: failedOut }, 'outbox', '/outbox?state=failed');
  const late = (since: number | null, patience: number) => since !== null && now - since > patience;
  const minutes = (since: number | null) => ({ minutes: Math.floor((now - (since ?? now)) / minute) });
  if (late(waiting.inboundSince, inboundPatienceMs))
    say('inboundWaiting', 'warning', minutes(waiting.inboundSince), 'intake', '/intake');
  if (late(waiting.outboundSince, outboundPatienceMs))
    say('outboundWaiting', 'warning', minutes(waiting.outboundSince), 'outbox', '/outbox');
  if (openCircuits > 0)
    say('circuits', 'warning', { count: openCircuits }, 'circuits', '/admin/auto-mails?tab=circuits');
  return found;
}

function mailboxFindings({ locale, now, settings, grants }: Known, mailbox: MailboxRow, works: boolean): Finding[] {
  const { id, name, active, direction, lastError, nextRunAt, values } = mailbox;
  if (!active) return [];
  const at = { action: 'mailbox', to: `/admin/mailboxes/${id}` } as const;
  if (lastError !== null) {
    const text = failureText(locale, lastError.code, lastError.params);
    return [{ key: 'mailboxError', level: 'error', params: { name, text }, ...at }];
  }
  const failing = grants.get(id)?.lastFailure;
  if (failing) {
    const text = failureText(locale, failing.code, failing.params);
    return [{ key: 'tokenFailing', level: 'warning', params: { name, text }, ...at }];
  }
  // Without a worker every mailbox is late, and that was said.
  if (!works || settings.fetchStopped || direction === 'outgoing' || nextRunAt === null) return [];
  const patience = Number(values.intervalMinutes) * minute + overdueMs;
  return now - nextRunAt > patience && nextRunAt > 0
    ? [{ key: 'mailboxOverdue', level: 'error', params: { name }, ...at }]
    : [];
}

function mailboxLine(
  locale: Locale,
  now: Date,
  row: MailboxRow,
  { certificates, connections }: Awaited<ReturnType<typeof lifeOf>>,
  grant: GrantRow | undefined,
  waiting: WaitingFacts,
): System['mailboxes'][number] {
  const certificate = certificates.get(row.id);
  const connection = connections.find(({ id }) => row.values.auth === 'oauth' && id === row.values.oauthConnection);
  const secretDay = connection?.values.secretExpiresOn ?? '';
  const secretDays = daysUntil(secretDay, now);
  return {
    id: row.id,
    name: row.name,
    direction: row.direction,
    state: stateOf(row, grant),
    lastRunAt: instantOrNull(row.lastRunAt),
    nextRunAt: row.active && row.nextRunAt ? instant(row.nextRunAt) : null,
    error: row.lastError && failureText(locale, row.lastError.code, row.lastError.params),
    backlog: waiting.perMailbox.get(row.id) ?? 0,
    certificate: certificate?.validTo
      ? {
          host: certificate.host,
          subject: certificate.subject,
          issuer: certificate.issuer,
          expires: { at: certificate.validTo, days: daysTo(Date.parse(certificate.validTo), now) },
        }
      : null,
    oauth: connection
      ? {
          connection: connection.name,
          tokenExpiresAt: grant?.state === 'ok' ? instant(grant.expiresAt) : null,
          secretExpires: secretDays === null ? null : { at: instant(Date.parse(secretDay)), days: secretDays },
        }
      : null,
  };
}

function stateOf(row: MailboxRow, grant: GrantRow | undefined): System['mailboxes'][number]['state'] {
  if (!row.active) return 'paused';
  if (grant?.state === 'signedOut' || (row.values.auth === 'oauth' && !grant)) return 'signedOut';
  if (row.lastError !== null) return 'error';
  return row.direction === 'incoming' && row.lastRunAt === null ? 'waiting' : 'ok';
}

const isSilent = (seenAt: number, now: number) => now - seenAt > silentMs;
