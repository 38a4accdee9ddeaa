import { expect, test } from 'vitest';
import { openImapSource } from '../../src/sources/imap.ts';
import { accountOn, play } from './play.ts';

const { signal: never } = new AbortController();

const opened = [
  'S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready',
  'C: {tag} AUTHENTICATE PLAIN {words}',
  'S: {tag} OK [CAPABILITY IMAP4rev1 IDLE] welcome',
  'C: {tag} SELECT INBOX',
  'S: * 2 EXISTS',
  'S: * OK [UIDVALIDITY 7] ok',
  'S: {tag} OK [READ-WRITE] done',
];
const standing = [
  '',
  '? {tag} LIST {rest...}',
  'S: * LIST () "/" INBOX',
  'S: {tag} OK',
  '? {tag} LSUB {rest...}',
  'S: {tag} OK',
  '',
];

test('IDLE is begun anew before its time is up (RFC 2177 §3), and news of the renewed one count', async () => {
  const renewed = ['C: {tag} IDLE', 'S: + idling', 'C: DONE', 'S: {tag} OK'];
  const last = ['C: {tag} IDLE', 'S: + idling', 'S: * 3 EXISTS', 'MUTE'];
  const server = await play([...opened, ...renewed, ...renewed, ...last, ...standing].join('\n'));
  const timeouts = { idleMs: 50 };
  const source = await openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined, timeouts });
  expect(source.push).toBe(true);
  expect(await source.wait(60_000, never)).toBe('changed');
  expect(server.lines().filter((line) => line.endsWith(' IDLE'))).toHaveLength(3);
  source.end();
  expect(server.problems()).toEqual([]);
});
