import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Account } from '../../src/net/account.ts';
import { openImap } from '../../src/net/imap.ts';
import { openFolderSource } from '../../src/sources/folder.ts';
import { openImapSource } from '../../src/sources/imap.ts';
import { leave, openFolder } from '../../src/sources/imap-folder.ts';
import { openPop3Source } from '../../src/sources/pop3.ts';
import type { Source } from '../../src/sources/source.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { eventually } from '../support/servers/mail.ts';

/** A mailbox that a source can be opened on, and what a test must be able to do behind the source's back. */
type Box = {
  open: () => Promise<Source>;
  deliver: (raw: Buffer, more?: { receivedAt?: Date; seen?: boolean }) => Promise<void>;
  /** What is left in the mailbox, in order of receipt. */
  left: () => Promise<{ raw: Buffer; seen: boolean }[]>;
  movedTo: (folder: string) => Promise<Buffer[]>;
  /** Where moving takes several steps: takes the first of them. */
  copyTo?: (refs: readonly string[], folder: string) => Promise<void>;
};

/** A kind of source; `make` gives a fresh, empty box. */
type Kind = {
  name: string;
  /** False for POP3: no flags, no folders, and the time of receipt stands in the mail. */
  flags: boolean;
  before: () => Promise<void>;
  after: () => Promise<void>;
  make: () => Promise<Box>;
};

const users = Array.from({ length: 40 }, (_, index) => ({ name: `box${index}@helpdesk.test`, password: 'pass-box' }));

function imapKind(name: string, encryption: Account['encryption'], extra = ''): Kind {
  let dovecot: DovecotServer;
  let next = 0;
  return {
    name,
    flags: true,
    before: async () => {
      dovecot = await startDovecot({ users, extra });
    },
    after: () => dovecot.stop(),
    make: async () => {
      const user = users[next]?.name ?? '';
      next += 1;
      const account: Account = {
        protocol: 'imap',
        host: 'localhost',
        port: encryption === 'tls' ? dovecot.imapsPort : dovecot.imapPort,
        encryption,
        username: user,
        password: 'pass-box',
        preventPlain: false,
        preventNtlm: false,
        privateCa: dovecot.certificates.ca,
        pinnedFingerprint: '',
      };
      return {
        open: () => openImapSource(account, 'INBOX', { log: () => undefined }),
        deliver: (raw, more) => dovecot.deliver(user, raw, more),
        left: async () => (await dovecot.mails(user)).filter(({ flags }) => !flags.includes('T')),
        movedTo: async (folder) => (await dovecot.mails(user, folder)).map(({ raw }) => raw),
        ...(extra !== '' && { copyTo: (refs, folder) => copyTo(account, refs, folder) }),
      };
    },
  };
}

async function copyTo(account: Account, refs: readonly string[], folder: string): Promise<void> {
  const connection = await openImap(account, { log: () => undefined });
  await openFolder(connection, 'INBOX', false);
  await connection.mailboxCreate(folder);
  const uids = refs.map((ref) => Number(ref.split('UID=').at(-1)));
  await connection.messageCopy(uids, folder, { uid: true });
  await leave(connection);
}

function pop3Kind(name: string, encryption: Account['encryption'], extra = ''): Kind {
  let dovecot: DovecotServer;
  let next = 0;
  return {
    name,
    flags: false,
    before: async () => {
      dovecot = await startDovecot({ users, extra });
    },
    after: () => dovecot.stop(),
    make: () => {
      const user = users[next]?.name ?? '';
      next += 1;
      const account: Account = {
        protocol: 'pop3',
        host: 'localhost',
        port: encryption === 'tls' ? dovecot.pop3sPort : dovecot.pop3Port,
        encryption,
        username: user,
        password: 'pass-box',
        preventPlain: false,
        preventNtlm: false,
        privateCa: dovecot.certificates.ca,
        pinnedFingerprint: '',
      };
      return Promise.resolve({
        open: () => Promise.resolve(openPop3Source(account)),
        deliver: (raw, more) => dovecot.deliver(user, raw, more),
        left: () => dovecot.mails(user),
        movedTo: async (folder) => (await dovecot.mails(user, folder)).map(({ raw }) => raw),
      });
    },
  };
}

function folderKind(): Kind {
  return {
    name: 'folder',
    flags: true,
    before: () => Promise.resolve(),
    after: () => Promise.resolve(),
    make: async () => {
      const dir = await mkdtemp(join(tmpdir(), 'drop-'));
      onTestFinished(() => rm(dir, { recursive: true }));
      let count = 0;
      return {
        open: () => openFolderSource(dir),
        deliver: async (raw, { receivedAt = new Date(), seen = false } = {}) => {
          count += 1;
          const path = join(dir, `${String(count).padStart(6, '0')}.eml`);
          await writeFile(path, raw);
          await utimes(path, receivedAt, receivedAt);
          if (seen) await writeFile(`${path}.seen`, '');
        },
        left: () => readAll(dir),
        movedTo: async (folder) => (await readAll(join(dir, folder))).map(({ raw }) => raw),
      };
    },
  };
}

async function readAll(path: string): Promise<{ raw: Buffer; seen: boolean }[]> {
  const names: string[] = await readdir(path).catch(() => []);
  const mails = names.filter((name) => name.endsWith('.eml')).toSorted((a, b) => (a < b ? -1 : 1));
  return Promise.all(
    mails.map(async (name) => ({ raw: await readFile(join(path, name)), seen: names.includes(`${name}.seen`) })),
  );
}

async function reopen(box: Box): Promise<Source> {
  const source = await box.open();
  onTestFinished(() => source.close());
  return source;
}

const kinds = [
  imapKind('imap over TLS', 'tls'),
  imapKind('imap with STARTTLS', 'starttls'),
  // What an old server can: no UIDPLUS, no MOVE, no IDLE.
  imapKind('imap with RFC 3501 alone', 'none', 'protocol imap {\n  imap_capability = IMAP4rev1\n}'),
  pop3Kind('pop3 over TLS', 'tls'),
  pop3Kind('pop3 with STLS', 'starttls'),
  folderKind(),
];

const mail = (subject: string, body = 'Hello\r\n') => Buffer.from(`Subject: ${subject}\r\n\r\n${body}`, 'latin1');
/** A mail that says itself when it was sent, for the sources that know no better. */
const dated = (subject: string, date: Date) =>
  mail(`${subject}\r\nDate: ${date.toUTCString().replace('GMT', '+0000')}`);

const all = { since: null, unseenOnly: false };
const never = new AbortController().signal;

async function collect(mails: AsyncIterable<{ ref: string; raw: Buffer }>): Promise<Buffer[]> {
  const raws: Buffer[] = [];
  for await (const { raw } of mails) raws.push(raw);
  return raws;
}

describe.each(kinds)('a source: $name', (kind) => {
  beforeAll(kind.before);
  afterAll(kind.after);

  async function opened(): Promise<{ box: Box; source: Source }> {
    const box = await kind.make();
    return { box, source: await reopen(box) };
  }

  test('lists oldest first with time of receipt, size and seen', async () => {
    const { box, source } = await opened();
    const [old, fresh] = [new Date('2026-03-01T10:00:00Z'), new Date('2026-03-02T10:00:00Z')];
    const mails = [dated('old', old), dated('fresh!', fresh)] as const;
    await box.deliver(mails[1], { receivedAt: fresh, seen: true });
    await box.deliver(mails[0], { receivedAt: old });
    const listed = await source.list(all);
    expect(listed.map(({ receivedAt }) => receivedAt)).toEqual([old, fresh]);
    expect(listed.map(({ seen }) => seen)).toEqual([false, kind.flags]);
    expect(listed.map(({ size }) => size)).toEqual(mails.map(({ length }) => length));
    expect(new Set(listed.map(({ ref }) => ref)).size).toBe(2);
  });

  test('lists no more than needed, and never less', async () => {
    const { box, source } = await opened();
    const now = Date.now();
    const ancient = new Date(now - 40 * 86_400_000);
    await box.deliver(dated('ancient', ancient), { receivedAt: ancient });
    await box.deliver(mail('seen'), { seen: true });
    await box.deliver(mail('unseen'));
    expect(await source.list(all)).toHaveLength(3);
    const unseen = await source.list({ since: null, unseenOnly: true });
    expect(unseen.map(({ seen }) => seen)).toEqual(kind.flags ? [false, false] : [false, false, false]);
    const recent = await source.list({ since: new Date(now - 60_000), unseenOnly: false });
    expect(recent.map(({ seen }) => seen)).toEqual([kind.flags, false]);
  });

  test('an empty mailbox lists nothing', async () => {
    const { source } = await opened();
    expect(await source.list(all)).toEqual([]);
    expect(await collect(source.fetch([]))).toEqual([]);
  });

  test('fetches the raw bytes in the order asked for and changes no flag', async () => {
    const { box, source } = await opened();
    const mails = [
      mail('eins', 'Gr\xfc\xdfe\r\n.\r\n..\r\n.dot\r\n'),
      mail('zwei', `\x01\x80\xff\r\n${'long line '.repeat(20_000)}\r\n`),
      mail('drei', ''),
    ];
    for (const [index, raw] of mails.entries())
      await box.deliver(raw, { receivedAt: new Date(1_700_000_000_000 + index * 1000) });
    const refs = (await source.list(all)).map(({ ref }) => ref);
    const [one = '', two = '', three = ''] = refs;
    expect(await collect(source.fetch([three, one, two]))).toEqual([mails[2], mails[0], mails[1]]);
    expect((await box.left()).map(({ seen }) => seen)).toEqual([false, false, false]);
  });

  test('gives the headers of mails without taking them; what is gone is left out', async () => {
    const { box, source } = await opened();
    await box.deliver(Buffer.from('From: Eva <eva@kunde.example>\r\nSubject: eins\r\n\r\nHallo\r\n'));
    await box.deliver(mail('zwei', 'x\r\n'.repeat(20_000)));
    const refs = (await source.list(all)).map(({ ref }) => ref);
    const headers = await source.headers([...refs, 'no-such-ref']);
    const texts = refs.map((ref) => headers.get(ref)?.toString() ?? '');
    expect(headers.size).toBe(2);
    expect(texts.find((text) => text.includes('Subject: eins\r\n'))).toContain('From: Eva <eva@kunde.example>\r\n');
    expect(texts.filter((text) => text.includes('Subject: zwei\r\n'))).toHaveLength(1);
    expect((await box.left()).map(({ seen }) => seen)).toEqual([false, false]);
    expect((await source.headers([])).size).toBe(0);
  });

  test('fetches hundreds of mails and a large one among them, each once', async () => {
    const { box, source } = await opened();
    const large = mail('large', `${'x'.repeat(76)}\r\n`.repeat(60_000));
    const sent = [
      ...Array.from({ length: 450 }, (_, index) => mail(`${index}`, `${'y'.repeat(70)}\r\n`.repeat(index))),
      large,
    ];
    for (const [index, raw] of sent.entries())
      await box.deliver(raw, { receivedAt: new Date(1_700_000_000_000 + index * 1000) });
    const listed = await source.list(all);
    const got = await collect(source.fetch(listed.map(({ ref }) => ref)));
    expect(got.map(({ length }) => length)).toEqual(sent.map(({ length }) => length));
    expect(got.every((raw, index) => raw.equals(sent[index] ?? Buffer.alloc(0)))).toBe(true);
  });

  test('tells how much of a large mail is there, and leaves it out once nobody wants it', async () => {
    const { box, source } = await opened();
    const large = mail('large', `${'x'.repeat(76)}\r\n`.repeat(60_000));
    const sent = [mail('before'), large, mail('behind')];
    for (const [index, raw] of sent.entries())
      await box.deliver(raw, { receivedAt: new Date(1_700_000_000_000 + index * 1000) });
    const refs = (await source.list(all)).map(({ ref }) => ref);
    const told: [ref: string, bytes: number][] = [];
    const upTo = (most: number) => async (ref: string, bytes: number) => {
      told.push([ref, bytes]);
      return bytes < most;
    };
    const got = await collect(source.fetch(refs, upTo(2_000_000)));
    // Files of a folder are there at once.
    if (told.length === 0) expect(kind.name).toBe('folder');
    else {
      expect(got).toEqual([sent[0], sent[2]]);
      expect(told.map(([ref]) => ref)).toEqual([refs[1], refs[1]]);
      expect(told.map(([, bytes]) => bytes)).toEqual(told.map(([, bytes]) => bytes).toSorted((a, b) => a - b));
    }
    expect((await collect(source.fetch(refs, upTo(Number.POSITIVE_INFINITY)))).map(({ length }) => length)).toEqual(
      sent.map(({ length }) => length),
    );
  });

  test('a ref names the same mail on a later connection; what is gone is left out', async () => {
    const { box, source } = await opened();
    await box.deliver(mail('first'), { receivedAt: new Date(1_700_000_000_000) });
    await box.deliver(mail('second'), { receivedAt: new Date(1_700_000_001_000) });
    const refs = (await source.list(all)).map(({ ref }) => ref);
    await source.settle(refs.slice(0, 1), kind.flags ? { action: 'move', folder: 'Gone' } : { action: 'delete' });
    await source.close();
    const later = await reopen(box);
    expect(await collect(later.fetch([...refs, 'no-such-ref']))).toEqual([mail('second')]);
  });

  test('stopping in the middle of a fetch leaves the source usable', async () => {
    const { box, source } = await opened();
    for (let index = 0; index < 5; index += 1) await box.deliver(mail(`${index}`));
    const refs = (await source.list(all)).map(({ ref }) => ref);
    for await (const { ref } of source.fetch(refs)) {
      expect(ref).toBe(refs[0]);
      break;
    }
    expect(await collect(source.fetch(refs))).toHaveLength(5);
  });

  test('settles by deleting ours only', async () => {
    const { box, source } = await opened();
    for (const subject of ['a', 'b', 'c']) await box.deliver(mail(subject));
    const listed = await source.list(all);
    const raws = await collect(source.fetch(listed.map(({ ref }) => ref)));
    const ours = listed.slice(0, 2).map(({ ref }) => ref);
    expect(await source.settle(ours, { action: 'delete' })).toEqual(ours);
    expect((await source.list(all)).map(({ ref }) => ref)).toEqual([listed[2]?.ref]);
    await source.close();
    expect((await box.left()).map(({ raw }) => raw)).toEqual([raws[2]]);
  });

  test('settles by moving to a folder that it makes', async () => {
    const { box, source } = await opened();
    await box.deliver(mail('a'));
    await box.deliver(mail('b'));
    const [first] = await source.list(all);
    const ours = [first?.ref ?? ''];
    const [raw] = await collect(source.fetch(ours));
    expect(await source.settle(ours, { action: 'move', folder: 'Erledigt' })).toEqual(ours);
    expect(await source.list(all)).toHaveLength(kind.flags ? 1 : 2);
    expect(await box.movedTo('Erledigt')).toEqual(kind.flags ? [raw] : []);
  });

  test('a move that is repeated makes no second copy, wherever the first attempt broke off', async () => {
    const { box, source } = await opened();
    const sent = ['a', 'b', 'b'].map((subject) => mail(`${subject}\r\nMessage-ID: <${subject}@kunde.example>`));
    sent.push(mail('without an id'));
    for (const raw of sent) await box.deliver(raw, { receivedAt: new Date(1_700_000_000_000) });
    const refs = (await source.list(all)).map(({ ref }) => ref);
    // As if the attempt had died behind its copy, of half of them.
    await box.copyTo?.(refs.slice(0, 2).concat(refs.slice(3)), 'Erledigt');
    expect(await source.settle(refs, { action: 'move', folder: 'Erledigt' }, true)).toEqual(refs);
    expect(await source.settle(refs, { action: 'move', folder: 'Erledigt' }, true)).toEqual(refs);
    const texts = (mails: Buffer[]) => mails.map(String).toSorted();
    if (kind.flags) {
      expect(texts(await box.movedTo('Erledigt'))).toEqual(texts(sent));
      expect(await source.list(all)).toEqual([]);
    } else expect(await box.movedTo('Erledigt')).toEqual([]);
  });

  test('settles by marking as read, or by keeping', async () => {
    const { box, source } = await opened();
    await box.deliver(mail('a'));
    await box.deliver(mail('b'));
    const refs = (await source.list(all)).map(({ ref }) => ref);
    await source.settle(refs, { action: 'keep' });
    expect((await source.list(all)).map(({ seen }) => seen)).toEqual([false, false]);
    await source.settle(refs.slice(0, 1), { action: 'markRead' });
    expect((await source.list(all)).map(({ seen }) => seen)).toEqual([kind.flags, false]);
    expect(await source.list({ since: null, unseenOnly: true })).toHaveLength(kind.flags ? 1 : 2);
  });

  test.each([{ action: 'delete' }, { action: 'move', folder: 'Done' }, { action: 'markRead' }] as const)(
    'settling again and settling what is gone is harmless: $action',
    async (after) => {
      const { box, source } = await opened();
      await box.deliver(mail('a'));
      const refs = (await source.list(all)).map(({ ref }) => ref);
      await source.settle(refs, after);
      expect(await source.settle(refs, after)).toEqual(refs);
      expect(await source.settle(['no-such-ref'], after)).toEqual(['no-such-ref']);
      expect((await box.movedTo('Done')).length).toBe(after.action === 'move' && kind.flags ? 1 : 0);
    },
  );

  test('waiting ends when mail arrives, at the time, and at the signal', async () => {
    const { box, source } = await opened();
    expect(await source.list(all)).toEqual([]);
    expect(await source.wait(50, never)).toBe('timeout');
    const stop = new AbortController();
    const waiting = source.wait(60_000, stop.signal);
    stop.abort();
    expect(await waiting).toBe('timeout');
    if (source.push) {
      const changed = source.wait(60_000, never);
      await box.deliver(mail('new'));
      expect(await changed).toBe('changed');
    } else await box.deliver(mail('new'));
    await eventually('the new mail', async () => ((await source.list(all)).length === 1 ? true : undefined));
  });

  test('after closing, waiting says so', async () => {
    const { source } = await opened();
    await source.close();
    expect(await source.wait(60_000, never)).toBe('closed');
    await source.close();
  });
});
