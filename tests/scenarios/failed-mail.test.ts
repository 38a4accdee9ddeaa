import { describe, expect, test } from 'vitest';
import { retryInbound } from '../../src/flows/inbox.ts';
import { deskFor, type TestDesk } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('a mail that cannot be filed, on %s', (dialect) => {
  const desk = deskFor(dialect);

  test('is kept with its reason, sender and subject, stops no other, and is filed once the cause is mended', async () => {
    const on = desk();
    const goodSettings = await settings(on);
    await setSettings(on, JSON.stringify({ ...JSON.parse(goodSettings), team: 4711 })); // a team that is not there
    const failed = await on.arrives({ subject: 'Wichtig' });
    expect(failed).toMatchObject({ state: 'failed', ticketId: null });
    expect(await logRow(on, failed.id)).toMatchObject({
      sender: 'carla@kunde.example',
      subject: 'Wichtig',
      reason: expect.stringContaining('"code"'),
    });
    await setSettings(on, goodSettings);
    expect((await on.arrives({ subject: 'Danach' })).state).toBe('filed');
    await retryInbound(on.desk, null, failed.id);
    await on.fetch();
    expect(await logRow(on, failed.id)).toMatchObject({ state: 'filed', reason: null });
  });
});

async function settings({ desk, incomingId }: TestDesk): Promise<string> {
  return (
    await desk.store.db.selectFrom('mailbox').select('settings').where('id', '=', incomingId).executeTakeFirstOrThrow()
  ).settings;
}

async function setSettings({ desk, incomingId }: TestDesk, value: string): Promise<void> {
  await desk.store.db.updateTable('mailbox').set({ settings: value }).where('id', '=', incomingId).execute();
}

function logRow({ desk }: TestDesk, id: number) {
  return desk.store.db.selectFrom('inbound').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}
