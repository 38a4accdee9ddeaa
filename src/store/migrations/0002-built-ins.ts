import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';
import type { Schema } from '../schema.ts';

/** SPEC §1: the built-in statuses, one per group, and priorities. They can be renamed, not deleted. */
export async function builtIns(untyped: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  const db = untyped as Kysely<Schema>;
  const status = (grp: string, name_de: string, name_en: string, rank: number) => ({
    key: grp,
    grp,
    rank,
    name_de,
    name_en,
  });
  await db
    .insertInto('status')
    .values([
      status('inquiry', 'Anfrage', 'Inquiry', 10),
      status('open', 'Offen', 'Open', 20),
      status('working', 'In Bearbeitung', 'In progress', 30),
      status('waiting', 'Wartet', 'Waiting', 40),
      status('done', 'Erledigt', 'Done', 50),
      status('locked', 'Gesperrt', 'Locked', 60),
    ])
    .execute();
  const priority = (key: string, name_de: string, name_en: string, rank: number, is_default: 0 | 1 = 0) => ({
    key,
    rank,
    name_de,
    name_en,
    is_default,
  });
  await db
    .insertInto('priority')
    .values([
      priority('low', 'Niedrig', 'Low', 10),
      priority('normal', 'Normal', 'Normal', 20, 1),
      priority('high', 'Hoch', 'High', 30),
      priority('urgent', 'Dringend', 'Urgent', 40),
    ])
    .execute();
}
