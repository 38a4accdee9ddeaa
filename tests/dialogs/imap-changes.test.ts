import { expect, test } from 'vitest';
import type { ListingMemory } from '../../src/sources/imap-listing.ts';
import { openImapSource } from '../../src/sources/imap.ts';
import { accountOn, play } from './play.ts';

// Mod-sequences (CONDSTORE, RFC 7162) spare an idle folder from being searched, and QRESYNC one in which others delete, too.

const all = { since: null, unseenOnly: false };

/** What is asked for of the offer; a server may offer QRESYNC and not do it. */
const enabling = (offers: string) => {
  const enable = (name: string, done = name) => [`C: {tag} ENABLE ${name}`, `S: * ENABLED ${done}`, 'S: {tag} OK'];
  if (offers === 'QRESYNC CONDSTORE idle') return [...enable('QRESYNC', ''), ...enable('CONDSTORE')];
  if (offers.startsWith('QRESYNC')) return enable('QRESYNC');
  return offers === 'CONDSTORE' ? enable('CONDSTORE') : [];
};

/** One connection: offer, words at opening the folder, then what is asked and answered. */
const session = ({ offers = 'CONDSTORE', opens = ['HIGHESTMODSEQ 90'], validity = 7, exists = 2, says = '' }) =>
  [
    'S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready',
    'C: {tag} AUTHENTICATE PLAIN {words}',
    `S: {tag} OK [CAPABILITY IMAP4rev1 ENABLE ${offers}] welcome`,
    ...enabling(offers),
    'C: {tag} SELECT INBOX',
    `S: * ${exists} EXISTS`,
    `S: * OK [UIDVALIDITY ${validity}] ok`,
    ...opens.map((code) => `S: * OK [${code}] ok`),
    'S: {tag} OK [READ-WRITE] done',
    says,
    'C: {tag} LOGOUT',
    'S: * BYE bye',
    'S: {tag} OK',
    '',
    '? {tag} LIST "" ""',
    'S: * LIST (\\Noselect) "/" ""',
    'S: {tag} OK',
    '? {tag} LIST {rest...}',
    'S: * LIST () "/" INBOX',
    'S: {tag} OK',
    '? {tag} LSUB {rest...}',
    'S: {tag} OK',
    '',
  ].join('\n');

const row = (seq: number, uid: number, flags = '', modseq = 0) =>
  `S: * ${seq} FETCH (UID ${uid} FLAGS (${flags}) INTERNALDATE "01-Feb-2026 10:0${uid}:00 +0000" RFC822.SIZE ${uid}00${modseq ? ` MODSEQ (${modseq})` : ''})`;
const newest = 'C: {tag} FETCH 2 (UID MODSEQ)\nS: * 2 FETCH (UID 2)\nS: {tag} OK';
const search = 'C: {tag} UID SEARCH UNDELETED\nS: * SEARCH 1 2\nS: {tag} OK';
const rows = `C: {tag} UID FETCH 1:2 (UID FLAGS INTERNALDATE RFC822.SIZE{more...}\n${row(1, 1)}\n${row(2, 2)}\nS: {tag} OK`;
const noop = 'C: {tag} NOOP\nS: {tag} OK';
const complete = [noop, newest, search, rows].join('\n');
const searched = [noop, search, rows].join('\n');
const changedSince = (modseq: number, ...answer: string[]) =>
  [
    noop,
    `C: {tag} UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE MODSEQ) (CHANGEDSINCE ${modseq})`,
    ...answer,
    'S: {tag} OK',
  ].join('\n');

/** Opens the folder once for each number and lists so often; gives the UIDs that each listing named. */
async function listed(dialog: string, ...times: number[]): Promise<string[]> {
  const server = await play(dialog);
  const memory: ListingMemory = {};
  const found: string[] = [];
  for (const count of times) {
    const source = await openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined, memory });
    for (let n = 0; n < count; n++) {
      const mails = await source
        .list(all)
        .catch((error: unknown) => expect.fail(server.problems()[0] ?? String(error)));
      found.push(mails.map(({ ref, seen }) => `${ref.split('UID=').at(-1)}${seen ? ' seen' : ''}`).join(', '));
    }
    await source.close();
  }
  expect(server.problems()).toEqual([]);
  return found;
}

test('an idle folder is searched once; then two short commands tell that nothing changed, also on a new connection', async () => {
  const first = session({ says: [complete, changedSince(90), changedSince(90)].join('\n') });
  const second = session({ says: changedSince(90) });
  expect(await listed(`${first}=====\n${second}`, 3, 1)).toEqual(['1, 2', '1, 2', '1, 2', '1, 2']);
});

test('what came, was marked or unmarked is told, and the next question begins there', async () => {
  const came = changedSince(
    90,
    'S: * 3 EXISTS',
    row(3, 3, '', 95),
    row(1, 1, '\\Seen', 93),
    row(2, 2, '\\Deleted', 94),
  );
  // EXISTS comes with the answer to NOOP, as the server tells it before it names the mail.
  const told = came.replace('S: * 3 EXISTS\n', '').replace('S: {tag} OK\n', 'S: * 3 EXISTS\nS: {tag} OK\n');
  const says = [complete, told, changedSince(95, row(2, 2, '', 97)), changedSince(97)].join('\n');
  const expected = ['1, 2', '1 seen, 3', '1 seen, 2, 3', '1 seen, 2, 3'];
  expect(await listed(session({ says }), 4)).toEqual(expected);
});

test('when mails are gone, everything is asked for anew', async () => {
  const gone = noop.replace('S: {tag} OK', 'S: * 1 EXPUNGE\nS: {tag} OK');
  const rest = [
    'C: {tag} UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE MODSEQ) (CHANGEDSINCE 90)',
    'S: {tag} OK',
    'C: {tag} FETCH 1 (UID MODSEQ)\nS: * 1 FETCH (UID 2)\nS: {tag} OK',
    'C: {tag} UID SEARCH UNDELETED\nS: * SEARCH 2\nS: {tag} OK',
    `C: {tag} UID FETCH 2 (UID FLAGS INTERNALDATE RFC822.SIZE{more...}\n${row(1, 2)}\nS: {tag} OK`,
  ];
  expect(await listed(session({ says: [complete, gone, ...rest].join('\n') }), 2)).toEqual(['1, 2', '2']);
});

/** The question and its answer where the server names what went. */
const vanishedSince = (modseq: number, ...answer: string[]) =>
  changedSince(modseq, ...answer).replace(`CHANGEDSINCE ${modseq})`, `CHANGEDSINCE ${modseq} VANISHED)`);
const goes = noop.replace('S: {tag} OK', 'S: * VANISHED 1\nS: {tag} OK');

test('with QRESYNC, what others deleted is named, on the same connection and on a new one, and nothing is searched', async () => {
  const once = vanishedSince(90, 'S: * VANISHED (EARLIER) 1').replace(noop, goes);
  const came = vanishedSince(90, 'S: * VANISHED (EARLIER) 1', row(2, 3, '', 95)).replace(
    noop,
    noop.replace('S: {tag} OK', 'S: * 2 EXISTS\nS: {tag} OK'),
  );
  const first = session({ offers: 'QRESYNC', says: [complete, once, came].join('\n') });
  // Whoever opens the folder is told how many are left; what went before the question is named among others.
  const second = session({
    offers: 'QRESYNC CONDSTORE',
    opens: ['HIGHESTMODSEQ 99'],
    says: [vanishedSince(95, 'S: * VANISHED (EARLIER) 1:2,7'), vanishedSince(99)].join('\n'),
    exists: 1,
  });
  expect(await listed(`${first}=====\n${second}`, 3, 2)).toEqual(['1, 2', '2', '2, 3', '3', '3']);
});

test('an emptied folder is not asked about', async () => {
  const emptied = noop.replace('S: {tag} OK', 'S: * VANISHED 1:2\nS: {tag} OK');
  expect(await listed(session({ offers: 'QRESYNC', says: `${complete}\n${emptied}\n${noop}` }), 3)).toEqual([
    '1, 2',
    '',
    '',
  ]);
});

test('a server that offers QRESYNC and does not name what went is searched', async () => {
  const left = [
    'C: {tag} FETCH 1 (UID MODSEQ)\nS: * 1 FETCH (UID 2)\nS: {tag} OK',
    'C: {tag} UID SEARCH UNDELETED\nS: * SEARCH 2\nS: {tag} OK',
    `C: {tag} UID FETCH 2 (UID FLAGS INTERNALDATE RFC822.SIZE{more...}\n${row(1, 2)}\nS: {tag} OK`,
  ].join('\n');
  const silent = vanishedSince(90).replace(noop, goes);
  expect(await listed(session({ offers: 'QRESYNC', says: [complete, silent, left].join('\n') }), 2)).toEqual([
    '1, 2',
    '2',
  ]);
  const notDone = changedSince(90).replace(noop, noop.replace('S: {tag} OK', 'S: * 1 EXPUNGE\nS: {tag} OK'));
  const says = [complete, notDone, left].join('\n');
  expect(await listed(session({ offers: 'QRESYNC CONDSTORE idle', says }), 2)).toEqual(['1, 2', '2']);
});

test('a row that came unasked and says too little does not count as an answer', async () => {
  const says = [complete, changedSince(90, 'S: * 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (91))')].join('\n');
  const again = [newest, search, rows].join('\n');
  expect(await listed(session({ says: `${says}\n${again}` }), 2)).toEqual(['1, 2', '1, 2']);
  const unasked = rows.replace('S: {tag} OK', 'S: * 3 FETCH (UID 9 FLAGS (\\Seen))\nS: {tag} OK');
  expect(await listed(session({ says: [noop, newest, search, unasked].join('\n') }), 1)).toEqual(['1, 2']);
});

test.each([
  ['is not offered', { offers: '' }],
  ['is offered, but not for this folder', { opens: ['NOMODSEQ'] }],
  ['is offered, but no mod-sequence is told', { opens: [] }],
])('where it %s, the folder is searched each time', async (_, more) => {
  expect(await listed(session({ ...more, says: `${searched}\n${searched}` }), 2)).toEqual(['1, 2', '1, 2']);
});

test.each([
  ['a change of UIDVALIDITY', { validity: 8 }],
  ['a fall of the mod-sequence', { opens: ['HIGHESTMODSEQ 89'] }],
])('after %s, the folder is searched', async (_, more) => {
  const dialog = `${session({ says: complete })}=====\n${session({ ...more, says: complete })}`;
  expect(await listed(dialog, 1, 1)).toEqual(['1, 2', '1, 2']);
});
