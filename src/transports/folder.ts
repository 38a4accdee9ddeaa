import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../lib/failure.ts';
import { randomToken } from '../lib/id.ts';
import type { Outcome, Posting, Transport } from './transport.ts';

/** What stands beside a mail in the directory, as `NAME.json` for `NAME.eml`. `rcptTo` are those that were accepted. */
export type FiledEnvelope = { mailFrom: string; rcptTo: string[]; sentAt: string };

/**
 * Opens a way out that files mail in a directory instead of sending it. Recipients whose address begins with `bounce` fail and those with `defer`
 * are put off, so that one can see what then happens. Throws `folder-unreadable`.
 */
export async function openFolderTransport(dir: string): Promise<Transport> {
  await guarded(dir, () => mkdir(dir, { recursive: true }));
  return {
    send: async (posting, signal) => {
      if (signal.aborted) throw new Failure('cancelled', { temporary: true });
      const outcomes = posting.rcptTo.map(answerFor);
      const accepted = outcomes.filter(({ result }) => result === 'sent').map(({ address }) => address);
      if (accepted.length > 0) await guarded(dir, () => fileMail(dir, posting, accepted));
      return outcomes;
    },
    close: () => Promise.resolve(),
  };
}

function answerFor(address: string): Outcome {
  if (/^bounce/i.test(address)) {
    return { address, result: 'failed', code: 550, status: '5.1.1', reply: '550 5.1.1 no such user here' };
  }
  if (/^defer/i.test(address)) {
    return { address, result: 'deferred', code: 451, status: '4.2.1', reply: '451 4.2.1 mailbox busy, try later' };
  }
  return { address, result: 'sent', code: 250, status: '2.0.0', reply: '250 2.0.0 filed' };
}

// The envelope first: whoever sees the mail finds its envelope.
async function fileMail(dir: string, { mailFrom, raw }: Posting, rcptTo: string[]): Promise<void> {
  const sentAt = new Date().toISOString();
  const name = `${sentAt.replaceAll(/\D/g, '')}-${randomToken(9)}`;
  const envelope: FiledEnvelope = { mailFrom, rcptTo, sentAt };
  await writeComplete(dir, `${name}.json`, JSON.stringify(envelope, null, 2));
  await writeComplete(dir, `${name}.eml`, raw);
}

async function writeComplete(dir: string, name: string, content: string | Uint8Array): Promise<void> {
  const draft = join(dir, `.${name}.draft`);
  await writeFile(draft, content, { flush: true });
  await rename(draft, join(dir, name));
}

async function guarded<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const temporary = code === 'ENOSPC' || code === 'EMFILE' || code === 'EDQUOT';
    throw new Failure('folder-unreadable', { temporary, params: { folder: dir }, detail: code, cause });
  }
}
