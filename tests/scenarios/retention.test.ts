import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { keepHouse } from '../../src/flows/keep-house.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { writeDeskSettings } from '../../src/store/desk-settings.ts';
import { transact } from '../../src/store/transact.ts';
import { deskFor, draftOf } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

const dayMs = 24 * 3600_000;

describe.each(dialects)('what is kept how long, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const inbound = async (id: number) =>
    desk().desk.store.db.selectFrom('inbound').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  /** The blob store as if everything in it had been written long ago; gives its files. */
  const agedFiles = async () => {
    const folder = path.join(desk().desk.dataDir, 'blobs');
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    for (const { parentPath, name } of files) await utimes(path.join(parentPath, name), 0, 0);
    return files.map(({ name }) => name);
  };

  test('without a setting everything stays', async () => {
    const mail = await desk().arrives({ subject: 'Bleibt' });
    desk().later(1000 * dayMs);
    expect(await keepHouse(desk().desk)).toMatchObject({ sources: 0, files: 0 });
    expect(await desk().desk.store.blobs.get((await inbound(mail.id)).blob ?? '')).toBeInstanceOf(Buffer);
  });

  test('sources go after their days, the line in the log and the ticket stay, nothing is fetched twice', async () => {
    const { store } = desk().desk;
    await keepHouse(desk().desk);
    const raw = composeMessage(
      draftOf(
        {
          subject: 'Geht',
          attachments: [{ name: 'plan.txt', type: 'text/plain', content: Buffer.from('Der Plan der Heizung') }],
        },
        desk().desk.clock(),
      ),
    ).raw;
    await desk().set({ afterImport: 'keep', fetchRead: true });
    const ref = await desk().lies(raw);
    const other = await desk().lies({ subject: 'Noch frisch' });
    await desk().fetch();
    const mail = await desk().arrived(ref);
    const before = (await inbound(mail.id)).blob ?? '';
    await transact(store, (trx) => writeDeskSettings(trx, { keepSourceDays: 30 }));

    desk().later(29 * dayMs);
    await keepHouse(desk().desk);
    expect((await inbound(mail.id)).blob).toBe(before);
    await store.db
      .updateTable('inbound')
      .set({ fetched_at: desk().desk.clock().getTime() })
      .where('id', '=', (await desk().arrived(other)).id)
      .execute();

    desk().later(2 * dayMs);
    await keepHouse(desk().desk);
    expect(await inbound(mail.id)).toMatchObject({
      blob: null,
      state: 'filed',
      subject: 'Geht',
      ticket_id: mail.ticketId,
    });
    expect((await inbound(mail.id)).source_removed_at).toBe(desk().desk.clock().getTime());
    // Nothing leaves the disk at once, and a file that holds another mail too does not leave it at all.
    expect(await store.blobs.get(before)).toBeInstanceOf(Buffer);
    await agedFiles();
    desk().later(2 * 3600_000);
    await keepHouse(desk().desk);
    const fresh = (await inbound((await desk().arrived(other)).id)).blob ?? '';
    expect((await store.blobs.get(fresh)).toString()).toContain('Noch frisch');

    desk().later(31 * dayMs);
    await keepHouse(desk().desk);
    desk().later(2 * 3600_000);
    const files = await agedFiles();
    expect((await keepHouse(desk().desk)).files).toBeGreaterThan(0);
    expect((await agedFiles()).length).toBeLessThan(files.length);
    await expect(store.blobs.get(before)).rejects.toMatchObject({ code: 'blob-missing' });

    const file = await store.db
      .selectFrom('attachment')
      .select('blob')
      .where('entry_id', '=', mail.entryId ?? 0)
      .executeTakeFirstOrThrow();
    expect((await store.blobs.get(file.blob)).toString()).toBe('Der Plan der Heizung');
    const lines = await store.db.selectFrom('inbound').select('id').execute();
    await desk().fetch();
    expect(await store.db.selectFrom('inbound').select('id').execute()).toHaveLength(lines.length);
  });

  test('what was being written when a process was killed goes after a day, nothing else', async () => {
    const folder = path.join(desk().desk.dataDir, 'blobs', 'ab');
    await mkdir(folder, { recursive: true });
    const [whole, old, fresh] = ['abc', 'abc.1.part', 'abc.2.part'].map((name) => path.join(folder, name));
    for (const file of [whole, old, fresh]) await writeFile(file ?? '', 'x');
    for (const file of [whole, old]) await utimes(file ?? '', 0, 0);
    expect(await keepHouse(desk().desk)).toMatchObject({ leftovers: 1 });
    expect((await readdir(folder)).filter((name) => name.startsWith('abc')).toSorted()).toEqual(['abc', 'abc.2.part']);
    for (const file of [whole, fresh]) await rm(file ?? '');
  });

  test('failed mails keep their source whatever their age', async () => {
    const { store } = desk().desk;
    const mail = await desk().arrives({ subject: 'Gescheitert' });
    await store.db.updateTable('inbound').set({ state: 'failed' }).where('id', '=', mail.id).execute();
    desk().later(400 * dayMs);
    await keepHouse(desk().desk);
    expect((await inbound(mail.id)).blob).not.toBeNull();
  });

  test('lines of runs that went well go after a quarter of a year, but never the last hundred', async () => {
    const { store } = desk().desk;
    for (let n = 0; n < 103; n++) await desk().fetch();
    desk().later(100 * dayMs);
    const all = await store.db.selectFrom('run').select('id').where('mailbox_id', '=', desk().incomingId).execute();
    const { runs } = await keepHouse(desk().desk);
    expect(runs).toBe(all.length - 100);
  });

  test('why a run failed is kept for years, and not for ever', async () => {
    const { store } = desk().desk;
    const { run_number } = await store.db
      .selectFrom('mailbox')
      .select('run_number')
      .where('id', '=', desk().incomingId)
      .executeTakeFirstOrThrow();
    const first = await store.db
      .selectFrom('run')
      .select(['id', 'number'])
      .where('mailbox_id', '=', desk().incomingId)
      .orderBy('id')
      .executeTakeFirstOrThrow();
    expect(first.number).toBe(run_number - 99);
    for (let n = 0; n < 3; n++) await desk().fetch();
    await store.db.updateTable('run').set({ error: '{"code":"x"}' }).where('id', '=', first.id).execute();
    const isThere = async () =>
      (await store.db.selectFrom('run').select('id').where('id', '=', first.id).execute()).length === 1;
    desk().later(400 * dayMs);
    expect((await keepHouse(desk().desk)).runs).toBe(2);
    expect(await isThere()).toBe(true);
    desk().later(401 * dayMs);
    expect((await keepHouse(desk().desk)).runs).toBe(1);
    expect(await isThere()).toBe(false);
  });

  test('many mails are let go of piece by piece, each looked at once', async () => {
    const { store } = desk().desk;
    await transact(store, (trx) => writeDeskSettings(trx, { keepSourceDays: null }));
    const { id } = await desk().arrives({ subject: 'Vorlage' });
    const { id: _id, ...row } = await inbound(id);
    const copies = Array.from({ length: 450 }, (_, n) => ({
      ...row,
      ref: `kopie ${n}`,
      entry_id: null,
      settled_at: 1,
    }));
    await store.db.insertInto('inbound').values(copies).execute();
    await transact(store, (trx) => writeDeskSettings(trx, { keepSourceDays: 30 }));
    desk().later(31 * dayMs);
    expect((await keepHouse(desk().desk)).sources).toBeGreaterThanOrEqual(450);
    const left = store.db
      .selectFrom('inbound')
      .select('id')
      .where('ref', 'like', 'kopie%')
      .where('blob', 'is not', null);
    expect(await left.execute()).toEqual([]);
  });
});
