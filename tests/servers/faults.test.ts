import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import type { Inbound } from '../../src/api/contract/spools.ts';
import type { Ticket, TicketRow } from '../../src/api/contract/tickets.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { eventually, sendMail } from '../support/servers/mail.ts';
import { freePorts } from '../support/servers/processes.ts';

let dovecot: DovecotServer;
let desk: RunningDesk;

beforeAll(async () => {
  dovecot = await startDovecot();
  desk = await startDesk();
});
afterAll(async () => {
  await desk?.stop();
  await dovecot?.stop();
});

const account = (user: 'support' | 'sales') => ({
  host: '127.0.0.1',
  port: dovecot.imapPort,
  encryption: 'none',
  username: `${user}@helpdesk.test`,
  password: `pass-${user}`,
});
const create = (name: string, values: object) =>
  desk.call<Mailbox>('POST', '/api/mailboxes', {
    direction: 'incoming',
    values: {
      ...account('support'),
      name,
      protocol: 'imap',
      mailboxAddresses: [`${name.toLowerCase()}@helpdesk.test`],
      createContact: true,
      ...values,
    },
  });
const deliver = (user: 'support' | 'sales', mail: Parameters<typeof draftOf>[0]) =>
  dovecot.deliver(`${user}@helpdesk.test`, composeMessage(draftOf(mail, new Date())).raw);
const ticketNamed = (subject: string, of = desk) =>
  eventually(`the ticket ${subject}`, async () =>
    (await of.call<{ rows: TicketRow[] }>('GET', '/api/tickets?view=all')).rows.find((row) => row.subject === subject),
  );
const erred = (id: number) =>
  eventually('the error', async () =>
    (await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes')).rows.find(
      (row) => row.id === id && row.state === 'error',
    ),
  );

test('an unknown host, a dead port and a wrong password each stand at their mailbox; the good one goes on', async () => {
  const [nobody = 0] = await freePorts(1);
  const unknown = await create('Unbekannt', { host: 'no-such-host.invalid' });
  const dead = await create('Tot', { port: nobody });
  const wrong = await create('Falsch', { password: 'not the password' });
  const good = await create('Sales', account('sales'));
  await deliver('sales', { subject: 'Trotzdem da' });
  await ticketNamed('Trotzdem da');
  expect((await erred(unknown.id)).lastError?.code).toBe('host-unknown');
  expect((await erred(dead.id)).lastError?.code).toBe('connection-refused');
  const refused = (await erred(wrong.id)).lastError;
  expect(refused?.code).toBe('sign-in-refused');
  expect(refused?.serverReply).toContain('[AUTHENTICATIONFAILED] Authentication failed.');
  expect(JSON.stringify(refused)).not.toContain('not the password');
  for (const { id } of [unknown, dead, wrong, good]) await desk.call('DELETE', `/api/mailboxes/${id}`);
});

test('broken MIME is filed as well as it can be read, and the next mail too', async () => {
  const box = await create('Kaputt', {});
  await dovecot.deliver(
    'support@helpdesk.test',
    'Subject: =?utf-8?B?kaputt\nContent-Type: multipart/mixed; boundary="never\n\n--x\nContent-Transfer-Encoding: base64\n\n####\u0000\n',
  );
  await deliver('support', { subject: 'Danach heil' });
  await ticketNamed('Danach heil');
  const { rows } = await desk.call<{ rows: Inbound[] }>('GET', `/api/inbound?mailboxId=${box.id}`);
  expect(rows.map(({ state }) => state)).toEqual(['filed', 'filed']);
  await eventually('the removal', async () =>
    (await dovecot.mails('support@helpdesk.test')).length === 0 ? true : undefined,
  );
  await desk.call('DELETE', `/api/mailboxes/${box.id}`);
});

test('a 60 MB mail stays on the server and stands in the log; the others are filed', async () => {
  const box = await create('Riese', {});
  const head = 'From: scan@kunde.example\r\nSubject: Riesiger Scan\r\n\r\n';
  await dovecot.deliver(
    'support@helpdesk.test',
    Buffer.concat([Buffer.from(head), Buffer.alloc(60 * 1024 * 1024, 'x'.repeat(76).concat('\r\n'))]),
  );
  await deliver('support', { subject: 'Klein genug' });
  await ticketNamed('Klein genug');
  const { rows } = await desk.call<{ rows: Inbound[] }>('GET', '/api/inbound?state=tooLarge');
  expect(rows).toMatchObject([{ mailboxId: box.id, ticketId: null }]);
  expect(rows[0]?.size).toBeGreaterThan(60 * 1024 * 1024);
  const left = await eventually('only the large one left on the server', async () => {
    const mails = await dovecot.mails('support@helpdesk.test');
    return mails.length === 1 ? mails : undefined;
  });
  expect(left[0]?.seen).toBe(false);
  await desk.call('DELETE', `/api/mailboxes/${box.id}`);
  await dovecot.admin(['expunge', '-u', 'support@helpdesk.test', 'mailbox', 'INBOX', 'all']);
});

test('a refused sender stands at the step in the server’s words', async () => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onMailFrom: (_address, _session, done) =>
      done(Object.assign(new Error('sender <desk@nowhere.test> is not yours'), { responseCode: 553 })),
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const bound = server.server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  await desk.call('PUT', '/api/desk', {
    name: 'Poststelle',
    locale: 'de',
    ticketKeyword: 'TicketID',
    fetchStopped: false,
    undoSeconds: 0,
  });
  const outgoing = await desk.call<Mailbox>('POST', '/api/mailboxes', {
    direction: 'outgoing',
    values: {
      name: 'Fremd',
      protocol: 'smtp',
      host: '127.0.0.1',
      port,
      encryption: 'none',
      senderAddress: 'desk@nowhere.test',
    },
  });
  const { id } = await ticketNamed('Klein genug');
  const to = [{ name: '', addr: 'carla@kunde.example' }];
  await desk.call('POST', `/api/tickets/${id}/replies`, {
    outgoingId: outgoing.id,
    to,
    cc: [],
    subject: 'Re',
    text: 'Hallo',
    uploadIds: [],
    answersEntryId: null,
  });
  const delivery = await eventually('the outcome', async () => {
    const last = (await desk.call<Ticket>('GET', `/api/tickets/${id}`)).entries.at(-1)?.delivery;
    return last && !['queued', 'sending'].includes(last.state) ? last : undefined;
  });
  const words = `${delivery.error?.serverReply ?? ''} ${delivery.recipients[0]?.reply ?? ''}`;
  expect(words).toContain('sender <desk@nowhere.test> is not yours');
  expect(delivery.state).toBe('failed');
  server.close(() => {});
});

test('while another program holds the database, mail waits; then it is filed once', async () => {
  const box = await create('Gesperrt', {});
  await eventually('the first run', async () =>
    (await desk.call<{ rows: { endedAt: string | null }[] }>('GET', `/api/mailboxes/${box.id}/runs`)).rows[0]?.endedAt
      ? true
      : undefined,
  );
  const other = new Database(path.join(desk.dataDir, 'desk.db'));
  other.exec('begin immediate');
  await deliver('support', { subject: 'Wartet auf die Datenbank' });
  const locked = await eventually('the refusal', async () => {
    const answer = await desk.raw('PUT', `/api/mailboxes/${box.id}/pause`, { paused: true });
    return answer.status === 503 ? ((await answer.json()) as { error: { code: string } }) : undefined;
  });
  expect(locked.error.code).toBe('database-locked');
  expect(await dovecot.mails('support@helpdesk.test')).toHaveLength(1);
  other.exec('commit');
  other.close();
  await ticketNamed('Wartet auf die Datenbank');
  await eventually('the removal', async () =>
    (await dovecot.mails('support@helpdesk.test')).length === 0 ? true : undefined,
  );
  await desk.call('DELETE', `/api/mailboxes/${box.id}`);
});

test('with the disk full for blobs the mail stays on the server, small ones go on, and it is filed when there is room', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'poststelle-full-'));
  const prepared = await startDesk({ dataDir });
  const limit = (size: string) =>
    once(spawn('prlimit', [`--fsize=${size}`, '--pid', String(process.pid)], { stdio: 'inherit' }), 'exit');
  await prepared.call('POST', '/api/mailboxes', {
    direction: 'incoming',
    values: {
      ...account('support'),
      name: 'Voll',
      protocol: 'imap',
      mailboxAddresses: ['voll@helpdesk.test'],
      createContact: true,
      intervalMinutes: 1,
      active: false,
    },
  });
  const { rows } = await prepared.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
  const id = rows[0]?.id ?? 0;
  await prepared.call('PUT', `/api/mailboxes/${id}/pause`, { paused: false });
  await prepared.restart();
  await eventually('the connection', async () =>
    (await prepared.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes')).rows[0]?.listening ? true : undefined,
  );
  try {
    // A limit on the size of files refuses writes the way a full disk does, for this process and nobody else.
    await limit('3000000:unlimited');
    const attachments = [{ name: 'a.bin', type: 'application/octet-stream', content: Buffer.alloc(4_000_000, 7) }];
    const { raw } = composeMessage(draftOf({ subject: 'Zu groß für den Rest', attachments }, new Date()));
    await sendMail(
      { port: dovecot.lmtpPort, protocol: 'lmtp' },
      { from: 'carla@kunde.example', to: ['support@helpdesk.test'], raw },
    );
    const failed = await eventually('the error', async () =>
      (await prepared.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes')).rows.find(({ state }) => state === 'error'),
    );
    expect(failed.lastError?.code).toBe('disk-full');
    expect(await dovecot.mails('support@helpdesk.test')).toHaveLength(1);
  } finally {
    await limit('unlimited:unlimited');
  }
  await prepared.call('POST', `/api/mailboxes/${id}/runs`);
  await ticketNamed('Zu groß für den Rest', prepared);
  await eventually('the removal', async () =>
    (await dovecot.mails('support@helpdesk.test')).length === 0 ? true : undefined,
  );
  await prepared.stop();
  await rm(dataDir, { recursive: true, force: true });
});
