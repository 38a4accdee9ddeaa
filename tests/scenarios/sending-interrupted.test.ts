import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { describe, expect, test } from 'vitest';
import { checkMailbox } from '../../src/flows/check-mailbox.ts';
import type { Desk } from '../../src/flows/desk.ts';
import { changeMailbox } from '../../src/flows/mailboxes.ts';
import { cancelOutbound, retryOutbound } from '../../src/flows/outbox.ts';
import { reply } from '../../src/flows/reply.ts';
import { deferDue, noteUncertain, sendDue } from '../../src/flows/send.ts';
import { Failure } from '../../src/lib/failure.ts';
import { insertMailbox } from '../../src/store/mailboxes.ts';
import { claimDue, getOutbound } from '../../src/store/outbound.ts';
import { getTicket } from '../../src/store/tickets.ts';
import { transact } from '../../src/store/transact.ts';
import type { Transport } from '../../src/transports/transport.ts';
import { newCustomer } from '../support/answered.ts';
import { deskFor, type TestDesk } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

const hour = 3_600_000;

describe.each(dialects)('sending that is interrupted on %s', (dialect) => {
  const desk = deskFor(dialect);

  test('a process that stops gives its claims back: what was not tried waits as before, and leaves with the next process', async () => {
    const ids = [await answer(desk()), await answer(desk()), await answer(desk())];
    desk().later(11_000);
    const stop = new AbortController();
    let asked = 0;
    const transport: Transport = {
      send: async ({ rcptTo }, signal) => {
        asked += 1;
        if (asked === 1) return taken(rcptTo);
        stop.abort();
        expect(signal.aborted).toBe(true);
        throw new Failure('cancelled', { temporary: true });
      },
      close: async () => undefined,
    };
    await sendDue(desk().desk, desk().outgoingId, transport, stop.signal);
    expect(asked).toBe(2);
    expect(await statesOf(desk().desk, ids)).toEqual([
      { state: 'sent', attempts: 1, error: null },
      { state: 'queued', attempts: 0, error: null },
      { state: 'queued', attempts: 0, error: null },
    ]);
    await cancelOutbound(desk().desk, null, ids[2] ?? 0); // still before its first try
    expect(await desk().send()).toBe(1);
    expect((await statesOf(desk().desk, ids)).map(({ state }) => state)).toEqual(['sent', 'sent', 'cancelled']);
  });

  test('a mail that was put off before keeps its count of tries', async () => {
    const id = await answer(desk());
    desk().later(11_000);
    await deferDue(desk().desk, desk().outgoingId, new Failure('server-busy', { temporary: true }));
    desk().later(hour);
    const stop = new AbortController();
    const transport: Transport = {
      send: async () => {
        stop.abort();
        throw new Failure('cancelled', { temporary: true });
      },
      close: async () => undefined,
    };
    await sendDue(desk().desk, desk().outgoingId, transport, stop.signal);
    expect(await statesOf(desk().desk, [id])).toMatchObject([{ state: 'deferred', attempts: 1 }]);
    await desk().send();
  });

  test('mails that are put off together are put off all or not at all: none is left as if it had been tried', async () => {
    const ids = [await answer(desk()), await answer(desk())];
    desk().later(11_000);
    const { store } = desk().desk;
    const killed = { ...store.changes, announce: () => Promise.reject(new Error('the process dies')) };
    const dying: Desk = { ...desk().desk, store: { ...store, changes: killed } };
    const failure = new Failure('server-busy', { temporary: true });
    await expect(deferDue(dying, desk().outgoingId, failure)).rejects.toThrow('the process dies');
    expect(await statesOf(desk().desk, ids)).toEqual([
      { state: 'queued', attempts: 0, error: null },
      { state: 'queued', attempts: 0, error: null },
    ]);
    await desk().send();
  });

  test('a mail whose sender died counts as uncertain, and its ticket wants to be looked at', async () => {
    const id = await answer(desk());
    desk().later(11_000);
    const { store, clock } = desk().desk;
    const now = clock().getTime();
    await transact(store, (trx) => claimDue(trx, dialect, desk().outgoingId, now, now + 60_000, 5));
    desk().later(hour);
    await noteUncertain(desk().desk);
    expect(await statesOf(desk().desk, [id])).toMatchObject([{ state: 'uncertain', attempts: 1 }]);
    const { ticket_id } = await getOutbound(store.db, id);
    expect((await getTicket(store.db, ticket_id ?? 0)).unread).toBe(1);
  });

  test('saving an outgoing mailbox sends at once what waited for its wrong password', async () => {
    const { desk: inner } = desk();
    const outgoingId = await smtpMailbox(inner);
    const id = await answer(desk(), outgoingId);
    for (let tries = 0; tries < 6; tries++) {
      desk().later(5 * hour);
      await deferDue(inner, outgoingId, new Failure('sign-in-refused'));
    }
    const now = inner.clock().getTime();
    const dueAt = async () => (await getOutbound(inner.store.db, id)).next_attempt_at ?? 0;
    expect((await dueAt()) - now).toBeGreaterThan(10 * 60_000);
    await changeMailbox(inner, null, outgoingId, { ...smtpValues, password: 'right' });
    expect(await dueAt()).toBe(now);
  });

  test('a test that goes well does the same, one that fails does not', async () => {
    const { desk: inner } = desk();
    const outgoingId = await smtpMailbox(inner);
    const id = await answer(desk(), outgoingId);
    desk().later(11_000);
    await deferDue(inner, outgoingId, new Failure('connection-refused', { temporary: true }));
    const dueAt = async () => (await getOutbound(inner.store.db, id)).next_attempt_at ?? 0;
    const now = inner.clock().getTime();
    const tested = (port: number) => {
      const values = { ...smtpValues, host: '127.0.0.1', port, encryption: 'none', username: '' };
      const input = { direction: 'outgoing', id: outgoingId, values, recipient: 'admin@sandbox.example' } as const;
      return checkMailbox(inner, input, () => undefined, new AbortController().signal);
    };
    const server = await takingServer();
    expect(await tested(server.port)).toEqual({ ok: true });
    expect(await dueAt()).toBe(now);
    await deferDue(inner, outgoingId, new Failure('connection-refused', { temporary: true }));
    await server.close();
    expect(await tested(server.port)).toEqual({ ok: false });
    expect(await dueAt()).toBeGreaterThan(now);
  });

  test('a mail is given up after five days of tries, and not at the first one because it is old', async () => {
    const { desk: inner, outgoingId } = desk();
    const id = await answer(desk());
    const put = async () => {
      await sendDue(inner, outgoingId, busy, new AbortController().signal);
      return (await getOutbound(inner.store.db, id)).state;
    };
    desk().later(6 * 24 * hour); // the mailbox was paused
    expect(await put()).toBe('deferred');
    for (let tries = 2; tries < 12; tries++) {
      desk().later(5 * hour);
      expect(await put()).toBe('deferred');
    }
    desk().later(5 * hour);
    expect(await put()).toBe('failed');
    await retryOutbound(inner, null, id);
    expect(await put()).toBe('deferred');
    desk().later(5 * hour);
    await desk().send();
    const young = await answer(desk());
    for (let tries = 0; tries < 20; tries++) {
      desk().later(5 * hour);
      await sendDue(inner, outgoingId, busy, new AbortController().signal);
    }
    expect((await getOutbound(inner.store.db, young)).state).toBe('deferred');
    desk().later(25 * hour);
    await sendDue(inner, outgoingId, busy, new AbortController().signal);
    expect((await getOutbound(inner.store.db, young)).state).toBe('failed');
  });

  test('what a recipient’s server put off keeps its pause', async () => {
    const { desk: inner } = desk();
    const outgoingId = await smtpMailbox(inner);
    const id = await answer(desk(), outgoingId);
    desk().later(11_000);
    await sendDue(inner, outgoingId, busy, new AbortController().signal);
    const before = (await getOutbound(inner.store.db, id)).next_attempt_at;
    expect(before).toBeGreaterThan(inner.clock().getTime());
    await changeMailbox(inner, null, outgoingId, { ...smtpValues, password: 'right' });
    expect((await getOutbound(inner.store.db, id)).next_attempt_at).toBe(before);
  });
});

/** A server that puts everything off. */
const busy: Transport = {
  send: async ({ rcptTo }) =>
    rcptTo.map((address) => ({ address, result: 'deferred', code: 451, status: '4.2.1', reply: '451 4.2.1 busy' })),
  close: async () => undefined,
};

/** An SMTP server that takes everything. */
async function takingServer(): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      stream.on('end', () => done()).resume();
    },
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => listening.resolve());
  await listening.promise;
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

const smtpValues = {
  name: 'Versand',
  protocol: 'smtp',
  host: 'mail.example',
  port: 587,
  encryption: 'starttls',
  username: 'support',
  senderName: 'Support',
  senderAddress: 'support@sandbox.example',
  active: true,
};

let mailboxes = 0;

async function smtpMailbox({ store, ring, clock }: Desk): Promise<number> {
  mailboxes += 1;
  smtpValues.name = `Versand ${mailboxes}`;
  const values = { ...smtpValues, password: 'wrong' };
  return transact(store, (trx) =>
    insertMailbox(trx, ring, { direction: 'outgoing', protocol: 'smtp', values, now: clock().getTime() }),
  );
}

async function answer({ desk, arrives, outgoingId }: TestDesk, via = outgoingId): Promise<number> {
  const addr = newCustomer();
  const { ticketId } = await arrives({ from: { name: '', addr } });
  return reply(desk, null, ticketId ?? 0, {
    outgoingId: via,
    to: [{ name: '', addr }],
    cc: [],
    subject: 'Re: Eine Frage',
    text: 'Die Antwort.',
    uploadIds: [],
    answersEntryId: null,
  });
}

const taken = (rcptTo: readonly string[]) =>
  rcptTo.map((address) => ({ address, result: 'sent', code: 250, status: null, reply: '250 ok' }) as const);

async function statesOf({ store }: Desk, ids: readonly number[]) {
  const rows = await Promise.all(ids.map((id) => getOutbound(store.db, id)));
  return rows.map(({ state, attempts, error }) => ({ state, attempts, error }));
}
