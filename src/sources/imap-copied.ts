import { createHash } from 'node:crypto';
import { Failure } from '../lib/failure.ts';
import { headerValue, readHeader } from '../mail/header.ts';
import type { ImapConnection } from '../net/imap-connection.ts';
import { openFolder } from './imap-folder.ts';
import { type FolderView, portions, uidSet } from './imap-refs.ts';
import { searchUids } from './imap-search.ts';

/**
 * What tells a mail from others, in any folder: its size and its whole header, with the lines that each server on its way has written. A copy keeps both, byte
 * for byte. `receivedAt` is milliseconds since 1970 by the clock of the server.
 */
type Likeness = { words: string; size: number; messageId: string; receivedAt: number };

/**
 * Which of the mails of the open folder lie in the folder `target`, too: copies that an attempt left which got no further. Each copy counts for one mail. A copy
 * should keep its time of receipt (RFC 9051 §6.4.7), but servers exist that give it the time of copying: so it may be younger than its mail, never older. That
 * leaves one way to be wrong, a twin without a different byte that was put there after the mail came; then the target has what it should have all the same.
 * The open folder is the same afterwards, opened anew. Throws Failure.
 */
export async function copiedBefore(
  connection: ImapConnection,
  view: FolderView,
  uids: readonly number[],
  target: string,
): Promise<number[]> {
  const mails = await likenesses(connection, uids);
  const copies = await copiesIn(connection, target, [...mails.values()]);
  const { uidValidity } = await openFolder(connection, view.folder, false);
  if (uidValidity !== view.uidValidity)
    throw new Failure('connection-lost', { temporary: true, params: named(connection) });
  // Those that came last first: an older mail can make do with more of the copies.
  const latestFirst = [...mails].toSorted(([, a], [, b]) => b.receivedAt - a.receivedAt);
  return latestFirst.flatMap(([uid, mail]) => (take(copies, mail) ? [uid] : []));
}

/** What lies in the folder and looks like one of the mails; nothing if there is no such folder. */
async function copiesIn(connection: ImapConnection, folder: string, mails: readonly Likeness[]): Promise<Likeness[]> {
  const found = new Map<number, Likeness>();
  try {
    await openFolder(connection, folder, true);
    for (const { messageId, size } of new Map(mails.map((mail) => [mail.words, mail])).values()) {
      const query =
        messageId === '' ? { larger: size - 1, smaller: size + 1 } : { header: { 'message-id': messageId } };
      const alike = (await searchUids(connection, query)).filter((uid) => !found.has(uid));
      for (const [uid, copy] of await likenesses(connection, alike)) found.set(uid, copy);
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'folder-missing') throw error;
  }
  return [...found.values()];
}

/** Takes the copy for the mail out of the list; false if there is none. */
function take(copies: Likeness[], { words, receivedAt }: Likeness): boolean {
  const at = copies.findIndex((copy) => copy.words === words && copy.receivedAt >= receivedAt);
  if (at >= 0) copies.splice(at, 1);
  return at >= 0;
}

async function likenesses(connection: ImapConnection, uids: readonly number[]): Promise<Map<number, Likeness>> {
  const found = new Map<number, Likeness>();
  const query = { uid: true, size: true, internalDate: true, headers: true };
  for (const portion of portions(uids, 100)) {
    for await (const { uid, size, internalDate, headers } of connection.fetch(uidSet(portion), query, { uid: true })) {
      if (size === undefined || internalDate === undefined || headers === undefined) continue;
      const words = `${size} ${createHash('sha256').update(headers).digest('hex')}`;
      const messageId = headerValue(readHeader(headers, 0, headers.length).header, 'message-id')?.trim() ?? '';
      found.set(uid, { words, size, messageId, receivedAt: new Date(internalDate).getTime() });
    }
  }
  return found;
}

const named = ({ account: { host, port } }: ImapConnection) => ({ host, port });
