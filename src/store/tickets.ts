import type { Insertable } from 'kysely';
import { Failure } from '../lib/failure.ts';
import { prepared } from './prepared.ts';
import type { Db, Schema, Trx } from './schema.ts';

/** What a new ticket starts with; status and priority by id. */
export type NewTicket = {
  subject: string;
  contactId: number | null;
  customerId?: number | null;
  sender: { name: string; addr: string };
  teamId: number | null;
  categoryId?: number | null;
  labelIds?: readonly number[];
  statusId: number;
  statusGroup: string;
  priorityId: number;
  mailboxId: number | null;
  preview: string;
  at: number;
};

/** Groups whose tickets are closed. */
export const isDoneGroup = (group: string) => group === 'done' || group === 'locked';

const ticketInsert = prepared((db, row: Insertable<Schema['ticket']>) =>
  db.insertInto('ticket').values(row).returning('id'),
);

/** Inserts a ticket, unread, and gives its number. */
export async function insertTicket(trx: Trx, ticket: NewTicket): Promise<number> {
  const { rows } = await ticketInsert(trx, {
    subject: ticket.subject,
    contact_id: ticket.contactId,
    customer_id: ticket.customerId ?? null,
    category_id: ticket.categoryId ?? null,
    sender_name: ticket.sender.name,
    sender_addr: ticket.sender.addr,
    team_id: ticket.teamId,
    status_id: ticket.statusId,
    status_group: ticket.statusGroup,
    is_done: isDoneGroup(ticket.statusGroup) ? 1 : 0,
    priority_id: ticket.priorityId,
    mailbox_id: ticket.mailboxId,
    preview: ticket.preview,
    unread: 1,
    created_at: ticket.at,
    changed_at: ticket.at,
    done_at: isDoneGroup(ticket.statusGroup) ? ticket.at : null,
  });
  const { id } = rows[0] as { id: number };
  const labels = (ticket.labelIds ?? []).map((label) => ({ ticket_id: id, label_id: label }));
  if (labels.length > 0) await trx.insertInto('ticket_label').values(labels).execute();
  return id;
}

/** The status with the lowest rank among the active ones of a group. */
export async function firstStatus(db: Db, group: string): Promise<{ id: number; group: string }> {
  const row = await db
    .selectFrom('status')
    .select(['id', 'grp'])
    .where('grp', '=', group)
    .where('deleted_at', 'is', null)
    .orderBy('active', 'desc')
    .orderBy('rank')
    .executeTakeFirstOrThrow();
  return { id: row.id, group: row.grp };
}

export async function defaultPriority(db: Db): Promise<number> {
  const row = await db
    .selectFrom('priority')
    .select('id')
    .orderBy('is_default', 'desc')
    .orderBy('rank')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The row of a ticket as flows need it. Throws Failure `not-found`. */
export async function getTicket(db: Db, id: number) {
  const row = await db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Failure('not-found');
  return row;
}

/** The subject of a ticket; null if there is none. */
export async function ticketSubject(db: Db, id: number): Promise<string | null> {
  const row = await db.selectFrom('ticket').select('subject').where('id', '=', id).executeTakeFirst();
  return row?.subject ?? null;
}

type Touch = { id: number; changed_at: number; preview: string; unread: 0 | 1 };
const mailTouch = prepared((db, { id, ...row }: Touch) => db.updateTable('ticket').set(row).where('id', '=', id));

/** Notes that a step was added: moves the ticket up in the lists, with a mail's first words and the unread mark. */
export async function touchTicket(
  trx: Trx,
  id: number,
  at: number,
  shown: { preview?: string; unread?: boolean } = {},
): Promise<void> {
  if (shown.preview !== undefined && shown.unread !== undefined) {
    await mailTouch(trx, { id, changed_at: at, preview: shown.preview, unread: shown.unread ? 1 : 0 });
    return;
  }
  await trx
    .updateTable('ticket')
    .set({
      changed_at: at,
      ...(shown.preview === undefined ? {} : { preview: shown.preview }),
      ...(shown.unread === undefined ? {} : { unread: shown.unread ? 1 : 0 }),
    })
    .where('id', '=', id)
    .execute();
}

/** Sets the status and everything that follows from its group. What was done before stays done since then. */
export async function setStatus(
  trx: Trx,
  id: number,
  status: { id: number; group: string },
  at: number,
): Promise<void> {
  const done = isDoneGroup(status.group);
  await trx
    .updateTable('ticket')
    .set((eb) => ({
      status_id: status.id,
      status_group: status.group,
      is_done: done ? 1 : 0,
      done_at: done ? eb.fn.coalesce('done_at', eb.val(at)) : null,
      changed_at: at,
    }))
    .where('id', '=', id)
    .execute();
}

/** A status by id; null if there is none. */
export async function findStatus(db: Db, id: number): Promise<{ id: number; group: string } | null> {
  const row = await db.selectFrom('status').select(['id', 'grp']).where('id', '=', id).executeTakeFirst();
  return row ? { id: row.id, group: row.grp } : null;
}

/** The name of a team; null if there is none. */
export async function teamName(db: Db, id: number): Promise<string | null> {
  return (await db.selectFrom('team').select('name').where('id', '=', id).executeTakeFirst())?.name ?? null;
}

/** Sets plain fields of a ticket. */
export async function setTicketFields(
  trx: Trx,
  id: number,
  fields: {
    team_id?: number | null;
    priority_id?: number;
    category_id?: number | null;
    contact_id?: number | null;
    customer_id?: number | null;
    subject?: string;
  },
): Promise<void> {
  await trx.updateTable('ticket').set(fields).where('id', '=', id).execute();
}
