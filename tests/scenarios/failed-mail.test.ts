import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { retryInbound } from '../../src/flows/inbox.ts';
import type { Dialect } from '../../src/store/dialect.ts';
import { deskFor, type TestDesk } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('a mail that cannot be filed, on %s', (dialect) => {
  const desk = deskFor(dialect);

  test('is kept with its reason, sender and subject, stops no other, and is filed once the cause is mended', async () => {
    const on = desk();
    await refuseEntries(on, dialect);
    const failed = await on.arrives({ subject: 'Wichtig' });
    expect(failed).toMatchObject({ state: 'failed', ticketId: null });
    expect(await logRow(on, failed.id)).toMatchObject({
      sender: 'carla@kunde.example',
      subject: 'Wichtig',
      reason: expect.stringContaining('"code"'),
    });
    expect((await on.arrives({ subject: 'Danach' })).state).toBe('filed');
    await sql.raw(dialect === 'postgres' ? 'drop trigger refuse on entry' : 'drop trigger refuse').execute(db(on));
    await retryInbound(on.desk, null, failed.id);
    await on.fetch();
    expect(await logRow(on, failed.id)).toMatchObject({ state: 'filed', reason: null });
  });
});

/** A cause that no rule can foresee: the database refuses the step of this one mail. */
async function refuseEntries(on: TestDesk, dialect: Dialect): Promise<void> {
  const statements =
    dialect === 'postgres'
      ? [
          `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$`,
          `create trigger refuse before insert on entry for each row when (new.subject = 'Wichtig') execute function refuse()`,
        ]
      : [
          `create trigger refuse before insert on entry when new.subject = 'Wichtig' begin select raise(abort, 'refused'); end`,
        ];
  for (const statement of statements) await sql.raw(statement).execute(db(on));
}

const db = ({ desk }: TestDesk) => desk.store.db;

function logRow(on: TestDesk, id: number) {
  return db(on).selectFrom('inbound').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}
