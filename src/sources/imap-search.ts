import type { ImapConnection } from '../net/imap-connection.ts';
import { unanswered } from '../net/imap-failures.ts';

/**
 * The UIDs of the open folder's mails that fit the library's query, ascending. None means that the server found none: a refusal and a line that broke,
 * be it before the command was sent, throw Failure.
 */
export async function searchUids(connection: ImapConnection, query: object): Promise<number[]> {
  // A goodbye stays: it is why nothing more comes.
  if (!connection.gone) connection.lastRefusal = '';
  const found = await connection.search(query, { uid: true });
  if (Array.isArray(found)) return found;
  throw unanswered(connection);
}
