import type { Insertable } from 'kysely';
import { insertEntry, noMail } from '../../src/store/entries.ts';
import type { Store } from '../../src/store/open.ts';
import type { Schema } from '../../src/store/schema.ts';
import { transact } from '../../src/store/transact.ts';

/** A ticket as a test wants it; what it does not name is a plain open order without team and contact. */
export type TicketSeed = {
  subject?: string;
  from?: { name: string; addr: string };
  text?: string;
  teamId?: number | null;
  group?: string;
  changedAt?: number;
  contactId?: number | null;
  mailboxId?: number | null;
};

/** Inserts a ticket with one mail as its first step, findable; gives both ids. */
export async function addTicket(store: Store, seed: TicketSeed = {}): Promise<{ ticketId: number; entryId: number }> {
  const group = seed.group ?? 'open';
  const from = seed.from ?? { name: 'Erika Beispiel', addr: 'erika@kunde.example' };
  const at = seed.changedAt ?? 1_700_000_000_000;
  return transact(store, async (trx) => {
    const status = await trx.selectFrom('status').select('id').where('grp', '=', group).executeTakeFirstOrThrow();
    const priority = await trx
      .selectFrom('priority')
      .select('id')
      .where('is_default', '=', 1)
      .executeTakeFirstOrThrow();
    const ticket = {
      subject: seed.subject ?? 'Drucker geht nicht',
      contact_id: seed.contactId ?? null,
      sender_name: from.name,
      sender_addr: from.addr,
      team_id: seed.teamId ?? null,
      status_id: status.id,
      status_group: group,
      is_done: group === 'done' || group === 'locked' ? (1 as const) : (0 as const),
      priority_id: priority.id,
      mailbox_id: seed.mailboxId ?? null,
      preview: (seed.text ?? 'Guten Tag').slice(0, 200),
      unread: 1 as const,
      created_at: at,
      changed_at: at,
      done_at: null,
    } satisfies Insertable<Schema['ticket']>;
    const { id: ticketId } = await trx.insertInto('ticket').values(ticket).returning('id').executeTakeFirstOrThrow();
    const entryId = await insertEntry(trx, store.dialect, {
      ...noMail,
      ticketId,
      kind: 'mailIn',
      at,
      agentId: null,
      from,
      subject: ticket.subject,
      text: seed.text ?? 'Guten Tag',
    });
    return { ticketId, entryId };
  });
}
