import type { Account } from '../net/account.ts';
import { type ImapOptions, openImap } from '../net/imap.ts';
import { imapFailure } from '../net/imap-failures.ts';
import { leave } from './imap-folder.ts';

/** A folder as the server names it. `path` is what the settings store. */
export type RemoteFolder = {
  path: string;
  /** RFC 6154 attribute such as `\Sent`, or `\Inbox`; null for an ordinary folder. */
  specialUse: string | null;
  /** False for a name that only holds others (\Noselect). */
  selectable: boolean;
};

/** The account's folders: the inbox, those with a special use (offered by SPECIAL-USE, RFC 6154, else told from usual names), the others by name. Throws Failure. */
export async function listFolders(account: Account, options: ImapOptions): Promise<RemoteFolder[]> {
  const connection = await openImap(account, options);
  try {
    const folders = await connection.list();
    const listed = folders.map(({ path, specialUse, flags }) => ({
      path,
      specialUse: specialUse ?? null,
      selectable: !flags.has('\\Noselect') && !flags.has('\\NonExistent'),
    }));
    return listed.toSorted((a, b) => Number(b.path === 'INBOX') - Number(a.path === 'INBOX'));
  } catch (error) {
    throw imapFailure(error, connection);
  } finally {
    await leave(connection);
  }
}
