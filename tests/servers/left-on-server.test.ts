import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Gaps, Mailbox } from '../../src/api/contract/mailboxes.ts';
import type { Inbound } from '../../src/api/contract/spools.ts';
import type { TicketRow } from '../../src/api/contract/tickets.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { covers } from '../support/covers.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { eventually } from '../support/servers/mail.ts';
import { type PostgresServer, startPostgres } from '../support/servers/postgres.ts';
import { startToxic } from '../support/servers/toxic.ts';
import { dialects } from '../support/stores.ts';

const day = 86_400_000;
const users = Array.from({ length: 16 }, (_, index) => ({ name: `box${index}@helpdesk.test`, password: 'pass-box' }));

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
    createContact: true,
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
    covers('incoming.active');
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

  test('a large mail shows how much of it has come, and its download can be called off and asked for again', async () => {
    const user = userOf();
    const line = await startToxic(dovecot.imapPort, { bytesPerSecond: 700_000 });
    onTestFinished(() => line.stop());
    await deliver(user, 'Zu langsam', { bytes: 8_000_000 });
    const box = await create(user, { port: line.port, push: false });
    const row = await onlyRow(box.id, 'tooLarge');
    expect(row.fetchedBytes).toBeNull();
    const none = await desk.raw('DELETE', `/api/inbound/${row.id}/fetch`);
    expect(none.status).toBe(409);
    await desk.call('POST', `/api/inbound/${row.id}/fetch`);
    const coming = await eventually('some of it has come', async () =>
      (await log(box.id, 'fetching')).find(({ fetchedBytes }) => (fetchedBytes ?? 0) > 0),
    );
    expect(coming.fetchedBytes).toBeLessThan(coming.size);
    const left = await desk.call<Inbound>('DELETE', `/api/inbound/${row.id}/fetch`);
    expect([left.state, left.fetchedBytes]).toEqual(['tooLarge', null]);
    expect(left.reason).toContain('1 MB');
    // The mailbox is free again long before the rest could have come.
    await deliver(user, `Danach ${dialect}`);
    await eventually('the download ends', async () => {
      await desk.raw('POST', `/api/mailboxes/${box.id}/runs`);
      return (await subjects()).includes(`Danach ${dialect}`) ? true : undefined;
    });
    expect(await log(box.id, 'tooLarge')).toHaveLength(1);
    delete line.faults.bytesPerSecond;
    await desk.call('POST', `/api/inbound/${row.id}/fetch`);
    await eventually('it is filed at last', async () =>
      (await log(box.id, 'filed')).find(({ id, fetchedBytes }) => id === row.id && fetchedBytes === null),
    );
  });

  test.each(['imap', 'pop3'] as const)(
    'called off while its line stands still, it ends at once: %s',
    async (protocol) => {
      const user = userOf();
      const line = await startToxic(protocol === 'imap' ? dovecot.imapPort : dovecot.pop3Port);
      onTestFinished(() => line.stop());
      await deliver(user, 'Steht still', { bytes: 4_000_000 });
      // The line is as still as the mail: no word of the server, which would be a sign of life.
      const box = await create(user, { protocol, port: line.port, encryption: 'none', host: '127.0.0.1', push: false });
      const row = await onlyRow(box.id, 'tooLarge');
      line.faults.stallAfter = 2_500_000;
      await desk.call('POST', `/api/inbound/${row.id}/fetch`);
      await eventually('the line stands still', () => (line.stalled() > 0 ? true : undefined));
      const connections = line.connections();
      delete line.faults.stallAfter;
      await deliver(user, `Gleich danach ${dialect} ${protocol}`);
      await desk.call('DELETE', `/api/inbound/${row.id}/fetch`);
      // Nobody asks for a run: the mailbox goes on by itself, long before the line's time limit of a minute and more.
      await eventually('the next mail', async () =>
        (await subjects()).includes(`Gleich danach ${dialect} ${protocol}`) ? true : undefined,
      );
      expect(line.connections()).toBeGreaterThan(connections);
      const { rows } = await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
      expect(rows.find(({ id }) => id === box.id)).toMatchObject({ lastError: null });
      expect((await onlyRow(box.id, 'tooLarge')).id).toBe(row.id);
    },
  );

  const tested = async (values: object, id?: number) => {
    const answer = await desk.raw('POST', '/api/mailboxes/check', { direction: 'incoming', values, id });
    const lines = (await answer.text()).trim().split('\n');
    return JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
  };

  test('what a first run would import, and why not the rest, counted before anything is saved', async () => {
    const user = userOf();
    for (const age of [1, 2, 3]) await deliver(user, `neu ${age}`, { ageDays: age });
    for (const age of [13.9, 5]) await deliver(user, `gelesen ${age}`, { ageDays: age, seen: true });
    for (const age of [14.1, 15, 40, 400]) await deliver(user, `alt ${age}`, { ageDays: age });
    for (const age of [14.1, 90]) await deliver(user, `alt und gelesen ${age}`, { ageDays: age, seen: true });
    await deliver(user, 'zu groß', { ageDays: 1, bytes: 2_000_000 });
    const before = await dovecot.mails(user);
    const counts = { end: true, ok: true, total: 12, wouldImport: 3, older: 6, read: 2, tooLarge: 1 };
    expect(await tested(valuesFor(user))).toEqual(counts);
    expect(await tested(valuesFor(user, { fetchRead: true }))).toEqual({ ...counts, wouldImport: 5, read: 0 });
    expect(await tested(valuesFor(user, { maxAgeDays: null }))).toEqual({
      ...counts,
      wouldImport: 7,
      older: 0,
      read: 4,
    });
    const pop3 = valuesFor(user, { protocol: 'pop3', port: dovecot.pop3Port });
    expect(await tested(pop3)).toEqual({ ...counts, wouldImport: 5, read: 0 });
    expect(await dovecot.mails(user)).toEqual(before);
  });

  test.each(['imap', 'pop3'])('only new ones from now on: %s', async (protocol) => {
    const user = userOf();
    const more = protocol === 'imap' ? {} : { protocol, port: dovecot.pop3Port };
    for (const age of [1, 30]) await deliver(user, `vorher ${protocol} ${age}`, { ageDays: age });
    const before = await dovecot.mails(user);
    const box = await create(user, { ...more, active: false });
    const baseline = () => desk.call<{ skipped: number }>('POST', `/api/mailboxes/${box.id}/baseline`);
    expect([await baseline(), await baseline()]).toEqual([{ skipped: 2 }, { skipped: 0 }]);
    await deliver(user, `nachher ${protocol}`);
    await desk.call('PUT', `/api/mailboxes/${box.id}/pause`, { paused: false });
    expect((await onlyRow(box.id, 'filed')).subject).toBe(`nachher ${protocol}`);
    await eventually('only the new mail is settled', async () =>
      (await dovecot.mails(user)).length === 2 ? true : undefined,
    );
    expect(await dovecot.mails(user)).toEqual(before);
    expect(await log(box.id)).toHaveLength(1);
    const skipped = await log(box.id, 'skipped');
    expect(skipped.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining('in Betrieb')),
    );
    const active = await desk.raw('POST', `/api/mailboxes/${box.id}/baseline`);
    expect([active.status, await active.text()]).toEqual([409, expect.stringContaining('not-in-this-state')]);

    await desk.call('POST', `/api/inbound/${skipped[0]?.id}/fetch`);
    await eventually('the skipped mail is fetched', async () =>
      (await log(box.id, 'filed')).length === 2 ? true : undefined,
    );
    expect(await log(box.id, 'skipped')).toHaveLength(1);
  });

  test('the gap check says what is on the server and not here, why, and imports it', async () => {
    const user = userOf();
    await deliver(user, 'abgelegt');
    await deliver(user, 'Scan', { bytes: 2_000_000 });
    await deliver(user, 'gelesen', { seen: true, ageDays: 2 });
    await deliver(user, 'alt', { ageDays: 20 });
    const box = await create(user, { afterImport: 'keep' });
    await onlyRow(box.id, 'filed');
    await onlyRow(box.id, 'tooLarge');
    const gaps = () => desk.call<Gaps>('POST', `/api/mailboxes/${box.id}/gaps`);
    const none = { missing: 0, failed: 0, tooLarge: 0, read: 0, older: 0, skipped: 0, waiting: 0 };
    const found = await gaps();
    expect(found).toMatchObject({ total: 4, here: 1, counts: { ...none, tooLarge: 1, read: 1, older: 1 } });
    expect(found.rows.map(({ reason, subject }) => `${subject}: ${reason}`)).toEqual([
      'Scan: tooLarge',
      'gelesen: read',
      'alt: older',
    ]);
    expect(found.rows[0]?.from?.addr).toMatch(/@/);
    const importThem = (reasons: string[]) => desk.call('POST', `/api/mailboxes/${box.id}/gaps/import`, { reasons });
    expect(await importThem(['read', 'older', 'missing'])).toEqual({ asked: 2 });
    await eventually('both are filed', async () => ((await log(box.id, 'filed')).length === 3 ? true : undefined));
    expect((await log(box.id, 'filed')).map(({ subject }) => subject).toSorted()).toEqual([
      'abgelegt',
      'alt',
      'gelesen',
    ]);
    expect(await gaps()).toMatchObject({ total: 4, here: 3, counts: { ...none, tooLarge: 1 } });
    expect(await importThem(['tooLarge'])).toEqual({ asked: 1 });
    await eventually('all are filed', async () => ((await log(box.id, 'filed')).length === 4 ? true : undefined));
    expect(await gaps()).toEqual({ total: 4, here: 4, counts: none, rows: [] });
    expect((await dovecot.mails(user)).length).toBe(4);
  });

  test('a gap check that the server refuses says so in its words', async () => {
    const user = userOf();
    const box = await create(user, { active: false, password: 'falsch' });
    const answer = await desk.raw('POST', `/api/mailboxes/${box.id}/gaps`);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('AUTHENTICATIONFAILED')]);
  });
});
