import { describe, expect, test } from 'vitest';
import { ticketReference } from '../../src/desk/reference.ts';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { dryRun, dryRunStored } from '../../src/flows/dry-run.ts';
import { receive } from '../../src/flows/receive.ts';
import { runMailbox } from '../../src/flows/run-mailbox.ts';
import { Failure } from '../../src/lib/failure.ts';
import { randomToken } from '../../src/lib/id.ts';
import { composeMessage, type Draft } from '../../src/mail/compose.ts';
import { getMailbox } from '../../src/store/mailboxes.ts';
import { beginRun, closeOpenRuns, failRun } from '../../src/store/runs.ts';
import { insertTeam } from '../../src/store/teams.ts';
import { transact } from '../../src/store/transact.ts';
import { covers } from '../support/covers.ts';
import { type ArrivedMail, deskFor, draftOf, type TestDesk } from '../support/desk.ts';
import { scriptedSource, type ScriptedRun } from '../support/scripted-source.ts';
import { dialects } from '../support/stores.ts';

const minute = 60_000;
const never = new AbortController().signal;

describe.each(dialects)('bundling on %s', (dialect) => {
  const desk = deskFor(dialect);
  /** A fresh mailbox that bundles, with a team unless told; each story has its own, so that runs of one do not count in another. */
  const mailbox = async (values: Record<string, unknown> = {}) =>
    desk().mailbox({ bundle: true, push: false, team: await team(desk()), ...values });

  test('the same run: mails of one batch become one order', async () => {
    covers('incoming.bundle');
    const id = await mailbox();
    const [first, second, third] = await run(desk(), id, [alarm(), alarm(), alarm()]);
    expect(first?.ticketId).toBeGreaterThan(0);
    expect([second?.ticketId, third?.ticketId]).toEqual([first?.ticketId, first?.ticketId]);
    expect([first, second, third].map(isBundled)).toEqual([false, true, true]);
    expect(await mailsAt(desk(), first)).toBe(3);
  });

  test('the next run still bundles, a later one no more', async () => {
    const id = await mailbox();
    const [first] = await run(desk(), id, [alarm()]);
    const [next] = await run(desk(), id, [alarm()]);
    expect([next?.ticketId, isBundled(next)]).toEqual([first?.ticketId, true]);
    await run(desk(), id, []);
    const [later] = await run(desk(), id, [alarm()]);
    expect(later?.ticketId).not.toBe(first?.ticketId);
    expect(isBundled(later)).toBe(false);
  });

  test('chains: the last bundled mail counts, however long ago the first was', async () => {
    const id = await mailbox();
    const [first] = await run(desk(), id, [alarm()]);
    for (let count = 0; count < 4; count++) {
      const [next] = await run(desk(), id, [alarm()]);
      expect(next?.ticketId).toBe(first?.ticketId);
    }
    expect(await mailsAt(desk(), first)).toBe(5);
  });

  test.each<[string, Partial<Draft>, boolean]>([
    ['another sender', { from: { name: 'Wächter', addr: 'alarm@andere.example' } }, false],
    ['the sender in other case and by another name', { from: { name: 'W', addr: 'Alarm@Server.example' } }, true],
    ['another subject', { subject: 'Platte leer' }, false],
    ['an answer', { subject: 'Re: Platte voll' }, false],
    ['another case', { subject: 'platte voll' }, false],
    ['other white space', { subject: 'Platte   voll' }, true],
    ['a machine that says so', { extra: { 'Auto-Submitted': 'auto-generated' } }, true],
  ])('in the same or the next run, %s', async (_what, mail, bundled) => {
    const id = await mailbox();
    const [first, same] = await run(desk(), id, [alarm(), alarm(mail)]);
    expect([same?.ticketId === first?.ticketId, isBundled(same)]).toEqual([bundled, bundled]);
    const other = await mailbox();
    const [before] = await run(desk(), other, [alarm()]);
    const [next] = await run(desk(), other, [alarm(mail)]);
    expect([next?.ticketId === before?.ticketId, isBundled(next)]).toEqual([bundled, bundled]);
  });

  test('an encoded subject equals the plain one', async () => {
    const id = await mailbox();
    const encoded = Buffer.from(
      [
        'From: alarm@server.example',
        'To: box@desk.example',
        'Subject: =?iso-8859-1?Q?St=F6rung?=',
        ' =?utf-8?B?IGJlaG9iZW4=?=',
        'Message-ID: <encoded@server.example>',
        'Date: Mon, 02 Nov 2026 09:00:00 +0000',
        '',
        'Andere Worte.',
        '',
      ].join('\r\n'),
    );
    const [first, second] = await run(desk(), id, [alarm({ subject: 'Störung behoben' }), encoded]);
    expect(second?.ticketId).toBe(first?.ticketId);
  });

  test('an empty subject is never bundled', async () => {
    const [first, second] = await run(desk(), await mailbox(), [alarm({ subject: '' }), alarm({ subject: '' })]);
    expect(second?.ticketId).not.toBe(first?.ticketId);
  });

  test('inquiries are not bundled; once authorised they are', async () => {
    const id = await mailbox({ team: null });
    const [first, second] = await run(desk(), id, [alarm(), alarm()]);
    expect(second?.ticketId).not.toBe(first?.ticketId);
    expect(keys(second)).toContain('bundleInquiry');
    await changeTicket(desk().desk, null, second?.ticketId ?? 0, { teamId: await team(desk()) });
    const [third] = await run(desk(), id, [alarm()]);
    expect([third?.ticketId, isBundled(third)]).toEqual([second?.ticketId, true]);
  });

  test('an order whose team was taken away is an inquiry again', async () => {
    const id = await mailbox();
    const [first] = await run(desk(), id, [alarm()]);
    await changeTicket(desk().desk, null, first?.ticketId ?? 0, { teamId: null });
    const [second] = await run(desk(), id, [alarm()]);
    expect(second?.ticketId).not.toBe(first?.ticketId);
  });

  test('without the box nothing is bundled', async () => {
    const [first, second] = await run(desk(), await mailbox({ bundle: false }), [alarm(), alarm()]);
    expect(second?.ticketId).not.toBe(first?.ticketId);
  });

  test.each(['done', 'locked'])(
    'an order that is %s meanwhile is left alone: a new one, which then is the target',
    async (group) => {
      const id = await mailbox();
      const [first] = await run(desk(), id, [alarm()]);
      await changeTicket(desk().desk, null, first?.ticketId ?? 0, { statusId: await statusIn(desk(), group) });
      const [second] = await run(desk(), id, [alarm()]);
      expect(second?.ticketId).not.toBe(first?.ticketId);
      expect(keys(second)).toContain('bundleDone');
      const [third] = await run(desk(), id, [alarm()]);
      expect(third?.ticketId).toBe(second?.ticketId);
    },
  );

  test('mailboxes never bundle together', async () => {
    const [first] = await run(desk(), await mailbox(), [alarm()]);
    const [second] = await run(desk(), await mailbox(), [alarm()]);
    expect(second?.ticketId).not.toBe(first?.ticketId);
  });

  test('a valid reference wins, a wrong one does not', async () => {
    const id = await mailbox();
    const other = alarm({ subject: 'Anderes', messageId: '<other@server.example>' });
    const [bundle, target] = await run(desk(), id, [alarm(), other]);
    const reference = ticketReference(desk().desk.identity, target?.ticketId ?? 0);
    const [named, threaded, unknown] = await run(desk(), id, [
      alarm({ subject: `Platte voll [TicketID ${reference}]` }),
      alarm({ inReplyTo: '<other@server.example>' }),
      alarm({ inReplyTo: '<never-seen@server.example>' }),
    ]);
    expect([named?.ticketId, threaded?.ticketId]).toEqual([target?.ticketId, target?.ticketId]);
    expect([named, threaded].map(isBundled)).toEqual([false, false]);
    // The last mail like it went to the other ticket, and the last one counts.
    expect([unknown?.ticketId, isBundled(unknown)]).toEqual([target?.ticketId, true]);
    expect(await mailsAt(desk(), bundle)).toBe(1);
  });

  test.each(['failed', 'killed'] as const)('a run that was %s uses up nothing', async (end) => {
    const id = await mailbox();
    const [first] = await run(desk(), id, [alarm()]);
    for (let tries = 0; tries < 3; tries++) await run(desk(), id, [], { breaks: 'at once', end });
    const [next] = await run(desk(), id, [alarm()]);
    expect(next?.ticketId).toBe(first?.ticketId);
    await run(desk(), id, []);
    const [later] = await run(desk(), id, [alarm()]);
    expect(later?.ticketId).not.toBe(first?.ticketId);
  });

  test.each(['failed', 'killed'] as const)(
    'mails of a run that was %s are of one window with the next run',
    async (end) => {
      const id = await mailbox();
      await run(desk(), id, []);
      const [first] = await run(desk(), id, [alarm()], { breaks: 'after the mails', end });
      expect(first?.ticketId).toBeGreaterThan(0);
      await run(desk(), id, []); // the run that ends the window
      const [next] = await run(desk(), id, [alarm()]);
      expect(next?.ticketId).toBe(first?.ticketId);
    },
  );

  test('a restart between two runs changes nothing', async () => {
    const id = await mailbox();
    const [first] = await run(desk(), id, [alarm()]);
    await transact(desk().desk.store, (trx) => closeOpenRuns(trx, id, desk().desk.clock().getTime()));
    const [next] = await run(desk(), id, [alarm()]);
    expect(next?.ticketId).toBe(first?.ticketId);
  });

  test('a mail that was stored but filed only runs later is judged by the window that it came in', async () => {
    const id = await mailbox();
    const [first] = await run(desk(), id, [alarm()]);
    const { store, clock } = desk().desk;
    const now = clock().getTime();
    const number = await transact(store, (trx) => beginRun(trx, id, now));
    const mail = { ref: 'late', receivedAt: clock(), raw: rawOf(desk(), alarm()) };
    await receive(desk().desk, id, number, [mail]);
    const waiting = store.db.updateTable('inbound').where('mailbox_id', '=', id).where('ref', '=', 'late');
    await waiting.set({ next_attempt_at: now + minute }).execute();
    await transact(store, (trx) => closeOpenRuns(trx, id, now)); // the process was killed
    for (let count = 0; count < 3; count++) await run(desk(), id, []);
    desk().later(2 * minute);
    await run(desk(), id, []);
    const late = await desk().arrived('late', id);
    expect([late.ticketId, isBundled(late)]).toEqual([first?.ticketId, true]);
  });

  test('what is bundled keeps the status, makes the order unread, and adds no contact twice', async () => {
    const working = await statusIn(desk(), 'working');
    const id = await mailbox({ newTicketStatus: await statusIn(desk(), 'waiting') });
    const [first] = await run(desk(), id, [alarm()]);
    const ticketId = first?.ticketId ?? 0;
    const { db } = desk().desk.store;
    await changeTicket(desk().desk, null, ticketId, { statusId: working });
    await db.updateTable('ticket').set({ unread: 0 }).where('id', '=', ticketId).execute();
    await run(desk(), id, [alarm({ extra: { 'Auto-Submitted': 'auto-generated' } })]);
    const ticket = await db.selectFrom('ticket').selectAll().where('id', '=', ticketId).executeTakeFirstOrThrow();
    expect(ticket).toMatchObject({ status_id: working, unread: 1 });
  });

  test('an order that was merged bundles into the one that it became', async () => {
    const id = await mailbox();
    const [first, target] = await run(desk(), id, [alarm(), alarm({ subject: 'Anderes' })]);
    await desk()
      .desk.store.db.updateTable('ticket')
      .set({ merged_into: target?.ticketId ?? 0 })
      .where('id', '=', first?.ticketId ?? 0)
      .execute();
    const [next] = await run(desk(), id, [alarm()]);
    expect(next?.ticketId).toBe(target?.ticketId);
  });

  test('a dry run bundles as the next run would, and a stored mail as its run did', async () => {
    const id = await mailbox();
    const { desk: inner } = desk();
    const stored = (await getMailbox(inner.store.db, id)).values;
    const values = { ...stored, protocol: 'imap', mailboxAddresses: ['support@sandbox.example'], createContact: true };
    const [first] = await run(desk(), id, [alarm()]);
    const dryly = async () => (await dryRun(inner, { id, values }, rawOf(desk(), alarm()))).verdict.disposition;
    expect(await dryly()).toEqual({ to: 'ticket', ticketId: first?.ticketId });
    const [second] = await run(desk(), id, [alarm()]);
    await run(desk(), id, []);
    expect(await dryly()).toEqual({ to: 'newTicket' });
    const again = async (mail: ArrivedMail | undefined) =>
      (await dryRunStored(inner, mail?.id ?? 0, undefined)).verdict.disposition;
    expect(await again(first)).toEqual({ to: 'newTicket' });
    expect(await again(second)).toEqual({ to: 'ticket', ticketId: first?.ticketId });
  });

  test('where the server pushes, all runs within one interval are one window', async () => {
    const id = await mailbox({ push: true, intervalMinutes: 5 });
    const wake = async (...mails: Partial<Draft>[]) => (await run(desk(), id, mails, { push: true }))[0]?.ticketId;
    const first = await wake(alarm());
    for (let count = 0; count < 4; count++) await wake(); // for other mail
    expect(await wake(alarm())).toBe(first);
    desk().later(5 * minute);
    expect(await wake(alarm())).toBe(first); // the next window
    desk().later(5 * minute);
    await wake();
    desk().later(5 * minute - 1);
    await wake();
    desk().later(1);
    expect(await wake(alarm())).not.toBe(first); // a whole window lies between
  });

  test('a mailbox whose push is off counts runs, even if its server could push', async () => {
    const id = await mailbox({ push: false });
    const [first] = await run(desk(), id, [alarm()], { push: true });
    await run(desk(), id, [], { push: true });
    const [later] = await run(desk(), id, [alarm()], { push: true });
    expect(later?.ticketId).not.toBe(first?.ticketId);
  });
});

const keys = (mail: ArrivedMail | undefined) => (mail?.trace ?? []).map(({ key }) => key);
const isBundled = (mail: ArrivedMail | undefined) => keys(mail).includes('bundled');

let alarms = 0;

/** What a machine sends again and again: each mail is another one, but reads alike. */
function alarm(mail: Partial<Draft> = {}): Partial<Draft> {
  alarms += 1;
  const from = { name: 'Wächter', addr: 'alarm@server.example' };
  return {
    from,
    subject: 'Platte voll',
    text: `Meldung ${alarms}.`,
    messageId: `<alarm-${alarms}@server.example>`,
    ...mail,
  };
}

const rawOf = ({ desk }: TestDesk, mail: Partial<Draft>) => composeMessage(draftOf(mail, desk.clock())).raw;

/** One run of the mailbox in which these mails lie on its server; gives their rows. What breaks is noted as the watcher does, or as a start after a crash. */
async function run(
  testDesk: TestDesk,
  mailboxId: number,
  mails: readonly (Partial<Draft> | Buffer)[],
  how: Pick<ScriptedRun, 'breaks' | 'push'> & { end?: 'failed' | 'killed' } = {},
): Promise<ArrivedMail[]> {
  const { desk, arrived } = testDesk;
  const lying = mails.map((mail) => ({
    ref: randomToken(6),
    raw: Buffer.isBuffer(mail) ? mail : rawOf(testDesk, mail),
    receivedAt: desk.clock(),
  }));
  const source = scriptedSource({ mails: lying, ...how });
  const running = runMailbox(desk, await getMailbox(desk.store.db, mailboxId), source, never);
  if (how.breaks === undefined) await running;
  else {
    await expect(running).rejects.toThrow('connection-lost');
    const now = desk.clock().getTime();
    const lost = new Failure('connection-lost', { temporary: true });
    await transact(desk.store, (trx) =>
      how.end === 'killed' ? closeOpenRuns(trx, mailboxId, now) : failRun(trx, mailboxId, lost, now, now),
    );
  }
  return Promise.all(lying.map(({ ref }) => arrived(ref, mailboxId)));
}

let teams = 0;

async function team({ desk }: TestDesk): Promise<number> {
  teams += 1;
  return transact(desk.store, (trx) => insertTeam(trx, { name: `Technik ${teams}`, memberIds: [] }));
}

async function mailsAt({ desk }: TestDesk, mail: ArrivedMail | undefined): Promise<number> {
  const rows = await desk.store.db
    .selectFrom('entry')
    .select('id')
    .where('ticket_id', '=', mail?.ticketId ?? 0)
    .where('kind', '=', 'mailIn')
    .execute();
  return rows.length;
}

async function statusIn({ desk }: TestDesk, group: string): Promise<number> {
  const row = await desk.store.db.selectFrom('status').select('id').where('grp', '=', group).executeTakeFirstOrThrow();
  return row.id;
}
