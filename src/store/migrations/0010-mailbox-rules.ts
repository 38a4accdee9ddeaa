import type { Kysely } from 'kysely';

type Mailboxes = { mailbox: { id: number; direction: string; settings: string } };

/**
 * Mailboxes of a time when every unknown sender became a user go on doing so: their form shows the switch as on, and saving keeps it. Only mailboxes
 * created from now on start with the default of SPEC §2.4.
 */
export async function mailboxRules(db: Kysely<unknown>): Promise<void> {
  const mailboxes = db as Kysely<Mailboxes>;
  const rows = await mailboxes
    .selectFrom('mailbox')
    .select(['id', 'settings'])
    .where('direction', '=', 'incoming')
    .execute();
  for (const { id, settings } of rows) {
    const stored = JSON.parse(settings) as Record<string, unknown>;
    if ('createContact' in stored) continue;
    await mailboxes
      .updateTable('mailbox')
      .set({ settings: JSON.stringify({ ...stored, createContact: true }) })
      .where('id', '=', id)
      .execute();
  }
}
