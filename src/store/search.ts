import { type RawBuilder, sql } from 'kysely';
import { searchWords, words } from '../desk/search-words.ts';
import type { Dialect } from './dialect.ts';
import { prepared } from './prepared.ts';
import type { Db } from './schema.ts';

/** What of one entry is found: plain texts of any length, as people read them. */
export type SearchableEntry = { entryId: number; subject: string; sender: string; body: string };

/**
 * How many matching entries one search looks at, newest first. A word that stands in every mail would otherwise sort the whole desk;
 * who looks for something older adds a word.
 */
export const searchedEntries = 5000;

/** Words of one entry that are kept: a mail longer than a book is found by its beginning. */
const keptWords = 20_000;
/** PostgreSQL finds the words of a tsvector by 20-bit offsets and, beyond 1 MB, silently finds the wrong ones. */
const keptBytes = 1_000_000;

const textInsert = prepared((db, row: { id: number; subject: string; sender: string; body: string }) => ({
  compile: () =>
    sql<never>`insert into entry_text (rowid, subject, sender, body)
      values (${row.id}, ${row.subject}, ${row.sender}, ${row.body})`.compile(db),
}));

/** Makes an entry findable; call once per entry, in the transaction that files it. `body` is the plain text. */
export async function indexEntry(db: Db, dialect: Dialect, entry: SearchableEntry): Promise<void> {
  const subject = words(entry.subject, keptWords);
  const sender = words(entry.sender, keptWords);
  const body = words(entry.body, keptWords);
  if (dialect === 'sqlite') {
    const row = { id: entry.entryId, subject: subject.join(' '), sender: sender.join(' '), body: body.join(' ') };
    await textInsert(db, row);
    return;
  }
  // Not to_tsvector: its parser takes addresses and host names for one word, and the words shall be the same on both databases.
  const all = withinBytes(new Set([...subject, ...sender, ...body]), keptBytes);
  await sql`insert into entry_text (entry_id, words) values (${entry.entryId}, array_to_tsvector(${all}::text[]))`.execute(
    db,
  );
}

function withinBytes(from: Iterable<string>, limit: number): string[] {
  const kept: string[] = [];
  let bytes = 0;
  for (const word of from) {
    // Each may be padded by one byte.
    bytes += Buffer.byteLength(word) + 1;
    if (bytes > limit) break;
    kept.push(word);
  }
  return kept;
}

/** Makes an entry unfindable again, in the transaction that removes it. */
export async function unindexEntry(db: Db, dialect: Dialect, entryId: number): Promise<void> {
  if (dialect === 'sqlite') await sql`delete from entry_text where rowid = ${entryId}`.execute(db);
  else await sql`delete from entry_text where entry_id = ${entryId}`.execute(db);
}

/**
 * A subquery of the ids of tickets with an entry in which every word of `query` stands, the last one at least as a beginning.
 * Null if the query has no word at all. Never an error, whatever is typed: only letters and digits reach the database's query language.
 */
export function ticketsWithWords(dialect: Dialect, query: string): RawBuilder<{ ticket_id: number }> | null {
  const wanted = searchWords(query);
  if (wanted.length === 0) return null;
  const last = wanted.length - 1;
  if (dialect === 'sqlite') {
    const match = wanted.map((word, index) => `"${word}"${index === last ? '*' : ''}`).join(' AND ');
    return sql`(select ticket_id from entry where id in (
      select rowid from entry_text where entry_text match ${match} order by rowid desc limit ${searchedEntries}))`;
  }
  const match = wanted.map((word, index) => `'${word}'${index === last ? ':*' : ''}`).join(' & ');
  return sql`(select ticket_id from entry where id in (
    select entry_id from entry_text where words @@ ${match}::tsquery order by entry_id desc limit ${searchedEntries}))`;
}
