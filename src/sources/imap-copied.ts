import type { ImapConnection } from '../net/imap-connection.ts';
import { openFolder } from './imap-folder.ts';
import { type FolderView, uidSet } from './imap-refs.ts';
import { searchUids } from './imap-search.ts';
import { Failure } from '../lib/failure.ts';

/** What tells a mail of one folder from all others, in any folder: a copy keeps its bytes and its time of receipt (RFC 9051 §6.4.7). */
type Likeness = { messageId: string; size: number; receivedAt: number };

/**
 * Which of the mails of the open folder lie in the folder `target`, too: copies that an attempt left which got no further. Each copy counts for one mail. A server
 * that gives copies a new time of receipt has none. The open folder is the same afterwards, opened anew. Throws Failure.
 */
export async function copiedBefore(
  connection: ImapConnection,
  view: FolderView,
  uids: readonly number[],
  target: string,
): Promise<number[]> {
  const mails = await likenesses(connection, uids);
  const copies = new Map<string, number>();
  try {
    await openFolder(connection, target, true);
    for (const { messageId, size } of new Map([...mails.values()].map((mail) => [wordsOf(mail), mail])).values()) {
      const same = messageId === '' ? { larger: size - 1, smaller: size + 1 } : { header: { 'message-id': messageId } };
      const found = await likenesses(connection, await searchUids(connection, same));
      for (const copy of found.values()) if (copy.messageId === messageId && copy.size === size) add(copies, copy);
    }
  } catch (error) {
    // What is not there holds no copies.
    if (!(error instanceof Failure) || error.code !== 'folder-missing') throw error;
  }
  const { uidValidity } = await openFolder(connection, view.folder, false);
  if (uidValidity !== view.uidValidity) throw new Failure('connection-lost', { temporary: true });
  return [...mails].flatMap(([uid, mail]) => (take(copies, mail) ? [uid] : []));
}

const wordsOf = ({ messageId, size }: Likeness) => `${size} ${messageId}`;
const keyOf = (mail: Likeness) => `${mail.receivedAt} ${wordsOf(mail)}`;
const add = (copies: Map<string, number>, mail: Likeness) =>
  copies.set(keyOf(mail), (copies.get(keyOf(mail)) ?? 0) + 1);

function take(copies: Map<string, number>, mail: Likeness): boolean {
  const left = copies.get(keyOf(mail)) ?? 0;
  copies.set(keyOf(mail), left - 1);
  return left > 0;
}

async function likenesses(connection: ImapConnection, uids: readonly number[]): Promise<Map<number, Likeness>> {
  const found = new Map<number, Likeness>();
  if (uids.length === 0) return found;
  const query = { uid: true, size: true, internalDate: true, envelope: true };
  for await (const { uid, size, internalDate, envelope } of connection.fetch(uidSet(uids), query, { uid: true })) {
    if (size === undefined || internalDate === undefined) continue;
    found.set(uid, { messageId: envelope?.messageId ?? '', size, receivedAt: new Date(internalDate).getTime() });
  }
  return found;
}
