import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/**
 * What comes back about mail that was sent (SPEC §3.5): the name under which a report knows it, what became of each recipient after our server took the
 * mail, addresses that do not work or want nothing. And where bundling stands (SPEC §2.4).
 */
export async function reports(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const int = dialect === 'sqlite' ? 'integer' : 'bigint';
  for (const statement of [...sentMail(int), ...addressMarks(int), ...bundlingWindow(int)]) {
    await sql.raw(statement).execute(db);
  }
}

const sentMail = (int: string) => [
  'alter table outbound add column envelope_id text',
  'create index outbound_envelope on outbound (envelope_id) where envelope_id is not null',
  'create index outbound_message on outbound (message_id)',
  'alter table outbound_recipient add column report text',
  'alter table outbound_recipient add column report_status text',
  'alter table outbound_recipient add column report_text text',
  `alter table outbound_recipient add column reported_at ${int}`,
  `alter table outbound_recipient add column report_entry_id ${int}`,
  `alter table outbound_recipient add column read_at ${int}`,
  'alter table outbound_recipient add column read_as text',
  'create index outbound_recipient_address on outbound_recipient (lower(address))',
  'alter table entry add column report text',
];

// By address and not at the contact: automatic mail also goes to people who are no contact.
const addressMarks = (int: string) => [
  `create table address_mark (address_key text not null, kind text not null, origin text not null, at ${int} not null, status text,
    text text not null, outbound_id ${int}, primary key (address_key, kind))`,
];

const bundlingWindow = (int: string) => [
  `alter table mailbox add column bundling_window ${int} not null default 0`,
  // When the first run that went well in this window began; null = none did yet.
  `alter table mailbox add column bundling_window_at ${int}`,
];
