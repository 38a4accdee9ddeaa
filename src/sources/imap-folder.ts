import type { MailboxObject } from 'imapflow';
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
    return { folder, uidValidity: mailbox.uidValidity };
  } catch (error) {
    const failure = imapFailure(error, connection);
    if (failure.code !== 'server-refused') throw failure;
    const missing = (error as { mailboxMissing?: boolean }).mailboxMissing === true;
    const { serverReply, detail } = failure;
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
  // Some servers tell of new mail only when asked for anything at all.
  await connection.noop();
  const found = await searchUids(connection, {
    deleted: false,
    // SINCE knows days only, in the server's zone (RFC 9051 §6.4.4): a day of margin, the caller filters exactly.
    ...(since ? { since: new Date(since.getTime() - 86_400_000) } : {}),
    ...(unseenOnly ? { seen: false } : {}),
  });
  const candidates: (Candidate & { uid: number })[] = [];
  for (const portion of portions(found, 500)) {
    const query = { uid: true, internalDate: true, size: true, flags: true };
    for await (const mail of connection.fetch(uidSet(portion), query, { uid: true })) {
      const received = mail.internalDate === undefined ? clock() : new Date(mail.internalDate);
      candidates.push({
        uid: mail.uid,
        ref: imapRef(view, mail.uid),
        receivedAt: Number.isNaN(received.getTime()) ? clock() : received,
        size: mail.size ?? 0,
        seen: mail.flags?.has('\\Seen') ?? false,
      });
    }
  }
  return candidates.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || a.uid - b.uid);
}

/** Says goodbye and closes; never throws and never takes longer than two seconds. */
export async function leave(connection: ImapConnection): Promise<void> {
  const timer = setTimeout(() => connection.close(), 2000);
  await connection.logout().catch(() => undefined);
  clearTimeout(timer);
  connection.close();
}
