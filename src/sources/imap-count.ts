import type { ImapConnection } from '../net/imap-connection.ts';
import { portions, uidSet } from './imap-refs.ts';
import { searchUids } from './imap-search.ts';

/** What lies in a folder: all mails that are not marked as deleted, and those of them that are read and not older than asked for. */
export type FolderCounts = { total: number; read: number };

const dayMs = 86_400_000;

/** Counts the mails of the open folder on the server, without listing them: a folder may hold a whole archive. `since` null counts read ones of any age. */
export async function countMails(connection: ImapConnection, since: Date | null): Promise<FolderCounts> {
  const found = (query: object) => searchUids(connection, { deleted: false, ...query });
  const total = (await found({})).length;
  if (since === null) return { total, read: (await found({ seen: true })).length };
  // SINCE and BEFORE know days only, in the server's zone (RFC 9051 §6.4.4): what lies near the boundary is looked at one by one.
  const [from, to] = [new Date(since.getTime() - dayMs), new Date(since.getTime() + 2 * dayMs)];
  let read = (await found({ seen: true, since: to })).length;
  for (const portion of portions(await found({ seen: true, since: from, before: to }), 500)) {
    for await (const mail of connection.fetch(uidSet(portion), { uid: true, internalDate: true }, { uid: true })) {
      if (mail.internalDate !== undefined && new Date(mail.internalDate) >= since) read += 1;
    }
  }
  return { total, read };
}
