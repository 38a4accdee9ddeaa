import { Failure } from '../lib/failure.ts';
import type { ImapConnection } from '../net/imap-connection.ts';
import { unanswered } from '../net/imap-failures.ts';
import { copiedBefore } from './imap-copied.ts';
import { type FolderView, portions, uidSet } from './imap-refs.ts';
import { searchUids } from './imap-search.ts';
import type { AfterImport } from './source.ts';

/** So many UIDs fit into one command line even if none are neighbours. */
const commandUids = 500;

/**
 * Does to the mails of the open folder what the setting says, in as few commands as possible. `again` is the folder if an earlier attempt may have broken off half
 * way. Throws Failure if the server refuses.
 */
export async function settleMails(
  connection: ImapConnection,
  uids: readonly number[],
  after: AfterImport,
  again: FolderView | null = null,
): Promise<void> {
  if (after.action === 'keep' || uids.length === 0) return;
  if (connection.mailbox !== false && connection.mailbox.readOnly === true) {
    throw new Failure('folder-read-only', { params: { folder: connection.mailbox.path } });
  }
  if (!connection.gone) connection.lastRefusal = '';
  for (const portion of portions(uids, commandUids)) {
    const set = uidSet(portion);
    if (after.action === 'markRead') await flag(connection, set, '\\Seen');
    else if (after.action === 'delete') await remove(connection, set);
    else await move(connection, set, after.folder, again);
  }
}

async function flag(connection: ImapConnection, set: string, name: string): Promise<void> {
  insist(connection, await connection.messageFlagsAdd(set, [name], { uid: true, silent: true }));
}

/**
 * Deletes ours only: a plain EXPUNGE would also end what other clients have marked. So without UID EXPUNGE (RFC 4315) the mails stay marked as
 * deleted, and whoever expunges next removes them.
 */
async function remove(connection: ImapConnection, set: string): Promise<void> {
  if (connection.offers('UIDPLUS')) insist(connection, await connection.messageDelete(set, { uid: true }));
  else await flag(connection, set, '\\Deleted');
}

async function move(connection: ImapConnection, set: string, target: string, again: FolderView | null): Promise<void> {
  if (connection.mailbox !== false && connection.mailbox.path === target) return;
  if (connection.offers('MOVE')) {
    await into(connection, target, () => connection.messageMove(set, target, { uid: true }));
    return;
  }
  // RFC 6851 §3.3 in three steps. What is marked as deleted was copied before, and must not be copied twice. Nor must what an earlier attempt copied that
  // died, or lost its line, just before the mark: its copy is looked for.
  const left = await searchUids(connection, { uid: set, deleted: false });
  if (left.length === 0) return;
  const copied = new Set(again ? await copiedBefore(connection, again, left, target) : []);
  const missing = uidSet(left.filter((uid) => !copied.has(uid)));
  if (missing !== '') await into(connection, target, () => connection.messageCopy(missing, target, { uid: true }));
  await remove(connection, uidSet(left));
}

/** Does it, and once more if it was refused because the folder was missing (TRYCREATE, RFC 9051 §6.4.7, which not every server says). */
async function into(connection: ImapConnection, folder: string, transfer: () => Promise<unknown>): Promise<void> {
  const done = await transfer();
  if (done !== false || connection.gone) return insist(connection, done);
  const existing = await connection.list();
  if (existing.some(({ path }) => path === folder)) return insist(connection, done);
  await connection.mailboxCreate(folder);
  insist(connection, await transfer());
}

// The library answers a refusal with false and keeps the reason to itself.
function insist(connection: ImapConnection, done: unknown): void {
  if (done !== false && done !== undefined) return;
  if (connection.gone || connection.lastRefusal !== '' || connection.mailbox === false) throw unanswered(connection);
  // Not even asked: the folder takes no such flag for good (PERMANENTFLAGS, RFC 9051 §7.1).
  throw new Failure('folder-read-only', { params: { folder: connection.mailbox.path } });
}
