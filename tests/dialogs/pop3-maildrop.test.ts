import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openPop3Source } from '../../src/sources/pop3.ts';
import type { ScriptedServer } from '../support/servers/scripted.ts';
import { accountOn, failureOf, play } from './play.ts';

const all = { since: null, unseenOnly: false };

const sourceOn = (server: ScriptedServer) => openPop3Source(accountOn(server, 'pop3'));

test('without UIDL the content names the mail; a QUIT that fails settles nothing', async () => {
  const server = await play('pop3/without-uidl');
  const source = openPop3Source(accountOn(server, 'pop3'), { clock: () => new Date('2026-05-05T00:00:00Z') });
  const raw = Buffer.from('Date: Sun, 01 Feb 2026 10:00:00 +0100\r\n\r\n.dot\r\n..\r\n');
  const ref = `SHA256=${createHash('sha256').update(raw).digest('hex')}`;
  const listed = await source.list(all);
  expect(listed[0]).toEqual({ ref, receivedAt: new Date('2026-02-01T09:00:00Z'), size: 45, seen: false });
  expect(listed[1]?.receivedAt).toEqual(new Date('2026-05-05T00:00:00Z'));
  const fetched = [];
  for await (const mail of source.fetch([ref])) fetched.push(mail);
  expect(fetched).toEqual([{ ref, raw }]);
  const failed = await failureOf(source.settle([ref], { action: 'delete' }));
  expect(failed).toMatchObject({
    code: 'server-refused',
    temporary: true,
    serverReply: '-ERR some messages not removed',
  });
  expect(server.problems()).toEqual([]);
});

test('a line cut inside a mail is a failure that passes, never half a mail', async () => {
  const source = openPop3Source(accountOn(await play('pop3/cut-in-mail'), 'pop3'));
  const fetched: unknown[] = [];
  const cut = await failureOf(
    (async () => {
      for await (const mail of source.fetch(['UIDL=abc%2F1'])) fetched.push(mail);
    })(),
  );
  expect(cut).toMatchObject({ code: 'connection-lost', temporary: true });
  expect(fetched).toEqual([]);
});

const signedIn = [
  'S: +OK ready',
  'C: CAPA',
  'S: +OK',
  'S: USER',
  'S: UIDL',
  'S: .',
  'C: USER user',
  'S: +OK',
  'C: PASS pass',
  'S: +OK',
];
const list = ['C: LIST', 'S: +OK', 'S: 1 45', 'S: .'];
const uidl = ['C: UIDL', 'S: +OK', 'S: 1 abc', 'S: .'];
const maildrop = (...steps: string[]) => play([...signedIn, ...steps, '', '? QUIT', 'S: +OK', ''].join('\n'));

test.each([
  ['LIST', ['C: LIST', 'S: -ERR [SYS/TEMP] later'], 'server-busy'],
  ['UIDL that is refused for now', [...list, 'C: UIDL', 'S: -ERR [SYS/TEMP] later'], 'server-busy'],
  // Its age is not known then; taken for new, an old mail would be imported.
  ['TOP', [...list, ...uidl, 'C: TOP 1 0', 'S: -ERR [SYS/TEMP] later'], 'server-busy'],
  // Else every mail would come a second time, under a name made of its content.
  ['UIDL that was offered', [...list, 'C: UIDL', 'S: -ERR what?'], 'server-refused'],
])('a refused %s is a refusal with its words', async (_, steps, code) => {
  const server = await maildrop(...steps);
  const refused = await failureOf(openPop3Source(accountOn(server, 'pop3')).list(all));
  expect(refused).toMatchObject({ code, temporary: code === 'server-busy' });
  expect(refused.serverReply).toMatch(/^-ERR /);
  expect(server.problems()).toEqual([]);
});

test('a UIDL that is refused for now has not become unknown, also on a server that offers nothing by name', async () => {
  const plain = ['S: +OK ready', 'C: CAPA', 'S: -ERR', 'C: USER user', 'S: +OK', 'C: PASS pass', 'S: +OK'];
  const server = await play([...plain, ...list, 'C: UIDL', 'S: -ERR [SYS/TEMP] later', ''].join('\n'));
  expect(await failureOf(sourceOn(server).list(all))).toMatchObject({ code: 'server-busy', temporary: true });
  expect(server.problems()).toEqual([]);
});

test('a mail that the server will not give just now is not gone, and is not settled', async () => {
  const fetching = openPop3Source(
    accountOn(await maildrop(...list, ...uidl, 'C: RETR 1', 'S: -ERR [SYS/TEMP] later'), 'pop3'),
  );
  const work = (async () => {
    for await (const mail of fetching.fetch(['UIDL=abc'])) expect(mail).toBeUndefined();
  })();
  expect(await failureOf(work)).toMatchObject({ code: 'server-busy', temporary: true });
  const settling = openPop3Source(
    accountOn(await maildrop(...list, ...uidl, 'C: DELE 1', 'S: -ERR [SYS/TEMP] later'), 'pop3'),
  );
  expect(await failureOf(settling.settle(['UIDL=abc'], { action: 'delete' }))).toMatchObject({ code: 'server-busy' });
});

test('a mail that the server will not let go is not settled, and its words are shown', async () => {
  const server = await maildrop(...list, ...uidl, 'C: DELE 1', 'S: -ERR deleting is not allowed here');
  const refused = await failureOf(sourceOn(server).settle(['UIDL=abc'], { action: 'delete' }));
  expect(refused).toMatchObject({ code: 'server-refused', serverReply: '-ERR deleting is not allowed here' });
  expect(server.lines().join('\n')).not.toContain('QUIT');
});

test('a line that breaks behind QUIT has settled nothing that anybody knows of', async () => {
  const server = await maildrop(...list, ...uidl, 'C: DELE 1', 'S: +OK', 'C: QUIT', 'CUT');
  const cut = await failureOf(sourceOn(server).settle(['UIDL=abc'], { action: 'delete' }));
  expect(cut).toMatchObject({ code: 'connection-lost', temporary: true });
  expect(server.problems()).toEqual([]);
});

test('the age is that of the topmost Received field; where TOP is not known, the mail is read through for it', async () => {
  const top = ['S: +OK', 'S: Received: from a by b; Sun, 01 Feb 2026 11:00:00 +0100'];
  const below = [
    'S: Received: from x by a; Sun, 01 Feb 2026 10:30:00 +0100',
    'S: Date: Sun, 01 Feb 2026 09:00:00 +0100',
  ];
  const server = await maildrop(
    'C: LIST',
    'S: +OK',
    'S: 1 200',
    'S: 2 200',
    'S: 3 200',
    'S: .',
    'C: UIDL',
    'S: +OK',
    'S: 1 one',
    'S: 2 two',
    'S: 3 gone',
    'S: .',
    'C: TOP 1 0',
    ...top,
    ...below,
    'S: ',
    'S: .',
    'C: TOP 2 0',
    'S: -ERR unknown command',
    'C: RETR 2',
    ...top,
    'S: ',
    'S: Text',
    'S: .',
    'C: TOP 3 0',
    'S: -ERR unknown command',
    'C: RETR 3',
    'S: -ERR no such message',
  );
  const listed = await sourceOn(server).list(all);
  const receivedAt = new Date('2026-02-01T10:00:00Z');
  expect(listed).toEqual(['one', 'two'].map((name) => ({ ref: `UIDL=${name}`, receivedAt, size: 200, seen: false })));
  expect(server.problems()).toEqual([]);
});

test('dots at the beginning of lines come out as they went in, also behind lines longer than a piece', async () => {
  // A piece of it that begins with a dot begins no line.
  const long = '.'.repeat(200_000);
  const sent = ['Subject: dots', '', '.', '..', '.a', long, '.', `.${long}`, '.'];
  const stuffed = sent.map((line) => `S: ${line.startsWith('.') ? '.' : ''}${line}`);
  const server = await maildrop(
    'C: LIST',
    'S: +OK',
    'S: 1 400',
    'S: .',
    'C: UIDL',
    'S: +OK',
    'S: 1 abc',
    'S: .',
    'C: RETR 1',
    'S: +OK',
    ...stuffed,
    'S: .',
  );
  const raws: string[] = [];
  for await (const { raw } of sourceOn(server).fetch(['UIDL=abc'])) raws.push(raw.toString('latin1'));
  expect(raws).toEqual([`${sent.join('\r\n')}\r\n`]);
});

test('a mail that does not end is given up before it fills the memory', async () => {
  const endless = `S: ${'x'.repeat(70 * 1024 * 1024)}`;
  const server = await maildrop(...list, ...uidl, 'C: RETR 1', 'S: +OK', endless);
  const work = (async () => {
    for await (const mail of sourceOn(server).fetch(['UIDL=abc'])) expect(mail).toBeUndefined();
  })();
  expect(await failureOf(work)).toMatchObject({ code: 'reply-too-large', temporary: false });
});

test('two mails under one name are one: the second waits until the first is gone', async () => {
  const both = [
    'C: LIST',
    'S: +OK',
    'S: 1 100',
    'S: 2 200',
    'S: .',
    'C: UIDL',
    'S: +OK',
    'S: 1 abc',
    'S: 2 abc',
    'S: .',
  ];
  const server = await maildrop(
    ...both,
    'C: TOP 1 0',
    'S: +OK',
    'S: Date: Sun, 01 Feb 2026 10:00:00 +0100',
    'S: ',
    'S: .',
  );
  expect((await sourceOn(server).list(all)).map(({ ref, size }) => `${ref} ${size}`)).toEqual(['UIDL=abc 100']);
  expect(server.problems()).toEqual([]);
});
