import type { Source } from '../../src/sources/source.ts';
import { openImapSource } from '../../src/sources/imap.ts';
import type { ScriptedServer } from '../support/servers/scripted.ts';
import { accountOn, play } from './play.ts';

// How a server of today is signed in to, up to an open folder.

export const greeting = 'S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready';
export const signedIn = [
  greeting,
  'C: {tag} AUTHENTICATE PLAIN',
  'S: + ',
  'C: AHVzZXIAcGFzcw==',
  'S: {tag} OK [CAPABILITY IMAP4rev1 ENABLE CONDSTORE IDLE MOVE UIDPLUS] welcome',
];
export const enabled = ['C: {tag} ENABLE CONDSTORE', 'S: * ENABLED CONDSTORE', 'S: {tag} OK'];
export const opened = [
  ...signedIn,
  ...enabled,
  'C: {tag} SELECT INBOX',
  'S: * 1 EXISTS',
  'S: * OK [UIDVALIDITY 7] ok',
  'S: * OK [NOMODSEQ] no',
  'S: {tag} OK [READ-WRITE] done',
];
export const besides = [
  '? {tag} NAMESPACE',
  'S: * NAMESPACE (("" "/")) NIL NIL',
  'S: {tag} OK',
  '? {tag} LIST "" ""',
  'S: * LIST (\\Noselect) "/" ""',
  'S: {tag} OK',
  '? {tag} LIST {rest...}',
  'S: * LIST () "/" INBOX',
  'S: {tag} OK',
  '? {tag} LSUB {rest...}',
  'S: {tag} OK',
  '? {tag} LOGOUT',
  'S: * BYE bye',
  'S: {tag} OK',
  '',
];
/** Plays the steps, and answers besides what the library asks by itself. */
export const serve = (...steps: string[]): Promise<ScriptedServer> => play([...steps, '', ...besides].join('\n'));

/** A source on a server that plays the steps. */
export async function sourceOn(...steps: string[]): Promise<Source> {
  return openImapSource(accountOn(await serve(...steps), 'imap'), 'INBOX', { log: () => undefined });
}
