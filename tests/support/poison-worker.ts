// A process that fetches and files the sandbox's mail once, and that a certain mail ends while its text is decoded: as if it ran out of memory there.
// Started by fork with its job as the first message.
import iconv from 'iconv-lite';
import { sandboxFolder } from '../../src/flows/account.ts';
import type { Desk } from '../../src/flows/desk.ts';
import { runMailbox } from '../../src/flows/run-mailbox.ts';
import { openFolderSource } from '../../src/sources/folder.ts';
import { loadIdentity } from '../../src/store/identity.ts';
import { getMailbox } from '../../src/store/mailboxes.ts';
import { openStore } from '../../src/store/open.ts';
import { quietLog } from './log.ts';

/** `now` is the time of its clock, which stands still; `poison` the word at which it ends. */
export type PoisonJob = { dataDir: string; key: string; mailboxId: number; now: number; poison: string };

process.once('message', (job: PoisonJob) => void work(job));

async function work({ dataDir, key, mailboxId, now, poison }: PoisonJob): Promise<void> {
  // A thread loads the library anew: there the mail ends nothing.
  const { decode } = iconv;
  iconv.decode = (bytes, ...more) => {
    if (Buffer.from(bytes as Buffer).includes(poison)) process.kill(process.pid, 'SIGKILL');
    return decode(bytes, ...more);
  };
  const ring = { current: 'k', keys: new Map([['k', Buffer.from(key, 'base64')]]) };
  const store = await openStore({ dataDir, databaseUrl: '' });
  const identity = await loadIdentity(store.db, ring);
  const clock = () => new Date(now);
  const desk: Desk = { store, ring, identity, clock, log: quietLog, dataDir, maxMailBytes: 50 * 1024 * 1024 };
  const source = await openFolderSource(sandboxFolder(desk, 'incoming'));
  await runMailbox(desk, await getMailbox(store.db, mailboxId), source, new AbortController().signal);
  await source.close();
  await store.close();
  process.disconnect();
}
