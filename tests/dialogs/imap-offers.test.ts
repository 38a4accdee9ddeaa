import { expect, test } from 'vitest';
import { listFolders } from '../../src/sources/imap-folders.ts';
import { openImapSource } from '../../src/sources/imap.ts';
import { testCertificates } from '../support/servers/certificates.ts';
import { accountOn, failureOf, play } from './play.ts';
import { besides, opened, serve, sourceOn } from './imap-steps.ts';

// What servers offer by name, offer without a name, or do not offer.

const all = { since: null, unseenOnly: false };
const refs = ['INBOX;UIDVALIDITY=7;UID=1'];

test('a folder whose UIDs mean nothing beyond the session is refused: nobody could tell what was imported', async () => {
  const without = opened.filter((line) => !line.includes('UIDVALIDITY'));
  expect(await failureOf(sourceOn(...without))).toMatchObject({ code: 'folder-without-uids', field: 'folder' });
});

test('a server that only knows IMAP4rev2 is used as one: what RFC 9051 holds need not be offered by name', async () => {
  const server = await serve(
    'S: * OK [CAPABILITY IMAP4rev2 AUTH=PLAIN] ready',
    'C: {tag} AUTHENTICATE PLAIN AHVzZXIAcGFzcw==',
    'S: {tag} OK [CAPABILITY IMAP4rev2] welcome',
    'C: {tag} SELECT INBOX',
    'S: * 2 EXISTS',
    'S: * OK [UIDVALIDITY 7] ok',
    'S: * LIST () "/" INBOX',
    'S: {tag} OK [READ-WRITE] done',
    'C: {tag} NOOP',
    'S: {tag} OK',
    'C: {tag} UID SEARCH UNDELETED',
    'S: * ESEARCH (TAG "{tag}") UID ALL 1:2',
    'S: {tag} OK',
    'C: {tag} UID FETCH 1:2 (UID FLAGS INTERNALDATE RFC822.SIZE)',
    'S: * 1 FETCH (UID 1 FLAGS () INTERNALDATE "01-Feb-2026 10:00:00 +0000" RFC822.SIZE 23)',
    'S: * 2 FETCH (UID 2 FLAGS () INTERNALDATE "01-Feb-2026 11:00:00 +0000" RFC822.SIZE 42)',
    'S: {tag} OK',
    'C: {tag} UID MOVE 1 "Süß"',
    'S: * 1 EXPUNGE',
    'S: {tag} OK',
    'C: {tag} UID STORE 2 +FLAGS (\\Deleted)',
    'S: {tag} OK',
    'C: {tag} UID EXPUNGE 2',
    'S: * 1 EXPUNGE',
    'S: {tag} OK',
  );
  const source = await openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined }).catch(() =>
    expect.fail(server.problems()[0]),
  );
  expect(source.push).toBe(true);
  const listed = await source.list(all).catch(() => expect.fail(server.problems()[0]));
  expect(listed.map(({ size }) => size)).toEqual([23, 42]);
  const settled = async () => {
    await source.settle(refs, { action: 'move', folder: 'Süß' });
    await source.settle(['INBOX;UIDVALIDITY=7;UID=2'], { action: 'delete' });
  };
  await settled().catch(() => expect.fail(server.problems()[0]));
  await source.close();
  expect(server.problems()).toEqual([]);
});

test.each([
  [
    'AUTH=LOGIN',
    ['C: {tag} AUTHENTICATE LOGIN', 'S: + VXNlcm5hbWU6', 'C: dXNlcg==', 'S: + UGFzc3dvcmQ6', 'C: cGFzcw=='],
  ],
  ['LOGINDISABLED', []],
])('what the server said before TLS does not count: behind it only %s', async (offer, signIn) => {
  const server = await serve(
    'S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready',
    'C: {tag} STARTTLS',
    'S: {tag} OK begin',
    'TLS',
    'C: {tag} CAPABILITY',
    `S: * CAPABILITY IMAP4rev1 ${offer}`,
    'S: {tag} OK',
    ...signIn,
    ...(signIn.length > 0 ? ['S: {tag} NO [AUTHENTICATIONFAILED] no'] : []),
  );
  const { ca } = await testCertificates();
  const account = accountOn(server, 'imap', { encryption: 'starttls', host: 'localhost', privateCa: ca });
  const refused = await failureOf(openImapSource(account, 'INBOX', { log: () => undefined }));
  expect(server.problems()).toEqual([]);
  expect(refused.code).toBe(signIn.length > 0 ? 'sign-in-refused' : 'sign-in-impossible');
});

test('where SPECIAL-USE is not offered, the usual names tell what folders are for', async () => {
  const server = await play(
    [
      ...opened.slice(0, 5),
      'C: {tag} LIST "" "*"',
      'S: * LIST (\\HasNoChildren) "/" "Anfragen"',
      'S: * LIST (\\Noselect) "/" "Archiv"',
      'S: * LIST (\\HasNoChildren) "/" "Gesendet"',
      'S: * LIST (\\HasNoChildren) "/" INBOX',
      'S: {tag} OK',
      '',
      '? {tag} LIST "" ""',
      'S: * LIST (\\Noselect) "/" ""',
      'S: {tag} OK',
      ...besides.slice(besides.indexOf('? {tag} LSUB {rest...}')),
    ].join('\n'),
  );
  const folders = await listFolders(accountOn(server, 'imap'), { log: () => undefined }).catch(() =>
    expect.fail(server.problems()[0]),
  );
  expect(folders.map(({ path, specialUse, selectable }) => `${path} ${specialUse} ${selectable}`)).toEqual([
    'INBOX \\Inbox true',
    'Gesendet \\Sent true',
    'Archiv \\Archive false',
    'Anfragen null true',
  ]);
});

test.each([
  ['opens it for reading only', ['S: {tag} OK [READ-ONLY] done']],
  ['keeps no such flag for good', ['S: * OK [PERMANENTFLAGS (\\Flagged)] limited', 'S: {tag} OK [READ-WRITE] done']],
])('a folder in which nothing can be marked is named as such: the server %s', async (_, ends) => {
  const server = await serve(...opened.slice(0, -1), ...ends);
  const source = await openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined });
  for (const action of ['markRead', 'delete'] as const) {
    const refused = await failureOf(source.settle(refs, { action }));
    expect(refused).toMatchObject({ code: 'folder-read-only', params: { folder: 'INBOX' }, temporary: false });
  }
  await source.close();
  expect(server.lines().join('\n')).not.toMatch(/UID STORE|EXPUNGE/);
});
