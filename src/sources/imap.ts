import { type Clock, systemClock } from '../lib/clock.ts';
import type { Account } from '../net/account.ts';
import { type ImapOptions, openImap } from '../net/imap.ts';
import type { ImapConnection } from '../net/imap-connection.ts';
import { imapFailure } from '../net/imap-failures.ts';
import { fetchMails } from './imap-fetch.ts';
import { leave, openFolder } from './imap-folder.ts';
import { countChanges, highestModseq, listFolder, type ListingMemory } from './imap-listing.ts';
import { type FolderView, imapRef, portions, uidOf, uidSet } from './imap-refs.ts';
import { settleMails } from './imap-settle.ts';
import { waitForNews, watchForNews } from './imap-wait.ts';
import type { AfterImport, Coming, Source } from './source.ts';

export type ImapSourceOptions = ImapOptions & {
  clock?: Clock;
  /** Of earlier sources on the same folder with the same account; makes looking at an idle folder cheap. */
  memory?: ListingMemory;
};

/** Connects, signs in and opens the folder for reading and writing. Throws Failure; see Source for what follows. */
export async function openImapSource(account: Account, folder: string, options: ImapSourceOptions): Promise<Source> {
  const connection = await openImap(account, options);
  try {
    await countChanges(connection);
    const view = await openFolder(connection, folder, false);
    return imapSource(connection, view, options);
  } catch (error) {
    await leave(connection);
    throw imapFailure(error, connection);
  }
}

function imapSource(connection: ImapConnection, view: FolderView, options: ImapSourceOptions): Source {
  const { clock = systemClock, memory = {} } = options;
  const counted = { ...view, modseq: highestModseq(connection) };
  const sizes = new Map<number, number>();
  const news = watchForNews(connection);
  const failing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw imapFailure(error, connection);
    }
  };
  return {
    push: connection.offers('IDLE'),
    list: (wanted) =>
      failing(async () => {
        news.clear();
        const candidates = await listFolder(connection, counted, wanted, clock, memory);
        sizes.clear();
        for (const { ref, size } of candidates) sizes.set(uidOf(ref, view) ?? 0, size);
        return candidates;
      }),
    fetch: (refs, coming) => fetchRefs(connection, view, refs, sizes, coming),
    headers: (refs) => failing(() => readHeaders(connection, view, refs)),
    settle: (refs, after: AfterImport, again = false) =>
      failing(async () => {
        const uids = refs.map((ref) => uidOf(ref, view)).filter((uid) => uid !== undefined);
        await settleMails(connection, uids, after, again ? view : null);
        return [...refs];
      }),
    wait: (timeoutMs, signal) => waitForNews(connection, news, timeoutMs, signal),
    close: () => leave(connection),
    end: () => connection.close(),
  };
}

async function* fetchRefs(
  connection: ImapConnection,
  view: FolderView,
  refs: readonly string[],
  sizes: Map<number, number>,
  coming: Coming | undefined,
): AsyncGenerator<{ ref: string; raw: Buffer }> {
  const wanted = new Map<number, string>();
  for (const ref of refs) {
    const uid = uidOf(ref, view);
    if (uid !== undefined) wanted.set(uid, ref);
  }
  try {
    await learnSizes(connection, [...wanted.keys()], sizes);
    const heard = coming && ((uid: number, bytes: number) => coming(wanted.get(uid) ?? imapRef(view, uid), bytes));
    for await (const { uid, raw } of fetchMails(connection, [...wanted.keys()], sizes, heard)) {
      yield { ref: wanted.get(uid) ?? imapRef(view, uid), raw };
    }
  } catch (error) {
    throw imapFailure(error, connection);
  }
}

async function readHeaders(
  connection: ImapConnection,
  view: FolderView,
  refs: readonly string[],
): Promise<Map<string, Buffer>> {
  const headers = new Map<string, Buffer>();
  const uids = refs.flatMap((ref) => uidOf(ref, view) ?? []);
  for (const portion of portions(uids, 100)) {
    const query = { uid: true, headers: ['From', 'Subject'] };
    for await (const mail of connection.fetch(uidSet(portion), query, { uid: true })) {
      if (mail.headers) headers.set(imapRef(view, mail.uid), mail.headers);
    }
  }
  return headers;
}

async function learnSizes(
  connection: ImapConnection,
  uids: readonly number[],
  sizes: Map<number, number>,
): Promise<void> {
  const unknown = uids.filter((uid) => !sizes.has(uid));
  for (const portion of portions(unknown, 500)) {
    for await (const mail of connection.fetch(uidSet(portion), { uid: true, size: true }, { uid: true })) {
      // A row that only tells of a changed flag came unasked.
      if (mail.size !== undefined) sizes.set(mail.uid, mail.size);
    }
  }
}
