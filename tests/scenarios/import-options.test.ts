import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMailbox } from '../../src/flows/run-mailbox.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { getMailbox } from '../../src/store/mailboxes.ts';
import { covers } from '../support/covers.ts';
import { deskFor, draftOf } from '../support/desk.ts';
import { ownMailbox } from '../support/own-mailbox.ts';
import { scriptedSource } from '../support/scripted-source.ts';
import { dialects } from '../support/stores.ts';

const day = 86_400_000;

describe.each(dialects)('what of a mailbox is imported, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const folderOf = (id: number) => path.join(desk().desk.dataDir, 'mailboxes', String(id));
  const imported = async (id: number) => {
    const rows = await desk()
      .desk.store.db.selectFrom('inbound')
      .select(['subject'])
      .where('mailbox_id', '=', id)
      .where('state', '=', 'filed')
      .orderBy('id')
      .execute();
    return rows.map(({ subject }) => subject);
  };

  test('mail is old by the time of its receipt, to the millisecond; raised later, what was skipped comes once', async () => {
    covers('incoming.maxAgeDays');
    const own = await ownMailbox(desk(), { maxAgeDays: 14, afterImport: 'keep' });
    const exact = await desk().lies({ subject: 'Genau 14 Tage' }, own.id);
    // Its Date claims to be from today: the server's time counts.
    const date = new Date(desk().desk.clock().getTime() + 14 * day + 1);
    desk().later(14 * day);
    await desk().fetch(own.id);
    expect(await imported(own.id)).toEqual(['Genau 14 Tage']);
    const late = await desk().lies({ subject: 'Zu alt', date }, own.id);
    desk().later(14 * day + 1);
    await desk().fetch(own.id);
    await desk().fetch(own.id);
    expect(await imported(own.id)).toEqual(['Genau 14 Tage']);
    for (const ref of [exact, late]) expect(existsSync(path.join(folderOf(own.id), ref))).toBe(true);
    await desk().set({ maxAgeDays: null }, own.id);
    await desk().fetch(own.id);
    await desk().fetch(own.id);
    expect(await imported(own.id)).toEqual(['Genau 14 Tage', 'Zu alt']);
  });

  test('read mail is left alone unless asked for, and nothing comes twice', async () => {
    covers('incoming.fetchRead');
    const own = await ownMailbox(desk(), { fetchRead: false, afterImport: 'keep' });
    const read = await desk().lies({ subject: 'Gelesen' }, own.id);
    await writeFile(path.join(folderOf(own.id), `${read}.seen`), '');
    await desk().lies({ subject: 'Ungelesen' }, own.id);
    await desk().fetch(own.id);
    expect(await imported(own.id)).toEqual(['Ungelesen']);
    await desk().set({ fetchRead: true }, own.id);
    await desk().fetch(own.id);
    await desk().fetch(own.id);
    expect(await imported(own.id)).toEqual(['Ungelesen', 'Gelesen']);
  });

  test('what the ledger knows is not even downloaded again, whatever its flags', async () => {
    const { desk: inner } = desk();
    const id = await desk().mailbox({ fetchRead: true, afterImport: 'keep' });
    const mails = ['Eins', 'Zwei'].map((subject) => ({
      ref: subject,
      raw: composeMessage(draftOf({ subject }, inner.clock())).raw,
      receivedAt: inner.clock(),
    }));
    const asked: string[][] = [];
    for (const seen of [false, true, false]) {
      const source = scriptedSource({ mails });
      const list: typeof source.list = async (options) =>
        (await source.list(options)).map((mail) => ({ ...mail, seen }));
      const fetch: typeof source.fetch = (refs) => {
        asked.push([...refs]);
        return source.fetch(refs);
      };
      const mailbox = await getMailbox(inner.store.db, id);
      await runMailbox(inner, mailbox, { ...source, list, fetch }, new AbortController().signal);
    }
    expect(asked).toEqual([['Eins', 'Zwei'], [], []]);
    expect(await imported(id)).toEqual(['Eins', 'Zwei']);
  });

  test.each([
    ['delete', []],
    ['markRead', ['REF', 'REF.seen']],
    ['keep', ['REF']],
    ['move', ['Abgelegt', 'Abgelegt/REF']],
  ] as const)('after the import the copy on the server: %s', async (afterImport, left) => {
    covers('incoming.afterImport', 'incoming.moveTo');
    const own = await ownMailbox(desk(), { afterImport, moveTo: 'Abgelegt' });
    const ref = await desk().lies({ subject: afterImport }, own.id);
    await desk().fetch(own.id);
    expect(await imported(own.id)).toEqual([afterImport]);
    const files = readdirSync(folderOf(own.id), { recursive: true, encoding: 'utf8' });
    expect(files.map((file) => file.replace(ref, 'REF')).toSorted()).toEqual(left);
  });

  test('the next run is due after the interval of the settings as they are then', async () => {
    covers('incoming.intervalMinutes');
    const own = await ownMailbox(desk(), { intervalMinutes: 7 });
    const dueIn = async () => {
      await desk().fetch(own.id);
      const { nextRunAt } = await getMailbox(desk().desk.store.db, own.id);
      return ((nextRunAt ?? 0) - desk().desk.clock().getTime()) / 60_000;
    };
    expect(await dueIn()).toBe(7);
    await desk().set({ intervalMinutes: 1440 }, own.id);
    expect(await dueIn()).toBe(1440);
  });
});
