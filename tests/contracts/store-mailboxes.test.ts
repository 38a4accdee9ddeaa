import { describe, expect, test } from 'vitest';
import { changeMailbox, createMailbox, deleteMailbox } from '../../src/flows/mailboxes.ts';
import { noteTooLarge, receive } from '../../src/flows/receive.ts';
import { openSandbox, sandboxState } from '../../src/flows/sandbox.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { defaultValues } from '../../src/settings/field.ts';
import { knownRefs } from '../../src/store/inbound.ts';
import { listRuns } from '../../src/store/mailbox-overview.ts';
import { getMailbox, mailboxGroup } from '../../src/store/mailboxes.ts';
import { beginRun, endRun, makeDue, nextRunAt } from '../../src/store/runs.ts';
import type { Trx } from '../../src/store/schema.ts';
import { transact } from '../../src/store/transact.ts';
import { covers } from '../support/covers.ts';
import { deskFor, draftOf } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('mailboxes on %s', (dialect) => {
  const desk = deskFor(dialect);

  test('a change of the protocol takes effect', async () => {
    covers('incoming.protocol');
    const { desk: inner } = desk();
    const values = {
      ...defaultValues(mailboxGroup('incoming')),
      name: 'Support',
      host: 'mail.example.org',
      port: 993,
      username: 'support',
      mailboxAddresses: ['support@example.org'],
      createContact: true,
      active: false,
    };
    const id = await createMailbox(inner, null, 'incoming', values);
    await changeMailbox(inner, null, id, { ...values, protocol: 'pop3', port: 995 });
    const changed = await getMailbox(inner.store.db, id);
    expect([changed.protocol, changed.values.protocol]).toEqual(['pop3', 'pop3']);
  });

  test('a run that is asked for while another is under way follows it', async () => {
    const { desk: inner, incomingId } = desk();
    const counts = { listed: 0, imported: 0, skippedOld: 0, skippedLarge: 0 };
    const run = (meanwhile: (trx: Trx) => Promise<void>) =>
      transact(inner.store, async (trx) => {
        const number = await beginRun(trx, incomingId, 1_000);
        await meanwhile(trx);
        await endRun(trx, incomingId, number, counts, 2_000, 300_000);
      });
    await run(async () => undefined);
    expect(await nextRunAt(inner.store.db, incomingId)).toBe(300_000);
    await run((trx) => makeDue(trx, incomingId));
    expect(await nextRunAt(inner.store.db, incomingId)).toBe(0);
    // The run that was asked for has now been; nothing is asked for any more.
    await run(async () => undefined);
    expect(await nextRunAt(inner.store.db, incomingId)).toBe(300_000);
  });

  test('a run that is under way tells how many mails it has brought so far', async () => {
    const { desk: inner, incomingId } = desk();
    const now = inner.clock().getTime();
    const number = await transact(inner.store, (trx) => beginRun(trx, incomingId, now));
    const raw = composeMessage(draftOf({}, inner.clock())).raw;
    const mails = ['a.eml', 'b.eml'].map((ref) => ({ ref, raw, receivedAt: inner.clock() }));
    await receive(inner, incomingId, number, mails);
    await noteTooLarge(inner, incomingId, number, [{ ref: 'c.eml', size: 9, receivedAt: inner.clock() }]);
    // A mail of the run before is none of this one's.
    await receive(inner, incomingId, number - 1, [{ ref: 'd.eml', raw, receivedAt: inner.clock() }]);
    const [running] = await listRuns(inner.store.db, incomingId, 5);
    expect(running).toMatchObject({ number, endedAt: null, imported: 2 });
    const counts = { listed: 3, imported: 2, skippedOld: 0, skippedLarge: 1 };
    await transact(inner.store, (trx) => endRun(trx, incomingId, number, counts, now + 5, now + 9));
    expect((await listRuns(inner.store.db, incomingId, 1))[0]).toMatchObject({ number, endedAt: now + 5, imported: 2 });
  });

  test('as many mails as a folder may hold are too large at once', async () => {
    const { desk: inner, incomingId } = desk();
    const mails = Array.from({ length: 12_000 }, (_, index) => ({
      ref: `${index}.eml`,
      size: 100_000_000,
      receivedAt: inner.clock(),
    }));
    await noteTooLarge(inner, incomingId, 1, mails);
    const refs = mails.map(({ ref }) => ref);
    expect((await knownRefs(inner.store.db, incomingId, refs)).size).toBe(12_000);
  });

  test('the sandbox opens again after one of its mailboxes was deleted alone', async () => {
    const { desk: inner, incomingId, outgoingId } = desk();
    await deleteMailbox(inner, null, incomingId);
    expect((await sandboxState(inner)).open).toBe(false);
    await openSandbox(inner, null, 'de');
    expect(await sandboxState(inner)).toMatchObject({ open: true, outgoingId });
  });
});
