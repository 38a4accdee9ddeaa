import type { FetchMessageObject, MailboxObject } from 'imapflow';
import type { Clock } from '../lib/clock.ts';
import { Failure } from '../lib/failure.ts';
import type { ImapConnection } from '../net/imap-connection.ts';
import { imapFailure, unanswered } from '../net/imap-failures.ts';
import { type FolderView, imapRef, portions, uidSet } from './imap-refs.ts';
import { searchUids } from './imap-search.ts';
import type { Candidate, ListOptions } from './source.ts';

/** Opens a folder of a signed-in connection: for looking only (EXAMINE) or to work in. Throws `folder-missing` or `folder-refused`. */
export async function openFolder(connection: ImapConnection, folder: string, readOnly: boolean): Promise<FolderView> {
  try {
    const mailbox: MailboxObject | undefined = await connection.mailboxOpen(folder, { readOnly });
    if (!mailbox) throw unanswered(connection);
    // RFC 9051 §6.3.2: without it the UIDs mean nothing beyond this session, and nobody could tell what was imported before.
    if (typeof mailbox.uidValidity !== 'bigint')
      throw new Failure('folder-without-uids', { params: { folder }, field: 'folder' });
    return { folder, uidValidity: mailbox.uidValidity };
  } catch (error) {
    const failure = imapFailure(error, connection);
    if (failure.code !== 'server-refused') throw failure;
    const { serverReply, detail } = failure;
    // RFC 5530 §3, or the library's own look at the list.
    const missing =
      /\[NONEXISTENT\]/i.test(serverReply ?? '') || (error as { mailboxMissing?: boolean }).mailboxMissing === true;
    throw new Failure(missing ? 'folder-missing' : 'folder-refused', {
      params: { folder },
      serverReply,
      detail,
      field: 'folder',
    });
  }
}

/** Lists the open folder, oldest first by the server's receipt time. Mails marked as deleted are no longer there for anybody. */
export async function listCandidates(
  connection: ImapConnection,
  view: FolderView,
  { since, unseenOnly }: ListOptions,
  clock: Clock,
): Promise<(Candidate & { uid: number })[]> {
  const found = await searchUids(connection, {
    deleted: false,
    // SINCE knows days only, in the server's zone (RFC 9051 §6.4.4): a day of margin, the caller filters exactly.
    ...(since ? { since: new Date(since.getTime() - 86_400_000) } : {}),
    ...(unseenOnly ? { seen: false } : {}),
  });
  const candidates: (Candidate & { uid: number })[] = [];
  for (const portion of portions(found, 500)) {
    const rows = await describeMails(connection, uidSet(portion));
    for (const uid of portion) {
      const row = rows.get(uid);
      if (row && isComplete(row)) candidates.push({ uid, ...candidateOf(view, uid, row, clock) });
    }
  }
  return candidates.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || a.uid - b.uid);
}

/** What the server says of a mail; of one that it names unasked, because a flag changed just now, only that. */
export type MailRow = { flags?: Set<string>; size?: number; internalDate?: Date | string; modseq?: bigint };

/** Receipt time, size, flags and mod-sequence of the mails by UID; with `changedSince` only of those changed after this mod-sequence (RFC 7162 §3.1.4.1). */
export async function describeMails(
  connection: ImapConnection,
  set: string,
  more: { changedSince?: bigint } = {},
): Promise<Map<number, MailRow>> {
  const rows = new Map<number, MailRow>();
  const query = { uid: true, internalDate: true, size: true, flags: true };
  for await (const { uid, ...row } of connection.fetch(set, query, { uid: true, ...more })) {
    rows.set(uid, { ...rows.get(uid), ...definedOf(row) });
  }
  return rows;
}

/** False for a row that is no answer to our question. */
export const isComplete = ({ size, flags }: MailRow) => size !== undefined && flags !== undefined;

/** Whether a listing names the mail. One that is marked as deleted is no longer there for anybody. */
export function isListed({ flags }: MailRow, unseenOnly: boolean): boolean {
  return flags?.has('\\Deleted') !== true && !(unseenOnly && flags?.has('\\Seen') === true);
}

export function candidateOf(
  view: FolderView,
  uid: number,
  { internalDate, size, flags }: MailRow,
  clock: Clock,
): Candidate {
  const received = internalDate === undefined ? clock() : new Date(internalDate);
  return {
    ref: imapRef(view, uid),
    receivedAt: Number.isNaN(received.getTime()) ? clock() : received,
    size: size ?? 0,
    seen: flags?.has('\\Seen') ?? false,
  };
}

function definedOf({ flags, size, internalDate, modseq }: Partial<FetchMessageObject>): MailRow {
  return {
    ...(flags && { flags }),
    ...(size !== undefined && { size }),
    ...(internalDate !== undefined && { internalDate }),
    ...(modseq !== undefined && { modseq }),
  };
}

/** Says goodbye and closes; never throws and never takes longer than two seconds. */
export async function leave(connection: ImapConnection): Promise<void> {
  const timer = setTimeout(() => connection.close(), 2000);
  await connection.logout().catch(() => undefined);
  clearTimeout(timer);
  connection.close();
}
