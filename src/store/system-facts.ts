import { sql } from 'kysely';
import type { Dialect } from './dialect.ts';
import type { Db } from './schema.ts';
import type { StoredError } from './stored-error.ts';

/** The database itself: its size in bytes, its kind and version, the last migration. */
export type DatabaseFacts = { bytes: number; name: 'SQLite' | 'PostgreSQL'; version: string; schema: string };

/** Mails that wait, the oldest since when (milliseconds since 1970; null: none waits). */
export type WaitingFacts = {
  inboundSince: number | null;
  outboundSince: number | null;
  perMailbox: Map<number, number>;
};

/** Something that went wrong lately; instants in milliseconds since 1970. */
export type FailureLine = {
  kind: 'run' | 'inbound' | 'outbound';
  at: number;
  id: number;
  mailboxId: number;
  mailboxName: string;
  subject: string;
  error: Pick<StoredError, 'code' | 'params'>;
};

export async function databaseFacts(db: Db, dialect: Dialect): Promise<DatabaseFacts> {
  const {
    rows: [schema],
  } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db);
  const {
    rows: [facts],
  } =
    dialect === 'sqlite'
      ? await sql<{ bytes: number; version: string }>`
          select page_count * page_size as bytes, sqlite_version() as version from pragma_page_count(), pragma_page_size()`.execute(
          db,
        )
      : await sql<{ bytes: number; version: string }>`
          select pg_database_size(current_database()) as bytes, current_setting('server_version') as version`.execute(
          db,
        );
  return {
    bytes: facts?.bytes ?? 0,
    name: dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL',
    version: (facts?.version ?? '').split(' ')[0] ?? '',
    schema: schema?.name ?? '',
  };
}

/** What waits to be filed or sent. Mails in the outbox count for their outgoing mailbox. */
export async function waitingFacts(db: Db): Promise<WaitingFacts> {
  const inbound = await db
    .selectFrom('inbound')
    .select((eb) => [
      'mailbox_id',
      eb.fn.countAll<number>().as('n'),
      eb.fn.min<number | null>('fetched_at').as('since'),
    ])
    .where('state', '=', 'received')
    .groupBy('mailbox_id')
    .execute();
  const outbound = await db
    .selectFrom('outbound')
    .select((eb) => [
      'mailbox_id',
      eb.fn.countAll<number>().as('n'),
      eb.fn.min<number | null>('created_at').as('since'),
    ])
    .where('state', 'in', ['queued', 'sending', 'deferred'])
    .groupBy('mailbox_id')
    .execute();
  const earliest = (rows: readonly { since: number | null }[]) => {
    const instants = rows.flatMap(({ since }) => (since === null ? [] : [since]));
    return instants.length === 0 ? null : Math.min(...instants);
  };
  return {
    inboundSince: earliest(inbound),
    outboundSince: earliest(outbound),
    perMailbox: new Map([...inbound, ...outbound].map(({ mailbox_id, n }) => [mailbox_id, n])),
  };
}

/** Failed runs are looked for among so many latest ones: there are millions, and most went well. */
export const lookedThroughRuns = 20_000;

/** The last failures of fetching, filing and sending, newest first. */
export async function lastFailures(db: Db, limit: number): Promise<FailureLine[]> {
  const newest = await db
    .selectFrom('run')
    .select((eb) => eb.fn.max<number | null>('id').as('id'))
    .executeTakeFirst();
  const runs = await db
    .selectFrom('run')
    .innerJoin('mailbox', 'mailbox.id', 'run.mailbox_id')
    .select(['run.id', 'run.mailbox_id', 'mailbox.name', 'run.error', 'run.ended_at as at'])
    .where('run.error', 'is not', null)
    .where('run.id', '>', (newest?.id ?? 0) - lookedThroughRuns)
    .orderBy('run.id', 'desc')
    .limit(limit)
    .execute();
  const inbound = await db
    .selectFrom('inbound')
    .innerJoin('mailbox', 'mailbox.id', 'inbound.mailbox_id')
    .select(['inbound.id', 'inbound.mailbox_id', 'mailbox.name', 'inbound.reason as error', 'inbound.fetched_at as at'])
    .select('inbound.subject')
    .where('inbound.state', '=', 'failed')
    .orderBy('inbound.id', 'desc')
    .limit(limit)
    .execute();
  const outbound = await db
    .selectFrom('outbound')
    .innerJoin('mailbox', 'mailbox.id', 'outbound.mailbox_id')
    .select(['outbound.id', 'outbound.mailbox_id', 'mailbox.name', 'outbound.error', 'outbound.last_attempt_at as at'])
    .select('outbound.subject')
    .where('outbound.state', 'in', ['failed', 'partly', 'uncertain', 'deferred'])
    .where('outbound.error', 'is not', null)
    .orderBy('outbound.id', 'desc')
    .limit(limit)
    .execute();
  return [
    ...runs.map((row) => lineOf('run', { ...row, subject: '' })),
    ...inbound.map((row) => lineOf('inbound', row)),
    ...outbound.map((row) => lineOf('outbound', row)),
  ]
    .toSorted((a, b) => b.at - a.at)
    .slice(0, limit);
}

type Row = { id: number; mailbox_id: number; name: string; error: string | null; at: number | null; subject: string };

function lineOf(kind: FailureLine['kind'], row: Row): FailureLine {
  const { code = 'internal', params = {} } = JSON.parse(row.error ?? '{}') as Partial<FailureLine['error']>;
  const { id, mailbox_id: mailboxId, name: mailboxName, subject } = row;
  return { kind, at: row.at ?? 0, id, mailboxId, mailboxName, subject, error: { code, params } };
}
