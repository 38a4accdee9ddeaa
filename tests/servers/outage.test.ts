import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import type { Inbound } from '../../src/api/contract/spools.ts';
import type { Agent } from '../../src/api/contract/session.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { type EximServer, startExim } from '../support/servers/exim.ts';
import { eventually } from '../support/servers/mail.ts';
import { startToxic, type ToxicProxy } from '../support/servers/toxic.ts';

const admin = 'carol@customer.test';
const support = 'support@helpdesk.test';

let dovecot: DovecotServer;
let exim: EximServer;
let line: ToxicProxy;
let desk: RunningDesk;
beforeAll(async () => {
  dovecot = await startDovecot();
  exim = await startExim({ dovecot });
  line = await startToxic(dovecot.imapPort);
  desk = await startDesk();
  const { rows } = await desk.call<{ rows: Agent[] }>('GET', '/api/agents');
  await desk.call('PATCH', `/api/agents/${rows[0]?.id}`, { email: admin });
});
afterAll(async () => {
  await desk?.stop();
  await line?.stop();
  await exim?.stop();
  await dovecot?.stop();
});

const account = () => ({
  host: 'localhost',
  encryption: 'starttls',
  username: support,
  password: 'pass-support',
  privateCa: dovecot.certificates.ca,
});
const create = (direction: string, values: object) =>
  desk.call<Mailbox>('POST', '/api/mailboxes', { direction, values: { ...account(), ...values } });
const told = async () => (await dovecot.mails(admin)).map(({ raw }) => raw.toString());
const toldTimes = (count: number) =>
  eventually(`${count} mails to the administrator`, async () => {
    const mails = await told();
    return mails.length === count ? mails : undefined;
  });

test('an outage is told once, its end once, by mail that never becomes a ticket', { timeout: 120_000 }, async () => {
  const box = await create('incoming', {
    name: 'Störanfällig',
    protocol: 'imap',
    port: line.port,
    mailboxAddresses: [support],
    createContact: true,
    push: false,
  });
  const hurry = async (until: (mailbox: Mailbox) => boolean) =>
    eventually('the mailbox', async () => {
      await desk.raw('POST', `/api/mailboxes/${box.id}/runs`);
      const { rows } = await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
      const mailbox = rows.find(({ id }) => id === box.id);
      return mailbox && until(mailbox) ? mailbox : undefined;
    });
  await hurry(({ state, lastRunAt }) => state === 'ok' && lastRunAt !== null);
  line.faults.refuse = true;
  line.cut();
  // Nobody can be told while there is no way out; as soon as there is one, it is made up for.
  expect((await hurry(({ lastError }) => (lastError?.failures ?? 0) >= 3)).outageToldAt).toBeNull();
  await create('outgoing', { name: 'Versand', protocol: 'smtp', port: exim.submissionPort, senderAddress: support });
  const failing = await hurry(({ outageToldAt }) => outageToldAt !== null);
  const seen = failing.lastError?.failures ?? 0;
  await hurry(({ lastError }) => (lastError?.failures ?? 0) >= seen + 2);
  const [mail = ''] = await toldTimes(1);
  expect(mail).toMatch(/^Return-Path: <>$/im);
  expect(mail).toMatch(/^Auto-Submitted: auto-generated\r?$/im);
  expect(mail).toMatch(/^Message-ID: <t0\./im);

  line.faults.refuse = false;
  await hurry(({ state, outageToldAt }) => state === 'ok' && outageToldAt === null);
  expect((await toldTimes(2))[1]).toMatch(/^Auto-Submitted: auto-generated\r?$/im);

  // Sent on to a mailbox of the desk, as administrators' addresses may be.
  await dovecot.deliver(support, mail);
  await hurry(({ importedToday }) => importedToday >= 0);
  const log = await eventually('the mail in the log', async () => {
    const { rows } = await desk.call<{ rows: Inbound[] }>('GET', `/api/inbound?mailboxId=${box.id}`);
    return rows.length === 1 && rows[0]?.state !== 'received' ? rows : undefined;
  });
  expect(log[0]?.ticketId).toBeNull();
  expect((await desk.call<{ all: number }>('GET', '/api/tickets/counts')).all).toBe(0);
  expect(await told()).toHaveLength(2);
});
