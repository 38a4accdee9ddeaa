import { hostname } from 'node:os';
import { Failure } from '../lib/failure.ts';
import { openFolderSource } from '../sources/folder.ts';
import { openImapSource } from '../sources/imap.ts';
import type { ListingMemory } from '../sources/imap-listing.ts';
import { beginPop3Source } from '../sources/pop3.ts';
import type { Source } from '../sources/source.ts';
import type { MailboxRow } from '../store/mailboxes.ts';
import { openFolderTransport } from '../transports/folder.ts';
import { openSmtpTransport } from '../transports/smtp.ts';
import type { Transport } from '../transports/transport.ts';
import { tokenWasRefused } from './access-token.ts';
import { sandboxFolder, storedAccount } from './account.ts';
import type { Desk } from './desk.ts';
import { certificateWatch } from './remember-certificate.ts';

/** Connects to an incoming mailbox. `memory` is kept by who opens it again and again. Throws Failure with the server's words where it spoke. */
export async function openSource(
  desk: Desk,
  mailbox: MailboxRow,
  signal: AbortSignal,
  memory: ListingMemory = {},
): Promise<Source> {
  return renewingToken(desk, mailbox, () => connectSource(desk, mailbox, signal, memory));
}

async function connectSource(
  desk: Desk,
  mailbox: MailboxRow,
  signal: AbortSignal,
  memory: ListingMemory,
): Promise<Source> {
  const log = (line: string) => desk.log.debug({ mailbox: mailbox.id, line }, 'wire');
  switch (mailbox.protocol) {
    case 'imap':
    case 'pop3': {
      const account = await storedAccount(desk, mailbox);
      const { progress, keep } = certificateWatch(desk, mailbox.id, account.host);
      const source =
        mailbox.protocol === 'imap'
          ? await openImapSource(account, String(mailbox.values.folder), { log, signal, memory, progress })
          : await beginPop3Source(account, { signal, clock: desk.clock, progress });
      await keep().catch((thrown: unknown) => closing(source, thrown));
      return source;
    }
    case 'folder':
      return openFolderSource(sandboxFolder(desk, 'incoming'));
    default:
      throw new Failure('protocol-unknown', { params: { protocol: mailbox.protocol } });
  }
}

/** Prepares sending through an outgoing mailbox; the connection is made with the first mail. */
export async function openTransport(desk: Desk, mailbox: MailboxRow): Promise<Transport> {
  const log = (line: string) => desk.log.debug({ mailbox: mailbox.id, line }, 'wire');
  switch (mailbox.protocol) {
    case 'smtp': {
      const account = await storedAccount(desk, mailbox);
      const { progress, keep } = certificateWatch(desk, mailbox.id, account.host);
      const transport = openSmtpTransport(account, { log, ehloName: ehloName(), progress });
      return {
        ...transport,
        send: async (...mail) => {
          const outcomes = await renewingToken(desk, mailbox, () => transport.send(...mail));
          // The mail has left: whatever is wrong with noting this must not make it leave twice.
          await keep().catch((error: unknown) =>
            desk.log.warn({ mailbox: mailbox.id, error }, 'certificate not noted'),
          );
          return outcomes;
        },
      };
    }
    case 'folder':
      return openFolderTransport(sandboxFolder(desk, 'outgoing'));
    default:
      throw new Failure('protocol-unknown', { params: { protocol: mailbox.protocol } });
  }
}

async function closing(source: Source, thrown: unknown): Promise<never> {
  await source.close();
  throw thrown;
}

/** A token that the server refuses may have been revoked before its time: it is not used a second time. */
async function renewingToken<T>(desk: Desk, mailbox: MailboxRow, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const refused = thrown instanceof Failure && thrown.code === 'sign-in-refused';
    if (refused && mailbox.values.auth === 'oauth') await tokenWasRefused(desk, mailbox.id);
    throw thrown;
  }
}

/** RFC 5321 §4.1.1.1: our full host name, or an address literal where the machine has none. */
export function ehloName(): string {
  const name = hostname();
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name) ? name : '[127.0.0.1]';
}
