import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Desk } from '../../src/flows/desk.ts';
import { openTransport } from '../../src/flows/open-mailbox.ts';
import { runMailbox } from '../../src/flows/run-mailbox.ts';
import { openSandbox, sandboxState } from '../../src/flows/sandbox.ts';
import { sendDue } from '../../src/flows/send.ts';
import type { Keyring } from '../../src/lib/seal.ts';
import { composeMessage, type Draft } from '../../src/mail/compose.ts';
import { dropMail, openFolderSource } from '../../src/sources/folder.ts';
import { sandboxFolder } from '../../src/flows/account.ts';
import type { Dialect } from '../../src/store/dialect.ts';
import { loadIdentity } from '../../src/store/identity.ts';
import { getMailbox, insertMailbox } from '../../src/store/mailboxes.ts';
import { openStore } from '../../src/store/open.ts';
import { transact } from '../../src/store/transact.ts';
import { quietLog } from './log.ts';
import { newDatabase } from './shared-postgres.ts';

/** A desk without processes: mails arrive and leave when the story says so, and the clock stands still until it is moved. */
export type TestDesk = {
  desk: Desk;
  incomingId: number;
  outgoingId: number;
  /** A mail arrives and is fetched, judged and filed; gives its row of the intake log. The sandbox's mailbox unless told. */
  arrives(mail: Partial<Draft> | Buffer, mailboxId?: number): Promise<ArrivedMail>;
  /** A mail arrives and lies there until `fetch`; gives its ref. */
  lies(mail: Partial<Draft> | Buffer, mailboxId?: number): Promise<string>;
  /** Fetches what lies in a mailbox, in one run. */
  fetch(mailboxId?: number): Promise<void>;
  /** The row of the intake log of a mail that was fetched. */
  arrived(ref: string, mailboxId?: number): Promise<ArrivedMail>;
  /** Adds an incoming mailbox with the given settings, whose mails lie in a directory; gives its id. */
  mailbox(values: Record<string, unknown>): Promise<number>;
  /** Changes settings of an incoming mailbox. */
  set(values: Record<string, unknown>, mailboxId?: number): Promise<void>;
  /** Changes settings of the outgoing mailbox. */
  setOutgoing(values: Record<string, unknown>): Promise<void>;
  /** Sends what is due at the time of the clock; gives the number of attempts. */
  send(): Promise<number>;
  /** Moves the clock. */
  later(ms: number): void;
};

export type ArrivedMail = {
  id: number;
  state: string;
  ticketId: number | null;
  entryId: number | null;
  trace: { key: string; params: Record<string, string | number>; decided: boolean }[];
};

/** A desk on the given database for the tests of one `describe`; call the result inside a test. */
export function deskFor(dialect: Dialect): () => TestDesk {
  let made: { desk: TestDesk; stop(): Promise<void> } | undefined;
  beforeAll(async () => {
    made = await openTestDesk(dialect === 'postgres' ? await newDatabase() : '');
  });
  afterAll(() => made?.stop());
  return () => {
    if (!made) throw new Error('the desk is opened before the first test');
    return made.desk;
  };
}

/** Opens a desk with an empty sandbox as its only mailboxes. */
export async function openTestDesk(databaseUrl: string): Promise<{ desk: TestDesk; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'poststelle-desk-'));
  const store = await openStore({ dataDir, databaseUrl });
  const ring: Keyring = { current: 'k', keys: new Map([['k', randomBytes(32)]]) };
  let now = Date.UTC(2026, 10, 2, 9, 0, 0);
  const desk: Desk = {
    store,
    ring,
    identity: await loadIdentity(store.db, ring),
    clock: () => new Date(now),
    log: quietLog,
    dataDir,
    maxMailBytes: 50 * 1024 * 1024,
  };
  await openSandbox(desk, null, 'de');
  await rm(sandboxFolder(desk, 'incoming'), { recursive: true });
  const { incomingId, outgoingId } = await sandboxState(desk);
  if (incomingId === null || outgoingId === null) throw new Error('the sandbox did not open');
  const folderOf = (mailboxId: number) =>
    mailboxId === incomingId ? sandboxFolder(desk, 'incoming') : path.join(dataDir, 'mailboxes', String(mailboxId));
  const fetch = async (mailboxId = incomingId) => {
    const mailbox = await getMailbox(store.db, mailboxId);
    const source = await openFolderSource(folderOf(mailboxId));
    await runMailbox(desk, mailbox, source, new AbortController().signal);
    await source.close();
  };
  const lies: TestDesk['lies'] = async (mail, mailboxId = incomingId) => {
    const raw = Buffer.isBuffer(mail) ? mail : composeMessage(draftOf(mail, desk.clock())).raw;
    const ref = await dropMail(folderOf(mailboxId), raw);
    await utimes(path.join(folderOf(mailboxId), ref), desk.clock(), desk.clock()); // the time of receipt
    return ref;
  };
  const arrived: TestDesk['arrived'] = async (ref, mailboxId = incomingId) => {
    const row = await store.db
      .selectFrom('inbound')
      .selectAll()
      .where('mailbox_id', '=', mailboxId)
      .where('ref', '=', ref)
      .executeTakeFirstOrThrow();
    return {
      id: row.id,
      state: row.state,
      ticketId: row.ticket_id,
      entryId: row.entry_id,
      trace: JSON.parse(row.trace) as ArrivedMail['trace'],
    };
  };
  const set: TestDesk['set'] = async (values, mailboxId = incomingId) => {
    const row = await store.db
      .selectFrom('mailbox')
      .select('settings')
      .where('id', '=', mailboxId)
      .executeTakeFirstOrThrow();
    const settings = JSON.stringify({ ...(JSON.parse(row.settings) as object), ...values });
    await store.db.updateTable('mailbox').set({ settings }).where('id', '=', mailboxId).execute();
  };
  const testDesk: TestDesk = {
    desk,
    incomingId,
    outgoingId,
    fetch,
    lies,
    arrived,
    set,
    setOutgoing: (values) => set(values, outgoingId),
    mailbox: async (values) => {
      const sandbox = await getMailbox(store.db, incomingId);
      const own = { name: `mailbox-${randomBytes(4).toString('hex')}`, ...values };
      return transact(store, (trx) =>
        insertMailbox(trx, ring, {
          direction: 'incoming',
          protocol: 'folder',
          values: { ...sandbox.values, ...own },
          now,
        }),
      );
    },
    arrives: async (mail, mailboxId) => {
      const ref = await lies(mail, mailboxId);
      await fetch(mailboxId);
      return arrived(ref, mailboxId);
    },
    send: async () => {
      const transport = await openTransport(desk, await getMailbox(store.db, outgoingId));
      const attempts = await sendDue(desk, outgoingId, transport, new AbortController().signal);
      await transport.close();
      return attempts;
    },
    later: (ms) => {
      now += ms;
    },
  };
  return {
    desk: testDesk,
    stop: async () => {
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A complete mail from what a story cares about. */
export function draftOf(mail: Partial<Draft>, date: Date): Draft {
  return {
    from: { name: 'Carla Kundin', addr: 'carla@kunde.example' },
    to: [{ name: '', addr: 'support@sandbox.example' }],
    cc: [],
    subject: 'Eine Frage',
    text: 'Guten Tag,\n\neine Frage.\n',
    messageId: `<${randomBytes(9).toString('hex')}@kunde.example>`,
    date,
    attachments: [],
    ...mail,
  };
}
