import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { deskFor } from '../support/desk.ts';

// PostgreSQL only: SQLite has one writer at a time and knows no deadlock.
const desk = deskFor('postgres');

test('a deadlock begins the batch anew instead of putting one mail off behind those that came later', async () => {
  const { store } = desk().desk;
  // Sequences are not rolled back: the first try fails, the next one does not.
  for (const statement of [
    'create sequence tries',
    `create function stumble() returns trigger language plpgsql as $$ begin
       if new.subject = 'Kaputt' then raise exception 'this mail cannot be filed'; end if;
       if new.subject = 'Stolpert' and nextval('tries') = 1 then
         raise exception using errcode = 'deadlock_detected', message = 'deadlock';
       end if;
       return new;
     end $$`,
    'create trigger stumble before insert on entry for each row execute function stumble()',
  ])
    await sql.raw(statement).execute(store.db);
  const refs: string[] = [];
  for (const subject of ['Zuerst', 'Kaputt', 'Stolpert', 'Danach']) refs.push(await desk().lies({ subject }));
  await desk().fetch();
  const mails = await Promise.all(refs.map((ref) => desk().arrived(ref)));
  expect(mails.map(({ state }) => state)).toEqual(['filed', 'failed', 'filed', 'filed']);
  const [first, , stumbled, after] = mails.map(({ ticketId }) => ticketId ?? 0);
  expect([first, stumbled, after]).toEqual([first, stumbled, after].toSorted((a, b) => (a ?? 0) - (b ?? 0)));
  const { rows } = await sql<{ last_value: number }>`select last_value from tries`.execute(store.db);
  expect(Number(rows[0]?.last_value)).toBeGreaterThan(1);
});

test('what a mail names may be deleted at the very moment of writing: it is judged anew and filed', async () => {
  const { store } = desk().desk;
  for (const statement of [
    'create sequence misses',
    `create function miss() returns trigger language plpgsql as $$ begin
       if nextval('misses') = 1 then raise exception using errcode = 'foreign_key_violation', message = 'gone'; end if;
       return new;
     end $$`,
    'create trigger miss before insert on ticket for each row execute function miss()',
  ])
    await sql.raw(statement).execute(store.db);
  expect((await desk().arrives({ subject: 'Genau jetzt' })).state).toBe('filed');
  const { rows } = await sql<{ last_value: number }>`select last_value from misses`.execute(store.db);
  expect(Number(rows[0]?.last_value)).toBe(2);
});
