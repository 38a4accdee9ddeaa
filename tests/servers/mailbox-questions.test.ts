import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FoundServer, RemoteFolder } from '../../src/api/contract/mailboxes.ts';
import type { System } from '../../src/api/contract/system.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { eventually } from '../support/servers/mail.ts';

describe('what the form of a mailbox asks a server before anything is saved', () => {
  let dovecot: DovecotServer;
  let desk: RunningDesk;
  let account: Record<string, unknown>;

  beforeAll(async () => {
    dovecot = await startDovecot();
    desk = await startDesk();
    account = {
      protocol: 'imap',
      host: 'localhost',
      port: dovecot.imapPort,
      encryption: 'starttls',
      username: 'support@helpdesk.test',
      password: 'pass-support',
      privateCa: dovecot.certificates.ca,
    };
  });
  afterAll(async () => {
    await desk?.stop();
    await dovecot?.stop();
  });

  const folders = (body: object) => desk.call<{ rows: RemoteFolder[] }>('POST', '/api/mailboxes/folders', body);
  const refusal = async (values: object) => {
    const answer = await desk.raw('POST', '/api/mailboxes/folders', { values: { ...account, ...values } });
    return { status: answer.status, text: await answer.text() };
  };

  test('the folders of an account that is not saved yet, without a name or an address', async () => {
    const { rows } = await folders({ values: account });
    expect(rows[0]).toEqual({ path: 'INBOX', specialUse: '\\Inbox', selectable: true });
    expect(rows).toContainEqual({ path: 'Sent', specialUse: '\\Sent', selectable: true });
  });

  test('a stored mailbox fills in its password', async () => {
    const values = {
      ...account,
      name: 'Ordner',
      mailboxAddresses: ['support@helpdesk.test'],
      createContact: true,
      active: false,
    };
    const { id } = await desk.call<{ id: number }>('POST', '/api/mailboxes', { direction: 'incoming', values });
    expect((await folders({ id, values: { ...values, password: '' } })).rows.length).toBeGreaterThan(1);
  });

  test('the certificate that a run was shown is remembered for the system page', async () => {
    const values = { ...account, name: 'Läuft', mailboxAddresses: ['lauft@helpdesk.test'], createContact: true };
    const { id } = await desk.call<{ id: number }>('POST', '/api/mailboxes', { direction: 'incoming', values });
    const certificate = await eventually('the certificate', async () => {
      const { mailboxes } = await desk.call<System>('GET', '/api/system');
      return mailboxes.find((mailbox) => mailbox.id === id)?.certificate ?? undefined;
    });
    expect(certificate).toMatchObject({ host: 'localhost', expires: { days: expect.any(Number) } });
    expect(Date.parse(certificate.expires.at)).toBeGreaterThan(Date.now());
    const { processes } = await desk.call<System>('GET', '/api/system');
    expect(processes).toMatchObject([{ roles: ['web', 'worker'], pid: process.pid, silent: false }]);
  });

  test('what hinders it is said, the password never', async () => {
    const wrong = await refusal({ password: 'falsch-und-geheim' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('"code":"sign-in-refused"');
    expect(wrong.text).toContain('AUTHENTICATIONFAILED');
    expect(wrong.text).not.toContain('falsch-und-geheim');
    const missing = await refusal({ host: '', port: null });
    expect(JSON.parse(missing.text).error.problems).toEqual([
      { field: 'host', problem: 'required' },
      { field: 'port', problem: 'required' },
    ]);
    expect(JSON.parse((await refusal({ protocol: 'pop3' })).text).error.problems).toEqual([
      { field: 'protocol', problem: 'choice-closed' },
    ]);
    expect((await refusal({ port: 1 })).text).toContain('"code":"connection-refused"');
  });

  test('the settings of a known provider are found from the address alone', async () => {
    const { rows } = await desk.call<{ rows: FoundServer[] }>('POST', '/api/mailboxes/find-settings', {
      address: ' max@web.de ',
    });
    expect(rows.map(({ protocol, host, port }) => `${protocol} ${host}:${port}`)).toEqual([
      'imap imap.web.de:993',
      'pop3 pop3.web.de:995',
      'smtp smtp.web.de:465',
      'smtp smtp.web.de:587',
    ]);
    expect(rows[0]).toMatchObject({ username: 'max@web.de', source: 'provider', provider: 'WEB.DE' });
  });
});
