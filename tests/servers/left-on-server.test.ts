import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import type { Inbound } from '../../src/api/contract/spools.ts';
import type { TicketRow } from '../../src/api/contract/tickets.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { eventually } from '../support/servers/mail.ts';
import { type PostgresServer, startPostgres } from '../support/servers/postgres.ts';
import { startToxic } from '../support/servers/toxic.ts';
import { dialects } from '../support/stores.ts';

const day = 86_400_000;
const users = Array.from({ length: 12 }, (_, index) => ({ name: `box${index}@helpdesk.test`, password: 'pass-box' }));

describe.each(dialects)('mail that was left on its server, on %s', (dialect) => {
  let dovecot: DovecotServer;
  let postgres: PostgresServer | undefined;
  let desk: RunningDesk;
  let next = 0;

  beforeAll(async () => {
    dovecot = await startDovecot({ users });
    if (dialect === 'postgres') postgres = await startPostgres();
    desk = await startDesk({ maxMailMb: 1, databaseUrl: (await postgres?.createDatabase()) ?? '' });
  });
  afterAll(async () => {
    await desk?.stop();
    await postgres?.stop();
    await dovecot?.stop();
  });

  const userOf = () => users[next++]?.name ?? '';
  const valuesFor = (user: string, more: object = {}) => ({
    name: user,
    protocol: 'imap',
    host: 'localhost',
    port: dovecot.imapPort,
    encryption: 'starttls',
    username: user,
    password: 'pass-box',
    privateCa: dovecot.certificates.ca,
    mailboxAddresses: [user],
    ...more,
  });
  const create = (user: string, more: object = {}) =>
    desk.call<Mailbox>('POST', '/api/mailboxes', { direction: 'incoming', values: valuesFor(user, more) });
  const deliver = (user: string, subject: string, more: { ageDays?: number; seen?: boolean; bytes?: number } = {}) => {
    const at = new Date(Date.now() - (more.ageDays ?? 0) * day);
    const text = `${'x'.repeat(76)}\r\n`.repeat(Math.ceil((more.bytes ?? 100) / 78));
    const { raw } = composeMessage(draftOf({ to: [{ name: '', addr: user }], subject, text }, at));
    return dovecot.deliver(user, raw, { receivedAt: at, seen: more.seen ?? false });
  };
  const log = async (id: number, state?: Inbound['state']) =>
    (
      await desk.call<{ rows: Inbound[] }>(
        'GET',
        `/api/inbound?mailboxId=${id}&limit=200${state === undefined ? '' : `&state=${state}`}`,
      )
    ).rows;
  const subjects = async () =>
    (await desk.call<{ rows: TicketRow[] }>('GET', '/api/tickets?list=all&limit=100')).rows.map(
      ({ subject }) => subject,
    );
  const onlyRow = async (id: number, state: Inbound['state']) =>
    eventually(`one mail that is ${state}`, async () => {
      const rows = await log(id, state);
      return rows.length === 1 ? rows[0] : undefined;
    });

  test.each(['imap', 'pop3'])('too large at first, fetched when somebody asks for it: %s', async (protocol) => {
    const user = userOf();
    const subject = `Großer Scan ${protocol}`;
    await deliver(user, subject, { bytes: 2_000_000 });
    const box = await create(user, protocol === 'imap' ? {} : { protocol, port: dovecot.pop3Port });
    const row = await onlyRow(box.id, 'tooLarge');
    expect(row.reason).toContain('1 MB');
    expect(await dovecot.mails(user)).toHaveLength(1);

    const asked = await desk.call<Inbound>('POST', `/api/inbound/${row.id}/fetch`);
    expect([asked.state, asked.reason]).toEqual(['wanted', null]);
    const filed = await onlyRow(box.id, 'filed');
    expect(filed).toMatchObject({ id: row.id, subject });
    expect(filed.size).toBeGreaterThan(2_000_000);
    expect(await subjects()).toContain(subject);
    await eventually('the server copy is settled', async () =>
      (await dovecot.mails(user)).length === 0 ? true : undefined,
    );
    const again = await desk.raw('POST', `/api/inbound/${row.id}/fetch`);
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('not-in-this-state')]);
  });

  test('asked for while paused it waits; gone meanwhile it says so', async () => {
    const user = userOf();
    await deliver(user, 'Wartet', { bytes: 2_000_000 });
    const box = await create(user);
    const row = await onlyRow(box.id, 'tooLarge');
    await desk.call('PUT', `/api/mailboxes/${box.id}/pause`, { paused: true });
    await desk.call('POST', `/api/inbound/${row.id}/fetch`);
    await desk.restart();
    expect((await onlyRow(box.id, 'wanted')).id).toBe(row.id);
    await dovecot.admin(['expunge', '-u', user, 'mailbox', 'INBOX', 'all']);
    await desk.call('PUT', `/api/mailboxes/${box.id}/pause`, { paused: false });
    const gone = await onlyRow(box.id, 'tooLarge');
    expect(gone.reason).toBe('Die E-Mail liegt nicht mehr auf dem Server.');
  });

  test('a download that always breaks off is given up, and holds up no other mail', { timeout: 60_000 }, async () => {
    const user = userOf();
    const line = await startToxic(dovecot.imapPort);
    onTestFinished(() => line.stop());
    await deliver(user, 'Reißt ab', { bytes: 2_000_000 });
    const box = await create(user, { port: line.port, push: false });
    const row = await onlyRow(box.id, 'tooLarge');
    line.faults.cutAfter = 700_000;
    await desk.call('POST', `/api/inbound/${row.id}/fetch`);
    await deliver(user, `Dazwischen ${dialect}`);
    const hurry = setInterval(() => void desk.raw('POST', `/api/mailboxes/${box.id}/runs`), 300);
    onTestFinished(() => clearInterval(hurry));
    const left = await onlyRow(box.id, 'tooLarge');
    expect(left.reason).toContain('3 Mal');
    expect(await subjects()).toContain(`Dazwischen ${dialect}`);
    expect((await dovecot.mails(user)).length).toBe(1);
  });
});
