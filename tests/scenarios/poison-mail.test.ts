import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sandboxFolder } from '../../src/flows/account.ts';
import { fetchInbound, retryInbound } from '../../src/flows/inbox.ts';
import { type RunMemory, runMailbox } from '../../src/flows/run-mailbox.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { openFolderSource } from '../../src/sources/folder.ts';
import { getMailbox } from '../../src/store/mailboxes.ts';
import { listInbound } from '../../src/store/spool-lists.ts';
import { deskFor, draftOf, openTestDesk, type TestDesk } from '../support/desk.ts';
import type { PoisonJob } from '../support/poison-worker.ts';
import { scriptedSource } from '../support/scripted-source.ts';
import { dialects } from '../support/stores.ts';

const poison = 'Gift fuer Poststelle';
const poisonous = Buffer.from(
  `From: fremd@anderswo.example\r\nSubject: Gift\r\nMessage-ID: <gift@anderswo.example>\r\nContent-Type: text/plain; charset=iso-8859-15\r\n\r\n${poison}: für Sie\r\n`,
  'latin1',
);

test('a mail at whose reading the process dies holds up no other, and is read in a thread of its own the time after', async () => {
  const { desk: on, stop } = await openTestDesk('');
  onTestFinished(stop);
  for (const subject of ['Vorher', 'Danach']) {
    await on.lies({ subject });
    if (subject === 'Vorher') await on.lies(poisonous);
  }
  // Stored and not yet filed; then once more, with its neighbours.
  expect(await processEnds(on)).toBe('SIGKILL');
  expect(await states(on)).toEqual(['received', 'received', 'received']);
  expect(await processEnds(on)).toBe('SIGKILL');
  // Started anew at once, the desk files what came meanwhile.
  const meanwhile = await on.lies({ subject: 'Inzwischen' });
  expect(await processEnds(on)).toBeNull();
  expect((await on.arrived(meanwhile)).state).toBe('filed');
  on.later(10_000);
  expect(await processEnds(on)).toBeNull();
  expect(await states(on)).toEqual(['filed', 'filed', 'filed', 'filed']);
  const steps = await on.desk.store.db.selectFrom('entry').select('subject').execute();
  expect(steps.map(({ subject }) => subject).toSorted()).toEqual(['Danach', 'Gift', 'Inzwischen', 'Vorher']);
});

describe.each(dialects)('a mail that ends the process wherever it is read, on %s', (dialect) => {
  const desk = deskFor(dialect);

  test('is let alone for growing times, held back after five of them, and filed when a person asks and the cause is gone', async () => {
    const on = desk();
    const attachments = [{ name: 'gift.bin', type: 'application/octet-stream', content: Buffer.from(poison) }];
    const before = await on.lies({ subject: 'Vorher' });
    const gift = await on.lies({ subject: 'Gift', attachments });
    const after = await on.lies({ subject: 'Danach' });
    const stateOf = async (ref: string) => (await on.arrived(ref)).state;
    expect(await breaksOff(on)).toBe(true);
    // Nothing is known yet of which of them it was.
    expect(await breaksOff(on)).toBe(true);
    expect([await stateOf(before), await stateOf(after)]).toEqual(['received', 'received']);
    on.later(3_000);
    expect(await breaksOff(on)).toBe(true);
    expect(await stateOf(before)).toBe('filed');
    expect(await breaksOff(on)).toBe(false);
    expect(await stateOf(after)).toBe('filed');
    for (const pause of [5_000, 10_000, 20_000]) {
      on.later(pause);
      expect(await breaksOff(on)).toBe(true);
      expect(await breaksOff(on)).toBe(false);
    }
    on.later(60_000);
    expect(await breaksOff(on)).toBe(false);
    const { id, state } = await on.arrived(gift);
    expect(state).toBe('quarantined');
    const row = await on.desk.store.db.selectFrom('inbound').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(JSON.parse(row.reason ?? '')).toEqual({ code: 'filing-broke-off', params: { count: 5 } });
    expect(row.settled_at).not.toBeNull();

    await retryInbound(on.desk, null, id);
    await on.fetch();
    expect(await stateOf(gift)).toBe('filed');
  });
});

describe.each(dialects)('a mail whose download always breaks the line, on %s', (dialect) => {
  const desk = deskFor(dialect);

  test('is left on the server after three times, seen in the log, and the mails behind it come', async () => {
    const on = desk();
    const { db } = on.desk.store;
    const id = await on.mailbox({ afterImport: 'delete' });
    const mailOf = (ref: string) => ({
      ref,
      raw: composeMessage(draftOf({ subject: ref }, on.desk.clock())).raw,
      receivedAt: on.desk.clock(),
    });
    const mails = ['Davor', 'Bricht ab', 'Dahinter'].map(mailOf);
    const memory: RunMemory = {};
    const settled: string[] = [];
    const run = async (breaks?: { at: string }) => {
      const source = scriptedSource({ mails, ...(breaks && { breaks }) });
      const settle: typeof source.settle = async (refs) => {
        settled.push(...refs);
        return [...refs];
      };
      const mailbox = await getMailbox(db, id);
      await runMailbox(on.desk, mailbox, { ...source, settle }, new AbortController().signal, memory);
    };
    const ledger = async () =>
      (
        await db.selectFrom('inbound').select(['ref', 'state']).where('mailbox_id', '=', id).orderBy('id').execute()
      ).map(({ ref, state }) => `${ref}: ${state}`);
    const failing = () => expect(run({ at: 'Bricht ab' })).rejects.toMatchObject({ code: 'connection-lost' });
    await failing();
    await failing();
    expect(await ledger()).toEqual(['Davor: filed']);
    await failing();
    expect(await ledger()).toEqual(['Davor: filed', 'Bricht ab: skipped']);
    await run({ at: 'Bricht ab' });
    expect(await ledger()).toEqual(['Davor: filed', 'Bricht ab: skipped', 'Dahinter: filed']);
    expect(settled.toSorted()).toEqual(['Dahinter', 'Davor']);
    const { rows } = await listInbound(db, dialect, { mailboxId: id, limit: 10 });
    const left = rows.find(({ state }) => state === 'skipped');
    expect(left?.reason).toEqual({ code: 'fetch-broke-off', params: { count: 3 } });

    await fetchInbound(on.desk, null, left?.id ?? 0);
    await run();
    expect((await ledger()).toSorted()).toEqual(['Bricht ab: filed', 'Dahinter: filed', 'Davor: filed']);
  });
});

/** Runs the mailbox in a process of its own at the desk's time; gives the signal by which it ended, null if it ended well. */
async function processEnds({ desk, incomingId }: TestDesk): Promise<string | null> {
  const child = fork(path.resolve('tests/support/poison-worker.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const key = desk.ring.keys.get('k')?.toString('base64') ?? '';
  const job: PoisonJob = { dataDir: desk.dataDir, key, mailboxId: incomingId, now: desk.clock().getTime(), poison };
  child.send(job);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (code !== null && code !== 0) throw new Error(`The process ended with ${code}.`);
  return signal;
}

/** Runs the mailbox up to its end, or to the mail at which a process would end: then nothing of it goes on. */
async function breaksOff(on: TestDesk): Promise<boolean> {
  const { store } = on.desk;
  const broken = Promise.withResolvers<true>();
  const putAll: typeof store.blobs.putAll = (contents) => {
    const pieces = contents.flatMap((content) => ('sha256' in content ? [...content.slices()] : [content]));
    if (!Buffer.concat(pieces).includes(poison)) return store.blobs.putAll(contents);
    broken.resolve(true);
    return new Promise(() => undefined);
  };
  const dying = { ...on.desk, store: { ...store, blobs: { ...store.blobs, putAll } } };
  const source = await openFolderSource(sandboxFolder(on.desk, 'incoming'));
  const run = runMailbox(dying, await getMailbox(store.db, on.incomingId), source, new AbortController().signal);
  try {
    return await Promise.race([broken.promise, run.then(() => false)]);
  } finally {
    await source.close();
  }
}

async function states({ desk }: TestDesk): Promise<string[]> {
  const rows = await desk.store.db.selectFrom('inbound').select('state').orderBy('id').execute();
  return rows.map(({ state }) => state);
}
