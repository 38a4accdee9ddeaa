import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, test, expect } from 'vitest';
import { createMailbox } from '../../src/flows/mailboxes.ts';
import {
  allSettled,
  emptyMailbox,
  expectEachOnce,
  fillMailbox,
  importAccount,
  killWorker,
  killWorkers,
  newJob,
  openJob,
  serverState,
  startWorker,
  stateAfter,
} from '../support/imports.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { type PostgresServer, startPostgres } from '../support/servers/postgres.ts';
import { dialects } from '../support/stores.ts';

afterEach(killWorkers);

const mailCount = 200;
/** Six ways of importing on two databases, each killed this often: 60 deaths in all. */
const kills = 5;
const ways = [
  { protocol: 'imap', afterImport: 'delete' },
  { protocol: 'imap', afterImport: 'move' },
  { protocol: 'imap', afterImport: 'markRead' },
  { protocol: 'imap', afterImport: 'keep' },
  { protocol: 'pop3', afterImport: 'delete' },
  { protocol: 'pop3', afterImport: 'keep' },
] as const;

describe.each(dialects)('killed at any instant, on %s', (dialect) => {
  let dovecot: DovecotServer;
  let postgres: PostgresServer | undefined;

  beforeAll(async () => {
    dovecot = await startDovecot();
    if (dialect === 'postgres') postgres = await startPostgres();
  });
  afterAll(async () => {
    await postgres?.stop();
    await dovecot?.stop();
  });

  test.each(ways)(
    '$protocol, after import "$afterImport": every mail filed once, none lost, server as configured',
    async ({ protocol, afterImport }) => {
      const job = await newJob(await postgres?.createDatabase());
      await fillMailbox(dovecot, mailCount);
      const desk = await openJob(job);
      const port = protocol === 'imap' ? dovecot.imapPort : dovecot.pop3Port;
      await createMailbox(desk, null, 'incoming', { ...importAccount(port, protocol), afterImport });
      await desk.store.close();

      for (let killed = 0; killed < kills; killed++) {
        const worker = await startWorker(job);
        await pause(20 + Math.random() * 350);
        await killWorker(worker);
      }
      const last = await startWorker(job);
      const watching = await openJob(job);
      await allSettled(watching, mailCount);
      await expectEachOnce(watching, mailCount);
      expect(await serverState(dovecot)).toEqual(stateAfter(mailCount, protocol, afterImport));

      await killWorker(last);
      await watching.store.close();
      await emptyMailbox(dovecot);
      await rm(job.dataDir, { recursive: true, force: true });
    },
  );
});
