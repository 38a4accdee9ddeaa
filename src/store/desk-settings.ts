import { z } from 'zod';
import { isTimeZone } from '../lib/time-zone.ts';
import type { Db, Trx } from './schema.ts';

// Domains where strangers share a roof: the same domain says nothing there.
const commonFreemail =
  'gmail.com googlemail.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de outlook.com outlook.de hotmail.com hotmail.de live.com live.de yahoo.com yahoo.de icloud.com me.com aol.com freenet.de mail.de posteo.de mailbox.org proton.me protonmail.com'.split(
    ' ',
  );

/** What holds for the whole desk and administrators change on its page. Parsed on every read: a new field needs a default here and no migration. */
const fields = {
  name: z.string().default('Poststelle'),
  locale: z.enum(['de', 'en']).default('de'),
  /** SPEC §3.6: the word before the reference in subjects. */
  ticketKeyword: z.string().default('TicketID'),
  /** What stands before the word and after the reference. */
  ticketPrefix: z.string().default('['),
  ticketSuffix: z.string().default(']'),
  /** Further words that are accepted before a reference: those of earlier times and of the desk that was used before. */
  moreKeywords: z.array(z.string()).default([]),
  /** SPEC §3.7: days within which a reply reopens a done ticket. */
  reopenDays: z.number().int().min(0).max(3650).default(14),
  /** SPEC §3.6: what becomes of a follow-up from a sender who was never on the ticket. */
  strangers: z.enum(['append', 'newTicket']).default('append'),
  /** SPEC §3.4: a mail that reached several mailboxes makes one ticket, or one in each. */
  ticketsPer: z.enum(['desk', 'mailbox']).default('desk'),
  /** SPEC §2.4: domains that never become a customer. */
  freemailDomains: z.array(z.string()).default([...commonFreemail]),
  /** Days after which the raw source of a mail that is done with is removed; null = never. */
  keepSourceDays: z.number().int().min(1).max(36_500).nullable().default(null),
  /** SPEC §6: who does something gets no automatic mail about it. */
  noMailForOwnAction: z.boolean().default(true),
  /** SPEC §2.3: nothing is fetched while this is on. */
  fetchStopped: z.boolean().default(false),
  /** Seconds between "send" and the mail leaving. */
  undoSeconds: z.number().default(10),
  /** Name of the time zone (IANA) in which mails to people name times. */
  timeZone: z.string().refine(isTimeZone).default('Europe/Berlin'),
  /** Days after which lines of the audit log are removed; null = never. */
  auditDays: z.number().int().min(1).max(36_500).nullable().default(365),
  /** Whether the audit log keeps the network address from which somebody did something. */
  auditAddresses: z.boolean().default(true),
};

export type DeskSettings = { [K in keyof typeof fields]: z.output<(typeof fields)[K]> };

const prefix = 'desk.';

/** The settings of the desk, complete. */
export async function readDeskSettings(db: Db): Promise<DeskSettings> {
  const rows = await db.selectFrom('desk_setting').selectAll().where('key', 'like', `${prefix}%`).execute();
  const stored = new Map(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
  const entries = Object.entries(fields).map(([field, schema]) => {
    const parsed = schema.safeParse(stored.get(prefix + field));
    return [field, parsed.success ? parsed.data : schema.parse(undefined)];
  });
  return Object.fromEntries(entries) as DeskSettings;
}

/** Stores the given settings; the others stay. */
export async function writeDeskSettings(trx: Trx, settings: Partial<DeskSettings>): Promise<void> {
  for (const [field, value] of Object.entries(settings)) {
    if (!(field in fields) || value === undefined) continue;
    await trx
      .insertInto('desk_setting')
      .values({ key: prefix + field, value: JSON.stringify(value) })
      .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })))
      .execute();
  }
}
