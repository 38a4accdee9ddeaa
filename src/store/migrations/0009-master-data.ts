import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

type Contacts = { contact: { id: number; full_name: string; full_name_key: string } };

/** What maintaining master data needs: names that can be searched without case, and deleted statuses and priorities that old steps still name. */
export async function masterData(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = dialect === 'sqlite' ? 'integer' : 'bigint';
  for (const statement of [
    "alter table contact add column full_name_key text not null default ''",
    'update contact set full_name_key = lower(full_name)',
    `alter table status add column deleted_at ${int}`,
    `alter table priority add column deleted_at ${int}`,
  ]) {
    await sql.raw(statement).execute(db);
  }
  // SQLite's lower() knows ASCII only.
  const contacts = db as Kysely<Contacts>;
  for (const { id, full_name, full_name_key } of await contacts.selectFrom('contact').selectAll().execute()) {
    const key = full_name.toLowerCase();
    if (key !== full_name_key)
      await contacts.updateTable('contact').set({ full_name_key: key }).where('id', '=', id).execute();
  }
}
