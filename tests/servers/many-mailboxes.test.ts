import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import type { TicketRow } from '../../src/api/contract/tickets.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { eventually } from '../support/servers/mail.ts';
import { freePorts } from '../support/servers/processes.ts';

const good = Array.from({ length: 40 }, (_, n) => ({ name: `box${n}@helpdesk.test`, password: `pass-${n}` }));
const generousMs = 90_000;

let dovecot: DovecotServer;
let desk: RunningDesk;
/** Servers of our own that hang in one way or another. */
const hanging: (() => void)[] = [];

beforeAll(async () => {
  dovecot = await startDovecot({ users: good });
  desk = await startDesk();
});
afterAll(async () => {
  await desk?.stop();
  for (const stop of hanging) stop();
  await dovecot?.stop();
});

/** Accepts, and then does with the client what is told. */
async function hangingServer(treat: (client: Socket) => void): Promise<number> {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client.on('error', () => undefined).on('close', () => clients.delete(client)));
    treat(client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  hanging.push(() => {
    server.close();
    for (const client of clients) client.destroy();
  });
  return port;
}

/** One byte a second, without end: the line is never quiet, and nothing ever comes of it. */
function tarPit(client: Socket): void {
  const words = `* OK ${'please wait '.repeat(1000)}`;
  let at = 0;
  const timer = setInterval(() => client.write(words[at++ % words.length] ?? ' '), 1000);
  client.on('close', () => clearInterval(timer));
}

const values = (name: string, port: number, account: { name: string; password: string }) => ({
  name,
  protocol: 'imap',
  host: '127.0.0.1',
  port,
  encryption: 'none',
  username: account.name,
  password: account.password,
  mailboxAddresses: [account.name],
  createContact: true,
  maxAgeDays: 14,
});
const create = (name: string, port: number, account: { name: string; password: string }, more: object = {}) =>
  desk.call<Mailbox>('POST', '/api/mailboxes', {
    direction: 'incoming',
    values: { ...values(name, port, account), ...more },
  });
const mailboxes = async () => (await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes')).rows;
const subjects = async () =>
  (await desk.call<{ rows: TicketRow[] }>('GET', '/api/tickets?view=all&limit=200')).rows.map(({ subject }) => subject);

test('40 good mailboxes deliver while 10 others are refused, silent, tar-pitted or signed out; then more hang than fetch at once', async () => {
  const [nobody = 0] = await freePorts(1);
  const blackHole = await hangingServer((client) => client.resume());
  const slow = await hangingServer(tarPit);
  const [someone = { name: '', password: '' }] = good;
  // The bad ones first, so that they stand before the good ones wherever there is a line to stand in.
  await desk.call('PUT', '/api/desk', { ...deskSettings, fetchStopped: true });
  const bad: { id: number; codes: RegExp }[] = [];
  const addBad = async (name: string, port: number, codes: RegExp, more: object = {}) =>
    bad.push({ id: (await create(name, port, someone, more)).id, codes });
  for (const n of [1, 2, 3]) await addBad(`Zu ${n}`, nobody, /^connection-refused$/);
  for (const n of [1, 2]) await addBad(`Stumm ${n}`, blackHole, /timeout|timed-out|lost|no-answer|greeting/);
  await addBad('Stumm POP3', blackHole, /timeout|timed-out|lost|no-answer|greeting/, { protocol: 'pop3' });
  for (const n of [1, 2]) await addBad(`Zäh ${n}`, slow, /timeout|timed-out|lost|no-answer|greeting/);
  for (const n of [1, 2]) await addBad(`Falsch ${n}`, dovecot.imapPort, /^sign-in-refused$/, { password: 'not it' });
  const goodIds: number[] = [];
  for (const [n, account] of good.entries()) {
    goodIds.push((await create(`Gut ${n}`, dovecot.imapPort, account)).id);
    await deliver(n, 'Erste');
  }
  await desk.call('PUT', '/api/desk', { ...deskSettings, fetchStopped: false });

  await arrived('Erste');
  // None of those that hang had failed yet when the last good mail was there: nobody waited for them.
  const states = await mailboxes();
  const stuck = states.filter(({ name, state }) => /^(Stumm|Zäh)/.test(name) && state !== 'error');
  expect(stuck).toHaveLength(5);
  expect(states.filter(({ id, state }) => goodIds.includes(id) && state === 'error')).toEqual([]);

  for (const { id, codes } of bad) {
    const row = await eventually(
      `the error of mailbox ${id}`,
      async () => (await mailboxes()).find((one) => one.id === id && one.state === 'error'),
      generousMs,
    );
    expect(row.lastError?.code).toMatch(codes);
  }
  for (const [n] of good.entries()) await deliver(n, 'Zweite');
  await arrived('Zweite');

  // More silent servers than may connect at a time, all in line before the next good run.
  for (let n = 0; n < 30; n++) await create(`Loch ${n}`, blackHole, someone);
  const late = await create('Spät', dovecot.imapPort, someone);
  await eventually(
    'the late one connected',
    async () => ((await mailboxes()).find(({ id }) => id === late.id)?.lastRunAt ? true : undefined),
    generousMs,
  );
  const holes = (await mailboxes()).filter(({ name, state }) => name.startsWith('Loch') && state !== 'error');
  expect(holes).toHaveLength(30);
  for (const [n] of good.entries()) await deliver(n, 'Dritte');
  await arrived('Dritte');
});

const deskSettings = { name: 'Poststelle', locale: 'de', ticketKeyword: 'TicketID', undoSeconds: 0 };

async function deliver(n: number, word: string): Promise<void> {
  const { raw } = composeMessage(draftOf({ subject: `${word} an ${n}` }, new Date()));
  await dovecot.deliver(good[n]?.name ?? '', raw);
}

/** Waits until the mail with this word to each good mailbox is a ticket. */
async function arrived(word: string): Promise<void> {
  const wanted = good.map((_, n) => `${word} an ${n}`);
  await eventually(
    `40 tickets "${word}"`,
    async () => {
      const there = await subjects();
      return wanted.every((subject) => there.includes(subject)) ? true : undefined;
    },
    generousMs,
  );
}
