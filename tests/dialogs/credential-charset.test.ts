import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { asFailure } from '../../src/lib/failure.ts';
import type { Account } from '../../src/net/account.ts';
import { openImap } from '../../src/net/imap.ts';
import { openPop3 } from '../../src/net/pop3.ts';
import { openSmtp } from '../../src/net/smtp.ts';
import { covers } from '../support/covers.ts';
import { accountOn, play } from './play.ts';

const credentials = { username: 'Käthe', password: 'pä"ß' };
const base64 = (text: string, charset: 'utf8' | 'latin1') => Buffer.from(text, charset).toString('base64');
const openers = {
  imap: (account: Account) => openImap(account, { log: () => undefined }),
  pop3: (account: Account) => openPop3(account),
  smtp: (account: Account) => openSmtp(account, { log: () => undefined, ehloName: 'desk.test' }),
};

/** Signs in and is refused; gives what the client sent, one character for each byte. */
async function sent(protocol: keyof typeof openers, dialog: string, account: Partial<Account>): Promise<string[]> {
  const server = await play(dialog);
  const refused = await openers[protocol](accountOn(server, protocol, { ...credentials, ...account })).then(
    () => expect.fail('it should have failed'),
    (error: unknown) => asFailure(error),
  );
  expect(server.problems()).toEqual([]);
  expect(refused.code).toBe('sign-in-refused');
  expect(JSON.stringify(refused.serverReply)).not.toContain('ß');
  return server.lines();
}

const imap = (offers: string, ...steps: string[]) =>
  [`S: * OK [CAPABILITY IMAP4rev1 ${offers}] ready`, ...steps, 'S: {tag} NO no pä"ß here', ''].join('\n');
const pop3 = (greeting: string, capabilities: string, ...steps: string[]) =>
  [
    `S: +OK ready ${greeting}`,
    'C: CAPA',
    ...capabilities.split(' / ').map((line) => `S: ${line}`),
    ...steps,
    'S: -ERR no pä"ß here',
    '',
  ].join('\n');
const smtp = (...steps: string[]) =>
  [
    'S: 220 mail.test ready',
    'C: EHLO desk.test',
    'S: 250-mail.test',
    'S: 250 AUTH PLAIN LOGIN',
    ...steps,
    'S: 535 no pä"ß here',
    '',
    '? QUIT',
    'S: 221 bye',
    '',
  ].join('\n');

test.each(['utf8', 'latin1'] as const)(
  'the password as %s, byte for byte, by each way that leaves it open',
  async (charset) => {
    covers('incoming.credentialCharset', 'outgoing.credentialCharset');
    const bytes = (text: string) => Buffer.from(text, charset).toString('latin1');
    const length = (text: string) => Buffer.from(text, charset).length;
    const more = { credentialCharset: charset };
    const literals = imap('', 'C: {tag} LOGIN {size', 'S: + go', 'C: {name...}', 'S: + go', 'C: {secret...}').replace(
      '{size',
      '{size...}',
    );
    expect((await sent('imap', literals, more)).slice(0, 3)).toEqual([
      `A1 LOGIN {${length('Käthe')}}`,
      `${bytes('Käthe')} {${length('pä"ß')}}`,
      bytes('pä"ß'),
    ]);
    const plain = `C: {tag} AUTHENTICATE PLAIN ${base64('\0Käthe\0pä"ß', charset)}`;
    await sent('imap', imap('SASL-IR AUTH=PLAIN', plain), more);
    const challenge = '<1.2@mail.test>';
    const cram = ['C: {tag} AUTHENTICATE CRAM-MD5', `S: + ${base64(challenge, 'utf8')}`, 'C: {words}'];
    const [, answer = ''] = await sent('imap', imap('AUTH=CRAM-MD5', ...cram), more);
    expect(Buffer.from(answer, 'base64').toString(charset)).toMatch(/^Käthe [0-9a-f]{32}$/);

    const user = pop3('', '+OK / USER / .', 'C: USER {name...}', 'S: +OK', 'C: PASS {secret...}');
    expect((await sent('pop3', user, more)).slice(1)).toEqual([`USER ${bytes('Käthe')}`, `PASS ${bytes('pä"ß')}`]);
    const digest = createHash('md5').update(challenge).update(Buffer.from('pä"ß', charset)).digest('hex');
    const apop = pop3(challenge, '-ERR', 'C: APOP {rest...}');
    expect((await sent('pop3', apop, more)).slice(1)).toEqual([`APOP ${bytes('Käthe')} ${digest}`]);

    const login = ['C: AUTH LOGIN', 'S: 334 VXNlcm5hbWU6', `C: ${base64('Käthe', charset)}`, 'S: 334 UGFzc3dvcmQ6'];
    await sent('smtp', smtp(...login, `C: ${base64('pä"ß', charset)}`), { ...more, preventPlain: true });
    await sent('smtp', smtp(`C: AUTH PLAIN ${base64('\0Käthe\0pä"ß', charset)}`), more);
  },
);

test.each([
  ['imap', 'S: * OK [CAPABILITY IMAP4rev1] ready\n'],
  ['pop3', 'S: +OK ready\nC: CAPA\nS: -ERR\n'],
  ['smtp', 'S: 220 ready\nC: EHLO desk.test\nS: 250-mail.test\nS: 250 AUTH PLAIN\n\n? QUIT\nS: 221 bye\n'],
] as const)('%s: a password that Latin-1 cannot hold is not sent', async (protocol, dialog) => {
  const server = await play(dialog);
  const account = accountOn(server, protocol, { password: '5 €', credentialCharset: 'latin1' });
  await expect(openers[protocol](account)).rejects.toMatchObject({ code: 'sign-in-charset', field: 'password' });
  expect(server.problems()).toEqual([]);
  expect(server.lines().join('\n')).not.toMatch(/LOGIN|AUTH|USER|PASS/);
});
