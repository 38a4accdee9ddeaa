import { type Clock, sleep, systemClock } from '../lib/clock.ts';
import { Failure } from '../lib/failure.ts';
import type { Account } from '../net/account.ts';
import { openPop3, type Pop3Connection, type Pop3Options } from '../net/pop3.ts';
import { type Drop, readMaildrop, receiptTime } from './pop3-maildrop.ts';
import { askHeaders, markDeleted, type NamedDrop, named, portionsBySize, retrieve } from './pop3-mails.ts';
import type { Candidate, Coming, ListOptions, Source } from './source.ts';

export type Pop3SourceOptions = Pop3Options & { clock?: Clock };

/** One sign-in. `listed` once its view has been given out: the next list needs a new one. */
export type Pop3Session = { connection: Pop3Connection; drops: Map<string, Drop>; listed: boolean };

/**
 * A source on a maildrop. Refs are `UIDL=…` (RFC 1939 §7), or `SHA256=…` of the content where the server knows no UIDL. It connects when it is first
 * asked, because a session sees the maildrop as it was at the sign-in and keeps others out (§3): so `wait` ends the session, and `settle` ends it
 * because deletions count only after a clean QUIT (§6), and what is told to be settled must be: so a run settles last, in its one session. POP3 knows no flags
 * and no folders: all but `delete` leaves the mail where it is, and every mail is unseen. Throws Failure.
 */
export function openPop3Source(account: Account, options: Pop3SourceOptions = {}): Source {
  return pop3Source(account, options, undefined);
}

/** The same, connected at once, so that a server that does not answer shows itself here. */
export async function beginPop3Source(account: Account, options: Pop3SourceOptions = {}): Promise<Source> {
  return pop3Source(account, options, await beginPop3(account, options));
}

/** The same on a session that has just begun. */
export function pop3Source(account: Account, options: Pop3SourceOptions, first: Pop3Session | undefined): Source {
  const clock = options.clock ?? systemClock;
  let session = first;
  let closed = false;
  const lost = () =>
    new Failure('connection-lost', { temporary: true, params: { host: account.host, port: account.port } });
  const current = async () => {
    if (closed) throw lost();
    session ??= await beginPop3(account, options);
    return session;
  };
  const leave = async () => {
    const left = session;
    session = undefined;
    if (left) await quit(left.connection).catch(() => undefined);
  };
  const forget = () => {
    session?.connection.line.end();
    session = undefined;
  };
  let turn: Promise<unknown> = Promise.resolve();
  // One at a time: what is fetched and what is settled share one line, and one session.
  const orBreak = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work).catch((error: unknown) => {
      forget();
      throw error;
    });
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    push: false,
    settlesAtEnd: true,
    list: (wanted) =>
      orBreak(async () => {
        // A session sees the maildrop as it was when it began (RFC 1939 §3).
        if (session?.listed === true) await leave();
        const listing = await current();
        listing.listed = true;
        return await listDrops(listing, wanted, clock);
      }),
    fetch: (refs, coming) => fetchDrops(current, orBreak, forget, refs, coming),
    headers: (refs) => orBreak(async () => readHeaders(await current(), refs)),
    settle: (refs, after) =>
      orBreak(async () => {
        if (after.action === 'delete') {
          const { connection, drops } = await current();
          await markDeleted(connection, named(drops, refs));
          await quit(connection);
          session = undefined;
        }
        return [...refs];
      }),
    wait: async (timeoutMs, signal) => {
      await leave();
      if (closed) return 'closed';
      await sleep(timeoutMs, signal);
      return 'timeout';
    },
    close: async () => {
      await leave();
      closed = true;
    },
    end: () => {
      session?.connection.line.end(lost());
      session = undefined;
      closed = true;
    },
  };
}

/** Connects, signs in, and reads what is there. */
async function beginPop3(account: Account, options: Pop3SourceOptions): Promise<Pop3Session> {
  return beginSession(await openPop3(account, options));
}

/** Reads what is there for a connection that has just signed in, and ends it if that fails. */
export async function beginSession(connection: Pop3Connection): Promise<Pop3Session> {
  try {
    return { connection, drops: await readMaildrop(connection), listed: false };
  } catch (error) {
    connection.line.end();
    throw error;
  }
}

async function listDrops(
  { connection, drops }: Pop3Session,
  { since, known }: ListOptions,
  clock: Clock,
): Promise<Candidate[]> {
  // Asking each mail for its date is dear: those that are known need not be listed again.
  const skipped = await known?.([...drops.keys()]);
  const wanted = named(drops, drops.keys()).filter(({ ref }) => skipped?.has(ref) !== true);
  const candidates: (Candidate & { number: number })[] = [];
  const add = ({ ref, number, size }: NamedDrop, receivedAt: Date | null) =>
    candidates.push({ ref, receivedAt: receivedAt ?? clock(), size, seen: false, number });
  for (const drop of wanted) if (drop.receivedAt !== undefined) add(drop, drop.receivedAt);
  const undated = wanted.filter(({ receivedAt }) => receivedAt === undefined);
  for await (const { header, ...drop } of askHeaders(connection, undated)) add(drop, receiptTime(header) ?? null);
  candidates.sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || a.number - b.number);
  return candidates
    .filter(({ receivedAt }) => since === null || receivedAt >= since)
    .map(({ ref, receivedAt, size, seen }) => ({ ref, receivedAt, size, seen }));
}

async function readHeaders({ connection, drops }: Pop3Session, refs: readonly string[]): Promise<Map<string, Buffer>> {
  const headers = new Map<string, Buffer>();
  for await (const { ref, header } of askHeaders(connection, named(drops, refs))) headers.set(ref, header);
  return headers;
}

async function* fetchDrops(
  current: () => Promise<Pop3Session>,
  orBreak: <T>(work: () => Promise<T>) => Promise<T>,
  forget: () => void,
  refs: readonly string[],
  coming: Coming | undefined,
): AsyncGenerator<{ ref: string; raw: Buffer }> {
  const { drops } = await orBreak(current);
  for (const portion of portionsBySize(named(drops, refs))) {
    const mails: { ref: string; raw: Buffer }[] = [];
    let broken: { by: unknown } | undefined;
    await orBreak(async () => {
      const { connection, drops: now } = await current();
      // What nobody wants any more still comes down this line.
      if (!(await retrieve(connection, named(now, portion), mails, coming))) forget();
    }).catch((by: unknown) => {
      broken = { by };
    });
    // Also what came before the line broke: so even a line that always breaks gets on.
    yield* mails;
    if (broken) throw broken.by;
  }
}

/** Ends the session so that deletions count (the UPDATE state, RFC 1939 §6); throws if the server does not confirm it. */
async function quit({ line, host, port }: Pop3Connection): Promise<void> {
  const serverReply = await line.ask('QUIT');
  line.end();
  const params = { host, port };
  if (!serverReply.startsWith('+OK')) throw new Failure('server-refused', { temporary: true, serverReply, params });
}
